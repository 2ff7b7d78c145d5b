"""What one number of a sentence takes from another one's words: the subject, the end of a row, the noun of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from archive.analysis.figures.context import Context
from archive.analysis.figures.phrases import (
    areas,
    bare_heads,
    canonical,
    clean,
    counted,
    name_before,
    rows_in_one_word,
    trim_back,
    verbs,
    without_change,
)
from archive.reading.word_lists import one_of, word_list

_words = partial(one_of, "metrics")

AGAINST = re.compile(
    f"(?:(?:同比)?较|比|与|高于|低于|快于|慢于)(?:{one_of('measures', 'compared', 'earlier_times')})[^,，]*$"
)
_SHARED_END = re.compile(f"(?:领域|行业|产业)?(?:{_words('shared', 'ends')})$")
NUMBER_AND_UNIT = re.compile(
    f"[0-9.]++[余多]?+[万亿]*+(?>{_words('shared', 'units')}|[\u4e00-\u9fff])(?=[\u4e00-\u9fff])"
)
_NEXT = re.compile(f"[、和]{NUMBER_AND_UNIT.pattern}(?![和与及])")
LONGEST_ROW = 12  # numbers that 分别 can share out
_HALVES = frozenset(word_list("metrics", "shared", "halves"))
_WORKS = word_list("metrics", "shared", "works")
_BARE = re.compile("(?:重点|具体|主要)?(?:任务|举措|项目|工作)(?:落实|实施|建设)?|(?:调整)?方案")
_HELPED = re.compile(f"(?:{_words('subjects', 'helped')})([\u4e00-\u9fff]{{2,12}})$")
_LISTED = re.compile("[、和与]|及(?!以[上下])")
_TOPIC = re.compile(f"([\u4e00-\u9fff“”A-Za-z]{{2,14}}?)(?:{_words('subjects', 'said_of')})")
_SCHEME_END = re.compile("(?:工程|项目)$")
_EFFORT = re.compile(
    f"(?:{_words('subjects', 'efforts')})([^,，]{{2,12}}?)"
    f"(?:{_words('subjects', 'effort_works')})?(?:力度|步伐|进度|工作)$"
)
#: 周转金8.1亿元|帮助|65家企业: what follows is another thing.
_REACHES = re.compile(f"(?:{_words('subjects', 'helped')}|{_words('bare', 'reaching')})")
_AMONG = re.compile("([\u4e00-\u9fff]{2,14})中[，,：:]$")
_SHORT = 3
#: 生产总值|一季度、上半年、全年|分别增长3%、4%、5%.
_TIMES_LISTED = re.compile(
    "(.{2,20}?)(?:第?[一二三四]季度|[上下]半年|前[一二三]季度)(?:、(?:第?[一二三四]季度|[上下]半年|前[一二三]季度|全年))+"
)
_ORDINALS = re.compile("(?<=[一二])、(?=[二三])|(?<=存)、(?=贷款)")  # 一、二、三产业, 存、贷款余额
_CONJUNCTION = re.compile("[、和与及]|等$")
_NEAR = 24
_SCHEME = re.compile(f"(?:{_words('subjects', 'schemes')})$")


@dataclass(slots=True)
class Subject:
    """What was spoken of last in a sentence, for the clauses that leave it out."""

    name: str = ""  # the noun phrase
    metric: str = ""  # the whole name of the last metric
    said: str = ""  # the noun phrase with the stage that the last amount gave it: 老旧小区改造|新开工
    counted: dict[str, str] = field(default_factory=dict)  # the noun phrase by the unit that counts it
    metrics: list[str] = field(default_factory=list)  # the names before, for 分别
    last: str = ""  # the whole name of whatever figure came last
    ranked: str = ""  # what the last rank was of
    left_out: bool = False  # whether the last figure named nothing of its own

    def speak_of(self, name: str) -> None:
        """Take `name` for what the clauses after it leave out."""
        self.name = self.metric = name
        self.said = ""

    def owner(self) -> str:
        """What the heads of names that stand alone (占比, 规模) are of."""
        self.left_out = True
        return next((self.name.removesuffix(head) for head in bare_heads() if self.name.endswith(head)), self.name)

    def noun(self) -> str:
        """What was spoken of, for a figure that leaves it out."""
        self.left_out = True
        return self.said or self.name or self.metric

    def whole_metric(self) -> str:
        """The metric before, for a figure that says more of it."""
        self.left_out = True
        return self.metric or self.name


def name_of_row(context: Context, before: str) -> str:
    """The name of one number of a row, from the names in `before`: 解决率、满意率分别为96.9%、97.5%; or nothing."""
    names = _names(before) if 1 < context.row <= LONGEST_ROW else []
    times = _TIMES_LISTED.fullmatch("、".join(names)) if names else None
    if times:
        return clean(times[1])
    if names and len(names) >= context.row:
        chosen = names[-context.row :]
        return clean(chosen[context.place] + _shared_end(chosen[context.place], canonical(chosen[-1])))
    for together, apart in rows_in_one_word():
        if len(names) == 1 and context.row == len(apart) and together in names[0]:
            return clean(names[0].replace(together, apart[context.place], 1))
    return ""


def metric_of_row(context: Context, before: str, subject: Subject) -> str:
    """The earlier metric that one number of a row speaks of where `before` names none (分别增长6%、8%); or nothing."""
    named = [name for name in _names(before) if name not in bare_heads()]  # 涨幅分别回落5.3、5.5个百分点
    if not 1 < context.row <= LONGEST_ROW or len(subject.metrics) < context.row or named:
        return ""
    subject.left_out = True
    return subject.metrics[-context.row :][context.place]


def _names(before: str) -> list[str]:
    head = _ORDINALS.sub("", before.partition("分别")[0])
    told = without_change(trim_back(AGAINST.sub("", head)))[0].strip("、，")
    return [part for part in _LISTED.split(told) if part]


def _shared_end(name: str, last: str) -> str:
    """What the last name of a row ends in for all of them: 城镇、农村|居民收入, 高技术制造业、装备制造业|增加值."""
    if len(name) >= len(last) or name.endswith(("值", "额", "率", "数", "量")):
        return ""
    if name + last[0] in _HALVES:  # 轻、重|工业
        return last[1:]
    if name in areas() and last[: len(name)] in areas():
        return last[len(name) :]
    found = last.find(name[-2:])
    if found >= 0 and not name.endswith(last[found + 2 :]):
        return last[found + 2 :]
    shared = _SHARED_END.search(last)
    return shared[0] if shared and not name.endswith(shared[0]) else ""


def shared_noun(noun: str, context: Context) -> str:
    """What the noun of the next number adds to this one: 126个示范类、340个达标类|小区."""
    kind = noun[-1:]
    if kind not in {"类", "级", "型", "元"} or "、" not in context.whole_after[: len(noun) + 2]:
        return ""
    found = re.search(f"[、和][^、，,]{{2,14}}{kind}(?:以上)?([\u4e00-\u9fff]{{2,8}})", context.whole_after)
    cut = verbs().search(found[1]) if found else None
    return (found[1][: cut.start()] if cut else found[1]) if found else ""


def shared_rest(context: Context) -> str:
    """What follows the last number of a row: 43个小区86公里|供热管道改造 belongs to both."""
    numbers = list(NUMBER_AND_UNIT.finditer(context.whole_after))
    between = context.whole_after[: numbers[0].start()].strip() if numbers else ""
    if not between or _CONJUNCTION.search(between) or verbs().search(between) or _REACHES.match(between):
        return ""
    rest = context.whole_after[numbers[-1].end() :]
    noun, predicate = counted(rest, rest)
    return noun or predicate


def said_before(context: Context) -> str:
    """What the clause before speaks of, where nothing was counted in it: 居民收入增长与经济增长同步, 高于……."""
    return clean(re.split("[与和同]经济|基本|保持", re.split("[,，。；;]", context.lead.rstrip("，,"))[-1])[0])


def said_among(context: Context) -> str:
    """What the clause before divides: 确诊病例中，海曙区6例; or nothing."""
    found = _AMONG.search(context.lead)
    return clean(found[1]) if found else ""


def spoken_of(context: Context) -> str:
    """What the sentence begins by speaking of, where no number told it: 粮食总产|再创新高，连续16年居全国首位."""
    found = _TOPIC.match(context.lead)
    return clean(found[1]) if found else ""


def undertaken(context: Context) -> str:
    """What the clause before sets out to do more of: 加大保障性住房建设力度，开工|8000套; or nothing."""
    found = _EFFORT.search(re.split("[,，。；;]", context.lead.rstrip("，,"))[-1])
    return clean(found[1]) if found else ""


def from_next(noun: str, context: Context) -> tuple[str, str]:
    """Noun and predicate that the next number of a list gives to this one, or nothing.

    3宗、21.5万平方米|土地; 1502家企业、9.4万人|发放资金; 2000个点位、305户|家庭无障碍设施改造.
    """
    found = _NEXT.search(context.whole_after[:_NEAR])
    if found is None or context.whole_after[: found.start()].strip() not in {"", noun}:
        return "", ""
    rest = context.whole_after[found.end() :]
    next_noun, predicate = counted(rest, rest)
    if not noun:
        return next_noun, predicate
    if not next_noun:
        return noun, predicate
    works = _SCHEME_END.sub("", next_noun).endswith(_WORKS)
    return (next_noun + noun, "") if works and len(noun) <= _SHORT else ("", "")


def owner_of_bare(noun: str, context: Context) -> str:
    """What 项目, 任务 or 方案 are of, as far as the words before tell: the scheme of the clause before, or whoever is
    helped (支持内蒙三旗县21个项目)."""
    if not _BARE.fullmatch(noun):
        return ""
    helped = _HELPED.search(context.before)
    if helped:
        return helped[1]
    if name_before(context.before):
        return ""
    clause = re.split("[,，。；;]", context.lead.rstrip("，,、"))[-1]
    return clean(clause) if _SCHEME.search(clause) else ""
