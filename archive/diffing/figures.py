"""Figures that a change touches: from what to what, up or down, and whether the hedge hardened or softened."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from archive.diffing.records import Amount, Block, Edit, FigureChange, Range
from archive.diffing.words import unit_words
from archive.model import Quantity
from archive.quantities.scan import scan_quantities

_CLAUSE_END = re.compile(r"[，。；：！？、;:!?\n]|,(?!\d)")
_LAST_END = re.compile(rf"(?s:.*)(?:{_CLAUSE_END.pattern})")
#: A change further from every numeral than this leaves figures alone: a figure is one word with its hedge and unit.
NEAR = 2
#: A clause is read no further than this from the change.
LONGEST_CLAUSE = 200
_NUMERAL = "零〇一二三四五六七八九十百千万亿两几"
_AMOUNT_BEGINS = rf"\d{_NUMERAL}分翻倍过减"
_HUNDREDTH = Decimal("0.01")

Hedge = Literal["hardened", "softened", "changed"]


class Clause(NamedTuple):
    """A changed clause of a block, on both sides, with the edits it lies in."""

    block: int
    old: Range
    new: Range
    edits: Sequence[Edit]


def with_figures(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those whose wording touches a figure with what became of it.

    All clauses are scanned in one go; an unchanged figure in a changed clause is left out.
    """
    clauses = [
        clause
        for index, block in enumerate(blocks)
        if block.change == "wording" and block.old and block.new
        for edits in _unbroken(block)
        for clause in _changed_clauses(index, old, new, edits)
    ]
    result = list(blocks)
    if not clauses:
        return result
    found: dict[int, list[FigureChange]] = {}
    before, after = _scan(old, [clause.old for clause in clauses]), _scan(new, [clause.new for clause in clauses])
    for clause, olds, news in zip(clauses, before, after, strict=True):
        for change in _changes(old, new, clause, olds, news):
            found.setdefault(clause.block, []).append(change)
    for index, changes in found.items():
        changed = any(change.direction != "same" or change.hedge for change in changes)
        result[index] = blocks[index]._replace(figures=tuple(changes), change="figure" if changed else "wording")
    return result


def _unbroken(block: Block) -> Iterable[Sequence[Edit]]:
    """The edits of a block, apart where a sentence was taken out of it or put into it that moved."""
    if len(block.old) == len(block.new) == 1:
        return (block.edits,)
    return _between_breaks(block)


def _between_breaks(block: Block) -> Iterator[Sequence[Edit]]:
    breaks = {start for start, _ in block.old[1:]}, {start for start, _ in block.new[1:]}
    stretch: list[Edit] = []
    for edit in block.edits:
        if stretch and ((edit.old and edit.old[0] in breaks[0]) or (edit.new and edit.new[0] in breaks[1])):
            yield stretch
            stretch = []
        stretch.append(edit)
    yield stretch


def _changed_clauses(index: int, old: str, new: str, edits: Sequence[Edit]) -> Iterator[Clause]:
    """The stretches between clause ends that both sides share, where a change may touch a figure or its hedge."""
    touches, is_amount = _figure_or_promise().search, _amount_sign().search
    done = 0
    for k, (op, gone, come) in enumerate(edits):
        if op == "equal" or k < done:
            continue
        text, (start, end) = (old, gone) if gone else (new, come or (0, 0))
        if not touches(text, start - NEAR, end + NEAR):
            continue
        first, begin = k, None
        while begin is None and first > max(done - 1, 0):
            first -= 1
            begin = _clause_start(old, edits[first])
        done, close = k + 1, None
        while close is None and done < len(edits):
            close = _clause_end(old, edits[done])
            done += 1
        inside = edits[first:done]
        olds, news = [one.old for one in inside if one.old], [one.new for one in inside if one.new]
        if not olds or not news:
            continue
        begin, close = begin or (olds[0][0], news[0][0]), close or (olds[-1][1], news[-1][1])
        clause = Clause(index, (begin[0], close[0]), (begin[1], close[1]), inside)
        if is_amount(old, *clause.old) or is_amount(new, *clause.new):
            yield clause


def _clause_start(old: str, edit: Edit) -> tuple[int, int] | None:
    """Where on both sides the last clause begins that an equal stretch has the start of."""
    if not edit.old or not edit.new:
        return None
    nearest = max(edit.old[0], edit.old[1] - LONGEST_CLAUSE)
    end = _LAST_END.match(old, nearest, edit.old[1])
    place = end.end() if end else nearest if nearest > edit.old[0] else None
    return None if place is None else (place, place + edit.new[0] - edit.old[0])


def _clause_end(old: str, edit: Edit) -> tuple[int, int] | None:
    """Where on both sides the first clause ends that an equal stretch has the end of."""
    if not edit.old or not edit.new:
        return None
    furthest = min(edit.old[1], edit.old[0] + LONGEST_CLAUSE)
    end = _CLAUSE_END.search(old, edit.old[0], furthest)
    place = end.end() if end else furthest if furthest < edit.old[1] else None
    return None if place is None else (place, place + edit.new[0] - edit.old[0])


def _scan(text: str, places: Sequence[Range]) -> list[list[Amount]]:
    """The amounts in each of the places, in order."""
    found: list[list[Amount]] = [[] for _ in places]
    starts = []
    at = 0
    for start, end in places:
        starts.append(at)
        at += end - start + 1
    for quantity in scan_quantities("\n".join(text[start:end] for start, end in places)):
        index = bisect_right(starts, quantity.start) - 1
        start, end = places[index]
        shift = start - starts[index]
        if quantity.end + shift <= end:
            found[index].append(_amount(text, quantity, shift))
    return found


def _amount(text: str, quantity: Quantity, shift: int) -> Amount:
    span = (quantity.start + shift, quantity.end + shift)
    return Amount(
        span,
        text[span[0] : span[1]],
        quantity.value,
        quantity.unit,
        quantity.base_value,
        quantity.base_unit,
        quantity.comparator,
    )


def _changes(old: str, new: str, clause: Clause, olds: list[Amount], news: list[Amount]) -> Iterator[FigureChange]:
    if not olds and not news:
        return
    tones = _tone(old[slice(*clause.old)]), _tone(new[slice(*clause.new)])
    for before, after in _paired(clause, olds, news):
        if before and after:
            if before.text != after.text or tones[0] != tones[1]:
                yield _change(before, after, *tones)
        else:
            yield FigureChange(before, after)


def _paired(clause: Clause, olds: list[Amount], news: list[Amount]) -> Iterator[tuple[Amount | None, Amount | None]]:
    """Amounts side by side: those that share characters, then in order those of one unit, then what is left alone."""
    if len(olds) == 1 == len(news):
        yield olds[0], news[0]
        return
    partner = {}
    free = set(range(len(news)))
    for i, before in enumerate(olds):
        place = _carried(clause.edits, before.span)
        same = next(
            (j for j in sorted(free) if place and news[j].span[0] < place[1] and place[0] < news[j].span[1]), None
        )
        if same is not None:
            partner[i] = same
            free.discard(same)
    for wanted in (True, False):
        for i, before in enumerate(olds):
            if i not in partner:
                low = max((j for k, j in partner.items() if k < i), default=-1)
                high = min((j for k, j in partner.items() if k > i), default=len(news))
                for j in sorted(free):
                    if low < j < high and (news[j].base_unit == before.base_unit) == wanted:
                        partner[i] = j
                        free.discard(j)
                        break
    for i, before in enumerate(olds):
        yield before, news[partner[i]] if i in partner else None
    for j in sorted(free):
        yield None, news[j]


def _carried(edits: Sequence[Edit], span: Range) -> Range | None:
    """Where the first kept characters of an old span stand in the new text."""
    for edit in edits:
        if edit.old and edit.new and edit.old[0] < span[1] and span[0] < edit.old[1]:
            shift = edit.new[0] - edit.old[0]
            return max(span[0], edit.old[0]) + shift, min(span[1], edit.old[1]) + shift
    return None


def _change(before: Amount, after: Amount, tone_before: int, tone_after: int) -> FigureChange:
    hedge = _hedge(before.comparator, after.comparator, tone_before, tone_after)
    if before.base_unit != after.base_unit:
        return FigureChange(before, after, hedge=hedge)
    with localcontext() as context:
        context.prec = 60
        difference = after.base_value - before.base_value
        percent = None
        if before.base_value:
            percent = (difference * 100 / before.base_value).quantize(_HUNDREDTH, ROUND_HALF_EVEN)
    direction: Literal["up", "down", "same"] = "up" if difference > 0 else "down" if difference else "same"
    return FigureChange(before, after, direction, difference, percent, hedge)


def _hedge(before: str, after: str, tone_before: int, tone_after: int) -> Hedge | None:
    strength = _firmness()["comparator"]
    moved = (strength[after] - strength[before]) or (tone_after - tone_before)
    if moved:
        return "hardened" if moved > 0 else "softened"
    return "changed" if before != after else None


def _tone(clause: str) -> int:
    """1 where a clause binds, -1 where it is loose, else 0."""
    found = set(_promises().findall(clause))
    if not found:
        return 0
    words = _firmness()
    return (not found.isdisjoint(words["firm"]["words"])) - (not found.isdisjoint(words["loose"]["words"]))


@cache
def _amount_sign() -> re.Pattern[str]:
    """Where an amount may be: a digit, a numeral of some length, or one before what may be a unit; no 第二条."""
    # The first character stands alone and is looked back at: so the pattern can be searched for at speed.
    return re.compile(f"[{_AMOUNT_BEGINS}](?:{_amount_ends()})")


@cache
def _figure_or_promise() -> re.Pattern[str]:
    """Where an amount may be, or a word of promise is."""
    words = _firmness()["firm"]["words"] + _firmness()["loose"]["words"]
    begins = "".join(sorted({word[0] for word in words}))
    ends = "|".join(f"(?<={word[0]}){re.escape(word[1:])}" for word in words)
    return re.compile(f"[{_AMOUNT_BEGINS}{begins}](?:{_amount_ends()}|{ends})")


def _amount_ends() -> str:
    counts = "".join(sorted({re.escape(unit[0]) for unit in unit_words()}))
    return (
        rf"(?<=\d)(?<![第\d].)|(?<=[{_NUMERAL}])(?<![第{_NUMERAL}].)(?=[{_NUMERAL}{counts}成折])(?:(?<!一)|(?=[{_NUMERAL}倍成]|个百))"
        r"|(?<=倍)|(?<=分)之|(?<=翻)一?番|(?<=[过减])半"
    )


@cache
def _promises() -> re.Pattern[str]:
    words = _firmness()
    return re.compile("|".join(map(re.escape, words["firm"]["words"] + words["loose"]["words"])))


@cache
def _firmness() -> dict[str, Any]:
    return tomllib.loads(files("archive.data").joinpath("firmness.toml").read_text(encoding="utf-8"))
