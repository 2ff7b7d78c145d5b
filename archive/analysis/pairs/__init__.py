"""Figures and milestones that belong side by side: promise and result, whole and part, one year and the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from archive.analysis.pairs.breakdowns import breakdown_pairs, depths
from archive.analysis.pairs.milestones import Stage, milestone_pair, stage_pairs
from archive.analysis.pairs.results import result_pairs
from archive.analysis.pairs.shared_projects import shared_project_pairs
from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.windows import Window, canonical_order, read, windows_of
from archive.analysis.pairs.wording import Weights
from archive.analysis.pairs.years import later_year_pairs, restatements
from archive.model import AnalysedVersion, FigureAt, FigurePair, MilestonePair


def pair_figures(versions: Sequence[AnalysedVersion]) -> tuple[FigurePair, ...]:
    """The pairs among the figures of one region's documents; two figures make at most one pair.

    `versions` are the newest versions of documents of ONE region, of any years. Their order changes nothing but the
    positions that the pairs count in. Deterministic; time grows with the number of figures.
    """
    order = canonical_order(versions)
    found = [pair for window in _windows(versions, order) for pair in figure_pairs(window, project_stages(window))]
    found.sort(key=_reading_order)
    return tuple(
        replace(
            pair,
            a=FigureAt(order[pair.a.version], pair.a.figure),
            b=FigureAt(order[pair.b.version], pair.b.figure),
        )
        for pair in found
    )


def pair_milestones(versions: Sequence[AnalysedVersion]) -> tuple[MilestonePair, ...]:
    """The pairs of stages of each project: a promise with the stage reached, and a stage with the next one told.

    `versions` belong to one region; their order changes nothing but the positions that the pairs count in.
    """
    order = canonical_order(versions)
    found = [milestone_pair(*pair) for window in _windows(versions, order) for pair in project_stages(window)]
    found.sort(key=lambda pair: (pair.a.version, pair.a.figure, pair.b.version, pair.b.figure))
    return tuple(
        MilestonePair(
            FigureAt(order[pair.a.version], pair.a.figure), FigureAt(order[pair.b.version], pair.b.figure), pair.note
        )
        for pair in found
    )


def figure_pairs(window: Window, projects: Sequence[tuple[Stage, Stage]]) -> list[FigurePair]:
    """The pairs of one year's documents: of figures, of which at least one is theirs.

    They depend on the window alone. `projects` are its ``project_stages``.
    """
    readings = (*window.before, *window.own)
    own, before = ([item for one in part for item in one.statements] for part in (window.own, window.before))
    statements = [*before, *own]
    positions = _own(window)
    by_version = {one.position: one.statements for one in readings}
    weights = Weights(
        wording for statement in statements for wording in (statement.wording, statement.nearby) if wording.content
    )
    broken_down = [
        pair for one in window.own for pair in breakdown_pairs(one.version.text, one.statements, one.parts, weights)
    ]
    of_the_task = {
        pair.a: by_version[pair.b.version][pair.b.figure]
        for pair in broken_down
        if pair.relation == "progress_of_target"
    }
    pairs: dict[tuple[int, int, int, int], FigurePair] = {}
    for pair in (
        *broken_down,
        *result_pairs(window.promised.statements, statements, positions, weights, of_the_task),
        *shared_project_pairs(projects, by_version),
        *restatements(statements, positions, weights),
        *_later_years(window, before, own, weights),
    ):
        pairs.setdefault(_sides(pair), pair)
    return list(pairs.values())


def project_stages(window: Window) -> list[tuple[Stage, Stage]]:
    """The pairs of stages of projects, of which at least one is told by the year's documents."""
    told = chain.from_iterable(one.stages for one in (*window.before, *window.own))
    return stage_pairs([*window.promised.stages, *told], _own(window))


def _windows(versions: Sequence[AnalysedVersion], order: Sequence[int]) -> Sequence[Window]:
    return list(windows_of([read(position, versions[index]) for position, index in enumerate(order)]))


def _own(window: Window) -> frozenset[int]:
    """The positions of the year's documents."""
    return frozenset(one.position for one in window.own)


def _later_years(
    window: Window, before: Sequence[Statement], own: Sequence[Statement], weights: Weights
) -> list[FigurePair]:
    if not before:
        return []
    deep = {
        at: depth for one in (*window.before, *window.own) for at, depth in depths(one.statements, one.parts).items()
    }
    return later_year_pairs(before, own, weights, deep)


def _sides(pair: FigurePair) -> tuple[int, int, int, int]:
    """The two figures, whichever of them is the first."""
    a, b = (pair.a.version, pair.a.figure), (pair.b.version, pair.b.figure)
    return (*a, *b) if a < b else (*b, *a)


def _reading_order(pair: FigurePair) -> tuple[int, int, int, int, str]:
    return (pair.a.version, pair.a.figure, pair.b.version, pair.b.figure, pair.relation)
