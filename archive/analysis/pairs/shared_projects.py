"""Counts that name the same project at two stages: 甲产业项目等6个项目完成立项; 力争甲产业项目等4个项目开工."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from archive.analysis.milestones import stage_order
from archive.analysis.pairs.milestones import pair_milestones
from archive.analysis.pairs.statements import FORWARD, Statement
from archive.model import AnalysedVersion, FigureAt, FigurePair, Milestone, Relation


def shared_project_pairs(
    versions: Sequence[AnalysedVersion], statements: Sequence[Sequence[Statement]]
) -> list[FigurePair]:
    """A pair for every count that promises a stage of a project which another count names at an earlier one.

    The two count other projects beside it, so neither is a percentage of the other.
    """
    starts = [[statement.figure.span.start for statement in own] for own in statements]
    order = stage_order()

    def count_at(at: FigureAt) -> Statement | None:
        milestone = _milestone(versions, at)
        own, first = statements[at.version], bisect_left(starts[at.version], milestone.span.start)
        inside = [item for item in own[first : first + 2] if item.figure.span.end <= milestone.span.end]
        return inside[0] if len(inside) == 1 and inside[0].figure.measure == "level" else None

    pairs: list[FigurePair] = []
    for pair in pair_milestones(versions):
        promised, reached = _milestone(versions, pair.a), _milestone(versions, pair.b)
        if promised.tense not in FORWARD or order[reached.stage] >= order[promised.stage]:
            continue
        target, result = count_at(pair.a), count_at(pair.b)
        if target is None or result is None or target.unit != result.unit or not target.forward:
            continue
        same = target.version == result.version and target.figure.tense == "target"
        relation: Relation = "progress_of_target" if same else "plan_vs_actual"
        note = f"stage: {reached.stage} → {promised.stage}; both name {promised.project}"
        pairs.append(FigurePair(target.at, result.at, relation, "stage", note=note, reasons=("a project in common",)))
    return pairs


def _milestone(versions: Sequence[AnalysedVersion], at: FigureAt) -> Milestone:
    return versions[at.version].milestones[at.figure]
