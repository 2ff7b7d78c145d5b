"""Values that the words around a number complete: a unit left out, the old value of a change, 全部 without a number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from archive.analysis.figures.context import Context
from archive.model import Quantity
from archive.reading.word_lists import load_data, one_of

_RISES_TO = re.compile(
    rf"^[^,，。；;\d]{{0,12}}?(?:{one_of('measures', 'change', 'from_to')})(?:到|至|为)"
    r"[^,，。；;\d]{0,6}(?:(?:20|19)\d\d年度?(?:\d{1,2}月)?底?的?)?$"
)
_FROM_WORD = re.compile("从|由|现行|原来")
_FROM = re.compile(r"(?:[从由]|现行|原来)[^,，。；;]{0,24}$")
_PURE = re.compile(one_of("units", "unwritten", "pure"))
_ALL = re.compile(
    rf"全部(?!用于|由|为|是|或|从)(?=[^,，。；;\d]{{0,6}}?(?:{one_of('measures', 'parts', 'of_all')}))"
    r"|(?<=完成)全部(?=[\u4e00-\u9fff])"
)
_CLAUSE = re.compile("[,，。；;！？：:]")
_UNITS_TOLD = [(re.compile("|".join(nouns)), unit) for unit, nouns in load_data("units")["told_by"].items()]
_FLOOR = re.compile("^[\u4e00-\u9fff]{0,8}(?:红线|底线)")
_NEARBY = 200
_BOUNDS = frozenset({">", ">=", "<", "<="})
_JOINS = re.compile("[、和与及]?")
_LONGEST_ROW = 6
_BETWEEN = 24  # characters from an old value to the new one
_HOUSEHOLDS = re.compile("家庭|(?<!用)(?<!棚)户(?![籍外])")


def old_values(text: str, quantities: Sequence[Quantity]) -> tuple[list[Quantity], dict[int, Decimal]]:
    """The quantities without the old values of changes (从380元提高到420元), and these by the start of the new one."""
    if not _FROM_WORD.search(text):
        return list(quantities), {}
    kept: list[Quantity] = []
    old: dict[int, Decimal] = {}
    index = 0
    while index < len(quantities):
        row = _row_from(text, quantities, index)
        changed = _changed(text, row, quantities[index + len(row) : index + 2 * len(row)])
        for quantity, following in zip(row, changed, strict=False):
            factor = following.base_value / following.value if following.value else Decimal(1)
            old[following.start] = quantity.base_value / factor if factor else quantity.value
        if not changed:
            kept.extend(row)
        index += len(row)
    return kept, old


def _row_from(text: str, quantities: Sequence[Quantity], index: int) -> Sequence[Quantity]:
    """The quantity at `index` with those listed after it: 分别从|645元/月、4318元/年|提高到."""
    end = index + 1
    while (
        end < len(quantities)
        and end - index < _LONGEST_ROW
        and _JOINS.fullmatch(text, quantities[end - 1].end, quantities[end].start)
    ):
        end += 1
    return quantities[index:end]


def _changed(text: str, row: Sequence[Quantity], following: Sequence[Quantity]) -> Sequence[Quantity]:
    """The new values, one for each old one of `row`, where the words say that it changed to them; or none."""
    if len(following) < len(row) or following[0].start - row[-1].end >= _BETWEEN:
        return ()
    if any(one.base_unit != other.base_unit for one, other in zip(row, following, strict=True)):
        return ()
    if not _RISES_TO.match(text[row[-1].end : following[0].start]):
        return ()
    return following if _FROM.search(text, max(0, row[0].start - 26), row[0].start) else ()


def with_whole(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with 全部 as 100 % where its clause has no other number (完成全部社区改造)."""
    if "全部" not in text:
        return quantities
    added: list[Quantity] = []
    starts = [quantity.start for quantity in quantities]
    for match in _ALL.finditer(text):
        low = max(
            (found.end() for found in _CLAUSE.finditer(text, max(0, match.start() - 60), match.start())), default=0
        )
        after = _CLAUSE.search(text, match.end(), match.end() + _NEARBY)
        high = after.start() if after else match.end() + _NEARBY
        first = bisect_left(starts, low)
        if first == len(starts) or starts[first] >= high:
            added.append(_whole(match.start()))
    return sorted([*quantities, *added], key=lambda quantity: quantity.start) if added else quantities


def _whole(start: int) -> Quantity:
    full = Decimal(100)
    return Quantity(start, start + 2, start, start + 2, full, None, "%", full, None, "%", "=", (), "implied", True)


def settle(context: Context) -> Quantity:
    """The quantity with the unit that its words leave out, >= for a red line that is to be kept, and the bound that the
    first of its row has for all (分别突破300亿元和3000亿元)."""
    quantity = context.quantity
    if context.place and quantity.comparator == "=" and context.bound in _BOUNDS and "分别" in context.listed:
        quantity = quantity._replace(comparator=context.bound)
    if quantity.comparator == "=" and _FLOOR.match(context.after):
        quantity = quantity._replace(comparator=">=")
    if quantity.base_unit or _PURE.search(context.whole_before[-16:]):
        return quantity
    near = context.whole_before[-16:] + context.after[:12]
    if quantity.kind == "implied":
        return quantity._replace(base_unit="户" if _HOUSEHOLDS.search(near) else "个")
    unit = _unit_told(context.after[:12], first=True) or _unit_told(context.whole_before[-16:], first=False)
    return quantity._replace(base_unit=unit) if unit else quantity


def _unit_told(words: str, *, first: bool) -> str:
    """The unit of the noun nearest to the number: the first one after it, or the last one before it; or nothing."""
    found: list[tuple[int, str]] = []
    for pattern, unit in _UNITS_TOLD:
        ends = [match.end() for match in pattern.finditer(words)]
        if ends:
            found.append((ends[0] if first else -ends[-1], unit))
    return min(found)[1] if found else ""
