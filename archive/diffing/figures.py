"""Figures that a change touches: from what to what, up or down, and whether the hedge hardened or softened."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache
from typing import Literal

from archive.diffing.clauses import Clause, changed_clauses, clause_around
from archive.diffing.firmness import sign_before, strength, tone
from archive.diffing.opposites import Opposites, overlap, set_against, set_against_elsewhere
from archive.diffing.records import Amount, Block, FigureChange, Range
from archive.diffing.table_rows import has_rows, numbers_in_rows
from archive.diffing.words import unit_words
from archive.model import Quantity
from archive.quantities.scan import scan_quantities
from archive.quantities.units import in_shortest

#: What bounds an amount from above, and what from below.
_CEILING, _FLOOR = frozenset({"<", "<="}), frozenset({">", ">="})
_HUNDREDTH = Decimal("0.01")
#: After a length of time it bounds as 以内 does: 三十日内.
_WITHIN = "内"
#: So many characters before an amount tell whether something fell or rose by it.
_LONGEST_MOVE = 6
#: Kinds of quantities that something falls or rises by.
_SIGNED = frozenset({"percent", "points", "count", "measure"})

Hedge = Literal["hardened", "softened", "changed"]


def with_figures(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those whose wording touches a figure with what became of it.

    All clauses are scanned in one go; an unchanged figure in a changed clause is left out.
    """
    clauses = [
        clause
        for index, block in enumerate(blocks)
        if block.change == "wording" and block.old and block.new
        for clause in changed_clauses(index, old, new, block)
    ]
    result = list(blocks)
    found: dict[int, list[Opposites]] = {}
    for index, block in enumerate(blocks if has_rows(old) and has_rows(new) else ()):
        if block.change == "wording" and len(block.old) == 1 == len(block.new):
            cells = list(numbers_in_rows(old, new, block.old[0], block.new[0]))
            if cells:
                found[index] = [*cells]
    if not clauses and not found:
        return result
    before, after = _scan(old, [clause.old for clause in clauses]), _scan(new, [clause.new for clause in clauses])
    for clause, olds, news in zip(clauses, before, after, strict=True):
        if olds or news:
            found.setdefault(clause.block, []).extend(_opposites(old, new, clause, olds, news))
    for index, opposites in found.items():
        changes = list(_changes(old, new, set_against_elsewhere(old, new, opposites)))
        if changes:
            changed = any(change.direction != "same" or change.hedge for change in changes)
            result[index] = blocks[index]._replace(figures=tuple(changes), change="figure" if changed else "wording")
    return result


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


def _opposites(old: str, new: str, clause: Clause, olds: list[Amount], news: list[Amount]) -> list[Opposites]:
    """The amounts of a clause side by side; where one has none opposite, a 一 may be it."""
    opposites = set_against(clause, olds, news)
    more_old = _ones(old, clause.old, olds) if any(before is None for before, _ in opposites) else []
    more_new = _ones(new, clause.new, news) if any(after is None for _, after in opposites) else []
    if not more_old and not more_new:
        return opposites
    return set_against(clause, sorted([*olds, *more_old]), sorted([*news, *more_new]))


def _ones(text: str, place: Range, counted: Sequence[Amount]) -> list[Amount]:
    """The amounts that there are where every 一 that stands by itself is a number."""
    clause = text[slice(*place)]
    if "一" not in clause or not _one().search(clause):
        return []
    return [
        _amount(text, quantity, place[0])._replace(uncounted=True)
        for quantity in scan_quantities(_one().sub("1", clause))
        if clause[quantity.number_start] == "一"
        and not any(overlap(amount.span, (quantity.start + place[0], quantity.end + place[0])) for amount in counted)
    ]


@cache
def _one() -> re.Pattern[str]:
    """一 by itself, in no longer number and no fraction, before what may be a unit."""
    units = "".join(sorted({re.escape(unit[0]) for unit in unit_words()}))
    return re.compile(rf"(?<![零〇一二三四五六七八九十百千万亿两几第之\d])一(?=[{units}])(?![百千万亿\d])")


def _amount(text: str, quantity: Quantity, shift: int) -> Amount:
    span = (quantity.start + shift, quantity.end + shift)
    before = text[max(0, span[0] - _LONGEST_MOVE) : span[0]]
    is_within = quantity.kind == "duration" and quantity.comparator == "=" and text.startswith(_WITHIN, span[1])
    return Amount(
        span,
        text[span[0] : span[1]],
        quantity.value,
        quantity.unit,
        quantity.base_value,
        quantity.base_unit,
        "<=" if is_within else quantity.comparator,
        quantity.base_value_max,
        sign_before(before.rpartition("\n")[2]) if quantity.kind in _SIGNED else 0,
        quantity.kind == "rank",
    )


def _changes(old: str, new: str, opposites: Iterable[Opposites]) -> Iterator[FigureChange]:
    for before, after in opposites:
        if before and after:
            tones = tone(clause_around(old, before.span)), tone(clause_around(new, after.span))
            if before.text != after.text or tones[0] != tones[1] or before.sign * after.sign < 0:
                yield _change(before, after, *tones)
        else:
            yield FigureChange(before, after)


def _change(before: Amount, after: Amount, tone_before: int, tone_after: int) -> FigureChange:
    is_range = before.base_max is not None, after.base_max is not None
    bounded = is_range[0] != is_range[1] and (before if is_range[1] else after).comparator in _CEILING | _FLOOR
    # A range has a floor and a ceiling: against one of them it is neither harder nor softer. 前三 is a rank as 第三 is.
    comparators = ("=", "=") if bounded or before.is_rank else (before.comparator, after.comparator)
    hedge = _hedge(*comparators, tone_before, tone_after)
    if before.base_unit != after.base_unit:
        before, after = _in_shortest(before), _in_shortest(after)
    ends = _ends_held_together(before, after)
    if before.base_unit != after.base_unit or not ends:
        return FigureChange(before, after, hedge=hedge)
    with localcontext() as context:
        context.prec = 60
        low, high = _moved(ends, before.sign, after.sign)
        if before.is_rank and after.is_rank:
            low, high = -low, -high
        if low * high < 0 or (bounded and not low):
            hedge = hedge or ("changed" if bounded else None)
            return FigureChange(before, after, hedge=hedge)  # a range that was narrowed or widened
        difference = low or high
        percent = None
        # What became a rise, or moved at its upper end alone, is no percentage of the lower end before.
        if ends[0][0] and difference == low and before.sign * after.sign >= 0 and not before.is_rank:
            percent = (low * 100 / ends[0][0]).quantize(_HUNDREDTH, ROUND_HALF_EVEN)
    direction: Literal["up", "down", "same"] = "up" if difference > 0 else "down" if difference else "same"
    return FigureChange(before, after, direction, difference, percent, hedge)


def _ends_held_together(before: Amount, after: Amount) -> list[tuple[Decimal, Decimal]]:
    """The lower and the upper end of both; against 二十万元以下 the upper end of a range alone.

    Nothing where one is bounded from below and the other from above.
    """
    bounds = {amount.comparator for amount in (before, after) if amount.base_max is None}
    if bounds & _CEILING and bounds & _FLOOR:
        return []
    ends = [(amount.base_value, amount.base_max or amount.base_value) for amount in (before, after)]
    if (before.base_max is None) != (after.base_max is None):
        if bounds & _CEILING:
            return [(high, high) for _, high in ends]
        if bounds & _FLOOR:
            return [(low, low) for low, _ in ends]
    return ends


def _moved(ends: Sequence[tuple[Decimal, Decimal]], sign_before: int, sign_after: int) -> tuple[Decimal, Decimal]:
    """By how much the lower and the upper end of an amount moved; what fell by one and rose by the other, by both."""
    if sign_before * sign_after < 0:
        low, high = (sign_after * new - sign_before * old for old, new in zip(*ends, strict=True))
        return low, high
    return ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]


def _in_shortest(amount: Amount) -> Amount:
    """The amount with a length of time in the unit in which it is held against others: a year is twelve months."""
    unit, count = in_shortest(amount.base_unit)
    most = amount.base_max * count if amount.base_max is not None else None
    return amount._replace(base_value=amount.base_value * count, base_unit=unit, base_max=most)


def _hedge(before: str, after: str, tone_before: int, tone_after: int) -> Hedge | None:
    moved = (strength(after) - strength(before)) or (tone_after - tone_before)
    if moved:
        return "hardened" if moved > 0 else "softened"
    return "changed" if before != after else None
