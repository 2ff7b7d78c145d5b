"""Figures that a change touches: from what to what, up or down, and whether the hedge hardened or softened."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Literal

from archive.diffing.clauses import Clause, Kept, changed_clauses
from archive.diffing.firmness import sign_before, strength, tone
from archive.diffing.records import Amount, Block, FigureChange, Range
from archive.model import Quantity
from archive.quantities.scan import scan_quantities
from archive.quantities.units import in_shortest

_HUNDREDTH = Decimal("0.01")
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
    before = text[max(0, span[0] - _LONGEST_MOVE) : span[0]]
    return Amount(
        span,
        text[span[0] : span[1]],
        quantity.value,
        quantity.unit,
        quantity.base_value,
        quantity.base_unit,
        quantity.comparator,
        quantity.base_value_max,
        sign_before(before.rpartition("\n")[2]) if quantity.kind in _SIGNED else 0,
    )


def _changes(old: str, new: str, clause: Clause, olds: list[Amount], news: list[Amount]) -> Iterator[FigureChange]:
    if not olds or not news:
        yield from (FigureChange(before, None) for before in olds)
        yield from (FigureChange(None, after) for after in news)
        return
    tones = tone(old[slice(*clause.old)]), tone(new[slice(*clause.new)])
    for before, after in _paired(clause, olds, news):
        if before and after:
            if before.text != after.text or tones[0] != tones[1] or before.sign * after.sign < 0:
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
        place = _carried(clause.kept, before.span)
        if place is None:
            continue
        same = next((j for j in sorted(free) if news[j].span[0] < place[1] and place[0] < news[j].span[1]), None)
        if same is not None:
            partner[i] = same
            free.discard(same)
    for wanted in (True, False) if free and len(partner) < len(olds) else ():
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


def _carried(stretches: Sequence[Kept], span: Range) -> Range | None:
    """Where the first kept characters of an old span stand in the new text."""
    for start, end, shift in stretches:
        if start < span[1] and span[0] < end:
            return max(span[0], start) + shift, min(span[1], end) + shift
    return None


def _change(before: Amount, after: Amount, tone_before: int, tone_after: int) -> FigureChange:
    hedge = _hedge(before.comparator, after.comparator, tone_before, tone_after)
    if before.base_unit != after.base_unit:
        before, after = _in_shortest(before), _in_shortest(after)
    if before.base_unit != after.base_unit:
        return FigureChange(before, after, hedge=hedge)
    with localcontext() as context:
        context.prec = 60
        low, high = _moved(before, after)
        if low * high < 0:
            return FigureChange(before, after, hedge=hedge)  # a range that was narrowed or widened
        difference = low or high
        percent = None
        # What became a rise, or moved at its upper end alone, is no percentage of the lower end before.
        if before.base_value and difference == low and before.sign * after.sign >= 0:
            percent = (low * 100 / before.base_value).quantize(_HUNDREDTH, ROUND_HALF_EVEN)
    direction: Literal["up", "down", "same"] = "up" if difference > 0 else "down" if difference else "same"
    return FigureChange(before, after, direction, difference, percent, hedge)


def _moved(before: Amount, after: Amount) -> tuple[Decimal, Decimal]:
    """By how much the lower and the upper end of an amount moved; what fell by one and rose by the other, by both."""
    ends = [(amount.base_value, amount.base_max or amount.base_value) for amount in (before, after)]
    if before.sign * after.sign < 0:
        low, high = (after.sign * new - before.sign * old for old, new in zip(*ends, strict=True))
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
