"""The amount that one number states: its value as written, its scale (万, 亿), and the value with both together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from archive.reading.numerals import read_numeral

#: Two digits side by side that say "one or the other": 三五个, 七八成.
APPROXIMATE = re.compile("一二|[一二两]三|三[四五]|四五|五六|六七|七八|八九")


class Amount(NamedTuple):
    """A number without its unit; `total` is `value` with its scale multiplied out."""

    value: Decimal
    most: Decimal | None  # of 三五个
    total: Decimal
    scale: str
    more: str  # 余, 多 or 来 within the number


def read_amount(match: re.Match[str]) -> Amount | None:
    """The amount of a matched number, or None where its characters are no numeral."""
    return (
        _in_digits(match)
        if match["arabic"]
        else _in_chinese(match["chinese"], match["large"] or "", match["much"] or "")
    )


def _in_digits(match: re.Match[str]) -> Amount | None:
    digits, scale = match["arabic"], (match["scale"] or "") + (match["again"] or "")
    value = read_numeral(digits)
    total = read_numeral(digits + scale) if scale else value
    if total is None:
        return None
    if value is None or "万" in digits or "亿" in digits:  # 1万6千, 2亿3000万: more than one scale
        value, scale = total, ""
    more = match["more"] or match["rest"] or (match["few"] or "").strip()
    return Amount(value, None, total, scale, more)


def _in_chinese(numeral: str, large: str, more: str) -> Amount | None:
    plain = numeral.rstrip("万亿")
    scale = numeral[len(plain) :] + large
    if scale.count("万") > 1 or scale.count("亿") > 1:
        return None
    if APPROXIMATE.fullmatch(plain):
        low, high = read_numeral(plain[0]), read_numeral(plain[1])
        return None if low is None else Amount(low, high, times(low, scale), scale, more)
    value = read_numeral(plain) if plain else Decimal(1)
    if value is None:
        return None
    return Amount(value, None, read_numeral(plain + scale) or times(value, scale), scale, more)


def times(value: Decimal, scale: str) -> Decimal:
    """`value` with 万 and 亿 multiplied out."""
    return value * 10 ** sum(4 if character == "万" else 8 for character in scale)
