"""The short canonical name of what a number measures, with the subject taken from before where the clause has none."""

from __future__ import annotations

import re
from dataclasses import replace

from archive.analysis.figures.context import Context
from archive.analysis.figures.measures import direction_of
from archive.analysis.figures.phrases import (
    LONGEST_PREDICATE,
    clean,
    counted,
    endings,
    is_named,
    joined,
    last_stage,
    name_before,
    stages,
    trim_back,
    without_change,
)
from archive.analysis.figures.sharing import (
    AGAINST,
    AREAS,
    LONGEST_ROW,
    NUMBER_AND_UNIT,
    Subject,
    from_next,
    name_of_row,
    owner_of_bare,
    said_before,
    shared_noun,
    shared_rest,
)
from archive.model import Measure

_LONGEST_NAME = 24
_HAN = re.compile("[\u4e00-\u9fffA-Za-z]")
_SHARE_OF = re.compile(
    "占(?!比)(?P<whole>[^,，占]{0,16}?)(?:的)?(?:比重|比例|份额)?"
    "(?:力争|确保|首次|继续|已|要|将|为|达到|达|约|近|超过|超|[上提回]?[升高](?:到|至)|提升[到至]|增加到|下?降低?[到至]|扩大到|保持在|稳定在|的)*$"
)
_OTHER_BODY = re.compile(
    "(?:高于|低于|快于|慢于|高出|领先|超出|优于)(?P<body>[^,，]{0,10}?)(?:平均水平|平均|水平)?$|(?:比|较)(?P<other>[^,，]{0,10}?)(?:高|低|快)(?:出)?$"
)
_RANKED_IN = re.compile(
    "(?:(?:排名|位居|位列|名列|列|居|跃居|稳居|排|进入|跻身|迈入|[升移]至)(?:在|[升移]至|保持)?(?P<area>[^,，]{0,8})|(?P<within>全[国省市区县州][^,，]{0,4}))$"
)
#: Heads that say nothing without what they are of: 规模达到1万亿元, 增速居全国第二.
_BARE_HEADS = frozenset(
    {"规模", "总量", "增速", "增量", "总额", "余额", "面积", "产量", "浓度", "降幅", "涨幅", "增幅", "占比", "比重"}
    | {
        "总投资",
        "总投资额",
        "计划总投资",
        "年度投资",
        "年度计划投资",
        "占地面积",
        "总占地面积",
        "总建筑面积",
        "建筑面积",
    }
)
_OLD_VALUE = re.compile(r"(?<!自)[从由](?=[^,，\d]{0,16}\d)[^,，]*$")
_YARDSTICK = re.compile("(?:相当于|[是为])[^,，]{1,14}[的末]$")
_PROJECT = re.compile("([^，,、\\d]{2,20}(?:项目|工程|基地|园区|中心))(?=[，,位由是总计])")
_DONE = re.compile("(?:新开工|开工|完工|竣工|新增|新设|新建|净增)$")
_FIRST_STAGES = frozenset({"错时共享", "新增", "新建", "新设"})
_MEASURED = frozenset({"面积", "长度", "金额"})
#: Verbs whose number counts whom they reach: 惠及1.4万户 names no subject.
_REACHING = frozenset({"惠及", "覆盖", "服务", "带动", "涉及", "受益", "辐射"})
#: What a percentage in front of a verb is the rate of: 行政村5G网络100%覆盖.
_REACHED_RATE = re.compile("(?:覆盖|达标|合格|到位|参保|办结|整改|入学|签约|联网)(?=$|[，,、])")
_COUNTED_BY_UNIT = frozenset({"人数", "户数", "人次"})


def name_metric(context: Context, measure: Measure, subject: Subject) -> str:
    """The metric's name; `subject` is read for what is left out and brought up to date.

    新增停车位4500个、错时共享3000个 are 新增停车位数 and 错时共享停车位数.
    """
    subject.left_out = False
    if context.previous is not None:
        context = _without_old(context)
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
    metric = metric or subject.metric or clean(context.after[:_LONGEST_NAME]) or clean(context.before) or context.clause
    metric = metric[-_LONGEST_NAME:]
    subject.last = metric if measure != "rank" else subject.last
    if context.quantity.kind == "duration":
        return metric
    if measure in {"level", "rate", "delta"} or (measure != "rank" and not subject.metric):
        subject.metric = metric
        if metric not in subject.metrics[-LONGEST_ROW:]:
            subject.metrics.append(metric)
    return metric


def _without_old(context: Context) -> Context:
    """The context without the words on the old value of a change: 贡献率|从2020年的17.1%提升到|35.1%."""
    before, listed, whole = (
        _OLD_VALUE.split(words, maxsplit=1)[0] for words in (context.before, context.listed, context.whole_before)
    )
    return replace(context, before=before, listed=listed, whole_before=whole)


def _of_wording(context: Context, subject: Subject) -> str:
    """The name of what 全覆盖, 清零, 双过半 and 全部 are said of."""
    words = context.text[context.quantity.start : context.quantity.end]
    name = name_before(context.whole_before).removesuffix("动态") or subject.name
    if "双过半" in words:
        return "时间过半任务过半"
    if words == "全覆盖":
        return joined(name, "覆盖率")
    if words == "清零":
        return joined(name, "数")
    return joined(name or clean(context.after), "完成比例")


def _of_rank(context: Context, subject: Subject) -> str:
    match = _RANKED_IN.search(context.listed)
    before = context.listed[: match.start()] if match else context.listed
    area = (match["area"] or match["within"] or "") if match else ""
    name = before.strip("，、") if before.strip("，、") in _BARE_HEADS else name_before(before)
    if not name or name in _BARE_HEADS:
        name = subject.whole_metric() + name
    return f"{name}{area}排名"


def _of_part(context: Context, measure: Measure, subject: Subject) -> str:
    before = context.listed if _HAN.search(context.listed.strip("、和与及")) else context.whole_before
    before = AGAINST.sub("", before) if measure in {"pp_change", "growth_rate"} else before
    share = _SHARE_OF.search(before) if measure == "share" else None
    if share:
        own = name_before(before[: share.start()])
        if own:
            subject.speak_of(own)
        else:
            own = name_of_row(context, before[: share.start()], subject) or subject.whole_metric()
        return f"{own}占{share['whole']}比重"
    if measure == "share" and before.endswith(("占比", "比重")) and context.after.startswith("的"):
        return counted(context.after, context.whole_after)[0] + "占比"  # 占比九成以上的重点行业
    if measure in {"share", "rate"} and not _HAN.search(context.before.strip("、和与及")):
        noun, predicate = counted(context.after, context.whole_after)
        if noun and context.row == 1:  # 九成以上居民满意, 71%的煤电机组实现超低排放
            return f"{noun}{predicate}占比"
    body = _OTHER_BODY.search(before) if measure == "pp_gap" else None
    if body:
        name, ending = without_change(trim_back(before[: body.start()]))
        name = clean(name)
        owner = name or (subject.noun() if ending else subject.last or subject.noun()) or said_before(context)
        return f"{joined(owner, ending)}与{body['body'] or body['other'] or ''}之差"
    name = name_of_row(context, before, subject) if context.row > 1 or "分别" in before else ""
    trimmed, ending = without_change(trim_back(before))
    name = name or clean(trimmed)
    if measure == "progress":
        task = "完成全年任务比例" if "全年" in before else "进度"
        owner, done, _ = before.rpartition("完成")
        owner = clean(trim_back(owner)) if done else name
        if before.rstrip().endswith("完成"):  # 完成80%主体结构建设
            owner += re.split("[、，,；;。]", context.after, maxsplit=1)[0][:LONGEST_PREDICATE]
        return joined((name if context.row > 1 else owner) or subject.whole_metric(), task)
    if not name and measure == "pp_change" and subject.last.endswith(("比重", "占比", "率")):
        name, subject.left_out = subject.last, True
    elif not name:
        name = subject.noun()
    elif name in AREAS and subject.name:
        name += subject.name
    else:
        subject.speak_of(name)
    if measure in {"rate", "share"}:
        told = _REACHED_RATE.match(context.after) if measure == "rate" else None
        return joined(name, f"{told[0]}率") if told else name
    return joined(name, ending or "增速") if measure == "growth_rate" else joined(name, "变化")


def _of_amount(context: Context, measure: Measure, subject: Subject) -> str:
    subject.said = ""
    ending = endings().get(context.quantity.base_unit, "")
    if context.quantity.kind == "duration":
        return _of_time(context, subject, ending)
    noun, predicate = counted(context.after, context.whole_after)
    before = context.before
    adjacent = None if context.after else NUMBER_AND_UNIT.match(context.whole_after)
    if adjacent:  # 12类47个专病特色科室
        rest = context.whole_after[adjacent.end() :]
        noun = counted(rest, rest)[0] + ("" if ending in _MEASURED else context.quantity.base_unit)
    if not predicate and (context.after.endswith(("、", "和")) or not context.after):
        shared, predicate = from_next(noun, context)
        noun = shared or noun
    if not noun and ending in _COUNTED_BY_UNIT and predicate and not context.alone:
        return predicate if predicate.endswith(ending) else predicate + ending
    if (noun or (predicate and not name_before(before))) and not is_named(before):
        rest = "" if context.alone else shared_rest(context)
        if not noun and ending not in _COUNTED_BY_UNIT:
            noun = "" if predicate.startswith(subject.name) else subject.name
        stage = last_stage(before)
        noun += shared_noun(noun, context)
        owner = owner_of_bare(rest or noun, context)
        subject.name = noun = noun if rest else owner + noun
        if rest and rest != noun:
            return joined(owner + rest if not ending.endswith("数") else owner + rest + noun, ending)
        if not predicate and stage and stage not in noun:
            noun = stage + noun
        ending = "数" if ending == "条数" else ending
        subject.counted[context.quantity.base_unit] = noun
        return joined(predicate + noun, ending)
    return _of_named_amount(context, measure, subject, ending)


def _of_time(context: Context, subject: Subject, ending: str) -> str:
    """The name of a stretch of time: 粮食总产量连续9年稳定, 连续4年承办全球数字经济大会."""
    run = "连续" if context.before.rstrip().endswith("连续") else ""
    name = name_before(context.before)
    if name:
        subject.name = name
        return joined(name + run, ending)
    said = re.split("[、，,；;。]", context.whole_after.lstrip("的"), maxsplit=1)[0]
    return joined(run + said[:LONGEST_PREDICATE], ending)


def _owner(context: Context, subject: Subject) -> str:
    """Whose total or area a bare head tells: what was counted before, or a project that this part of the sentence is
    on (；某项目位于开发区，总投资5亿元)."""
    part = context.lead.rpartition("；")
    found = _PROJECT.match(part[2].removeprefix("其中，")) if part[1] or not subject.name else None
    return found[1] if found else subject.name


def _of_named_amount(context: Context, measure: Measure, subject: Subject, ending: str) -> str:
    """The name of an amount whose name stands before it: 财政收入完成30亿元, 新开工7个."""
    before, unit = context.before, context.quantity.base_unit
    before = _YARDSTICK.sub("", before) if unit == "倍" else before
    name, change = without_change(trim_back(before))
    name = clean(AGAINST.sub("", name) if measure == "delta" else name)
    row = _YARDSTICK.sub("", context.listed) if unit == "倍" else context.listed
    name = name_of_row(context, row, subject, own=bool(name)) or name
    whole = stages().fullmatch(name)
    if not name or whole:
        owner, subject.left_out = subject.counted.get(unit, subject.name), True
        first = whole is not None and whole[0] in _FIRST_STAGES
        name = subject.said = name + owner if first else owner + name
    elif name in _BARE_HEADS and (owner := _owner(context, subject)):  # 出让土地20宗、面积894亩
        name, subject.left_out = owner + name, True
    elif name in AREAS and subject.name:  # 其中城镇5.1万元
        name = subject.said = name + subject.name
    else:
        if name not in _REACHING:
            subject.name = stages().sub("", name, count=1) if stages().match(name) else name
        tail = _DONE.search(name)
        if tail:
            subject.name = name[: tail.start()] or subject.name
        subject.counted[unit] = subject.name
    if measure == "delta":
        change = change or without_change(trim_back(row))[1]
        fell = direction_of(context, measure) == "down"
        return joined(name, ("减量" if fell else "增量") if change else ending)
    if ending == "金额" and name.startswith(("投入", "安排", "拨付")):
        ending = "资金"
    return joined(name, ending)
