"""A figure in a few characters, as a table tells it: its words, what an analyst made of them, and that it is a fall."""

from __future__ import annotations

import re
from decimal import Decimal

from archive.model import Comparator, Figure
from archive.quantities.scan import scan_quantities

#: Measures of a change, whose number alone does not tell whether it is a rise or a fall.
_CHANGES = frozenset({"delta", "growth_rate", "pp_change"})
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SIGNS: dict[Comparator, str] = {"=": "", "~": "约", ">": "＞", ">=": "≥", "<": "＜", "<=": "≤"}


def in_words(figure: Figure) -> str:
    """The number with its hedge and unit: with an arrow where it is a fall, and beside what was read where corrected.

    The arrow is there because 下降2% is written as 2% wherever the words around it are left out.
    """
    written = "".join(figure.text.split())
    corrected = corrected_words(figure)
    words = f"{corrected}（原文{written}）" if corrected else written
    return f"↓{words}" if is_fall(figure) else words


def is_fall(figure: Figure) -> bool:
    """Whether the number says by how much something fell."""
    return figure.direction == "down" and figure.measure in _CHANGES


def corrected_words(figure: Figure) -> str | None:
    """The number that an analyst gave in the place of the one that is written, or None where that one stands."""
    if not figure.corrected:
        return None
    return other_number(figure.text, figure.comparator, figure.value, figure.value_max, figure.unit)


def other_number(
    written: str, comparator: Comparator, value: Decimal, value_max: Decimal | None, unit: str
) -> str | None:
    """A number in words where it is not the one that is `written`, else None.

    >>> other_number("近8家", ">=", Decimal(18), None, "家"), other_number("近8家", "~", Decimal(8), None, "家")
    ('≥18家', None)
    """
    read = next(iter(scan_quantities(written)), None)
    if read is None:
        stands = _plain(value) in _NUMBER.findall(written)
    else:
        stands = (read.value, read.value_max) == (value, value_max) and read.unit in ("", unit)
    if stands:
        return None
    to = f"—{_plain(value_max)}" if value_max is not None else ""
    return f"{_SIGNS[comparator]}{_plain(value)}{to}{unit}"


def _plain(value: Decimal) -> str:
    """The number in digits, with no exponent and no zeros behind the point."""
    return f"{value.normalize():f}"
