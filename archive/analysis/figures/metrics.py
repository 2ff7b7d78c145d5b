"""The short canonical name of what a number measures, with the subject taken from before where the clause has none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from archive.analysis.figures.context import Context
from archive.analysis.figures.measures import direction_of
from archive.model import Measure
from archive.quantities.units import load_data

_LONGEST_NAME = 24
_HAN = re.compile("[\u4e00-\u9fffA-Za-z]")
_SHARE_OF = re.compile(
    "占(?!比)(?P<whole>[^,，占]{0,16}?)(?:的)?(?:比重|比例|份额)?(?:力争|确保|要|将|为|达到|达|约|近|超过|超|提高到|提升至|升至|的)*$"
)
_OTHER_BODY = re.compile(
    "(?:高于|低于|快于|慢于|高出|领先|超出|优于)(?P<body>[^,，]{0,10}?)(?:平均水平|平均|水平)?$|(?:比|较)(?P<other>[^,，]{0,10}?)(?:高|低|快)(?:出)?$"
)
_RANKED_IN = re.compile("(?:排名|位居|位列|名列|列|居|跃居|稳居|排)(?:在)?(?P<area>[^,，]{0,8})$")
_AGAINST = re.compile(
    "(?:(?:同比)?较|比|高于|低于|快于|慢于)(?:去年|上年|前年|同期|年初|上?年底|20\\d\\d年|上月|预算|基期|五年前|上一年)[^,，]*$"
)
_SHARED_END = re.compile(
    "(?:占比|比重|增速|收入|产值|增加值|投资|排放总量|排放量|覆盖率|产量|销量|利润|浓度|里程|面积|补助标准|率)$"
)
_AREAS = frozenset({"城镇", "农村", "城市", "乡村", "东部", "中部", "西部", "城区", "山区", "市区", "郊区"})
#: Heads that say nothing without what they are of: 规模达到1万亿元, 增速居全国第二.
_BARE_HEADS = frozenset(
    {"规模", "增速", "增量", "总额", "余额", "面积", "产量", "浓度", "降幅", "涨幅", "增幅", "占比", "比重"}
)
_BRACKETS = re.compile("[（(][^（）()]{0,16}[）)]")
_NUMBER_AND_UNIT = re.compile("[0-9.]+余?[万亿]?(?:公里|片区|区块|平方米|人次|[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_UP_TO_LIST = re.compile("^.*等(?=[\u4e00-\u9fff]{2})(?!级|待|于)")
_DONE = re.compile("(?:新开工|开工|完工|竣工|新增|新设|新建|净增)$")
_FIRST_STAGES = frozenset({"错时共享", "新增", "新建", "新设"})
_AMOUNT_ENDINGS = frozenset(
    {"面积", "长度", "金额", "数", "人数", "户数", "场次", "批次", "人次", "条数", "年数", "月数", "天数"}
)
_COUNTED_BY_UNIT = frozenset({"人数", "户数", "人次"})
_LONGEST_PREDICATE = 14
_LONGEST_ROW = 12  # numbers that 分别 can share out
_SPLIT_AFTER = re.compile("[、（(“”]|(?<!中)和|与|以及")
_NOT_NOUN = re.compile(
    "^(?:[,，。；;、：:）)”！？!?]|$|的$|以上|左右|新?(?:[十百千]?[万亿]+[元斤]?级?)?新?(?:台阶|大关|关口|门槛))"
)


@dataclass(slots=True)
class Subject:
    """What was spoken of last in a sentence, for the clauses that leave it out."""

    name: str = ""  # the noun phrase
    metric: str = ""  # the whole name of the last metric
    said: str = ""  # the noun phrase with the stage that the last amount gave it: 老旧小区改造|新开工
    counted: dict[str, str] = field(default_factory=dict)  # the noun phrase by the unit that counts it
    metrics: list[str] = field(default_factory=list)  # the names before, for 分别
    last: str = ""  # the whole name of whatever figure came last
    left_out: bool = False  # whether the last figure named nothing of its own

    def noun(self) -> str:
        """What was spoken of, for a figure that leaves it out."""
        self.left_out = True
        return self.said or self.name or self.metric

    def whole_metric(self) -> str:
        """The metric before, for a figure that says more of it."""
        self.left_out = True
        return self.metric or self.name


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
    return re.compile("(?<![未新拟待可])(?:" + "|".join(words) + ")")


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
    subject.left_out = False
    if context.quantity.implied and measure in {"level", "progress", "rate"}:
        metric = _of_wording(context, subject)
    elif measure == "rank":
        metric = _of_rank(context, subject)
    elif measure in {"growth_rate", "pp_change", "pp_gap", "share", "rate", "progress"}:
        metric = _of_part(context, measure, subject)
        if measure == "share" and metric.endswith(("占比", "比重")) and "占比" in context.before:
            subject.metric = metric
    else:
        metric = _of_amount(context, measure, subject)
    if metric in _BARE_HEADS and subject.name and not subject.name.endswith(metric):
        metric = subject.name + metric
        subject.left_out = True
    elif metric.startswith("人均") and context.before.strip("，、").startswith("人均") and len(metric) <= 4:
        metric = "人均" + subject.name
    metric = metric or subject.metric or _clean(context.after[:_LONGEST_NAME]) or context.clause
    metric = subject.last = metric[-_LONGEST_NAME:]
    if context.quantity.kind == "duration":
        return metric
    if measure in {"level", "rate", "delta"} or not subject.metric:
        subject.metric = metric
        subject.metrics.append(metric)
    return metric


def _of_wording(context: Context, subject: Subject) -> str:
    """The name of what 全覆盖, 清零, 双过半 and 全部 are said of."""
    words = context.text[context.quantity.start : context.quantity.end]
    name = _name_before(context.whole_before).removesuffix("动态") or subject.name
    if "双过半" in words:
        return "时间过半任务过半"
    if words == "全覆盖":
        return _joined(name, "覆盖率")
    if words == "清零":
        return _joined(name, "数")
    return _joined(name or _clean(context.after), "完成比例")


def _of_rank(context: Context, subject: Subject) -> str:
    match = _RANKED_IN.search(context.listed)
    before, area = (context.listed[: match.start()], match["area"] or "") if match else (context.listed, "")
    return f"{_name_before(before) or subject.whole_metric()}{area}排名"


def _of_part(context: Context, measure: Measure, subject: Subject) -> str:
    before = context.listed if _HAN.search(context.listed.strip("、和与及")) else context.whole_before
    before = _AGAINST.sub("", before) if measure in {"pp_change", "growth_rate"} else before
    share = _SHARE_OF.search(before) if measure == "share" else None
    if share:
        own = _name_before(before[: share.start()])
        name, subject.name = own or subject.whole_metric(), own or subject.name
        return f"{name}占{share['whole']}比重"
    if measure == "share" and before.endswith(("占比", "比重")) and context.after.startswith("的"):
        return _counted(context.after, context.whole_after)[0] + "占比"  # 占比九成以上的重点行业
    body = _OTHER_BODY.search(before) if measure == "pp_gap" else None
    if body:
        name, ending = _without_change(_trim_back(before[: body.start()]))
        name = _clean(name)
        owner = name or (subject.noun() if ending else subject.last or subject.noun()) or _said_before(context)
        return f"{_joined(owner, ending)}与{body['body'] or body['other'] or ''}之差"
    name = _of_row(context, before, subject) if context.row > 1 or "分别" in before else ""
    trimmed, ending = _without_change(_trim_back(before))
    name = name or _clean(trimmed)
    if measure == "progress":
        task = "完成全年任务比例" if "全年" in before else "进度"
        owner, done, _ = before.rpartition("完成")
        owner = _clean(_trim_back(owner)) if done else name
        return _joined((name if context.row > 1 else owner) or subject.whole_metric(), task)
    if not name:
        name = subject.noun()
    elif name in _AREAS and subject.name:
        name += subject.name
    elif measure in {"growth_rate", "pp_change"}:
        subject.name = subject.metric = name
    if measure in {"rate", "share"}:
        return name
    return _joined(name, ending or "增速") if measure == "growth_rate" else _joined(name, "变化")


def _said_before(context: Context) -> str:
    """What the clause before speaks of, where nothing was counted in it: 居民收入增长与经济增长同步, 高于……."""
    return _clean(re.split("[与和同]经济|基本|保持", re.split("[,，。；;]", context.lead.rstrip("，,"))[-1])[0])


def _of_row(context: Context, before: str, subject: Subject) -> str:
    """The name of one number of a row: 解决率、满意率分别为96.9%、97.5%; a bare 分别 speaks of the metrics before."""
    if not 1 < context.row <= _LONGEST_ROW:
        return ""
    head = before.partition("分别")[0]
    names = [part for part in re.split("[、和与及]", _trim_back(_AGAINST.sub("", head)).strip("、，")) if part]
    if len(names) >= context.row:
        chosen = names[-context.row :]
        return _clean(chosen[context.place] + _shared_end(chosen[context.place], _canonical(chosen[-1])))
    if len(names) == 1 and context.row == 2 and "城乡" in names[0]:
        return _clean(names[0].replace("城乡", ("城镇", "农村")[context.place], 1))
    if not names and len(subject.metrics) >= context.row:
        subject.left_out = True
        return subject.metrics[-context.row :][context.place]
    return ""


def _shared_end(name: str, last: str) -> str:
    """What the last name of a row ends in for all of them: 城镇、农村|居民收入, 高技术制造业、装备制造业|增加值."""
    if len(name) >= len(last):
        return ""
    if name in _AREAS and last[: len(name)] in _AREAS:
        return last[len(name) :]
    found = last.find(name[-2:])
    if found >= 0 and not name.endswith(last[found + 2 :]):
        return last[found + 2 :]
    shared = _SHARED_END.search(last)
    return shared[0] if shared and not name.endswith(shared[0]) else ""


def _of_amount(context: Context, measure: Measure, subject: Subject) -> str:
    subject.said = ""
    ending = _endings().get(context.quantity.base_unit, "")
    if context.quantity.kind == "duration":
        return _of_time(context, subject, ending)
    noun, predicate = _counted(context.after, context.whole_after)
    before = context.before
    adjacent = None if context.after else _NUMBER_AND_UNIT.match(context.whole_after)
    if adjacent:  # 12类47个专病特色科室
        rest = context.whole_after[adjacent.end() :]
        noun = _counted(rest, rest)[0] + context.quantity.base_unit
    if not noun and ending in _COUNTED_BY_UNIT and predicate and not context.alone:
        return _joined(predicate, ending)
    if (noun or (predicate and not _name_before(before))) and not _is_named(before):
        rest = "" if context.alone else _shared_rest(context)
        if not noun and ending not in _COUNTED_BY_UNIT:
            noun = "" if predicate.startswith(subject.name) else subject.name
        stage = _last_stage(before)
        noun += _shared_noun(noun, context)
        subject.name = noun
        if rest and rest != noun:
            return _joined(rest if not ending.endswith("数") else rest + noun, ending)
        if not predicate and stage and stage not in noun:
            noun = stage + noun
        ending = "数" if ending == "条数" else ending
        subject.counted[context.quantity.base_unit] = noun
        return _joined(predicate + noun, ending)
    return _of_named_amount(context, measure, subject, ending)


def _of_time(context: Context, subject: Subject, ending: str) -> str:
    """The name of a stretch of time: 粮食总产量连续9年稳定, 连续4年承办全球数字经济大会."""
    run = "连续" if context.before.rstrip().endswith("连续") else ""
    name = _name_before(context.before)
    if name:
        subject.name = name
        return _joined(name + run, ending)
    said = re.split("[、，,；;。]", context.whole_after.lstrip("的"), maxsplit=1)[0]
    return _joined(run + said[:_LONGEST_PREDICATE], ending)


def _shared_noun(noun: str, context: Context) -> str:
    """What the noun of the next number adds to this one: 126个示范类、340个达标类|小区."""
    kind = noun[-1:]
    if kind not in {"类", "级", "型"} or "、" not in context.whole_after[: len(noun) + 2]:
        return ""
    found = re.search(f"[、和][^、，,]{{2,14}}{kind}([\u4e00-\u9fff]{{2,8}})", context.whole_after)
    return found[1] if found else ""


def _of_named_amount(context: Context, measure: Measure, subject: Subject, ending: str) -> str:
    """The name of an amount whose name stands before it: 财政收入完成30亿元, 新开工7个."""
    before, unit = context.before, context.quantity.base_unit
    name, change = _without_change(_trim_back(before))
    name = _clean(_AGAINST.sub("", name) if measure == "delta" else name)
    whole = _stages().fullmatch(name)
    if not name or whole:
        owner, subject.left_out = subject.counted.get(unit, subject.name), True
        first = whole is not None and whole[0] in _FIRST_STAGES
        name = subject.said = name + owner if first else owner + name
    elif name in _AREAS and subject.name:  # 其中城镇5.1万元
        name = subject.said = name + subject.name
    else:
        subject.name = _stages().sub("", name, count=1) if _stages().match(name) else name
        tail = _DONE.search(name)
        if tail:
            subject.name = name[: tail.start()] or subject.name
        subject.counted[unit] = subject.name
    if measure == "delta":
        fell = direction_of(context, measure) == "down"
        return _joined(name, ("减量" if fell else "增量") if change else ending)
    if ending == "金额" and name.startswith(("投入", "安排", "拨付")):
        ending = "资金"
    return _joined(name, ending)


@lru_cache(maxsize=8192)
def _counted(after: str, whole_after: str) -> tuple[str, str]:
    """The noun phrase that a number counts and what is said of it: 20所|学校操场改造项目, 4项|研究成果|入选……."""
    if _NOT_NOUN.match(after):
        return "", ""
    phrase = _BRACKETS.sub("", after).lstrip("的“").split("、", 1)[0]
    cut = _verbs().search(phrase)
    predicate = ""
    if cut:
        said = _BRACKETS.sub("", whole_after).lstrip("的“")
        predicate = _clean_end(
            re.split("[、，,；;（(]", said[cut.start() :], maxsplit=1)[0].replace("“", "").replace("”", "")
        )
        predicate = predicate if len(predicate) <= _LONGEST_PREDICATE else predicate[:_LONGEST_PREDICATE]
        phrase = phrase[: cut.start()]
    if "的" in phrase.rstrip("的"):  # 55名记者的集体采访
        phrase, _, said = phrase.partition("的")
        predicate = predicate or _clean_end(said)[:_LONGEST_PREDICATE]
    return _canonical(_clean_end(_SPLIT_AFTER.split(phrase, maxsplit=1)[0])), predicate


def _clean_end(phrase: str) -> str:
    phrase = phrase.rstrip("的等，, ”")
    for word in load_data("metrics")["verbs"]["generic"]:
        if phrase.endswith(word) and len(phrase) > len(word) + 3:
            return phrase[: -len(word)]
    return phrase


def _shared_rest(context: Context) -> str:
    """What follows the last number of a row: 43个小区86公里|供热管道改造 belongs to both."""
    numbers = list(_NUMBER_AND_UNIT.finditer(context.whole_after))
    if not numbers or "、" in context.whole_after[: numbers[0].start() + 1]:
        return ""
    if not context.whole_after[: numbers[0].start()].strip():
        return ""
    rest = context.whole_after[numbers[-1].end() :]
    noun, predicate = _counted(rest, rest)
    return noun or predicate


def _is_named(before: str) -> bool:
    """Whether what stands before the number is its name already: 就业1100万人|以上."""
    trimmed = _trim_back(before)
    return bool(trimmed) and trimmed == before.strip() and trimmed[-1] in "额率量值"


def _last_stage(before: str) -> str:
    found = [match[0] for match in _stages().finditer(before[-12:].rsplit("、", 1)[-1])]
    return found[-1] if found else ""


def _name_before(before: str) -> str:
    return _clean(_without_change(_trim_back(before))[0])


@lru_cache(maxsize=8192)
def _trim_back(words: str) -> str:
    trimmed = words.rstrip()
    for _ in range(12):
        match = _back().search(trimmed[-24:])
        if match is None or not match[0]:
            break
        trimmed = trimmed[: len(trimmed) - len(match[0])].rstrip()
    return trimmed


@lru_cache(maxsize=8192)
def _without_change(name: str) -> tuple[str, str]:
    """A name without the verb of change that ends it, and what that verb makes of the metric."""
    for word, ending in _changes():
        if name.endswith(word):
            return _trim_back(name[: -len(word)]), ending
    return name, ""


@lru_cache(maxsize=8192)
def _clean(name: str) -> str:
    """A name without the time words, links and verbs in front of it, and without the list that leads up to it."""
    name = re.split("[,，。；;：:]", name)[-1]
    listed = name.rsplit("、", 1)[-1]
    name = listed if len(listed) >= 2 else name
    name = _UP_TO_LIST.sub("", name)
    match = _front().match(name)
    if match:
        name = name[match.end() :]
    return _canonical(_clean_end(name.strip("“”‘’ ")).replace("”", "").replace("“", ""))


def _canonical(name: str) -> str:
    for written, used in _same():
        if written in name and used not in name:
            name = name.replace(written, used, 1)
    return name


def _joined(name: str, ending: str) -> str:
    if not name or not ending or name.endswith(ending):
        return name
    if ending in _AMOUNT_ENDINGS and name.endswith(_says()):
        return name
    if ending == "增速" and name.endswith(("增速", "涨幅", "降幅", "增幅")):
        return name
    return name + ending
