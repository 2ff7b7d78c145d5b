"""Find every quantity of a text: numbers with their hedges and units, ranks, and amounts said without digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from archive.model import Quantity
from archive.quantities.hedges import after_expression, comparator_of, hedges_before
from archive.quantities.names import is_name
from archive.quantities.units import Unit, read_unit, unit_expression
from archive.quantities.wordings import scan_wordings
from archive.reading.numerals import ARABIC, CHINESE, CHINESE_DIGITS, LONGEST_NUMERAL, read_numeral

_BLANK = "[ \u3000\xa0]?"
_SCALE = "(?:[十百千]?(?:万亿|[万亿])|[百千](?![克米瓦伏焦卡帕赫]))"
_BETWEEN = "(?:[－—–~～〜-]{1,2}|至|到)"
_HEADS = frozenset("百千万亿")
_APPROXIMATE = re.compile("一二|[一二两]三|三[四五]|四五|五六|六七|七八|八九")
_SHARED = frozenset("、和与及或")
_LAST_YEAR = 2999
#: Numbers that are written without a unit: 居民消费价格指数103左右, 城乡居民收入比降至2.3.
_UNITLESS = re.compile("(?:指数|系数|收入比|倍差)[\u4e00-\u9fff]{0,5}$")
_NAME_LENGTH = 10


@cache
def _number() -> re.Pattern[str]:
    """A number with what may follow it; the range's second half has the names of the first with a 2."""
    return re.compile(
        rf"(?:(?P<arabic>{ARABIC}(?:[万亿]{ARABIC}(?=[千百万]))?)"
        rf"(?:{_BLANK}(?P<more>[余多来]?)(?P<scale>{_SCALE})(?P<rest>[余多]?)(?P<again>(?<=[余多])[万亿])?|(?P<few>{_BLANK}[余多来]))?"
        rf"|(?P<chinese>{CHINESE})(?:分之(?P<above>{CHINESE}|{ARABIC})|(?P<much>[余多来])(?P<large>[万亿]*))?)"
        rf"(?:{_BLANK}(?P<unit>{unit_expression()}))?"
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
    numbers = list(_share_units(text, _scan_numbers(text)))
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
    for match in _number().finditer(text):
        quantity = _read(text, match)
        if quantity is not None:
            yield quantity


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    arabic, chinese, unit_text = match["arabic"], match["chinese"], match["unit"]
    if chinese == "一" and unit_text not in {"倍", "成", "个百分点"} and match["above"] is None:
        return None
    unit_text = unit_text or match["unit2"]
    start = match.start()
    if is_name(text, start, match.end()):
        return None
    if match["second"]:
        return _read_range(text, match)
    if match["above"]:
        return _read_fraction(text, match)
    unit = read_unit(unit_text) if unit_text else None
    scale = (match["scale"] or "") + (match["again"] or "")
    if arabic:
        head, total = read_numeral(arabic), read_numeral(arabic + scale)
        if head is None:  # 1万6千, 2亿3000万: more than one scale
            head, scale = total, ""
        more = match["more"] or match["rest"] or (match["few"] or "").strip()
        if unit is None and match["few"]:
            return None
    else:
        chinese, scale, many = _split_chinese(chinese, match["large"] or "")
        head, total, more = many, read_numeral(chinese + scale) or _times(many, scale), match["much"] or ""
        if unit is None and not scale:
            return None
    if head is None or total is None:
        return None
    most = None
    if chinese and _APPROXIMATE.fullmatch(chinese):  # 三五个: somewhere between
        head, most = (read_numeral(character) for character in chinese)
        total = _times(head, scale)
        if head is None or most is None or total is None:
            return None
    after = match["after"] or ""
    first, hedges = hedges_before(text, start)
    if not _counts(text, match, unit, head, chinese, hedges):
        return None
    end = match.end() if after else (match.end("unit") if unit_text else _number_end(match))
    if after in {"多", "余", "来"} and not _closes(text, match.end(), unit):
        after, end = "", match.end("unit") if unit_text else _number_end(match)
    tail = tuple(word for word in (more, after) if word)
    factor = unit.factor if unit else Decimal(1)
    return Quantity(
        start=first,
        end=end,
        number_start=start,
        number_end=_number_end(match),
        value=head,
        value_max=most,
        unit=scale + (unit_text or ""),
        base_value=total * factor,
        base_value_max=most * total / head * factor if most and head else None,
        base_unit=unit.base if unit else "",
        comparator=comparator_of(hedges, tail),
        hedges=hedges + tail,
        kind=_kind(unit),
    )


def _number_end(match: re.Match[str]) -> int:
    for name in ("again", "rest", "scale", "few", "more", "arabic", "large", "much", "above", "chinese"):
        if match[name]:
            return match.end(name)
    return match.end()


def _kind(unit: Unit | None) -> str:
    if unit is None:
        return "count"
    return {"measure": "count", "percent": "percent"}.get(unit.kind, unit.kind)


def _split_chinese(chinese: str, large: str) -> tuple[str, str, Decimal | None]:
    """A Chinese numeral without the 万 or 亿 that ends it, these, and the value of what is left."""
    plain = chinese.rstrip("万亿")
    scale = chinese[len(plain) :] + large
    if scale.count("万") > 1 or scale.count("亿") > 1:
        return chinese, "", None
    return plain, scale, read_numeral(plain) if plain else Decimal(1)


def _times(value: Decimal | None, scale: str) -> Decimal | None:
    if value is None:
        return None
    return value * 10 ** sum(4 if character == "万" else 8 for character in scale)


def _counts(
    text: str, match: re.Match[str], unit: Unit | None, head: Decimal, chinese: str | None, hedges: tuple[str, ...]
) -> bool:
    """Whether a number with that unit counts or measures, rather than names or dates."""
    start = match.start()
    whole = match["chinese"]
    if unit is None:
        if match["arabic"] and not match["scale"]:
            return _UNITLESS.search(text, max(0, start - _NAME_LENGTH), start) is not None
        return bool(match["scale"]) or (whole is not None and not _HEADS.issuperset(whole))
    if chinese is None:
        return not _is_date(text, match, unit, head)
    if _HEADS.issuperset(whole):  # 千亿级, 百家: a size, unless someone measured it
        return bool(hedges) or text[start - 1 : start] in {"达", "到", "至"}
    if len(whole) == 1 and (not unit.plain or whole in "零〇○"):
        return False
    if _APPROXIMATE.fullmatch(whole):
        return True
    digits_only = len(whole) > 1 and all(character in CHINESE_DIGITS for character in whole)
    return not digits_only and not _is_date(text, match, unit, head)


def _is_date(text: str, match: re.Match[str], unit: Unit, head: Decimal) -> bool:
    if unit.kind != "duration":
        return unit.written == "分" and text[match.start() - 1 : match.start()] in {"时", "点", ":", "："}
    if unit.written == "年":
        return 1000 <= head <= _LAST_YEAR
    if unit.written == "日":
        followed = text[match.end("unit") : match.end("unit") + 1] in {"内", "以", "之", "起", "后", "前"}
        return not followed or text[match.start() - 1 : match.start()] == "月"
    return False


def _closes(text: str, end: int, unit: Unit | None) -> bool:
    """Whether 多 or 余 after a unit is a hedge (两公里多) and does not begin a word (20项多元服务)."""
    if unit is None:
        return True
    following = text[end : end + 1]
    return not following or not "\u4e00" <= following <= "\u9fff" or following == "的"


def _read_range(text: str, match: re.Match[str]) -> Quantity | None:
    unit_text = match["unit2"] or match["unit"]
    if unit_text is None and not match["scale2"]:
        return None
    unit = read_unit(unit_text) if unit_text else None
    scale = match["scale2"] or ""
    first_text, second_text = match["arabic"] or match["chinese"], match["second"]
    own = match["scale"] or ""
    if unit is not None and (unit.written in {"年", "日"} or (match["chinese"] and not unit.plain)):
        return None
    if own and not scale and not match["unit2"]:
        scale = own
    head, above = read_numeral(first_text), read_numeral(second_text)
    if head is None or above is None:
        return None
    low, high = read_numeral(first_text + (own or scale)), read_numeral(second_text + scale)
    if low is None or high is None or low >= high:
        return None
    value = head if own in {"", scale} else low / (high / above)
    factor = unit.factor if unit else Decimal(1)
    first, hedges = hedges_before(text, match.start())
    after = (match["after"],) if match["after"] else ()
    return Quantity(
        start=first,
        end=match.end(),
        number_start=match.start(),
        number_end=match.end("scale2") if match["scale2"] else match.end("second"),
        value=value,
        value_max=above,
        unit=scale + (unit_text or ""),
        base_value=low * factor,
        base_value_max=high * factor,
        base_unit=unit.base if unit else "",
        comparator=comparator_of(hedges, after),
        hedges=hedges + after,
        kind=_kind(unit),
    )


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


def _share_units(text: str, quantities: Iterator[Quantity]) -> Iterator[Quantity]:
    """Give the unit of a later item to the bare numbers listed before it: 提升2.7、1.1个百分点."""
    previous_end = 0
    held: Quantity | None = None
    for quantity in quantities:
        listed = list(_bare_before(text, quantity, previous_end))
        if held is not None:
            joined = text[held.end : quantity.start] in _SHARED and quantity.kind == "points"
            if joined and held.unit == "个":  # 提高1.2个、0.8个百分点
                held = replace(held, unit=quantity.unit, base_unit=quantity.base_unit, kind="points")
            yield held
        yield from listed
        held, previous_end = quantity, quantity.end
    if held is not None:
        yield held


_BARE = re.compile(rf"(?<![0-9０-９A-Za-z.．,，+×])({ARABIC})[、和与及或]$")


def _bare_before(text: str, quantity: Quantity, floor: int) -> Iterator[Quantity]:
    found: list[Quantity] = []
    start = quantity.start
    while start > floor and text[start - 1] in _SHARED and text[start - 2 : start - 1].isdigit():
        match = _BARE.search(text, max(floor, start - LONGEST_NUMERAL), start)
        value = read_numeral(match[1]) if match else None
        if match is None or value is None or is_name(text, match.start(1), match.end(1)):
            break
        scale = quantity.base_value / quantity.value if quantity.value else Decimal(1)
        first, hedges = hedges_before(text, match.start(1))
        found.append(
            replace(
                quantity,
                start=max(first, floor),
                end=match.end(1),
                number_start=match.start(1),
                number_end=match.end(1),
                value=value,
                value_max=None,
                base_value=value * scale,
                base_value_max=None,
                comparator=comparator_of(hedges, ()),
                hedges=hedges,
            )
        )
        start = found[-1].start
    yield from reversed(found)
