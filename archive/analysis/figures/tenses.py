"""Whether a number was reached, is planned or is a target: the section's part first, then the wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from archive.analysis.figures.context import Context
from archive.analysis.figures.roles import Role
from archive.model import Passage, Tense
from archive.quantities.units import load_data

_CONNECTIVE = re.compile("^(?:同时|此外|另外|与此同时|下一步|其次|再次|最后|在.{2,24}(?:方面|行动中|过程中))")
_SENTENCE_END = re.compile("[。！？!?\n]")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = load_data("tenses")
    patterns = {name: re.compile("|".join(words)) for name, words in data["words"].items()}
    patterns["looks_back"] = re.compile("|".join(data["looks_back"]["words"]))
    return patterns


def tense_of(context: Context, role: Role | None, looks_ahead: bool, previous: Tense | None) -> tuple[Tense, str]:
    """The tense of a quantity and the reason for it.

    `looks_ahead` says that news prose around it speaks of what will be; `previous` is the tense of the amount before in
    the same sentence, which its rank or increment shares.
    """
    words = _words()
    before, clause = context.whole_before, context.clause
    if _is_goal(context):
        return "target", "called a goal"
    if words["early"].search(clause) and not context.quantity.implied:
        near = words["early"].search(context.before) or words["early"].search(context.after.split("、", 1)[0])
        if near:
            return "plan", f"early stage: {near[0]}"
    if role == "tasks":
        found = words["looks_back"].search(clause)
        if found and not re.search("[比较][^,，]{0,6}$", clause[: found.start()]):
            return "actual", f"looks back: {found[0]}"
        return "target", "part on the tasks ahead"
    found = (
        words["planned"].search(before)
        or words["planned"].search(context.after)
        or words["planned_after"].search(context.whole_after)
    )
    if found:
        return "plan", f"planned: {found[0]}"
    found = words["arranged"].search(before)
    if found and role == "review" and not words["arranged_not"].search(before):
        return "plan", "arranged: 安排"
    if previous == "plan" and context.lead and _shares_tense(context):
        return "plan", "says more of a planned amount"
    if role == "review":
        return "actual", "part that looks back"
    return _from_prose(context, looks_ahead)


def _is_goal(context: Context) -> bool:
    words = _words()
    if "双过半" in context.text[context.quantity.start : context.quantity.end]:
        return "实现" in context.whole_before
    said = context.lead + context.whole_before
    if "目标" in said and words["goal_before"].search(said):
        return True
    if "目标" not in context.clause:
        return False
    found = words["goal_after"].search(context.after)
    return found is not None and not words["goal_after_not"].search(context.after)


def _shares_tense(context: Context) -> bool:
    return context.quantity.kind == "rank" or re.search("^(?:较|比|同比|增长|下降|占)", context.clause) is not None


def _from_prose(context: Context, looks_ahead: bool) -> tuple[Tense, str]:
    words = _words()
    size = words["size"].search(context.before)
    if size:
        return "actual", f"physical size: {size[0]}"
    past = words["past"].search(context.whole_before) or words["past"].search(context.whole_after)
    if past:
        return "actual", f"said as done: {past[0]}"
    future = words["future"].search(context.whole_before)
    if future:
        return "plan", f"intended: {future[0]}"
    if looks_ahead:
        return "plan", "the prose around it looks ahead"
    return "actual", "nothing says otherwise"


class Outlook:
    """Whether news prose looks ahead, sentence by sentence and over passages that go on from the one before."""

    def __init__(self) -> None:
        self._ahead = False
        self._passed: list[str] = []

    def pass_over(self, passage: Passage) -> None:
        """Take note of a passage that nothing is asked of; it is read only if the next one goes on from it."""
        if not _CONNECTIVE.match(passage.text):
            self._ahead = False
            self._passed.clear()
        self._passed.append(passage.text)

    def of(self, passage: Passage, ends: Sequence[int]) -> list[bool]:
        """For each offset in `ends`, in rising order, whether the prose up to there looks ahead."""
        words = _words()
        if not _CONNECTIVE.match(passage.text):
            self._ahead = False
            self._passed.clear()
        for text in self._passed:
            self._read(text, words)
        self._passed.clear()
        answers: list[bool] = []
        position = 0
        for end in ends:
            start = position
            for match in _SENTENCE_END.finditer(passage.text, position, end):
                self._read(passage.text[start : match.start()], words)
                start = position = match.end()
            answers.append(self._ahead or words["future"].search(passage.text, position, end) is not None)
        self._read(passage.text[position:], words)
        return answers

    def _read(self, sentence: str, words: dict[str, re.Pattern[str]]) -> None:
        future = words["future"].search(sentence)
        if future:
            self._ahead = True
        elif words["past"].search(sentence):
            self._ahead = False
