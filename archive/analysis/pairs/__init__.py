"""Figures and milestones that belong side by side: promise and result, whole and part, one year and the next."""

from __future__ import annotations

from collections.abc import Sequence

from archive.analysis.pairs.breakdowns import breakdown_pairs, depths
from archive.analysis.pairs.milestones import pair_milestones
from archive.analysis.pairs.results import result_pairs
from archive.analysis.pairs.shared_projects import shared_project_pairs
from archive.analysis.pairs.statements import Statement, canonical_order, read_statements
from archive.analysis.pairs.wording import Weights
from archive.analysis.pairs.years import later_year_pairs, restatements
from archive.model import AnalysedVersion, FigureAt, FigurePair

__all__ = ["canonical_order", "pair_figures", "pair_milestones", "read_statements"]


def pair_figures(
    versions: Sequence[AnalysedVersion], statements_of: Sequence[Sequence[Statement]] | None = None
) -> tuple[FigurePair, ...]:
    """The pairs among the figures of one region's documents; two figures make at most one pair.

    `versions` are the newest versions of all documents of ONE region, of any years. Their order changes nothing but the
    positions that the pairs count in. `statements_of` each, where they are read, are used if that order is the
    canonical one. Deterministic; time grows with the number of figures.
    """
    order = canonical_order(versions)
    ordered = [versions[index] for index in order]
    canonical = order == list(range(len(order)))
    by_version = statements_of if statements_of is not None and canonical else read_statements(ordered)
    statements = [statement for own in by_version for statement in own]
    weights = Weights(
        wording for statement in statements for wording in (statement.wording, statement.nearby) if wording.content
    )
    broken_down = breakdown_pairs(ordered, by_version, weights)
    of_the_task = {
        pair.a: by_version[pair.b.version][pair.b.figure]
        for pair in broken_down
        if pair.relation == "progress_of_target"
    }
    pairs: dict[tuple[int, int, int, int], FigurePair] = {}
    for pair in (
        *broken_down,
        *result_pairs(statements, weights, of_the_task),
        *shared_project_pairs(ordered, by_version),
        *restatements(statements, weights),
        *later_year_pairs(statements, weights, depths(broken_down)),
    ):
        pairs.setdefault(_sides(pair), pair)
    made = sorted(pairs.values(), key=_reading_order)
    if order == sorted(order):
        return tuple(made)
    return tuple(_counted_by_caller(pair, order) for pair in made)


def _sides(pair: FigurePair) -> tuple[int, int, int, int]:
    """The two figures, whichever of them is the first."""
    a, b = (pair.a.version, pair.a.figure), (pair.b.version, pair.b.figure)
    return (*a, *b) if a < b else (*b, *a)


def _reading_order(pair: FigurePair) -> tuple[int, int, int, int, str]:
    return (pair.a.version, pair.a.figure, pair.b.version, pair.b.figure, pair.relation)


def _counted_by_caller(pair: FigurePair, order: Sequence[int]) -> FigurePair:
    return FigurePair(
        FigureAt(order[pair.a.version], pair.a.figure),
        FigureAt(order[pair.b.version], pair.b.figure),
        pair.relation,
        pair.comparability,
        pair.change_abs,
        pair.change_pct,
        pair.completion_pct,
        pair.share_pct,
        pair.bound,
        pair.note,
        pair.reasons,
    )
