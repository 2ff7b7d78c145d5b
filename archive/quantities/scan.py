"""Find every quantity of a text: numbers with their hedges and units, ranks, and amounts said without digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from archive.model import Quantity
from archive.quantities.amounts import read_amount, times
from archive.quantities.counting import closes, counts, is_han, may_stand_bare
from archive.quantities.hedges import after_expression, comparator_of, hedges_before
from archive.quantities.names import is_name
from archive.quantities.rows import join_bounds, share_units
from archive.quantities.units import Unit, read_unit, unit_expression
from archive.quantities.wordings import scan_wordings
from archive.reading.numerals import ARABIC, CHINESE, CHINESE_DIGITS, CHINESE_UNITS, read_numeral
from archive.reading.word_lists import word_list

_BLANK = "[ \u3000\xa0]?"
_SCALE = "(?:[十百千]?(?:万亿|[万亿])|[百千](?![克米瓦伏焦卡帕赫]))"
#: What every number begins with: looked for alone first, which is many times faster.
_BEGINS = re.compile(f"[0-9０-９{CHINESE_DIGITS}{CHINESE_UNITS}半]")
#: Numerals as a cheque has them, alone only where a scale follows: 壹万元, but 队伍|人员, 大陆|人员, 收拾|个人物品.
_LONE_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟](?![壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆])")
_HALF = "(?<![上下前后大小多])半(?=年(?!度)|个?小时|个月|天)"
_BETWEEN = "(?:[－—–~～〜-]{1,2}|至|到)"
_ONE_COUNTS = frozenset({"倍", "成", "个百分点"})  # 一倍, 一成; 一个 is an article
_ONE_BUILT = frozenset(word_list("units", "counts", "built"))
#: Before a length of time it is no bound: 上一年, 上三个月, but 上百年.
_LAST = "上"
_NO_NOUN = frozenset("的了是有又另同唯第每任哪某这那其中之上下逐再")
#: The second digit of 三成五, where nothing follows that it could count.
_TENTH = "(?<=成)(?P<tenth>[一二三四五六七八九半])(?=的|以[上下]|左右|[^\u4e00-\u9fff]|$)"


@cache
def _number() -> re.Pattern[str]:
    """A number with what may follow it; the range's second half has the names of the first with a 2."""
    return re.compile(
        rf"(?:(?P<arabic>{ARABIC}(?:[万亿]{ARABIC}(?=[千百万]))?)"
        rf"(?:{_BLANK}(?P<more>[余多来]?)(?P<scale>{_SCALE})(?P<rest>[余多]?)(?P<again>(?<=[余多])[万亿])?|(?P<few>{_BLANK}[余多来]))?"
        rf"|(?P<chinese>{CHINESE}|{_HALF})(?:分之(?P<above>{CHINESE}|{ARABIC})|(?P<much>[余多来])(?P<large>[万亿]*))?)"
        rf"(?:{_BLANK}(?P<unit>{unit_expression()})(?:{_TENTH})?)?"
        rf"(?:{_BETWEEN}(?P<second>{ARABIC}|{CHINESE})(?P<scale2>{_SCALE}?){_BLANK}(?P<unit2>{unit_expression()})?)?"
        rf"(?:{_BLANK}(?P<after>{after_expression()}))?"
    )


def scan_quantities(text: str) -> list[Quantity]:
    """Every quantity in `text`, in reading order and without overlaps; offsets are in `text`.

    Numbers that are names, dates, ordinals or codes (三里屯, 2024年, 第五批, PM2.5, 3+X) are left out. What a quantity
    says, and whether an analyst would sign it, is for the figures to decide.

    >>> [(found.base_value, found.base_unit, found.comparator) for found in scan_quantities("约20亿元，增长6.5%以上")]
    [(Decimal('2000000000'), '元', '~'), (Decimal('6.5'), '%', '>=')]
    """
    numbers = list(share_units(text, _scan_numbers(text)))
    if "以上" in text and len(numbers) > 1:
        numbers = list(join_bounds(numbers))
    wordings = list(scan_wordings(text))
    if not wordings:
        return numbers
    found = sorted([*numbers, *wordings], key=lambda quantity: (quantity.start, -quantity.end, quantity.implied))
    apart: list[Quantity] = []
    for quantity in found:
        if apart and quantity.start < apart[-1].end:
            if quantity.kind == "rank" and apart[-1].kind != "rank":
                apart[-1] = quantity
            continue
        apart.append(quantity)
    return apart


def _scan_numbers(text: str) -> Iterator[Quantity]:
    begins, number = _BEGINS.search, _number().match
    position = 0
    while begin := begins(text, position):
        if _LONE_FORMAL.match(text, begin.start()):
            position = begin.end()
            continue
        match = number(text, begin.start())
        position = match.end() if match else begin.end()
        quantity = _read(text, match) if match else None
        if quantity is not None:
            yield quantity


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    unit_text = match["unit"] or match["unit2"]
    if match["chinese"] == "一" and match["above"] is None and not _one_counts(text, match):
        return None
    if is_name(text, match.start(), match.end()) or _is_spaced(match):
        return None
    if match["second"]:
        return _read_range(text, match)
    if match["above"]:
        return _read_fraction(text, match)
    return _read_plain(text, match, unit_text)


def _is_spaced(match: re.Match[str]) -> bool:
    """Whether a blank parts a Chinese numeral from its unit: 三 次 产 业 is a name set wide."""
    return bool(match["chinese"] and match["unit"]) and match.start("unit") > _number_end(match)


def _one_counts(text: str, match: re.Match[str]) -> bool:
    """Whether 一 is a number: 一倍, or after the thing that it counts (新建水厂一座); else it is an article.

    A length of time with a bound is measured: 不少于一年, 一年以上.
    """
    if match["unit"] in _ONE_COUNTS:
        return True
    unit = read_unit(match["unit"]) if match["unit"] else None
    if unit is not None and unit.kind == "duration":
        return bool(match["after"] or hedges_before(text, match.start())[1])
    before = text[match.start() - 1 : match.start()]
    closed = not is_han(text[match.end() : match.end() + 1])
    return match["unit"] in _ONE_BUILT and closed and is_han(before) and before not in _NO_NOUN


def _read_plain(text: str, match: re.Match[str], unit_text: str | None) -> Quantity | None:
    unit = read_unit(unit_text) if unit_text else None
    if unit is None and not may_stand_bare(text, match):
        return None
    amount = read_amount(match)
    first, hedges = hedges_before(text, match.start())
    if unit is not None and unit.kind == "duration" and hedges[-1:] == (_LAST,) and match[0][0] not in CHINESE_UNITS:
        return None
    if amount is None or not counts(text, match, unit, amount.value, hedges):
        return None
    after, end, number_end = match["after"] or "", match.end(), _number_end(match)
    if not after or (after in {"多", "余", "来"} and not closes(text, end, unit)):
        after = ""
        end = match.end("tenth" if match["tenth"] else "unit") if unit_text else number_end
    more = _percent_of_tenth(match["tenth"]) if match["tenth"] else Decimal(0)
    tail = tuple(word for word in (amount.more, after) if word)
    factor = unit.factor if unit else Decimal(1)
    return Quantity(
        start=first,
        end=end,
        number_start=match.start(),
        number_end=number_end,
        value=amount.value + more.scaleb(-1) if more else amount.value,
        value_max=amount.most,
        unit=amount.scale + (unit_text or ""),
        base_value=amount.total * factor + more,
        base_value_max=times(amount.most, amount.scale) * factor if amount.most else None,
        base_unit=unit.base if unit else "",
        comparator=comparator_of(hedges, tail),
        hedges=hedges + tail,
        kind=_kind(unit),
    )


def _percent_of_tenth(digit: str) -> Decimal:
    """What the second digit of 三成五 adds in per cent; 半 adds 5."""
    return Decimal(5) if digit == "半" else read_numeral(digit) or Decimal(0)


def _number_end(match: re.Match[str]) -> int:
    for name in ("again", "rest", "scale", "few", "more", "arabic", "large", "much", "above", "chinese"):
        if match[name]:
            return match.end(name)
    return match.end()


def _kind(unit: Unit | None) -> str:
    return "count" if unit is None or unit.kind == "measure" else unit.kind


def _read_range(text: str, match: re.Match[str]) -> Quantity | None:
    unit_text = match["unit2"] or match["unit"]
    unit = read_unit(unit_text) if unit_text else None
    own, scale = match["scale"] or "", match["scale2"] or ""
    if unit is None and not scale:
        return None
    if unit is not None and (unit.written in {"年", "日"} or (match["chinese"] and not unit.plain)):
        return None
    if own and not scale and not match["unit2"]:
        scale = own
    ends = _ends_of_range(match["arabic"] or match["chinese"], own, match["second"], scale)
    if ends is None:
        return None
    value, value_max, low, high = ends
    factor = unit.factor if unit else Decimal(1)
    first, hedges = hedges_before(text, match.start())
    after = (match["after"],) if match["after"] else ()
    return Quantity(
        start=first,
        end=match.end(),
        number_start=match.start(),
        number_end=match.end("scale2") if match["scale2"] else match.end("second"),
        value=value,
        value_max=value_max,
        unit=scale + (unit_text or ""),
        base_value=low * factor,
        base_value_max=high * factor,
        base_unit=unit.base if unit else "",
        comparator=comparator_of(hedges, after),
        hedges=hedges + after,
        kind=_kind(unit),
    )


def _ends_of_range(first: str, own: str, second: str, scale: str) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """Both ends as written in the range's unit, and both with their scales: 3－5万 is 3, 5, 30000 and 50000."""
    value, value_max = read_numeral(first), read_numeral(second)
    low, high = read_numeral(first + (own or scale)), read_numeral(second + scale)
    if value is None or value_max is None or low is None or high is None or low >= high:
        return None
    return (value if own in {"", scale} else low / (high / value_max)), value_max, low, high


def _read_fraction(text: str, match: re.Match[str]) -> Quantity | None:
    below, above = read_numeral(match["chinese"]), read_numeral(match["above"])
    if not below or above is None or above >= below:
        return None
    value = above * 100 / below
    first, hedges = hedges_before(text, match.start())
    after = (match["after"],) if match["after"] else ()
    return Quantity(
        start=first,
        end=match.end() if after else match.end("above"),
        number_start=match.start(),
        number_end=match.end("above"),
        value=value,
        value_max=None,
        unit="%",
        base_value=value,
        base_value_max=None,
        base_unit="%",
        comparator=comparator_of(hedges, after),
        hedges=hedges + after,
        kind="percent" if below == 100 else "fraction",
    )
