"""Parts that the reading of figures does not mark: numbers that add up, first batches, a goal within a goal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.vocabulary import vocabulary
from archive.reading.word_lists import one_of

#: Parts are told within this many figures after their whole.
FURTHEST = 8
_OF_WHICH = re.compile(one_of("pairs", "parts", "of_which"))
_BATCH = re.compile(f"^(?:其中)?(?:{one_of('pairs', 'parts', 'batches')})")
_WITHIN_A_GOAL = re.compile(f"^(?:其中)?(?:{one_of('pairs', 'parts', 'goals')})")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_BEFORE = 24


def told_parts(
    text: str, own: Sequence[Statement], marked: dict[int, int]
) -> Iterator[tuple[Statement, list[Statement]]]:
    """Each whole with its parts; `marked` holds, by part, the wholes known before (figure numbers)."""
    for position, whole in enumerate(own):
        if whole.figure.measure == "level" and whole.value >= 2:
            run = _run_that_adds_up(text, own, position, marked)
            if run:
                marked.update({part.number: position for part in run})
                yield whole, run
    for part in own:
        if part.number in marked or part.figure.measure != "level":
            continue
        found = _whole_of_a_batch(text, own, part) or _goal_around(text, own, part)
        if found is not None:
            marked[part.number] = found.number
            yield found, [part]


def _run_that_adds_up(text: str, own: Sequence[Statement], position: int, marked: dict[int, int]) -> list[Statement]:
    """The numbers right after a whole that add up to it exactly; empty where they do not."""
    whole = own[position]
    run: list[Statement] = []
    total = Fraction(0)
    for part in own[position + 1 : position + 1 + FURTHEST]:
        if part.figure.passage != whole.figure.passage or not _same_kind(whole, part) or part.value >= whole.value:
            break
        if marked.get(part.number, position) != position:
            break
        run.append(part)
        total += part.value
        if total >= whole.value:
            break
    told = len(run) > 1 and total == whole.value and all(_tells_of(text, whole, part) for part in run)
    return run if told else []


def _same_kind(whole: Statement, part: Statement) -> bool:
    # Of projects under way some may still be planned; of those promised none is done.
    return part.unit == whole.unit and part.figure.measure == "level" and (part.forward or not whole.forward)


def _tells_of(text: str, whole: Statement, part: Statement) -> bool:
    """Whether the part counts what the whole counts, by its own name or by leaving the name out."""
    if part.wording.content == whole.wording.content:
        return True
    if part.wording.gram_set & whole.wording.gram_set:
        return True
    between = _between(text, whole, part)
    return bool(_OF_WHICH.search(between[-_BEFORE:])) or (not part.own.content and not _SENTENCE_END.search(between))


def _whole_of_a_batch(text: str, own: Sequence[Statement], part: Statement) -> Statement | None:
    """The whole of a batch told right after it: 9个乡7.6万名农民转居方案获批，第一批4个乡1.6万人完成办理."""
    if not _BATCH.match(part.figure.clause):
        return None
    for whole in reversed(own[max(0, part.number - FURTHEST) : part.number]):
        between = _between(text, whole, part)
        if whole.figure.passage != part.figure.passage or _SENTENCE_END.search(between):
            return None
        if whole.figure.clause_span == part.figure.clause_span or whole.unit != part.unit:
            continue
        if whole.figure.measure == "level" and part.value < whole.value and _same_noun(text, whole, part):
            return whole
    return None


def _same_noun(text: str, whole: Statement, part: Statement) -> bool:
    """Whether 个 counts the same noun on both sides: 9个乡 and 4个乡."""
    if whole.unit != vocabulary().unit_classes.get("个", "个"):
        return True
    noun = text[whole.figure.span.end : whole.figure.span.end + 1]
    return not noun.isalpha() or text.startswith(noun, part.figure.span.end)


def _goal_around(text: str, own: Sequence[Statement], part: Statement) -> Statement | None:
    """The goal that one of the same name, or of none, lies in: 加快15个未开工项目实施，力争甲等4个项目开工."""
    if part.number == 0 or not part.forward or not _WITHIN_A_GOAL.match(part.figure.clause):
        return None
    whole = own[part.number - 1]
    if not whole.forward or whole.figure.measure != "level" or whole.unit != part.unit or part.value >= whole.value:
        return None
    if whole.figure.passage != part.figure.passage or _SENTENCE_END.search(_between(text, whole, part)):
        return None
    # 产业项目 is the head of 集体产业项目: said again, not another thing.
    return whole if whole.wording.content.endswith(part.own.content) else None


def _between(text: str, one: Statement, other: Statement) -> str:
    return text[one.figure.span.end : other.figure.span.start]
