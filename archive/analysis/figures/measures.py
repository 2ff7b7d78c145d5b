"""What a number measures (level, change, share, rate …) and in which direction it says that something moved."""

from __future__ import annotations

import re
from functools import partial

from archive.analysis.figures.context import Context
from archive.model import Direction, Measure
from archive.reading.word_lists import one_of, word_list

_words = partial(one_of, "measures")

_MOVES = re.compile(f"(?P<up>{_words('change', 'up')})|(?P<down>{_words('change', 'down')})")
_MOVED = re.compile(f"(?:{_words('change', 'moved')})(?:{_words('change', 'links')})*$")
_MOVED_TO = re.compile(f"(?:{_words('change', 'moved_to')})(?:到|至|在|为)[^,，]{{0,6}}$")
_AGAINST_TIME = re.compile(
    f"(?:比|较|同比|环比|相比|高于|低于)[^,，]{{0,12}}(?:{_words('compared', 'times')})|同比|环比|年均|较同期"
)
_AGAINST_BODY = re.compile(
    f"(?:{_words('compared', 'gaps')})[^,，]{{0,12}}$"
    f"|(?:比|较)[^,，]{{0,6}}(?:{_words('compared', 'bodies')})[^,，]{{0,10}}(?:高|低|快|慢|多|少)[出了]?$"
    "|(?:高于|低于|快于|领先)(?:全国|全省|全市|全区|平均)"
)
_SHARE = re.compile(_words("parts", "shares"))
_RATE_NAME = re.compile(f"(?:{_words('parts', 'rates')})[^,，率]{{0,6}}$")
_COMPLETED = re.compile(
    f"完成[^,，]{{0,12}}(?:{_words('parts', 'completed')})?的?$|(?:进度|进展)[^,，]{{0,6}}$"
    f"|(?:占|为|是)?(?:全年|年度|年初|既定)?[^,，]{{0,6}}(?:{_words('parts', 'of_plans')})数?的$"
    f"|(?:占|为|是)(?:全年|年度|年初|既定|调整)[^,，]{{0,4}}(?:{_words('parts', 'of_plans')})数?$"
)
_COMPLETED_AFTER = re.compile(f"^(?:的)?[\u4e00-\u9fff]{{0,6}}(?:{_words('parts', 'completed_after')})")
_STAYS = re.compile(
    f"(?:{_words('growth', 'kept')})[^,，率]{{0,8}}(?:{_words('growth', 'keeps')})[^,，]{{0,6}}$"
    f"|(?:{_words('growth', 'scaled')})(?:比例|幅度)[^,，]{{0,6}}$"
)
_GROWTH_NAME = re.compile(f"(?:{_words('growth', 'names')})[^,，到至]{{0,8}}$")
#: 增速|从5%降至3%: what moved is a growth rate.
_GROWTH_MOVED = re.compile(f"(?:{_words('growth', 'rates')})[^,，占]{{0,24}}$")
_SECOND_GOAL = re.compile(f"[、，,并]?(?:{_words('second_goal', 'words')})(?:{_words('second_goal', 'verbs')})?")
_GROWTH_AFTER = re.compile(
    f"^的?(?:年均|平均|同比|实际)?(?:(?:经济|预期)*增长(?:预期)?目标|{_words('growth', 'after')}|(?:平均)?增长$)"
)
#: What makes a percentage a part of what is named after it: 30%的企业, 70%左右财政支出用于民生.
_OF_ALL = re.compile("^(?:的|[^,，]{0,12}(?:用于|投向|投入|来自))")
_WHOLE_BEFORE = word_list("measures", "parts", "wholes")
_CUT = re.compile(f"(?:(?:{_words('change', 'cuts')})[^,，到至]{{2,24}}|减(?:{_words('change', 'cut_things')}))$")
_DELTA_NAMED = re.compile(
    "减量$|(?:^|[,，、])增量(?:超过|突破|达到|达|为|约)*$|标准[^,，]{0,6}(?:提高|增加|上调|降低)(?:了)?$"
    f"|(?:{_words('change', 'by_an_amount')})(?:了|约|近|达)*$"
)
_RAISED = re.compile("(?:再|要|将|并|巩固|改造|优化|完善)*(?:提高|提升|改善)(?:了)?")
#: 增加1000辆自行车 adds so many things, as 新增 does; 收入增加100元 is a change.
_ADDED = re.compile("(?:^|[还将要再并、，年区市县])增加了?$")
_THINGS_AFTER = re.compile("[\u4e00-\u9fff]{2}(?<!以上)(?<!左右)(?<!以内)")
_NOUN_AFTER = re.compile("[\u4e00-\u9fff]{4}")
_MORE_THAN = re.compile(f"(?:比|较)[^,，]{{0,10}}(?:{_words('compared', 'more_or_less')})[^,，]{{0,8}}$")
_DELTA_AFTER = re.compile("^的?(?:增量|增幅|增长|减量)")
_IMPLIED: dict[str, Measure] = {
    "全覆盖": "rate",
    "清零": "level",
    "持平": "growth_rate",
    "双过半": "progress",
    "全部": "progress",
}
_PERCENT = frozenset({"%", "‰", "倍"})


def measure_of(context: Context, previous: Measure | None = None) -> Measure:
    """The kind of statement the number makes, by unit first and then by the words before it.

    `previous` is the measure before in the sentence, which a bare second goal shares: 增长6%左右、力争7%.
    """
    quantity = context.quantity
    if quantity.kind == "rank":
        return "rank"
    if quantity.implied and quantity.base_unit != "倍":
        return _implied(context)
    if quantity.kind == "points":
        own = context.listed if _AGAINST_BODY.search(context.listed) else ""  # 年均增长5.7%、|高于全国
        said = own or context.whole_before
        return "pp_gap" if _AGAINST_BODY.search(said) and not _AGAINST_TIME.search(said) else "pp_change"
    if quantity.base_unit in _PERCENT:
        if previous is not None and _SECOND_GOAL.fullmatch(context.before):
            return previous
        return _of_percent(context, context.listed if _tells(context.listed) else context.whole_before)
    return _of_amount(context)


def _tells(before: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" and character not in "、和与及其约近超" for character in before)


def _implied(context: Context) -> Measure:
    words = context.text[context.quantity.start : context.quantity.end].strip("“”\"'‘’")
    if words.startswith(("一半", "半数", "过半", "大半")):
        return "growth_rate" if _MOVED.search(context.whole_before) else "share"
    return _IMPLIED[words] if words in _IMPLIED else _of_percent(context, context.whole_before)


def _of_percent(context: Context, before: str) -> Measure:
    if context.quantity.base_unit == "倍":
        return "growth_rate" if _MOVED.search(before) or "翻" in before + context.clause else "level"
    if _says_growth(context, before):
        return "growth_rate"
    done = _COMPLETED.search(before) or (before.rstrip().endswith("完成") and _COMPLETED_AFTER.match(context.after))
    if done:
        return "rate" if "完成率" in before else "progress"
    rate, share = _RATE_NAME.search(before), _SHARE.search(before)
    if share or rate or _RATE_NAME.search(context.whole_before):
        return "share" if share and not (rate and rate.start() > share.start()) else "rate"
    growth = _GROWTH_MOVED.search(before) or (_GROWTH_NAME.search(before) and not _MOVED_TO.search(before))
    if growth or _CUT.search(before):
        return "growth_rate"
    told = bool(_SHARE.search(context.whole_before) or _OF_ALL.match(context.after))
    told = told or context.quantity.kind == "fraction" or before.rstrip().endswith(_WHOLE_BEFORE)
    return "share" if told else "rate"


def _says_growth(context: Context, before: str) -> bool:
    return bool(_MOVED.search(before) or _STAYS.search(before) or _GROWTH_AFTER.match(context.after))


def _of_amount(context: Context) -> Measure:
    before = context.listed if context.place and not _tells(context.before) else context.before
    raised = _RAISED.fullmatch(before) and _NOUN_AFTER.match(context.after)
    added = _ADDED.search(before) and _THINGS_AFTER.match(context.after)
    if raised or added or _MOVED_TO.search(before):
        return "level"
    more = _MORE_THAN.search(before)
    changed = _DELTA_NAMED.search(before) or (more and "新增" not in more[0]) or _DELTA_AFTER.match(context.after)
    return "delta" if changed else "level"


def direction_of(context: Context, measure: Measure) -> Direction | None:
    """Whether the words or a minus say that something went up or down, or None for a state."""
    first = context.quantity.number_start
    if context.quantity.kind in {"percent", "points"} and context.text.startswith(("-", "－"), first - 1):
        return "down"
    if measure not in {"growth_rate", "pp_change", "pp_gap", "delta"}:
        return None
    window = context.before if _MOVES.search(context.before) else context.whole_before
    if measure == "growth_rate" and not _MOVES.search(window):
        window = context.after[:8] if _MOVES.search(context.after[:8]) else context.lead[-40:]
    last: Direction | None = None
    for match in _MOVES.finditer(window):
        last = "up" if match["up"] else "down"
    if last is None and measure == "growth_rate" and "翻" in context.clause:
        return "up"
    return last
