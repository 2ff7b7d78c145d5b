"""Quantities said in words: ranks (第一, 前三, 首位) and implied values (全覆盖, 清零, 翻一番, 持平, 双过半, 过半)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from archive.model import Comparator, Quantity
from archive.quantities.hedges import comparator_of, hedges_before
from archive.reading.numerals import ARABIC, read_numeral

_NUMERAL = rf"(?:{ARABIC}|[一二三四五六七八九十百]{{1,4}}+)"
# Every alternative begins with a plain character: so the patterns can be searched for at speed.
_RANK = re.compile(
    rf"第(?P<ordinal>{_NUMERAL})(?P<place>位|名)?"
    rf"|前(?P<top>{_NUMERAL})(?P<places>位|名|强)?"
    r"|首[位席](?!度)|榜首(?!度)|首(?<=[居列]首)(?![位席])|历(?P<record>年最高|史最高)"
    rf"|倒数第(?P<last>{_NUMERAL})"
)
_HALF_OF = "(?:以上|左右|以下)?"
_IMPLIED = re.compile(
    r"双过半|全覆盖|清零|翻(?P<folds>[一两二三四])?番|持(?<!保持)平(?![稳衡静])"
    rf"|一半{_HALF_OF}|半数{_HALF_OF}|过半{_HALF_OF}|大半{_HALF_OF}"
)
_PART = re.compile(r"[/／](?<=[占过近约到达的][1-9].)(?P<whole>\d{1,2})(?![\d/／])(?P<more>以上|左右|以下)?")
_OPEN, _CLOSED = frozenset('“"‘'), frozenset('”"’')
#: What says, shortly before, that a place is one in an order of results.
_RANKED = re.compile(
    r"(?:居|列|排名|排|位次|名列|名次|蝉联|跻身|进入|进|荣获|获|夺|升至|升到|前移至|保持|考评|评比|成绩|总量|规模|数量|增速|全[国市省区县球]|世界|亚洲|国内|同类)[^，。；！？]{0,18}$"
)
#: Places that nobody measured: 放在首位, 争第一, 安全第一.
_UNMEASURED = re.compile(
    r"(?:放在|摆在|摆到|放到|置于|争当|争做|争创|争|勇夺|当作|作为|安全|质量|生命|人民|友谊|坚持|始终)[^，。；！？]{0,8}$"
)
_FOLLOWS_TOP = frozenset("季个年月期次批天半日轮项步")
_CONTEXT = 24
_FULL = Decimal(100)
_HALF = Decimal(50)


def scan_wordings(text: str) -> Iterator[Quantity]:
    """Ranks and implied values in `text`, in no promised order."""
    yield from _ranks(text)
    yield from _implied(text)


def _ranks(text: str) -> Iterator[Quantity]:
    for match in _RANK.finditer(text):
        before = text[max(0, match.start() - _CONTEXT) : match.start()]
        following = text[match.end() : match.end() + 1]
        comparator: Comparator = "<=" if match["top"] else "="
        if match["top"]:
            if following in _FOLLOWS_TOP and not match["places"]:
                continue
            place = read_numeral(match["top"])
            wanted = bool(match["places"]) or _RANKED.search(before) is not None
        elif match["ordinal"]:
            place = read_numeral(match["ordinal"])
            wanted = _RANKED.search(before) is not None and (bool(match["place"]) or _ends(following))
        elif match["last"]:
            place, wanted = read_numeral(match["last"]), False
        else:
            place = Decimal(1)
            wanted = bool(match["record"]) or _RANKED.search(before) is not None
        if place is None or not wanted or _UNMEASURED.search(before):
            continue
        yield _quantity(
            match.start(), match.end(), place, match[0][-1] if match[0][-1] in "位名" else "", "位", comparator, "rank"
        )


def _ends(following: str) -> bool:
    return not following or not ("\u4e00" <= following <= "\u9fff" or following.isalnum()) or following in "的大和且并"


def _implied(text: str) -> Iterator[Quantity]:
    for match in _IMPLIED.finditer(text):
        start, end = match.span()
        said = match[0]
        if said == "双过半":
            start -= text[start - 1 : start] in _OPEN
            end += text[end : end + 1] in _CLOSED
            yield _quantity(start, end, _HALF, "%", "%", ">=", "implied")
        elif said == "全覆盖":
            yield _quantity(start, end, _FULL, "%", "%", "=", "implied")
        elif said == "清零":
            yield _quantity(start, end, Decimal(0), "", "", "=", "implied")
        elif said == "持平":
            yield _quantity(start, end, Decimal(0), "%", "%", "=", "implied")
        elif said[-1] == "番":
            folds = read_numeral(match["folds"] or "一") or Decimal(1)
            yield _quantity(start, end, 2**folds, "倍", "倍", "=", "implied")
        else:
            first, hedges = hedges_before(text, start)
            half, after = said[:2], [said[2:]] if said[2:] else []
            sign = comparator_of(hedges, after)
            if sign == "=" and half in {"过半", "大半", "半数"}:
                sign = ">=" if half == "过半" else "~"
            yield _quantity(first, end, _HALF, "%", "%", sign, "implied")
    for match in _PART.finditer(text):
        start = match.start() - 1
        part, whole = Decimal(text[start]), Decimal(match["whole"])
        if part < whole:
            first, hedges = hedges_before(text, start)
            sign = comparator_of(hedges, [match["more"]] if match["more"] else [])
            yield _quantity(first, match.end(), part * _FULL / whole, "%", "%", sign, "fraction")


def _quantity(
    start: int, end: int, value: Decimal, unit: str, base_unit: str, comparator: Comparator, kind: str
) -> Quantity:
    return Quantity(
        start=start,
        end=end,
        number_start=start,
        number_end=end,
        value=value,
        value_max=None,
        unit=unit,
        base_value=value,
        base_value_max=None,
        base_unit=base_unit,
        comparator=comparator,
        kind=kind,
        implied=kind == "implied",
    )


def placeholder(start: int, end: int) -> Quantity:
    """A quantity without a value, to ask about the words around a range that holds none."""
    return _quantity(start, end, Decimal(0), "", "", "=", "implied")
