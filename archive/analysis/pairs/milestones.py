"""The stages of one project side by side, across sections, documents and years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from archive.analysis.pairs.statements import FORWARD, canonical_order
from archive.analysis.pairs.wording import Weights, Wording, closeness, contradict, wording
from archive.model import AnalysedVersion, FigureAt, Milestone, MilestonePair

_SAME_PROJECT = 0.74
_STRETCH = re.compile(r"[（(][^（）()]*至[^（）()]*段[）)]")
_MOST_SHARED = 60  # names that one pair of characters is looked up in


@dataclass(frozen=True, slots=True)
class _Stage:
    at: FigureAt
    milestone: Milestone
    wording: Wording
    year: int

    @property
    def forward(self) -> bool:
        return self.milestone.tense in FORWARD


def pair_milestones(versions: Sequence[AnalysedVersion]) -> tuple[MilestonePair, ...]:
    """The pairs of stages of each project: a promise with the stage reached, and a stage with the next one told.

    `versions` belong to one region; their order changes nothing but the positions that the pairs count in.
    """
    order = canonical_order(versions)
    stages = [
        _Stage(
            FigureAt(position, number),
            milestone,
            _project(milestone, versions[index].source.region),
            _year(milestone, versions[index]),
        )
        for position, index in enumerate(order)
        for number, milestone in enumerate(versions[index].milestones)
    ]
    pairs = [pair for project in _projects(stages) for pair in _project_pairs(project)]
    return tuple(
        MilestonePair(
            FigureAt(order[pair.a.version], pair.a.figure), FigureAt(order[pair.b.version], pair.b.figure), pair.note
        )
        for pair in sorted(pairs, key=lambda pair: (_position(pair.a), _position(pair.b)))
    )


def _project(milestone: Milestone, region: str | None) -> Wording:
    """The project's name without its stretch (甲路至乙路段) and without the region that every document speaks of."""
    name = _STRETCH.sub("", milestone.project)
    if region:
        name = name.removeprefix(region).replace(f"{region[:-1]}段", "") or name
    return wording(name)


def _year(milestone: Milestone, version: AnalysedVersion) -> int:
    if milestone.period is not None:
        return milestone.period.end.year
    return version.source.year or 0


def _position(at: FigureAt) -> tuple[int, int]:
    return (at.version, at.figure)


def _projects(stages: Sequence[_Stage]) -> list[list[_Stage]]:
    """The stages of each project together, in reading order; a name may be written longer or shorter."""
    weights = Weights(stage.wording for stage in stages)
    first_of: dict[str, int] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    members: list[list[_Stage]] = []
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


def _project_pairs(stages: list[_Stage]) -> list[MilestonePair]:
    """A promise with the last stage reached by its year; else each stage with the next one that differs."""
    pairs = []
    reached = [stage for stage in stages if not stage.forward]
    for promise in (stage for stage in stages if stage.forward):
        in_time = [stage for stage in reached if stage.year == promise.year]
        if in_time:
            pairs.append(_pair(promise, in_time[-1]))
    for earlier, later in pairwise(reached):
        if _told_elsewhere(earlier, later):
            pairs.append(_pair(earlier, later))
    promises = [stage for stage in stages if stage.forward]
    for earlier, later in pairwise(promises):
        if _told_elsewhere(earlier, later):
            pairs.append(_pair(earlier, later))
    return pairs


def _told_elsewhere(one: _Stage, other: _Stage) -> bool:
    return one.at.version != other.at.version or one.milestone.stage != other.milestone.stage


def _pair(one: _Stage, other: _Stage) -> MilestonePair:
    promised = "promised " if one.forward else ""
    return MilestonePair(one.at, other.at, note=f"{promised}{one.milestone.stage} → {other.milestone.stage}")
