"""Whether a number was reached, is planned or is a target: the section's part first, then the wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from archive.analysis.figures.context import Context
from archive.analysis.figures.roles import Role
from archive.model import Passage, Tense
from archive.reading.word_lists import load_data, one_of, word_list

_CONNECTIVE = re.compile(f"^(?:{one_of('tenses', 'connectives', 'words')}|在.{{2,24}}(?:方面|行动中|过程中))")
_COMPARED = re.compile("[比较][^,，]{0,6}$")
#: What is said of a goal right after it: 居民消费价格涨幅3%左右，主要考虑…….
_REASONED = re.compile("[,，]主要(?:是)?考虑")
_SPRING = 3  # the last month in which 今年新增停车位600个 can only be a promise
_BY_YEAR = re.compile(r"到(20\d\d)年")
_YEAR = re.compile(r"(20\d\d)年")
_STORED = frozenset(word_list("tenses", "stored", "units"))
_NEARBY = 300  # characters of a sentence that are looked at
_SENTENCE_END = re.compile("[。！？!?\n]")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = load_data("tenses")
    patterns = {name: re.compile("|".join(words)) for name, words in data["words"].items()}
    patterns["looks_back"] = re.compile("|".join(data["looks_back"]["words"]))
    return patterns


def tense_of(
    context: Context, role: Role | None, looks_ahead: bool, previous: Tense | None, day: date | None = None
) -> tuple[Tense, str]:
    """The tense of a quantity and the reason for it.

    `looks_ahead` says that news prose around it speaks of what will be; `previous` is the tense of the amount before in
    the same sentence, which its rank or increment shares; `day` is the document's: estimates of an earlier year look
    back from it, and what is said of the year when it has only begun is still to come.
    """
    if _is_goal(context):
        return "target", "called a goal"
    early = _early_stage(context)
    if early:
        return "plan", f"early stage: {early}"
    if role == "tasks":
        return _among_tasks(context)
    planned = _planned(context, role, previous)
    if planned:
        return "plan", planned
    if role == "review":
        return "actual", "part that looks back"
    return _from_prose(context, looks_ahead, day)


def _among_tasks(context: Context) -> tuple[Tense, str]:
    found = _words()["looks_back"].search(context.clause)
    if found and not _COMPARED.search(context.clause[: found.start()]):
        return "actual", f"looks back: {found[0]}"
    return "target", "part on the tasks ahead"


def _early_stage(context: Context) -> str | None:
    """谋划 or 储备 beside the number, in any part of a report."""
    early = _words()["early"]
    if context.quantity.implied or not early.search(context.clause):
        return None
    found = early.search(context.before) or early.search(context.after.split("、", 1)[0])
    kept = found is not None and found[0] == "储备" and context.quantity.base_unit in _STORED
    return found[0] if found and not kept else None


def _planned(context: Context, role: Role | None, previous: Tense | None) -> str | None:
    """Why the number is the content of a plan or budget, or says more of one; None where it is not."""
    words = _words()
    before = context.whole_before
    done = context.quantity.kind == "percent" and words["of_budget"].search(before)
    found = None if done else words["planned"].search(before) or words["planned"].search(context.after)
    found = found or words["planned_after"].search(context.whole_after)
    if found:
        return f"planned: {found[0]}"
    if words["arranged"].search(before) and not words["arranged_not"].search(before):
        return "arranged: 安排"
    if previous == "plan" and context.lead and _shares_tense(context):
        return "says more of a planned amount"
    return None


def _is_goal(context: Context) -> bool:
    words = _words()
    if "双过半" in context.text[context.quantity.start : context.quantity.end]:
        return "实现" in context.whole_before
    said = context.lead + context.whole_before
    if ("目标" in said or "任务" in said) and words["goal_before"].search(said):
        return True
    if _REASONED.match(context.text, context.clause_end):
        return True
    if "目标" not in context.clause:
        return False
    found = words["goal_after"].search(context.after)
    return found is not None and not words["goal_after_not"].search(context.after)


def _estimates_past(context: Context, year: int) -> bool:
    """预计2023年生产总值增长5%, or 2023年生产总值预计增长5%, said in 2024."""
    said = context.lead + context.whole_before
    years = _YEAR.findall(said) if "预计" in said else []
    return bool(years) and int(years[-1]) < year


def _begins_the_year(context: Context, day: date) -> bool:
    """今年新增停车位600个, said in March."""
    return day.month <= _SPRING and _words()["this_year"].search(context.lead + context.whole_before) is not None


def _is_far_ahead(context: Context, year: int | None) -> bool:
    """到2035年人均收入翻一番, said in 2026, or in a text without a date."""
    return any(year is None or int(later) > year for later in _BY_YEAR.findall(context.lead + context.whole_before))


def _shares_tense(context: Context) -> bool:
    return context.quantity.kind == "rank" or re.search("^(?:较|比|同比|增长|下降|占)", context.clause) is not None


def _from_prose(context: Context, looks_ahead: bool, day: date | None) -> tuple[Tense, str]:
    if day is not None and _estimates_past(context, day.year):
        return "actual", "estimate of a year that is over"
    words = _words()
    size = words["size"].search(context.before)
    if size:
        return "actual", f"physical size: {size[0]}"
    past = words["past"].search(context.whole_before) or words["past"].search(context.whole_after)
    if past:
        return "actual", f"said as done: {past[0]}"
    return _intended(context, looks_ahead, day) or ("actual", "nothing says otherwise")


def _intended(context: Context, looks_ahead: bool, day: date | None) -> tuple[Tense, str] | None:
    words = _words()
    future = words["future"].search(context.whole_before) or words["estimated"].search(context.whole_before)
    future = future or words["future"].search(context.after)
    if future:
        return "plan", f"intended: {future[0]}"
    if looks_ahead:
        return "plan", "the prose around it looks ahead"
    if day is not None and _begins_the_year(context, day):
        return "plan", "said of a year that has only begun"
    if _is_far_ahead(context, day.year if day else None):
        return "plan", "said of a later year"
    return None


def goes_on(text: str) -> bool:
    """Whether a passage goes on from the one before it (同时, 此外), whose outlook is then its own."""
    return _CONNECTIVE.match(text) is not None


def _foreseen(text: str, start: int, end: int) -> bool:
    words = _words()
    future = words["future"].search(text, start, end)
    while future:
        past = words["past"].search(text, future.end(), end)
        if past is None:
            return True
        future = words["future"].search(text, past.end(), end)
    return words["estimated"].search(text, max(start, text.rfind("；", start, end)), end) is not None


class Outlook:
    """Whether news prose looks ahead, sentence by sentence and over passages that go on from the one before."""

    def __init__(self) -> None:
        self._ahead = False
        self._passed: list[str] = []

    def pass_over(self, passage: Passage) -> None:
        """Take note of a passage that nothing is asked of; it is read only if the next one goes on from it."""
        if not goes_on(passage.text):
            self._ahead = False
            self._passed.clear()
        self._passed.append(passage.text)

    def of(self, passage: Passage, ends: Sequence[int]) -> list[bool]:
        """For each offset in `ends`, in rising order, whether the prose up to there looks ahead."""
        words = _words()
        if not goes_on(passage.text):
            self._ahead = False
            self._passed.clear()
        for text in self._passed:
            self._read(text, words)
        self._passed.clear()
        answers: list[bool] = []
        position = seen = 0
        for end in ends:
            for match in _SENTENCE_END.finditer(passage.text, seen, end):
                self._read(passage.text[position : match.start()], words)
                position = match.end()
            seen = max(seen, end)
            near = max(position, end - _NEARBY)
            answers.append(self._ahead or _foreseen(passage.text, near, end))
        self._read(passage.text[position:], words)
        return answers

    def _read(self, sentence: str, words: dict[str, re.Pattern[str]]) -> None:
        future = words["future"].search(sentence)
        if future:  # what ends with what was done (计划开工9项，已开工7项) no longer looks ahead
            self._ahead = words["past"].search(sentence, future.end()) is None
        elif words["past"].search(sentence):
            self._ahead = False
