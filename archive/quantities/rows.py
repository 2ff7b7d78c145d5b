"""Numbers that stand side by side: the unit that a row shares, and two bounds that make one range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from archive.model import Quantity
from archive.quantities.hedges import comparator_of, hedges_before
from archive.quantities.names import is_name
from archive.reading.numerals import ARABIC, LONGEST_NUMERAL, read_numeral

_UPPER_BOUNDS = frozenset({"以下", "以内"})
_SHARED = frozenset("、和与及或")
_MINUS = frozenset("-－")
_LISTING = _SHARED | _MINUS
_BARE = re.compile(rf"(?<![0-9０-９A-Za-z.．,，+×])({ARABIC})[、和与及或]$")


def share_units(text: str, quantities: Iterator[Quantity]) -> Iterator[Quantity]:
    """Give the unit of a later item to the bare numbers listed before it: 提升2.7、1.1个百分点."""
    previous_end = 0
    held: Quantity | None = None
    for quantity in quantities:
        listed = list(_bare_before(text, quantity, previous_end)) if text[quantity.start - 1] in _LISTING else []
        if held is not None:
            joined = text[held.end : quantity.start] in _SHARED and quantity.kind == "points"
            if joined and held.unit == "个":  # 提高1.2个、0.8个百分点
                held = held._replace(unit=quantity.unit, base_unit=quantity.base_unit, kind="points")
            yield held
        yield from listed
        held, previous_end = quantity, quantity.end
    if held is not None:
        yield held


def join_bounds(quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities with two bounds that stand side by side as one range: 五百元以上一千元以下."""
    held = quantities[0]
    for quantity in quantities[1:]:
        side_by_side = quantity.start == held.end and held.hedges[-1:] == ("以上",)
        apart = not side_by_side or _UPPER_BOUNDS.isdisjoint(quantity.hedges[-1:])
        if apart or held.base_unit != quantity.base_unit or held.base_value >= quantity.base_value:
            yield held
            held = quantity
            continue
        held = quantity._replace(
            start=held.start,
            number_start=held.number_start,
            value=held.base_value * quantity.value / quantity.base_value,
            value_max=quantity.value,
            base_value=held.base_value,
            base_value_max=quantity.base_value,
            comparator="=",
            hedges=held.hedges + quantity.hedges,
        )
    yield held


def _bare_before(text: str, quantity: Quantity, floor: int) -> Iterator[Quantity]:
    found: list[Quantity] = []
    start = quantity.start
    while start > floor:
        end = start - (text[start - 1] in _MINUS)
        if text[end - 1] not in _SHARED or not text[end - 2 : end - 1].isdigit():
            break
        match = _BARE.search(text, max(floor, end - LONGEST_NUMERAL), end)
        value = read_numeral(match[1]) if match else None
        if match is None or value is None or is_name(text, match.start(1), match.end(1)):
            break
        scale = quantity.base_value / quantity.value if quantity.value else Decimal(1)
        first, hedges = hedges_before(text, match.start(1))
        found.append(
            quantity._replace(
                start=max(first, floor),
                end=match.end(1),
                number_start=match.start(1),
                number_end=match.end(1),
                value=value,
                value_max=None,
                base_value=value * scale,
                base_value_max=None,
                comparator=comparator_of(hedges, ()),
                hedges=hedges,
            )
        )
        start = found[-1].start
    yield from reversed(found)
