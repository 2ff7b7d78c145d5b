"""The stages of one project side by side, across sections, documents and years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from archive.analysis.pairs.statements import FORWARD
from archive.analysis.pairs.wording import Weights, Wording, closeness, contradict, wording
from archive.model import FigureAt, Milestone, MilestonePair, Source

_SAME_PROJECT = 0.74
_STRETCH = re.compile(r"[（(][^（）()]*至[^（）()]*段[）)]")
_MOST_SHARED = 60  # names that one pair of characters is looked up in


@dataclass(frozen=True, slots=True)
class Stage:
    """One milestone, ready to be matched: the name of its project, and the year that its period ends in."""

    at: FigureAt
    milestone: Milestone
    wording: Wording
    year: int

    @property
    def forward(self) -> bool:
        """Whether it looks ahead: a target or a plan."""
        return self.milestone.tense in FORWARD


def read_stages(position: int, source: Source, milestones: Mapping[int, Milestone]) -> list[Stage]:
    """The stages that a document tells; `milestones` by their number, and `position` that of the document among all."""
    return [
        Stage(
            FigureAt(position, number),
            milestone,
            _project(milestone.project, source.region),
            milestone.period.end.year if milestone.period is not None else source.year or 0,
        )
        for number, milestone in milestones.items()
    ]


def stage_pairs(stages: Sequence[Stage], own: Collection[int]) -> list[tuple[Stage, Stage]]:
    """The pairs of stages of each project: a promise with the stage reached, and a stage with the next one told.

    `stages` are in reading order, and one of each pair is of a document whose position is in `own`.
    """
    pairs = [
        (one, other)
        for project in _projects(stages)
        for one, other in _project_pairs(project)
        if one.at.version in own or other.at.version in own
    ]
    return sorted(pairs, key=lambda pair: (_position(pair[0]), _position(pair[1])))


def milestone_pair(one: Stage, other: Stage) -> MilestonePair:
    """The two stages as a pair, with what it says."""
    promised = "promised " if one.forward else ""
    return MilestonePair(one.at, other.at, note=f"{promised}{one.milestone.stage} → {other.milestone.stage}")


@lru_cache(maxsize=16384)
def _project(name: str, region: str | None) -> Wording:
    """The project's name without its stretch (甲路至乙路段) and without the region that every document speaks of."""
    name = _STRETCH.sub("", name)
    if region:
        name = name.removeprefix(region).replace(f"{region[:-1]}段", "") or name
    return wording(name)


def _position(stage: Stage) -> tuple[int, int]:
    return (stage.at.version, stage.at.figure)


def _projects(stages: Sequence[Stage]) -> list[list[Stage]]:
    """The stages of each project together, in reading order; a name may be written longer or shorter."""
    weights = Weights(stage.wording for stage in stages)
    first_of: dict[str, int] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    members: list[list[Stage]] = []
    names: list[Wording] = []
    for stage in stages:
        if len(stage.wording.content) < 2:
            continue
        group = first_of.get(stage.wording.content)
        if group is None:
            near = {number for gram in stage.wording.grams for number in holders[gram][:_MOST_SHARED]}
            scored = [
                (closeness(names[number], stage.wording, weights), -number)
                for number in near
                if not contradict(names[number], stage.wording) and _same_numbers(names[number], stage.wording)
            ]
            best = max(scored, default=(0.0, 0))
            group = -best[1] if best[0] >= _SAME_PROJECT else None
        if group is None:
            group = len(members)
            members.append([])
            names.append(stage.wording)
            for gram in stage.wording.grams:
                holders[gram].append(group)
        first_of.setdefault(stage.wording.content, group)
        members[group].append(stage)
    return members


def _same_numbers(one: Wording, other: Wording) -> bool:
    """Whether two names carry the same numerals: 一期 and 二期, Z3 and Z6 are different projects."""
    return _numerals(one.content) == _numerals(other.content)


@lru_cache(maxsize=8192)
def _numerals(name: str) -> str:
    return "".join(sorted(letter for letter in name if letter in "一二三四五六七八九十" or letter.isascii()))


def _project_pairs(stages: list[Stage]) -> list[tuple[Stage, Stage]]:
    """A promise with the last stage reached by its year; else each stage with the next one that differs."""
    reached = [stage for stage in stages if not stage.forward]
    promises = [stage for stage in stages if stage.forward]
    last_of_year = {stage.year: stage for stage in reached}
    pairs = [(promise, last_of_year[promise.year]) for promise in promises if promise.year in last_of_year]
    pairs.extend(pair for pair in pairwise(reached) if _told_elsewhere(*pair))
    pairs.extend(pair for pair in pairwise(promises) if _told_elsewhere(*pair))
    return pairs


def _told_elsewhere(one: Stage, other: Stage) -> bool:
    return one.at.version != other.at.version or one.milestone.stage != other.milestone.stage
