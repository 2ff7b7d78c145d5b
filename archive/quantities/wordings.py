"""Quantities said in words: ranks (第一, 前三, 首位) and implied values (全覆盖, 清零, 翻一番, 持平, 双过半, 过半)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from archive.model import Comparator, Quantity
from archive.quantities.hedges import comparator_of, hedges_before
from archive.reading.numerals import ARABIC, read_numeral
from archive.reading.word_lists import one_of, word_list

_NUMERAL = rf"(?:{ARABIC}|[一二三四五六七八九十百]{{1,4}}+)"
# The first character of both stands alone and is looked back at: so they can be searched for at speed.
_RANK = re.compile(
    rf"[第前首榜历倒](?:(?<=第)(?P<ordinal>{_NUMERAL})(?P<place>位|名)?"
    rf"|(?<=前)(?P<top>{_NUMERAL})(?P<places>位|名|强)?"
    r"|(?:(?<=首)[位席]|(?<=榜)首)(?!度)|(?<=[居列]首)(?!位|席)|(?P<record>(?<=历)[年史]最高)"
    rf"|(?<=倒)数第(?P<last>{_NUMERAL}))"
)
_IMPLIED = re.compile(
    r"[“\"‘双全清翻持1-9一半过大](?:(?P<double>(?:(?<=[“\"‘])双|(?<=双))过半)[”\"’]?"
    r"|(?P<cover>(?<=全)覆盖)|(?P<clear>(?<=清)零)|(?<=翻)了?(?P<folds>[一两二三四])?番(?P<over>多)?"
    r"|(?P<level>(?<=持)(?<!保持)平)(?![稳衡静])"
    r"|(?<=[占过近约到达的国省市][1-9])[/／](?P<whole>\d{1,2})(?![\d/／])(?P<more>以上|左右|以下)?"
    r"|(?P<half>(?<=[一过大])半|(?<=半)数)(?P<after>以上|左右|以下)?)"
)
#: Without one of these a text holds no rank, or no implied value.
_RANK_BEGINS = re.compile("[第前首榜历倒]")
_HINT = re.compile("全覆盖|清零|番|持平|/|／|半")
#: What says, shortly before, that a place is one in an order of results.
_RANKED = re.compile(f"(?:{one_of('ranks', 'beside', 'ranked')})[^，。；！？]{{0,18}}$")
#: Places that nobody measured: 放在首位, 争第一, 安全第一.
_UNMEASURED = re.compile(f"(?:{one_of('ranks', 'beside', 'unmeasured')})[^，。；！？]{{0,8}}$")
_FOLLOWS_TOP = frozenset(word_list("ranks", "beside", "counted"))
_CONTEXT = 24
_FULL = Decimal(100)
_HALF = Decimal(50)


def scan_wordings(text: str) -> Iterator[Quantity]:
    """Ranks and implied values in `text`, in no promised order."""
    if _RANK_BEGINS.search(text):
        yield from _ranks(text)
    if _HINT.search(text):
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
        if match["double"]:
            yield _quantity(start, end, _HALF, "%", "%", ">=", "implied")
        elif match["cover"]:
            yield _quantity(start, end, _FULL, "%", "%", "=", "implied")
        elif match["clear"]:
            yield _quantity(start, end, Decimal(0), "", "", "=", "implied")
        elif match["level"]:
            yield _quantity(start, end, Decimal(0), "%", "%", "=", "implied")
        elif match["whole"]:
            part, whole = Decimal(text[start]), Decimal(match["whole"])
            if part < whole:
                first, hedges = hedges_before(text, start)
                sign = comparator_of(hedges, [match["more"]] if match["more"] else [])
                yield _quantity(first, end, part * _FULL / whole, "%", "%", sign, "fraction")
        elif match["half"]:
            first, hedges = hedges_before(text, start)
            after = [match["after"]] if match["after"] else []
            sign = comparator_of(hedges, after)
            if sign == "=" and text[start] != "一":
                sign = ">=" if text[start] == "过" else "~"
            yield _quantity(first, end, _HALF, "%", "%", sign, "implied")
        else:
            folds = read_numeral(match["folds"] or "一") or Decimal(1)
            yield _quantity(start, end, 2**folds, "倍", "倍", ">" if match["over"] else "=", "implied")


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


def without_value(start: int, end: int) -> Quantity:
    """A quantity without a value, to ask about the words around a range that holds none."""
    return _quantity(start, end, Decimal(0), "", "", "=", "implied")
