"""Counts that name the same project at two stages: 甲产业项目等6个项目完成立项; 力争甲产业项目等4个项目开工."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from archive.analysis.milestones import stage_order
from archive.analysis.pairs.milestones import Stage
from archive.analysis.pairs.statements import Statement
from archive.model import FigurePair, Relation


def shared_project_pairs(
    stages: Iterable[tuple[Stage, Stage]], statements: Mapping[int, Sequence[Statement]]
) -> list[FigurePair]:
    """A pair for every count that promises a stage of a project which another count names at an earlier one.

    The two count other projects beside it, so neither is a percentage of the other. `stages` are the pairs of stages,
    and `statements` those of each document by its position.
    """
    order = stage_order()

    def count_at(stage: Stage) -> Statement | None:
        own, span = statements.get(stage.at.version, ()), stage.milestone.span
        first = bisect_left(own, span.start, key=lambda item: item.figure.span.start)
        inside = [item for item in own[first : first + 2] if item.figure.span.end <= span.end]
        return inside[0] if len(inside) == 1 and inside[0].figure.measure == "level" else None

    pairs: list[FigurePair] = []
    for one, other in stages:
        promised, reached = one.milestone, other.milestone
        if not one.forward or order[reached.stage] >= order[promised.stage]:
            continue
        target, result = count_at(one), count_at(other)
        if target is None or result is None or target.unit != result.unit or not target.forward:
            continue
        same = target.version == result.version and target.figure.tense == "target"
        relation: Relation = "progress_of_target" if same else "plan_vs_actual"
        note = f"stage: {reached.stage} → {promised.stage}; both name {promised.project}"
        pairs.append(FigurePair(target.at, result.at, relation, "stage", note=note, reasons=("a project in common",)))
    return pairs
