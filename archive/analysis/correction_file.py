"""The `figure_corrections` file that an analyst writes.

TOML; every entry names a document and the span of a number in its text, and may quote the number as a guard::

    [[remove]]
    document = "chaoyang-2024"        # or "chaoyang-2024@2", for one version alone
    span = [702, 711]
    text = "133.9万平方米"            # optional: applied only while the text says so
    note = "not a number of this district"

    [[change]]
    document = "chaoyang-2024"
    span = [718, 726]
    metric = "腾退土地面积"           # or value, unit, comparator, tense, measure, direction, period, scope …

    [[add]]
    document = "chaoyang-2024"
    span = [800, 804]
    metric = "新增停车位数"

    [[pair]]
    a = { document = "chaoyang-2024", span = [13533, 13543] }
    b = { document = "chaoyang-2024", span = [702, 711] }
    relation = "progress_of_target"
    comparability = "caveat"          # optional

    [[unpair]]
    a = { document = "chaoyang-2024", span = [13533, 13543] }
    b = { document = "chaoyang-news", span = [10, 16] }
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from archive.analysis.corrections import Action, Correction, Place
from archive.errors import BadLexicon
from archive.model import Comparability, Comparator, Direction, Measure, Period, Relation, Span, Tense

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator),
    "tense": get_args(Tense),
    "measure": get_args(Measure),
    "direction": get_args(Direction),
    "relation": get_args(Relation),
    "comparability": get_args(Comparability),
}
_NUMBERS = frozenset({"value", "value_max", "base_value", "base_value_max", "previous_value"})
_TEXTS = frozenset({"metric", "unit", "base_unit", "scope", "subject"})
_OF_A_FIGURE = _NUMBERS | _TEXTS | {"comparator", "tense", "measure", "direction", "period"}
_FIELDS: Mapping[str, frozenset[str]] = {
    "add": _OF_A_FIGURE,
    "change": _OF_A_FIGURE,
    "remove": frozenset(),
    "pair": frozenset({"relation", "comparability"}),
    "unpair": frozenset(),
}
_PLACE = frozenset({"document", "span", "text"})
_LONGEST_TEXT = 10**12  # characters
_LARGEST = Decimal(10) ** 30
_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]", re.MULTILINE)
_PERIOD = re.compile(r"(\d{4})(?:H([12])|Q([1-4])|-(\d{2}))?")


def read_corrections(text: str, name: str) -> tuple[Correction, ...]:
    """The corrections that a file holds, in its order.

    `name` is what messages call the file. Raises BadLexicon, naming file and line, for anything that cannot be meant.

    >>> read_corrections('[[remove]]\\ndocument = "a"\\nspan = [3, 5]', "mine.toml")[0].action
    'remove'
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as mistake:  # also a number of thousands of digits
        raise BadLexicon(f"{name}: {mistake}") from None
    lines = _lines_of_entries(text)
    entries = []
    for action, rows in data.items():
        if action not in _FIELDS:
            raise BadLexicon(f"{name}: [[{action}]] is none of {', '.join(get_args(Action))}")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadLexicon(f"{name}: write [[{action}]], with two brackets, once for each correction")
        for number, row in enumerate(rows):
            line = lines.get((action, number), 1)
            entries.append(_entry(action, row, line, f"{name}:{line}"))
    return tuple(sorted(entries, key=lambda entry: entry.line))


def _lines_of_entries(text: str) -> dict[tuple[str, int], int]:
    """The line that each entry begins on, by its action and number among those of that action."""
    seen: dict[str, int] = {}
    lines = {}
    for found in _ENTRY.finditer(text):
        number = seen.get(found[1], 0)
        seen[found[1]] = number + 1
        lines[found[1], number] = text.count("\n", 0, found.end()) + 1
    return lines


def _entry(action: str, row: dict[str, Any], line: int, where: str) -> Correction:
    of_pair = action in ("pair", "unpair")
    sides = [_part(row, side, where) for side in "ab"] if of_pair else [row]
    places = tuple(_place(side, where) for side in sides)
    names = row.keys() - {"note"} - ({"a", "b"} if of_pair else _PLACE)
    unknown = sorted(names - _FIELDS[action])
    if unknown:
        allowed = ", ".join(sorted(_FIELDS[action])) or "nothing else"
        raise BadLexicon(f"{where}: {unknown[0]} cannot be given to {action}; it takes {allowed}")
    if action == "pair" and "relation" not in names:
        raise BadLexicon(f"{where}: pair needs relation, one of {', '.join(_CHOICES['relation'])}")
    if action == "change" and not names:
        raise BadLexicon(f"{where}: change says nothing to change")
    if action == "add" and "metric" not in names:
        raise BadLexicon(f"{where}: add needs metric")
    values = tuple((key, _value(key, row[key], where)) for key in sorted(names))
    return Correction(_action(action), places, values, str(row.get("note", "")), line)


def _action(name: str) -> Action:
    return next(action for action in get_args(Action) if action == name)


def _part(row: dict[str, Any], side: str, where: str) -> dict[str, Any]:
    part = row.get(side)
    if not isinstance(part, dict):
        raise BadLexicon(f"{where}: {side} needs document and span")
    unknown = sorted(part.keys() - _PLACE)
    if unknown:
        raise BadLexicon(f"{where}: {side} takes document, span and text, not {unknown[0]}")
    return part


def _place(row: dict[str, Any], where: str) -> Place:
    document, span, text = row.get("document"), row.get("span"), row.get("text")
    if not isinstance(document, str) or not document:
        raise BadLexicon(f"{where}: document has to be a slug")
    whole = isinstance(span, list) and len(span) == 2 and all(type(number) is int for number in span)
    if not isinstance(span, list) or not whole or not 0 <= span[0] < span[1] <= _LONGEST_TEXT:
        raise BadLexicon(f"{where}: span has to be [start, end], two offsets in the text of {document}")
    if text is not None and not isinstance(text, str):
        raise BadLexicon(f"{where}: text has to be the characters of the span")
    return Place(document, Span(*span), text)


def _value(key: str, value: Any, where: str) -> Any:
    if key in _NUMBERS:
        return _number(key, value, where)
    if key == "period":
        return _period(value, where)
    if not isinstance(value, str) or not value:
        raise BadLexicon(f"{where}: {key} has to be text")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise BadLexicon(f"{where}: {key} {value!r} is none of {', '.join(_CHOICES[key])}")
    return value


def _number(key: str, value: Any, where: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise BadLexicon(f"{where}: {key} has to be a number")
    if abs(number) > _LARGEST:
        raise BadLexicon(f"{where}: {key} is larger than anything that is counted")
    return number


def _period(value: Any, where: str) -> Period:
    """A year, half, quarter or month (2024, 2024H1, 2024Q3, 2024-05), or two days with a slash between."""
    text = str(value)
    try:
        if "/" in text:
            first, last = (date.fromisoformat(day) for day in text.split("/", 1))
        else:
            found = _PERIOD.fullmatch(text)
            if found is None:
                raise ValueError
            first, last = _months(int(found[1]), found[2], found[3], found[4])
        if last < first:
            raise ValueError
    except ValueError:
        raise BadLexicon(
            f"{where}: period {text!r} is none of 2024, 2024H1, 2024Q3, 2024-05, 2024-01-01/2024-06-30"
        ) from None
    return Period(text, first, last)


def _months(year: int, half: str | None, quarter: str | None, month: str | None) -> tuple[date, date]:
    first, last = 1, 12
    if half:
        first, last = (1, 6) if half == "1" else (7, 12)
    elif quarter:
        first, last = 3 * int(quarter) - 2, 3 * int(quarter)
    elif month:
        first = last = int(month)
    start = date(year, first, 1)
    return start, date(year, last, monthrange(year, last)[1])
