"""Chinese, Arabic and mixed numerals: their exact values, and the regular expressions that find them.

The expressions are fragments for larger ones (possessive, so that a page of digits is read once): `ARABIC`, `CHINESE`
and `NUMERAL` match more than is a numeral (``一一百``); `read_numeral` then says what the match is worth.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGIT = "0-9０-９"
#: ``12``, ``1,200``, ``1.4``, ``１２．５``: digits with their thousands and their decimals.
ARABIC = (
    rf"(?:[{_DIGIT}]{{1,3}}+(?:[,，][{_DIGIT}]{{3}}(?![{_DIGIT}]))++|[{_DIGIT}]++)"
    rf"(?:[.．](?=[{_DIGIT}])[{_DIGIT}]++)?+"
)
#: A scale after Arabic digits: ``万``, ``百万``, ``万亿`` …
SCALE = "(?:[十百千]?(?:万亿|[万亿萬億])|[百千])"
#: ``1.4万``, ``2亿3000万``.
MIXED = rf"{ARABIC}(?:[ \u3000]?{SCALE})?+(?:(?<=[万亿千萬億]){ARABIC}{SCALE})*+"
#: A run of Chinese numeral characters.
CHINESE_DIGITS = "零〇○一二三四五六七八九两兩壹贰叁肆伍陆柒捌玖"
CHINESE_UNITS = "十百千万亿廿卅拾佰仟萬億"
CHINESE = rf"[{CHINESE_DIGITS}{CHINESE_UNITS}]++(?:点[{CHINESE_DIGITS}]++[万亿]*+)?+"
#: Any of them, fractions such as ``三分之二`` included.
NUMERAL = rf"(?:{MIXED}|{CHINESE})(?:分之(?:{MIXED}|{CHINESE}))?+"

#: Longer runs are a page of digits, not a number that someone wrote to be read.
LONGEST_NUMERAL = 40

_MOST_DIGITS = 24

_PLAIN = str.maketrans(
    "０１２３４５６７８９．，○〇兩两壹贰叁肆伍陆柒捌玖拾佰仟萬億 \u3000",
    "0123456789.,零零二二一二三四五六七八九十百千万亿##",
)
_WORTH: dict[str, int] = {character: worth for worth, character in enumerate("零一二三四五六七八九")}
_TEN_THOUSAND = Decimal(10**4)
_HUNDRED_MILLION = Decimal(10**8)
_POWER = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}

_ARABIC_PART = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?#*([十百千万亿]*)")
_ARABIC_SCALE = re.compile(r"[十百千]?(?:万亿|[万亿])|[百千]|")
_SECTION = re.compile(
    r"(?:(?P<thousands>[一二三四五六七八九])?千)?"
    r"(?:零?(?P<hundreds>[一二三四五六七八九])百|(?<!千)百)?"
    r"零?(?:(?P<tens>[一二三四五六七八九])?十|(?P<twenty>廿)|(?P<thirty>卅))?"
    r"(?P<gap>零)?(?P<ones>[一二三四五六七八九])?"
)


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Decimal | None:
    """The value of a Chinese or Arabic numeral, or None where `text` is not one.

    Takes mixed forms such as ``1.4万`` and ``三千二百``, digits in a row (``二〇二四``), decimals (``三点五``), 半 and
    fractions (``三分之二``); 余 and 多 are hedges, not part of a numeral.

    >>> read_numeral("1.4万")
    Decimal('14000')
    >>> read_numeral("三千二百")
    Decimal('3200')
    >>> read_numeral("二〇二四")
    Decimal('2024')
    >>> read_numeral("百分之三十")
    Decimal('0.3')
    >>> read_numeral("若干") is None
    True
    """
    text = text.strip(" \u3000")
    if not text or len(text) > LONGEST_NUMERAL:
        return None
    plain = text.translate(_PLAIN)
    if plain == "半":
        return Decimal("0.5")
    if "分之" in plain:
        return _fraction(plain)
    if plain[0].isascii() and plain[0].isdigit():
        return _arabic(plain)
    return _chinese(plain)


def _fraction(plain: str) -> Decimal | None:
    below, _, above = plain.partition("分之")
    divisor = _part(below)
    dividend = _part(above)
    if not divisor or dividend is None:
        return None
    return dividend / divisor


def _part(plain: str) -> Decimal | None:
    return _arabic(plain) if plain and plain[0].isascii() else _chinese(plain)


def _arabic(plain: str) -> Decimal | None:
    """``1,200``, ``1.4万``, ``2亿3000万``: parts of falling scale."""
    total, position = Decimal(0), 0
    last_scale: int | None = None
    while position < len(plain):
        part = _ARABIC_PART.match(plain, position)
        if part is None or not _ARABIC_SCALE.fullmatch(part[3]):
            return None
        digits = part[1].replace(",", "") + (part[2] or "")
        if len(digits) > _MOST_DIGITS:
            return None
        scale = sum(_POWER[character] for character in part[3])
        if last_scale is not None and scale >= last_scale:
            return None
        total += _plain_decimal(Decimal(digits).scaleb(scale))
        position, last_scale = part.end(), scale
    return total


def _chinese(plain: str) -> Decimal | None:
    if not plain:
        return None
    if "点" in plain:
        return _chinese_decimal(plain)
    if all(character in _WORTH for character in plain):
        return Decimal("".join(str(_WORTH[character]) for character in plain))
    if plain[0] in "万亿零":
        return None
    return _whole(plain)


def _chinese_decimal(plain: str) -> Decimal | None:
    whole, _, rest = plain.partition("点")
    digits = rest.rstrip("万亿")
    scale = rest[len(digits) :]
    before = _chinese(whole)
    if before is None or not digits or scale not in {"", "万", "亿", "万亿"}:
        return None
    if not all(character in _WORTH for character in digits):
        return None
    decimals = "".join(str(_WORTH[character]) for character in digits)
    return _plain_decimal(Decimal(f"{before}.{decimals}").scaleb(sum(_POWER[character] for character in scale)))


def _plain_decimal(value: Decimal) -> Decimal:
    """The same value without zeros after the point where it is whole: 14000, not 1.4E+4 or 14000.0."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _whole(plain: str) -> Decimal | None:
    """``三万亿``, ``一亿二千万``, ``两万五``: sections of four digits under 亿 and 万."""
    for character, worth in (("亿", _HUNDRED_MILLION), ("万", _TEN_THOUSAND)):
        above, mark, below = plain.rpartition(character)
        if not mark:
            continue
        if character in above:
            return None
        high = _whole(above)
        low = _rest(below, worth / 10)
        if high is None or low is None or low >= worth:
            return None
        return high * worth + low
    return _section(plain)


def _rest(plain: str, next_unit: Decimal) -> Decimal | None:
    """What follows 万 or 亿: nothing, a section, or one digit that stands for the next unit (两万五)."""
    if not plain:
        return Decimal(0)
    if len(plain) == 1 and plain in _WORTH:
        return Decimal(_WORTH[plain]) * next_unit
    return _whole(plain.removeprefix("零"))


def _section(plain: str) -> Decimal | None:
    match = _SECTION.fullmatch(plain)
    if match is None or not plain:
        return None
    total, unit = 0, 1
    if "千" in plain:
        total, unit = _WORTH[match["thousands"] or "一"] * 1000, 1000
    if "百" in plain:
        total, unit = total + _WORTH[match["hundreds"] or "一"] * 100, 100
    if match["twenty"] or match["thirty"]:
        total, unit = total + (20 if match["twenty"] else 30), 10
    elif "十" in plain:
        total, unit = total + _WORTH[match["tens"] or "一"] * 10, 10
    ones = match["ones"]
    if ones:
        short = unit > 10 and not match["gap"] and plain[-2] in "百千"
        total += _WORTH[ones] * (unit // 10 if short else 1)
    return Decimal(total)
