"""Numbers in the cells of a table's row, whose unit stands in another cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.diffing.records import Amount, Range
from archive.model import Quantity
from archive.quantities.scan import scan_quantities

_SEPARATOR = re.compile(r"[|｜\t]")
_CELL = re.compile(r"[^|｜\t\n]+")
_NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")
_UNIT_BESIDE = re.compile(r"[（(]([^（）()]{1,6})[）)]\s*\Z")
#: A row has a name and a number, or more.
FEWEST_CELLS = 2

Cell = tuple[int, str]  # where it begins in its text, and what it says


def has_rows(text: str) -> bool:
    """Whether there is a row in a text, as far as that is quick to tell."""
    return "|" in text or "\t" in text or "｜" in text


def numbers_in_rows(old: str, new: str, before: Range, after: Range) -> Iterator[tuple[Amount, Amount]]:
    """The bare numbers of two states of one row side by side, those that differ, in the row's unit.

    Nothing where the passages are no rows of as many cells.
    """
    if not _SEPARATOR.search(old, *before) or not _SEPARATOR.search(new, *after):
        return
    olds, news = list(_cells(old, *before)), list(_cells(new, *after))
    if len(olds) != len(news) or len(olds) < FEWEST_CELLS:
        return
    units = _unit(olds), _unit(news)
    for one, other in zip(olds, news, strict=True):
        if one[1] != other[1] and _NUMBER.fullmatch(one[1]) and _NUMBER.fullmatch(other[1]):
            amounts = _amount(one, units[0]), _amount(other, units[1])
            if amounts[0] and amounts[1]:
                yield amounts[0], amounts[1]


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    for cell in _CELL.finditer(text, start, end):
        words = cell[0].strip()
        if words:
            yield cell.start() + cell[0].index(words), words


def _unit(cells: list[Cell]) -> str:
    """The unit of a row: after its name in brackets, or in a cell of its own; empty where neither says it."""
    for _, words in cells:
        beside = _UNIT_BESIDE.search(words)
        unit = beside[1] if beside else words
        if _read("1", unit):
            return unit
    return ""


def _read(number: str, unit: str) -> Quantity | None:
    """The one quantity that a number and a unit are together."""
    if not unit or unit[0].isdigit():
        return None
    found = scan_quantities(number + unit)
    return found[0] if len(found) == 1 and found[0].end == len(number) + len(unit) else None


def _amount(cell: Cell, unit: str) -> Amount | None:
    """The number of a cell in a unit; None where no unit is known, for then it may be a year or a code."""
    at, number = cell
    found = _read(number, unit)
    if found is None:
        return None
    return Amount((at, at + len(number)), number, found.value, found.unit, found.base_value, found.base_unit, "=")
