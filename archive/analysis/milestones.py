"""Milestones: named projects and the stage they reached or are to reach, where no number says it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from archive.analysis.figures.context import Context, Places, contexts
from archive.analysis.figures.periods import Periods
from archive.analysis.figures.roles import Roles, section_roles
from archive.analysis.figures.tenses import Outlook, tense_of
from archive.model import Milestone, Passage, Quantity
from archive.quantities import scan_quantities
from archive.quantities.units import load_data
from archive.quantities.wordings import without_value

_CLAUSE = re.compile(r"[^。！？；;,，：:\n]+")
_FRONT = re.compile(
    r"^(?:[“”\s]|(?:20\d\d年)?(?:上半年|下半年|年内|全年|今年|去年|年底前)|其中|同时|此外|推动|推进|促进|实现|确保|力争|争取|完成|加快|加速|持续|继续|稳步|全力|高标准|高质量|高水平|已|将|要|并|还|也|使|让|以|区内|我[区市省]|[东南西北]部(?=.{4}))+"
)
_LEAD = re.compile(r"(?:[“”\s]|今年|年内|年底前|全年|将|要|并|还|力争|确保|全面|高标准|高质量)*")
_LONGEST_CLAUSE = 60
_LONGEST_STAGE = 12
_SHORTEST_NAME, _LONGEST_NAME = 3, 30
_LIST_END = re.compile(r"(?<![高中初同平])等(?!级)[\u4e00-\u9fff]{0,12}$")
_BUILDING = re.compile("(?:建设|规划|主体|结构|工程建设|环境|整治|等|(?:品质|功能)?(?:改造|升级|提升))+$")
#: What stands before a name without being part of it: 区内第一条, 亚洲最大的“菜篮子”.
_EPITHET = re.compile(r"^(?:[区市省国]内|全[区市省国])?(?:第一|首)[条个家座批]|^.*的(?:“[^”]*”)?")
#: Who does it, or with whom: 朝阳将开通甲专线, 与五所高校联合共建乙分校.
_DOER = re.compile(r"^[“”\s]*(?:[\u4e00-\u9fff]{2,4}(?:将|要)(?!来)|与[^，。]{2,16}?(?=联合|共建))")
#: A sum behind the names that it counts: 甲河、乙河2条河道; 甲产业项目等4个项目.
_SUM = re.compile(
    r"(?<![第\d一二两三四五六七八九十])等?[\d一二两三四五六七八九十]+[个条处座家所项栋]([\u4e00-\u9fff]{0,10})$"
)
#: A name that is but a place: 甲村、乙村2个安置房项目 are the housing in them.
_PLACE = re.compile("[村期区乡镇道]$")
_CODE = re.compile(r"[A-Z]\d{1,2}")


@dataclass(frozen=True, slots=True)
class _Stages:
    closes: re.Pattern[str]
    opens: re.Pattern[str]
    names: tuple[str, ...]
    needs_end: dict[str, re.Pattern[str]]
    ends: re.Pattern[str]
    generic: re.Pattern[str]
    near: re.Pattern[str]  # what every clause with a stage has


@cache
def _stages() -> _Stages:
    data = load_data("stages")
    rows = data["stage"]
    closes = "|".join(f"(?P<s{number}>{'|'.join(row['closes'])})" for number, row in enumerate(rows))
    opens = "|".join(f"(?P<s{number}>{'|'.join(row['opens'])})" for number, row in enumerate(rows) if row["opens"])
    return _Stages(
        closes=re.compile(f"(?:{closes})$"),
        opens=re.compile(opens),
        names=tuple(row["name"] for row in rows),
        needs_end={
            row["name"]: re.compile(f"(?:{'|'.join(row['needs_end'])})$") for row in rows if row.get("needs_end")
        },
        ends=re.compile(f"(?:{'|'.join(data['names']['ends'])})$"),
        generic=re.compile("|".join(data["names"]["generic"])),
        near=re.compile(data["near"]),
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
) -> tuple[Milestone, ...]:
    """The milestones of a text in reading order; offsets are in `text`. With `among`, only of those passages.
    `roles` are those of ``section_roles`` where known.

    Takes only named projects (第四使馆区, 北京中学科技分校), never 重点项目 or a count: 等6个项目开工 is a figure.
    """
    roles = section_roles(passages, published_on, kind) if roles is None else roles
    periods = Periods(published_on)
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
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        if len(clause) > _LONGEST_CLAUSE or not _stages().near.search(clause):
            continue
        for start, part in _parts(clause.removesuffix("为契机") if clause.startswith("以") else clause):
            read = _closing(part) or _opening(part)
            if read is None:
                continue
            names, stage, first = read
            for name in names:
                yield match.start() + start + first, match.start() + start + len(part), name, stage


def _parts(clause: str) -> list[tuple[int, str]]:
    """The clause, or its items where each says a stage of its own: 甲公园开放、乙公园完工."""
    if "、" not in clause:
        return [(0, clause)]
    items = [(found.start(), found[0]) for found in re.finditer("[^、]+", clause)]
    if len(items) > 1 and all(_stages().closes.search(item) for _, item in items):
        return items
    return [(0, clause)]


def _closing(clause: str) -> tuple[list[str], str, int] | None:
    found = _stages().closes.search(clause, max(0, len(clause) - _LONGEST_STAGE))
    if found is None:
        return None
    stage = _stage_of(found)
    lead = _FRONT.match(clause)
    first = lead.end() if lead else 0
    names = _project_names(clause[first : found.start()])
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
    stages = _stages()
    names: list[str] = []
    counted = _SUM.search(words)
    words = words[: counted.start()] if counted else words
    parts = re.split(r"、(?![^（(]*[）)])|和(?=[\u4e00-\u9fffA-Z]{4})", words)
    shared = parts[-1] if len(parts) > 1 else ""
    for part in parts:
        name = _LIST_END.sub("", _EPITHET.sub("", part.strip(" 的")).replace("“", "").replace("”", ""))
        name = _BUILDING.sub("", name)
        if counted and counted[1].endswith("项目") and _PLACE.search(name):
            name += counted[1]
        if _CODE.fullmatch(name) or (
            _SHORTEST_NAME <= len(name) <= _LONGEST_NAME
            and stages.ends.search(name.rstrip("）)"))
            and not stages.generic.search(name)
            and not scan_quantities(name)
        ):
            names.append(name)
        elif len(name) == 2 and shared.startswith(name) is False and len(parts) == 2 and len(shared) > 6:
            names.append(name + shared[-4:])
    return names
