"""Which quantities an analyst would sign as figures: not labels, thresholds, repeated bases or spans of time."""

from __future__ import annotations

import re
from functools import cache, partial

from archive.analysis.figures.context import Context
from archive.reading.word_lists import load_data, one_of, word_list

_words = partial(one_of, "not_figures")
_QUOTED = re.compile(r"[“‘「『]([^“”‘’「」『』]{0,24})[”’」』]")
#: “三个推定、三个走进”
_ALL_COUNTED = re.compile("(?:[一二两三四五六七八九十]+[个项条大][^、\\d]{1,6}、?){2,4}")
_TITLE = re.compile(r"《[^》]{0,60}》")
_PUNCTUATION = re.compile("[，。；：、！？,;:!?]")
_BASE = re.compile(r"^(?:的)?[\u4e00-\u9fff]{0,8}(?<!其)(?<!集)(?<!空)中(?:$|单体|规模最|投资最|已?有[\d约近超])")
_QUALIFIER = re.compile(r"^的?[\u4e00-\u9fff]")
_BARE_THRESHOLDS = frozenset(word_list("not_figures", "thresholds", "bare"))
_THRESHOLDS = _BARE_THRESHOLDS | frozenset(word_list("not_figures", "thresholds", "measures"))
_BOUNDS = frozenset({"以上", "以下", "以内", "及以上", "及以下"})
#: What a bound amount in front of a noun qualifies: 产值|过亿元|楼宇9座, 投资|超10亿元|项目50个.
_OVER = frozenset(word_list("not_figures", "thresholds", "over"))
_THRESHOLD_NOUNS = re.compile(rf"^的?(?:[\u4e00-\u9fff]{{0,8}})?(?:{_words('thresholds', 'nouns')})")
#: Places that are told by their households: 50户以上自然村.
_VILLAGES = re.compile(f"^的?[\u4e00-\u9fff]{{0,14}}(?:{_words('thresholds', 'villages')})")
_PART_OF_RANGE = re.compile("^的?(?:部分|[^,，]{0,4}区间)")
_SURVEY = re.compile("^[^,，]{0,8}抽样")
_ADVERB = re.compile(f"^(?:的)?(?:{_words('thresholds', 'verbs')})")
_LISTED = re.compile(rf"[×xX*]\d*$|每(?:{_words('each', 'steps')})$")
_LENGTH_OF_TIME = re.compile(f"(?:{_words('durations', 'named')})[^,，。]{{0,12}}$")
_AGAIN = re.compile("(?:这|上述|前述)$")
_SMALL = frozenset("两二三四五六七八九十")
_FIRST = re.compile("(?:首个|首家|首座|首批|唯一|第[一二三四五六七八九十]+[个家座])[^,，]{0,8}$")
_OF_A_CLAIM = re.compile("(?:大关|关口|门槛)?的")
_LAST_PLACES = re.compile("(?:后|末尾|倒数)$")


def is_figure(context: Context) -> bool:
    """Whether the quantity states something that an analyst would take down.

    Left out: what stands inside short quotes or a title (“五大商圈”, 《…》), thresholds inside a qualifier
    (百人以上活动), a base said again (20个项目中), each-amounts (每万人), and spans of time that only date something.
    """
    quantity = context.quantity
    if quantity.implied or quantity.kind == "rank":
        return not _in_title(context)
    if context.text[quantity.start - 1 : quantity.start] in {"每"} or _LISTED.search(context.before):
        return False
    if quantity.kind == "duration" and not _measured_time(context):
        return False
    if _is_threshold(context) or _is_base(context) or _is_label(context) or _is_size(context):
        return False
    return not _in_title(context) and not _in_quotes(context)


def _is_size(context: Context) -> bool:
    """What a thing is made for or ranks as is no count (百亿级园区, 500千伏通道, 后10名), nor is a sample."""
    quantity, after = context.quantity, context.after
    if quantity.kind == "percent":
        return _SURVEY.match(after) is not None
    if quantity.unit in {"位", "名"} and _LAST_PLACES.search(context.before):
        return True
    rated = quantity.base_unit in {"千伏", "伏"} and _QUALIFIER.match(after) is not None
    return quantity.kind == "count" and (rated or after.startswith("级"))


def _in_quotes(context: Context) -> bool:
    quantity = context.quantity
    low = max(0, quantity.start - 26)
    for match in _QUOTED.finditer(context.text, low, quantity.end + 26):
        if match.start() < quantity.start and match.end() > quantity.end:
            return len(match[1]) <= 14 and (
                not _PUNCTUATION.search(match[1]) or _ALL_COUNTED.fullmatch(match[1]) is not None
            )
    return False


def _in_title(context: Context) -> bool:
    quantity = context.quantity
    opening = context.text.rfind("《", max(0, quantity.start - 60), quantity.start)
    return opening >= 0 and any(
        match.end() >= quantity.end for match in _TITLE.finditer(context.text, opening, quantity.end + 60)
    )


def _is_threshold(context: Context) -> bool:
    quantity = context.quantity
    if quantity.base_unit in _THRESHOLDS and _PART_OF_RANGE.match(context.after):
        return quantity.comparator != "=" or quantity.value_max is not None
    bound = quantity.hedges[-1:] and (
        quantity.hedges[-1] in _BOUNDS or (quantity.hedges[-1] in _OVER and quantity.base_unit == "元")
    )
    if quantity.base_unit in {"岁", "周岁"} and not (bound and _QUALIFIER.match(context.after)):
        return not re.search("寿命|年龄", context.lead[-40:] + context.whole_before)
    if not bound or not _QUALIFIER.match(context.after) or _ADVERB.match(context.after):
        return False
    if quantity.base_unit in _BARE_THRESHOLDS and quantity.base_value < 10000:
        return True
    if quantity.base_unit == "户":
        return _VILLAGES.match(context.after) is not None
    return quantity.base_unit in _THRESHOLDS and _THRESHOLD_NOUNS.match(context.after) is not None


def _is_label(context: Context) -> bool:
    """两个“关键小事” is a fixed name; 首个突破13万亿元的省份 claims to be first."""
    quantity = context.quantity
    numeral = context.text[quantity.number_start : quantity.number_end]
    if numeral in _SMALL and quantity.unit in {"个", "项"} and context.after[:1] in {"“", "‘", '"'}:
        return True
    return _FIRST.search(context.before) is not None and _OF_A_CLAIM.match(context.after) is not None


def _is_base(context: Context) -> bool:
    if context.quantity.kind != "count":
        return False
    return (_BASE.match(context.whole_after) or _AGAIN.search(context.before)) is not None


@cache
def _durations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load_data("not_figures")["durations"]
    after = "|".join(map(re.escape, sorted(data["after"], key=lambda word: (-len(word), word))))
    before = "|".join(map(re.escape, data["not_before"]))
    return re.compile(rf"(?:{after})[了至到为达]{{0,2}}$"), re.compile(
        rf"^(?:的)?(?:{before}|[\u4e00-\u9fff]{{0,6}}(?:行动|计划|规划|圈))"
    )


def _measured_time(context: Context) -> bool:
    after, not_before = _durations()
    if not_before.match(context.after):
        return False
    if context.quantity.base_unit == "天" and "天数" in context.whole_before:
        return True
    if _LENGTH_OF_TIME.search(context.whole_before):
        return True
    return after.search(context.before) is not None
