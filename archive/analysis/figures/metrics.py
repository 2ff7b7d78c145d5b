"""The short canonical name of what a number measures, with the subject taken from before where the clause has none."""

from __future__ import annotations

import re

from archive.analysis.figures.amount_names import name_of_amount
from archive.analysis.figures.context import Context
from archive.analysis.figures.part_names import name_of_part
from archive.analysis.figures.phrases import (
    bare_heads,
    clean,
    joined,
    name_before,
    shortened,
    trim_back,
    without_change,
)
from archive.analysis.figures.sharing import LONGEST_ROW, Subject, spoken_of
from archive.model import Measure
from archive.reading.word_lists import one_of

_LONGEST_NAME = 24
_RANKED_IN = re.compile(
    f"(?:(?:{one_of('ranks', 'verbs', 'before_an_area')})(?:在|前移至|[提上]?[升移][至到]|保持)?(?P<area>[^,，]{{0,8}})"
    "|(?P<within>全[国省市区县州][^,，排名位]{0,4})(?:排名|排位|名次|位次)?)$"
)
_OLD_VALUE = re.compile(r"(?<!自)[从由](?=[^,，\d]{0,16}\d)[^,，]*$")


def name_metric(context: Context, measure: Measure, subject: Subject) -> str:
    """The metric's name; `subject` is read for what is left out and brought up to date.

    新增停车位4500个、错时共享3000个 are 新增停车位数 and 错时共享停车位数.
    """
    subject.left_out = False
    subject.ranked = subject.ranked if measure == "rank" else ""
    if context.previous is not None:
        context = _without_old(context)
    if context.quantity.implied and measure in {"level", "progress", "rate"}:
        metric = _of_wording(context, subject)
    elif measure == "rank":
        metric = _of_rank(context, subject)
    elif measure in {"growth_rate", "pp_change", "pp_gap", "share", "rate", "progress"}:
        metric = name_of_part(context, measure, subject)
        if measure == "share" and metric.endswith(("占比", "比重")) and "占比" in context.before:
            subject.metric = metric
    else:
        metric = name_of_amount(context, measure, subject)
    if metric in bare_heads() and subject.name and not subject.name.endswith(metric):
        metric = subject.name + metric
        subject.left_out = True
    elif metric.startswith("人均") and context.before.strip("，、").startswith("人均") and len(metric) <= 4:
        metric = "人均" + subject.name
    metric = metric or subject.metric or clean(context.after[:_LONGEST_NAME]) or clean(context.before)
    metric = metric or clean(context.lead.rstrip("，,、；")) or context.clause
    metric = shortened(metric, _LONGEST_NAME)
    subject.last = metric if measure not in {"rank", "pp_gap"} else subject.last
    if context.quantity.kind == "duration" or context.quantity.base_unit == "届":
        return metric
    if measure == "delta" and subject.left_out and subject.metric:  # 人口25万人，比上年增加2万人，占比61%
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
    return context._replace(before=before, listed=listed, whole_before=whole)


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
    bare = before.strip("，、") in bare_heads()
    name = before.strip("，、") if bare else _ranked(before)
    if not name or name in bare_heads():
        again = subject.ranked if not name and not context.alone else ""  # 居全国第五、全省第一
        name = (again or subject.whole_metric() or spoken_of(context)) + name
    subject.ranked = name
    return f"{name}{area}排名"


def _ranked(before: str) -> str:
    """The name of what has a rank; of a growth rate it says so, for size and growth have ranks of their own."""
    name, change = without_change(trim_back(before))
    return joined(clean(name), change) if trim_back(before).endswith(("增速", "增幅", "涨幅", "降幅")) else clean(name)
