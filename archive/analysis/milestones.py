"""Milestones: named projects and the stage they reached or are to reach, where no number says it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import pairwise

from archive.analysis.figures.context import Context, Places, contexts
from archive.analysis.figures.periods import Periods
from archive.analysis.figures.roles import Roles, section_roles
from archive.analysis.figures.tenses import Outlook, tense_of
from archive.model import Milestone, Passage, Quantity
from archive.quantities import scan_quantities
from archive.quantities.wordings import without_value
from archive.reading.word_lists import load_data, one_of, word_list

#: The words of a clause around a name and its stage, as alternatives.
_words = partial(one_of, "stages", "clause")
_CLAUSE = re.compile(r"[^。！？；;,，：:\n]+")
_FRONT = re.compile(
    rf"^(?:[“”\s]|(?:20\d\d年)?(?:上半年|下半年|年内|全年|今年|去年|年底前)"
    rf"|{_words('front')}|我[区市省]|[东南西北]部(?=.{{4}}))+"
)
_LEAD = re.compile(rf"(?:[“”\s]|{_words('lead')})*")
_LONGEST_CLAUSE = 60
_LONG_AGO_BEFORE = 16
_LONGEST_STAGE = 18
_SHORTEST_NAME, _LONGEST_NAME = 3, 30
_LIST_END = re.compile(r"(?<![高中初同平])等(?!级)([\u4e00-\u9fff]{0,12})$")
_BUILDING = re.compile(f"(?:{_words('building')})+$")
#: How it goes on, between a name and its stage: 某村在全市率先启动和完成腾退任务.
_ADVERB = re.compile(f"(?:{_words('adverbs')}|在全[国省市区县]|[已也均都将])+$")
#: A name that only counts on from the one before: 建成绿道一期, 启动二期规划建设; 地铁3号线、5号线.
_NEXT_PHASE = re.compile("[二三四五]期")
_SHORT_FOR = re.compile("[二三四五]期|\\d{1,2}号线")
_NUMBERED = {"期": re.compile("[一二三四]期(?=[）)]?$)"), "线": re.compile("\\d{1,2}号线$")}
#: What stands before a name without being part of it: 区内第一条, 亚洲最大的“菜篮子”.
_EPITHET = re.compile(r"^(?:[区市省国]内|全[区市省国])?(?:第一|首)[条个家座批]|^.*的(?:“[^”]*”)?")
#: Who does it, or with whom: 朝阳将开通甲专线, 与五所高校联合共建乙分校.
_DOER = re.compile(r"^[“”\s]*(?:[\u4e00-\u9fff]{2,4}(?:将|要)(?!来)|(?:[东西南北中]部)?与[^，。]{2,16}?(?=联合|共建))")
#: A sum behind the names that it counts: 甲河、乙河2条河道; 甲产业项目等4个项目.
_SUM = re.compile(
    r"(?<![第\d一二两三四五六七八九十])等?[\d一二两三四五六七八九十]+[个条处座家所项栋]([\u4e00-\u9fff]{0,10})$"
)
#: A name that is but a place: 甲村、乙村2个安置房项目 are the housing in them.
_PLACE = re.compile("[村期区乡镇道庄里营屯坊号楼]$")
_SEVERAL = re.compile(r"、(?![^（(]*[）)])|和(?=[\u4e00-\u9fffA-Z]{4})")
_WORK = re.compile(f"(?:{_words('works')})(?:工程|项目)$")
_NEXT_VERB = re.compile(f"[、并](?=(?:加快|加速|持续|继续)?(?:{_words('verbs')}))")
#: What stands before a stage that was reached long ago.
_LONG_AGO = re.compile("世纪|年代|新中国成立初")
_PROGRAMMES = word_list("stages", "names", "programmes")
_CODE = re.compile(r"[A-Z]\d{1,2}")


@dataclass(frozen=True, slots=True)
class _Stages:
    closes: re.Pattern[str]
    opens: re.Pattern[str]
    names: tuple[str, ...]
    needs_end: dict[str, re.Pattern[str]]
    ends: re.Pattern[str]
    generic: re.Pattern[str]
    listed: re.Pattern[str]  # a noun that makes projects of the names before it
    near: re.Pattern[str]  # what every clause with a stage has
    last: frozenset[str]  # what every clause that a stage closes ends in

    def closing(self, words: str) -> re.Match[str] | None:
        """The stage that closes a clause."""
        if words[-1:] not in self.last:
            return None
        return self.closes.search(words, max(0, len(words) - _LONGEST_STAGE))


@cache
def _stages() -> _Stages:
    data = load_data("stages")
    rows = data["stage"]
    closes = "|".join(f"(?P<s{number}>{'|'.join(row['closes'])})" for number, row in enumerate(rows))
    opens = "|".join(f"(?P<s{number}>{'|'.join(row['opens'])})" for number, row in enumerate(rows) if row["opens"])
    return _Stages(
        closes=re.compile(f"(?=[{data['first']}])(?:{closes})$"),
        opens=re.compile(opens),
        names=tuple(row["name"] for row in rows),
        needs_end={
            row["name"]: re.compile(f"(?:{'|'.join(row['needs_end'])})$") for row in rows if row.get("needs_end")
        },
        ends=re.compile(f"(?:{'|'.join(data['names']['ends'])})$"),
        generic=re.compile("|".join(data["names"]["generic"])),
        listed=re.compile(f"(?:{'|'.join(data['names']['listed'])})$"),
        near=re.compile(data["near"]),
        last=frozenset(data["last"]),
    )


def stage_order() -> dict[str, int]:
    """Each stage's place on the scale from 谋划 to 投用, counted from 0."""
    return {name: number for number, name in enumerate(_stages().names)}


def read_milestones(
    text: str,
    passages: Sequence[Passage],
    published_on: date | None,
    kind: str | None = None,
    *,
    among: Container[int] | None = None,
    roles: Roles | None = None,
    year: int | None = None,
) -> tuple[Milestone, ...]:
    """The milestones of a text in reading order; offsets are in `text`. With `among`, only of those passages.
    `roles` are those of ``section_roles`` where known, `year` that of a document whose day is not.

    Takes only named projects (第四使馆区, 北京中学科技分校), never 重点项目 or a count: 等6个项目开工 is a figure.
    """
    roles = section_roles(passages, published_on, kind) if roles is None else roles
    periods = Periods(published_on, year)
    outlook = Outlook()
    found: list[Milestone] = []
    for position, (passage, (role, _)) in enumerate(zip(passages, roles, strict=True)):
        if not passage.is_content or passage.kind in {"heading", "byline", "source"}:
            continue
        if among is not None and position not in among:
            continue
        stages = list(_read_clauses(passage.text))
        if not stages:
            outlook.pass_over(passage)
            continue
        places = Places(passage)
        marks = [without_value(start, end) for start, end, _, _ in stages]
        ahead = outlook.of(passage, [mark.start for mark in marks])
        heading = passage.heading_path[0] if passage.heading_path else ""
        for context, looks_ahead, (start, end, project, stage) in zip(
            _contexts(position, passage.text, marks), ahead, stages, strict=True
        ):
            tense, _ = tense_of(context, role, looks_ahead, None)
            span = places.locate(start, end)
            period = periods.of(context, role, heading, tense)
            found.append(Milestone(span, span.of(text), position, project, stage, tense, period))
    return tuple(found)


def _contexts(position: int, text: str, marks: Sequence[Quantity]) -> Iterator[Context]:
    for mark in marks:
        yield from contexts(position, text, [mark], {})


def _read_clauses(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, project and stage of each milestone in a passage's text."""
    before = ""
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        if len(clause) > _LONGEST_CLAUSE or not _stages().near.search(clause):
            continue
        if _LONG_AGO.search(text, max(0, match.start() - _LONG_AGO_BEFORE), match.start()):
            continue
        for start, part in _parts(clause.removesuffix("为契机") if clause.startswith("以") else clause):
            read = _closing(part) or _opening(part)
            if read is None:
                continue
            names, stage, first = read
            for name in names:
                pattern = _NUMBERED.get(name[-1:]) if _SHORT_FOR.fullmatch(name) else None
                numbered = pattern.search(before) if pattern else None
                before = before[: numbered.start()] + name if numbered else name
                yield match.start() + start + first, match.start() + start + len(part), before, stage


def _parts(clause: str) -> list[tuple[int, str]]:
    """The clause, or its items where each says a stage of its own: 甲公园开放、乙公园完工; 推进甲项目、启动乙项目."""
    if "、" not in clause and "并" not in clause:
        return [(0, clause)]
    verbs = [0, *(found.end() for found in _NEXT_VERB.finditer(clause)), len(clause) + 1]
    if len(verbs) > 2:
        return [(start, clause[start : end - 1]) for start, end in pairwise(verbs)]
    items = [(found.start(), found[0]) for found in re.finditer("[^、]+", clause)]
    if len(items) > 1 and all(_stages().closing(item) for _, item in items):
        return items
    return [(0, clause)]


def _closing(clause: str) -> tuple[list[str], str, int] | None:
    found = _stages().closing(clause)
    if found is None:
        return None
    stage = _stage_of(found)
    lead = _FRONT.match(clause)
    first = lead.end() if lead else 0
    names = _project_names(_ADVERB.sub("", clause[first : found.start()]))
    return (names, stage, first) if names else None


def _opening(clause: str) -> tuple[list[str], str, int] | None:
    doer = _DOER.match(clause)
    first = doer.end() if doer else 0
    lead = _LEAD.match(clause, first)
    first = lead.end() if lead else first
    found = _stages().opens.match(clause, first)
    if found is None:
        return None
    stage = _stage_of(found)
    rest = clause[found.end() :]
    ending = _stages().needs_end.get(stage)
    if ending is not None and not found[0].endswith("建设"):
        closed = ending.search(rest)
        if closed is None:
            return None
        rest = rest[: closed.start()]
    names = _project_names(rest)
    return (names, stage, first) if names else None


def _stage_of(found: re.Match[str]) -> str:
    number = int((found.lastgroup or "s0")[1:])
    return _stages().names[number]


def _project_names(words: str) -> list[str]:
    """The named projects in a list; one part that is no name spoils none of the others."""
    counted = _SUM.search(words)
    ended = counted or _LIST_END.search(words)
    noun = ended[1] if ended else ""
    words = _LIST_END.sub("", words[: counted.start()] if counted else words)
    parts = _SEVERAL.split(words)
    if counted and not noun and len(parts) == 1:
        return []  # 建成口袋公园4处 is a figure
    names: list[str] = []
    for part in parts:
        name = _bare_name(part)
        if _stages().generic.search(part.strip(" “”的")):
            continue
        if _is_name(name):
            names.append(name + noun if _is_of_the_place(name, noun, counted is not None) else name)
        elif _makes_projects(noun, name, counted is not None):
            names.append(name + noun if counted and noun[-2:] in ("项目", "工程") and len(noun) > 2 else name)
        elif _shares_an_end(name, parts):
            names.append(name + _bare_name(parts[1])[-4:])
    return names


def _is_of_the_place(name: str, noun: str, counted: bool) -> bool:
    """Whether the noun behind a list says what is built at the place: 甲村、乙村2个安置房项目; 丙路等夜景照明工程."""
    if name[-2:] in noun:
        return False  # 甲公园等5个绿隔公园功能提升项目
    return _WORK.search(noun) is not None or (counted and noun.endswith("项目") and _PLACE.search(name) is not None)


def _shares_an_end(name: str, parts: list[str]) -> bool:
    """Whether a short name is half of a pair whose other half tells what both are: 甲河、乙河滨水空间."""
    pair = len(name) == len(parts) == 2 and not parts[1].startswith(name)
    return pair and len(parts[1]) > 6 and _is_name(_bare_name(parts[1]))


def _makes_projects(noun: str, name: str, counted: bool) -> bool:
    """Whether the noun behind a list makes a project of a name in it that says no such thing by itself."""
    if not noun or not _could_be_name(name) or not _stages().listed.search(_BUILDING.sub("", noun) or noun):
        return False
    # 启动绿色制造、高端装备等重大工程 names programmes.
    return counted or len(name) > 4 or not noun.endswith(_PROGRAMMES)


def _bare_name(part: str) -> str:
    name = _EPITHET.sub("", part.strip(" 的")).replace("“", "").replace("”", "")
    return _BUILDING.sub("", _LIST_END.sub("", name))


def _is_name(name: str) -> bool:
    if _CODE.fullmatch(name) or _NEXT_PHASE.fullmatch(name):
        return True
    return _could_be_name(name) and _stages().ends.search(name.rstrip("）)")) is not None


def _could_be_name(name: str) -> bool:
    fits = _SHORTEST_NAME <= len(name) <= _LONGEST_NAME
    return fits and not _stages().generic.search(name) and not scan_quantities(name)
