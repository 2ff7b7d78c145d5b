"""Whether a number with its unit counts or measures something, rather than names or dates it."""

from __future__ import annotations

import re
from decimal import Decimal

from archive.quantities.amounts import APPROXIMATE
from archive.quantities.units import Unit
from archive.reading.numerals import CHINESE_DIGITS
from archive.reading.word_lists import one_of

_HEADS = frozenset("百千万亿")
_LAST_YEAR = 2999
#: Numbers that are written without a unit: 居民消费价格指数103左右, 城乡居民收入比降至2.3.
_UNITLESS = re.compile(
    rf"(?:{one_of('units', 'unwritten', 'pure')}|{one_of('units', 'unwritten', 'counted')})"
    r"(?:[由从][\d.]{1,8})?[\u4e00-\u9fff]{0,5}$"
)
_NAME_LENGTH = 20
_AFTER_DAYS = frozenset("内以之起后前")


def counts(text: str, match: re.Match[str], unit: Unit | None, value: Decimal, hedges: tuple[str, ...]) -> bool:
    """Whether the matched number counts: not 百亿级, 三院, 二〇二四年 or 8时30分. Without a unit it may stand bare."""
    numeral = match["chinese"]
    if unit is None:
        return numeral is None or bool(hedges) or not _HEADS.issuperset(numeral)
    if numeral is None:
        return not _is_date(text, match, unit, value)
    if _HEADS.issuperset(numeral):  # 千亿级, 百家: a size, unless someone measured it
        reached = text[match.start() - 1 : match.start()] in {"达", "到", "至"}
        return (
            bool(hedges or match["much"])
            or reached
            or (bool(match["after"]) and not is_han(text[match.end() : match.end() + 1]))
        )
    if len(numeral) == 1:
        return unit.plain and numeral not in "零〇○" and not _is_date(text, match, unit, value)
    if APPROXIMATE.fullmatch(numeral):
        return True
    digits_only = all(character in CHINESE_DIGITS for character in numeral)
    return not digits_only and not _is_date(text, match, unit, value)


def may_stand_bare(text: str, match: re.Match[str]) -> bool:
    """Whether the matched number may count without a unit: 3200余万, 收入比2.3, but not 三农."""
    if match["few"]:
        return False
    if match["chinese"]:
        return bool(match["large"]) or match["chinese"][-1] in "万亿"
    if match["scale"]:
        return True
    start = match.start()
    return _UNITLESS.search(text, max(0, start - _NAME_LENGTH), start) is not None


def _is_date(text: str, match: re.Match[str], unit: Unit, value: Decimal) -> bool:
    if unit.kind != "duration":
        return unit.written == "分" and text[match.start() - 1 : match.start()] in {"时", "点", ":", "："}
    if unit.written == "年":
        return 1000 <= value <= _LAST_YEAR
    if unit.written == "日":
        following = text[match.end("unit") : match.end("unit") + 1]
        return following not in _AFTER_DAYS or not following or text[match.start() - 1 : match.start()] == "月"
    return False


def closes(text: str, end: int, unit: Unit | None) -> bool:
    """Whether 多 or 余 after a unit is a hedge (两公里多) and does not begin a word (20项多元服务)."""
    if unit is None:
        return True
    following = text[end : end + 1]
    return not is_han(following) or following == "的"


def is_han(character: str) -> bool:
    """Whether `character` is one Han character; the end of a text is none."""
    return "\u4e00" <= character <= "\u9fff"
