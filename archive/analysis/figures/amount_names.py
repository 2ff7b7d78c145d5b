"""Names of metrics that an amount tells: what was counted or measured, and at which stage."""

from __future__ import annotations

import re

from archive.analysis.figures.context import Context
from archive.analysis.figures.measures import direction_of
from archive.analysis.figures.phrases import (
    LONGEST_PREDICATE,
    areas,
    bare_heads,
    clean,
    counted,
    endings,
    is_named,
    joined,
    last_stage,
    name_before,
    reaching,
    stages,
    trim_back,
    without_change,
)
from archive.analysis.figures.sharing import (
    AGAINST,
    NUMBER_AND_UNIT,
    Subject,
    from_next,
    metric_of_row,
    name_of_row,
    owner_of_bare,
    said_among,
    shared_noun,
    shared_rest,
    spoken_of,
    undertaken,
)
from archive.model import Measure
from archive.reading.places import is_place
from archive.reading.word_lists import one_of

_LISTING = re.compile("(.{2,}?)(?:包括|包含|涵盖|的有)[^,，]+等$")  # 产权单位包括甲公司、乙公司等|3家
_YARDSTICK = re.compile("(?:相当于|[是为])[^,，]{1,14}[的末]$")
_PROJECT = re.compile(f"([^，,、\\d]{{2,20}}(?:{one_of('metrics', 'subjects', 'projects')}))(?=[，,位由是总计])")
_DONE = re.compile(f"(?:{one_of('metrics', 'verbs', 'done')})$")
_FIRST_STAGES = frozenset({"错时共享", "新增", "新建", "新设"})
_STEP = re.compile("[十百千]?[万亿]*元?级?新?(?:台阶|大关|关口|门槛)")
_SHORT = 2  # characters of a noun that says little alone
_INVESTED = ("项目", "工程")
_EARNED, _SPENT = "收入", "支出"
_TRADE = "进出口"
_TRADES = frozenset({"进口", "出口"})
_MEASURED = frozenset({"面积", "长度", "金额"})
_COUNTED_BY_UNIT = frozenset({"人数", "户数", "人次"})


def name_of_amount(context: Context, measure: Measure, subject: Subject) -> str:
    """The metric of an amount; `subject` is brought up to date."""
    subject.said = ""
    ending = endings().get(context.quantity.base_unit, "")
    if context.quantity.kind == "duration":
        return _of_time(context, subject, ending)
    noun, predicate = counted(context.after, context.whole_after)
    before = context.before
    if context.quantity.base_unit == "个" and _STEP.match(context.after):  # 生产总值连续迈上4个万亿元台阶
        subject.name = name_before(before) or subject.name
        return joined(subject.name + "台阶", ending)
    adjacent = None if context.after else NUMBER_AND_UNIT.match(context.whole_after)
    if adjacent:  # 12类47个专病特色科室
        rest = context.whole_after[adjacent.end() :]
        told = ending in _MEASURED or context.quantity.base_unit == "个"
        noun = counted(rest, rest)[0] + ("" if told else context.quantity.base_unit)
    if not predicate and (context.after.endswith(("、", "和")) or not context.after):
        shared, predicate = from_next(noun, context)
        noun = shared or noun
    if not noun and ending in _COUNTED_BY_UNIT and predicate and not context.alone:
        return predicate if predicate.endswith(ending) else predicate + ending
    if (noun or (predicate and not name_before(before))) and not is_named(before):
        return _of_counted(context, noun, predicate, subject, ending)
    return _of_named_amount(context, measure, subject, ending)


def _of_counted(context: Context, noun: str, predicate: str, subject: Subject, ending: str) -> str:
    """The name of an amount whose noun stands after it: 建成20所学校."""
    rest = "" if context.alone else shared_rest(context)
    if noun and len(noun) <= _SHORT and context.before.endswith(tuple(reaching())):  # 政策惠及76万|群众
        noun = name_before(context.before) + noun
    if not noun and ending not in _COUNTED_BY_UNIT:
        noun = "" if predicate.startswith(subject.name) else subject.name
    stage = last_stage(context.before)
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


def _of_time(context: Context, subject: Subject, ending: str) -> str:
    """The name of a stretch of time: 粮食总产量连续9年稳定, 连续4年承办全球数字经济大会."""
    run = "连续" if context.before.rstrip().endswith("连续") else ""
    name = name_before(context.before)
    if name:
        subject.speak_of(name)
        return joined(name + run, ending)
    said = re.split("[、，,；;。]", context.whole_after.lstrip("的"), maxsplit=1)[0]
    return joined(run + said[:LONGEST_PREDICATE], ending)


def _owner(context: Context, subject: Subject) -> str:
    """Whose total or area a bare head tells: what was counted before, or a project that this part of the sentence is
    on (；某项目位于开发区，总投资5亿元)."""
    part = context.lead.rpartition("；")
    found = _PROJECT.match(part[2].removeprefix("其中，")) if part[1] or not subject.name else None
    if found:
        return found[1]
    if not subject.name:
        return spoken_of(context)
    return subject.owner()


def _of_named_amount(context: Context, measure: Measure, subject: Subject, ending: str) -> str:
    """The name of an amount whose name stands before it: 财政收入完成30亿元, 新开工7个."""
    before, unit = context.before, context.quantity.base_unit
    before = _YARDSTICK.sub("", before) if unit == "倍" else before
    listing = _LISTING.match(before)
    name, change = without_change(trim_back(listing[1] if listing else before))
    name = clean(AGAINST.sub("", name) if measure == "delta" else name)
    row = _YARDSTICK.sub("", context.listed) if unit == "倍" else context.listed
    name = name_of_row(context, row) or name or metric_of_row(context, row, subject)
    name = "" if _STEP.fullmatch(name) else name
    whole = stages().fullmatch(name)
    if not name or whole:
        owner = subject.counted.get(unit, subject.name) if whole else subject.name
        if not owner:
            owner = subject.name = undertaken(context) or spoken_of(context)
        subject.left_out = True
        first = whole is not None and whole[0] in _FIRST_STAGES
        if name in _TRADES and _TRADE in owner:  # 进出口总额300亿元，其中出口214亿元
            owner, name = owner.replace(_TRADE, name, 1), ""
        name = subject.said = name + owner if first else owner + name
    elif (name in bare_heads() or (name == "投资" and subject.name.endswith(_INVESTED))) and (
        owner := _owner(context, subject)
    ):  # 出让土地20宗、面积894亩
        name, subject.left_out = owner + name, True
    elif name == _SPENT and subject.name.endswith(_EARNED):  # 财政收入增长2%、支出9亿元
        subject.name = name = subject.name.removesuffix(_EARNED) + _SPENT
    elif is_place(name):  # 确诊病例中，海曙区6例
        subject.name = said_among(context) or subject.name
        name += subject.name
    elif name in areas() and subject.name:  # 其中城镇5.1万元
        name = subject.said = name + subject.name
    else:
        if name not in reaching():
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
