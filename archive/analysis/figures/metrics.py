"""The short canonical name of what a number measures, with the subject taken from before where the clause has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from archive.analysis.figures.context import Context
from archive.model import Measure
from archive.quantities.units import load_data

_LONGEST_NAME = 24
_HAN = re.compile("[\u4e00-\u9fffA-Za-z]")
_SHARE_OF = re.compile("占(?P<whole>[^,，占]{0,16}?)(?:的)?(?:比重|比例|份额)?(?:为|达到|达|约|近|超过|超|提高到|提升至|升至|的)*$")
_OTHER_BODY = re.compile("(?:高于|低于|快于|慢于|高出|领先|超出|优于)(?P<body>[^,，]{0,10}?)(?:平均水平|平均|水平)?$|(?:比|较)(?P<other>[^,，]{0,10}?)(?:高|低|快)(?:出)?$")
_AFTER_LIST = re.compile("^.*等$")
_SPLIT_AFTER = re.compile("[、（(“”]|(?<!中)和|与|以及")
_NOT_NOUN = re.compile("^(?:[,，。；;、：:）)”！？!?]|$|的$|以上|左右)")


@dataclass(slots=True)
class Subject:
    """What was spoken of last in a sentence, for the clauses that leave it out."""

    name: str = ""  # the noun phrase
    metric: str = ""  # the whole name of the last metric


@cache
def _front() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load_data("metrics")["front"]["patterns"]) + ")+")


@cache
def _back() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load_data("metrics")["back"]["patterns"]) + ")$")


@cache
def _changes() -> tuple[tuple[str, str], ...]:
    pairs = [(word, end) for end, words in load_data("metrics")["change"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _endings() -> dict[str, str]:
    return {unit: end for end, units in load_data("metrics")["amount"].items() for unit in units}


@cache
def _says() -> tuple[str, ...]:
    return tuple(load_data("metrics")["says"]["words"])


@cache
def _verbs() -> re.Pattern[str]:
    words = sorted(load_data("metrics")["verbs"]["after"], key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _stages() -> re.Pattern[str]:
    words = sorted(load_data("metrics")["verbs"]["stages"], key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _same() -> tuple[tuple[str, str], ...]:
    return tuple(load_data("metrics")["same"].items())


def name_metric(context: Context, measure: Measure, subject: Subject) -> str:
    """The metric's name; `subject` is read for what is left out and brought up to date.

    新增停车位4500个、错时共享3000个 are 新增停车位数 and 错时共享停车位数.
    """
    if measure in {"growth_rate", "pp_change", "pp_gap", "share", "rate", "progress"}:
        metric = _of_part(context, measure, subject)
    elif measure == "rank":
        metric = _joined(_name_before(context.before) or subject.metric or subject.name, "排名")
    else:
        metric = _of_amount(context, measure, subject)
    metric = metric or subject.metric or _name_before(context.clause) or context.clause
    metric = metric[-_LONGEST_NAME:] if len(metric) > _LONGEST_NAME else metric
    if measure not in {"rank", "share", "progress", "pp_gap", "growth_rate", "pp_change"} or not subject.metric:
        subject.metric = metric
    return metric


def _of_part(context: Context, measure: Measure, subject: Subject) -> str:
    before = context.whole_before if not _HAN.search(context.before.strip("、和与及")) else context.before
    if measure == "share":
        match = _SHARE_OF.search(before)
        if match:
            name = _name_before(before[: match.start()]) or subject.metric or subject.name
            return f"{name}占{match['whole']}比重"
    if measure == "pp_gap":
        match = _OTHER_BODY.search(before)
        if match:
            name = _name_before(before[: match.start()])
            owner = subject.name if not name or name in {"增速", "增幅", "比重", "占比"} else ""
            return f"{owner}{name}与{match['body'] or match['other'] or ''}之差"
    name, ending = _without_change(_trim_back(before))
    name = _clean(name)
    if not name:
        name = subject.name or subject.metric
    elif measure == "growth_rate":
        subject.name = name
        subject.metric = name
    if measure == "progress":
        name = re.sub("完成.*$", "", name) or subject.metric
        return _joined(name, "完成比例")
    if measure == "rate" or measure == "share":
        return name
    if measure == "growth_rate":
        return _joined(name, ending or "增速")
    return _joined(name, "变化")


def _of_amount(context: Context, measure: Measure, subject: Subject) -> str:
    ending = _endings().get(_bare_unit(context), "")
    noun = _noun_after(context.after)
    before = context.before
    if noun and not _ends_as_name(before, context):
        rest = _shared_rest(context) if not context.alone else ""
        name = noun if not rest or rest == noun else rest + noun
        if rest and not ending.endswith("数") and noun in rest:
            name = rest
        stage = _last_stage(before)
        if stage and stage not in name and measure == "level":
            name = stage + name
        subject.name = noun
        return _joined(name, ending)
    name, change = _without_change(_trim_back(before))
    name = _clean(name)
    stage = _stages().fullmatch(name)
    if not name or stage:
        owner = subject.name
        name = owner + name if stage and stage[0] not in {"错时共享", "新增", "新建", "新设"} else name + owner
    else:
        subject.name = _stages().sub("", name, count=1) if _stages().match(name) else name
        tail = re.search("(?:新开工|开工|完工|竣工)$", name)
        if tail:
            subject.name = name[: tail.start()] or subject.name
    if measure == "delta":
        return _joined(name, "增量" if "减" not in change and "降" not in change else "减量") if change else name
    return _joined(name, ending)


def _bare_unit(context: Context) -> str:
    return context.quantity.base_unit


def _noun_after(after: str) -> str:
    """The noun phrase that a number counts, where one follows: 20所|学校操场改造项目."""
    if _NOT_NOUN.match(after):
        return ""
    phrase = after.lstrip("的“")
    cut = _verbs().search(phrase, 1)
    if cut:
        phrase = phrase[: cut.start()]
    phrase = _SPLIT_AFTER.split(phrase, maxsplit=1)[0].rstrip("的等，, ”")
    for word in load_data("metrics")["verbs"]["generic"]:
        if phrase.endswith(word) and len(phrase) > len(word) + 3:
            phrase = phrase[: -len(word)]
    return _canonical(phrase)


def _shared_rest(context: Context) -> str:
    """What follows the last number of a row: 43个小区86公里|供热管道改造 belongs to both."""
    rest = context.whole_after
    numbers = list(re.finditer(r"[0-9.]+(?:余)?[万亿]?[\u4e00-\u9fff]{1,2}?(?=[\u4e00-\u9fff])", rest))
    if not numbers or "、" in rest[: numbers[0].start() + 1] or not rest[: numbers[0].start()].strip():
        return ""
    tail = re.sub(r"^(?:公里|平方米|人次|亩|个|家|处|名|户|万)+", "", rest[numbers[-1].end() :])
    return _noun_after(tail)


def _ends_as_name(before: str, context: Context) -> bool:
    """Whether what stands before the number is its name already: 就业1100万人|以上."""
    trimmed = _trim_back(before)
    return trimmed == before.strip() and trimmed[-1:] in {"额", "率", "量", "值"} and bool(context.after)


def _last_stage(before: str) -> str:
    found = [match[0] for match in _stages().finditer(before[-12:])]
    return found[-1] if found else ""


def _name_before(before: str) -> str:
    name, _ = _without_change(_trim_back(before))
    return _clean(name)


def _trim_back(words: str) -> str:
    trimmed = words.rstrip()
    for _ in range(12):
        match = _back().search(trimmed[-24:])
        if match is None or not match[0]:
            break
        trimmed = trimmed[: len(trimmed) - len(match[0])].rstrip()
    return trimmed


def _without_change(name: str) -> tuple[str, str]:
    """A name without the verb of change that ends it, and what that verb makes of the metric."""
    for word, ending in _changes():
        if name.endswith(word):
            kept = _trim_back(name[: -len(word)])
            return kept, ending if ending != "增速" or word not in {"减少", "下降", "降低", "压减", "缩减"} else "增速"
    return name, ""


def _clean(name: str) -> str:
    """A name without the time words, links and verbs in front of it, and without the list that leads up to it."""
    name = re.split("[,，。；;：:]", name)[-1]
    listed = re.split("、", name)[-1]
    name = listed if len(listed) >= 2 else name
    match = _front().match(name)
    if match and match.end() < len(name):
        name = name[match.end() :]
    elif match:
        name = ""
    return _canonical(name.strip("“”‘’ "))


def _canonical(name: str) -> str:
    for written, used in _same():
        if written in name and used not in name:
            name = name.replace(written, used, 1)
    return name


def _joined(name: str, ending: str) -> str:
    if not name:
        return ""
    if not ending or name.endswith(ending):
        return name
    if ending in {"面积", "长度", "金额", "数", "人数", "户数", "场次", "批次", "人次", "条数", "年数"} and name.endswith(_says()):
        return name
    if ending == "增速" and name.endswith(("增速", "涨幅", "降幅", "增幅")):
        return name
    return name + ending
