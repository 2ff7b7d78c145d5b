"""The figures and milestones of a comparison: pairs of the analysis, with the evidence of both members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from archive.analysis.corrections import Correction, correct_pairs
from archive.analysis.figure_words import corrected_words
from archive.analysis.pairs import pair_figures, pair_milestones
from archive.comparing.evidence import Evidence, evidence_of
from archive.model import AnalysedVersion, Figure, FigurePair, Milestone, MilestonePair


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Two figures that belong side by side."""

    region: str
    pair: FigurePair
    a: Figure
    b: Figure
    a_evidence: Evidence
    b_evidence: Evidence
    across: bool  # whether the members stand on different sides of the comparison

    @property
    def remark(self) -> str:
        """The pair's note; what an analyst paired is said to be."""
        parts = [self.pair.note, "corrected by an analyst" if "corrected" in self.pair.reasons else ""]
        return "; ".join(part for part in parts if part)

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        pair = self.pair
        return {
            "region": self.region,
            "metric": self.a.metric,
            "relation": pair.relation,
            "comparability": pair.comparability,
            "change_abs": number(pair.change_abs),
            "change_pct": number(pair.change_pct),
            "completion_pct": number(pair.completion_pct),
            "share_pct": number(pair.share_pct),
            "bound": pair.bound,
            "note": pair.note,
            "reasons": list(pair.reasons),
            "across": self.across,
            "a": _figure(self.a, self.a_evidence),
            "b": _figure(self.b, self.b_evidence),
        }


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """Two stages of one project."""

    region: str
    pair: MilestonePair
    a: Milestone
    b: Milestone
    a_evidence: Evidence
    b_evidence: Evidence
    across: bool

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {
            "region": self.region,
            "project": self.b.project,
            "note": self.pair.note,
            "across": self.across,
            "a": _milestone(self.a, self.a_evidence),
            "b": _milestone(self.b, self.b_evidence),
        }


def figure_rows(
    region: str,
    versions: Sequence[AnalysedVersion],
    earlier: frozenset[str],
    corrections: Sequence[Correction] = (),
) -> tuple[FigureRow, ...]:
    """The figure pairs among `versions`, those across the two sides first; `earlier` holds one side's addresses.

    `corrections` are those of pairs that an analyst says.
    """
    rows = []
    pairs = pair_figures(versions)
    if corrections:
        pairs, _ = correct_pairs(versions, pairs, corrections)
    for pair in pairs:
        one, two = versions[pair.a.version], versions[pair.b.version]
        a, b = one.figures[pair.a.figure], two.figures[pair.b.figure]
        across = (one.source.address in earlier) != (two.source.address in earlier)
        rows.append(FigureRow(region, pair, a, b, evidence_of(one, a.span), evidence_of(two, b.span), across))
    return tuple(sorted(rows, key=lambda row: not row.across))


def milestone_rows(
    region: str, versions: Sequence[AnalysedVersion], earlier: frozenset[str]
) -> tuple[MilestoneRow, ...]:
    """The milestone pairs among `versions`, those across the two sides first."""
    rows = []
    for pair in pair_milestones(versions):
        one, two = versions[pair.a.version], versions[pair.b.version]
        a, b = one.milestones[pair.a.figure], two.milestones[pair.b.figure]
        across = (one.source.address in earlier) != (two.source.address in earlier)
        rows.append(MilestoneRow(region, pair, a, b, evidence_of(one, a.span), evidence_of(two, b.span), across))
    return tuple(sorted(rows, key=lambda row: not row.across))


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON carries it: whole ones without a point.

    >>> number(Decimal("3E+2")), number(Decimal("1.40")), number(None)
    (300, 1.4, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _figure(figure: Figure, evidence: Evidence) -> dict[str, Any]:
    return {
        "metric": figure.metric,
        "value": number(figure.value),
        "value_max": number(figure.value_max),
        "unit": figure.unit,
        "base_value": number(figure.base_value),
        "base_unit": figure.base_unit,
        "comparator": figure.comparator,
        "tense": figure.tense,
        "measure": figure.measure,
        "direction": figure.direction,
        "period": figure.period.label if figure.period else None,
        "scope": figure.scope,
        "clause": figure.clause,
        "corrected_to": corrected_words(figure),
        "evidence": [evidence.to_dict()],
    }


def _milestone(milestone: Milestone, evidence: Evidence) -> dict[str, Any]:
    return {
        "project": milestone.project,
        "stage": milestone.stage,
        "tense": milestone.tense,
        "period": milestone.period.label if milestone.period else None,
        "evidence": [evidence.to_dict()],
    }
