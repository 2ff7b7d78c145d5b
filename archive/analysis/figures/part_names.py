"""Names of metrics that a percentage, points or a progress tells: a rate, a share, a growth, a gap."""

from __future__ import annotations

import re

from archive.analysis.figures.context import Context
from archive.analysis.figures.phrases import (
    LONGEST_PREDICATE,
    areas,
    bare_heads,
    canonical,
    clean,
    counted,
    joined,
    name_before,
    trim_back,
    without_change,
)
from archive.analysis.figures.sharing import AGAINST, Subject, metric_of_row, name_of_row, said_before
from archive.model import Measure
from archive.reading.word_lists import one_of

_HAN = re.compile("[\u4e00-\u9fffA-Za-z]")
_LISTING = "、和与及"
_SHARE_OF = re.compile(
    f"占(?!比)(?P<whole>[^,，占]{{0,24}}?)(?:的)?(?:比重|比例|份额)?(?:{one_of('measures', 'parts', 'share_links')})*$"
)
_OTHER_BODY = re.compile(
    f"(?:{one_of('measures', 'compared', 'other_bodies')})(?P<body>[^,，]{{0,10}}?)(?:平均水平|平均|水平)?$"
    "|(?:比|较)(?P<other>[^,，]{0,10}?)(?:高|低|快)(?:出)?$"
)
#: What a percentage in front of a verb is the rate of: 行政村5G网络100%覆盖.
_REACHED_RATE = re.compile(f"(?:{one_of('measures', 'parts', 'rate_verbs')})(?=$|[，,、])")
#: An area before a part of what is in it: 全市|九成五的社区.
_ALL_AREA = re.compile("^(?:全[国省市区县州]|我[国省市区县州])$")
_OF_ITS_OWN = ("比重", "占比", "率")


def name_of_part(context: Context, measure: Measure, subject: Subject) -> str:
    """The metric of a rate, share, growth, change, gap or progress; `subject` is brought up to date."""
    before = context.listed if _HAN.search(context.listed.strip(_LISTING)) else context.whole_before
    if measure in {"share", "rate"}:
        name = _of_whole(context, measure, before, subject)
        if name:
            return name
    if measure in {"pp_change", "growth_rate"}:
        before = AGAINST.sub("", before)
    body = _OTHER_BODY.search(before) if measure == "pp_gap" else None
    if body:
        return _of_gap(before[: body.start()], body["body"] or body["other"] or "", context, subject)
    name = (name_of_row(context, before) or metric_of_row(context, before, subject)) if _shares_out(context) else ""
    trimmed, ending = without_change(trim_back(before))
    name = name or clean(trimmed)
    if measure == "progress":
        return _of_progress(context, before, name, subject)
    name = _told_or_left_out(name, measure, subject)
    if measure in {"rate", "share"}:
        told = _REACHED_RATE.match(context.after) if measure == "rate" else None
        return joined(name, f"{told[0]}率") if told else name
    return joined(name, ending or "增速") if measure == "growth_rate" else joined(name, "变化")


def _shares_out(context: Context) -> bool:
    return context.row > 1 or "分别" in context.whole_before


def _of_whole(context: Context, measure: Measure, before: str, subject: Subject) -> str:
    """The name of a part that tells its whole, or that stands before what it is a part of; or nothing."""
    share = _SHARE_OF.search(before) if measure == "share" else None
    if share:
        owner = before[: share.start()]
        name = name_of_row(context, owner) or name_before(owner)
        if name:
            subject.speak_of(name)
        else:
            name = metric_of_row(context, owner, subject) or subject.whole_metric()
        return f"{name}占{canonical(share['whole'])}比重"
    noun, predicate = counted(context.after, context.whole_after)
    if measure == "share" and before.endswith(("占比", "比重")) and context.after.startswith("的"):
        return noun + "占比"  # 占比九成以上的重点行业
    if noun and context.row == 1 and not _HAN.search(_ALL_AREA.sub("", context.before.strip(_LISTING))):
        return f"{noun}{predicate}占比"  # 九成以上居民满意, 71%的煤电机组实现超低排放
    return ""


def _of_gap(before: str, body: str, context: Context, subject: Subject) -> str:
    name, ending = without_change(trim_back(before))
    owner = clean(name) or (subject.noun() if ending else subject.last or subject.noun()) or said_before(context)
    return f"{joined(owner, ending)}与{body}之差"


def _of_progress(context: Context, before: str, name: str, subject: Subject) -> str:
    task = "完成全年任务比例" if "全年" in before else "进度"
    owner, done, _ = before.rpartition("完成")
    owner = clean(trim_back(owner)) if done else "" if name.startswith("占") else name
    if before.rstrip().endswith("完成"):  # 完成80%主体结构建设
        owner += re.split("[、，,；;。]", context.after, maxsplit=1)[0][:LONGEST_PREDICATE]
    return joined((name if context.row > 1 else owner) or subject.whole_metric(), task)


def _told_or_left_out(name: str, measure: Measure, subject: Subject) -> str:
    """`name` with its subject, or what was spoken of where there is none."""
    if not name and measure == "pp_change" and subject.last.endswith(_OF_ITS_OWN):
        subject.left_out = True
        return subject.last
    if not name:
        return subject.noun()
    if name in areas() and subject.name:
        return name + subject.name
    if name in bare_heads() and subject.name and not subject.name.endswith(name):  # 装机占比达63%、规模翻番
        return subject.owner() + name
    subject.speak_of(name)
    return name
