"""A comparison as flat rows: what a terminal table, CSV, Markdown and the sheets of a workbook show."""

from __future__ import annotations

from decimal import Decimal

from archive.analysis.figure_words import in_words
from archive.comparing.alignment import AlignedSentence
from archive.comparing.comparison import Comparison, Section
from archive.comparing.coverage import Side
from archive.comparing.evidence import Evidence
from archive.comparing.pair_rows import number

Cell = str | int | float | None
Row = dict[str, Cell]

#: How many places a cell names; the JSON has all of them.
MOST_PLACES = 3


def coverage_rows(comparison: Comparison) -> list[Row]:
    """Two rows a region: what stands on either side."""
    return [
        {
            "region": section.region,
            "side": side.label,
            "documents": side.documents,
            "characters": side.characters,
            "kinds": _counts(side.kinds),
            "series": _counts(side.series),
            "from": side.first,
            "to": side.last,
            "versions": ", ".join(side.addresses),
        }
        for section in comparison.sections
        for side in _sides(section.coverage.earlier, section.coverage.later)
    ]


def theme_rows(comparison: Comparison) -> list[Row]:
    """One row a theme."""
    one, two = comparison.labels
    two = f"{two} (later)" if one == two else two
    return [
        {
            "region": row.region,
            "theme": row.theme.name,
            "category": row.theme.category,
            "origin": row.theme.origin,
            "status": row.verdict.status,
            "confidence": row.verdict.confidence,
            f"mentions {one}": row.earlier.mentions,
            f"mentions {two}": row.later.mentions,
            f"per 10,000 {one}": row.earlier.per_10k_chars,
            f"per 10,000 {two}": row.later.per_10k_chars,
            f"rank {one}": row.earlier.rank,
            f"rank {two}": row.later.rank,
            "ratio": row.ratio.value,
            "ratio low": row.ratio.low,
            "ratio high": row.ratio.high,
            "succeeded by": row.succeeded_by,
            "first seen": row.first,
            "last seen": row.last,
            f"where {one}": _places(row.earlier.evidence),
            f"where {two}": _places(row.later.evidence),
            "sentence": row.verdict.sentence,
            "sentence (zh)": row.verdict.sentence_zh,
        }
        for row in comparison.themes
    ]


def figure_rows(comparison: Comparison) -> list[Row]:
    """One row a pair of figures, with where it lies: across the two sides, or within one of them."""
    return [
        {
            "region": row.region,
            "lies": _lies(section, comparison.labels, row.a_evidence, row.b_evidence),
            "metric": row.a.metric,
            "relation": row.pair.relation,
            "comparability": row.pair.comparability,
            "a": in_words(row.a),
            "a period": row.a.period.label if row.a.period else None,
            "b": in_words(row.b),
            "b period": row.b.period.label if row.b.period else None,
            "change": _cell(row.pair.change_abs),
            "change %": _cell(row.pair.change_pct),
            "completion %": _cell(row.pair.completion_pct),
            "share %": _cell(row.pair.share_pct),
            "bound": row.pair.bound,
            "note": row.remark,
            "where a": _places([row.a_evidence]),
            "where b": _places([row.b_evidence]),
        }
        for section in comparison.sections
        for row in section.figures
    ]


def milestone_rows(comparison: Comparison) -> list[Row]:
    """One row a pair of milestones, with where it lies: across the two sides, or within one of them."""
    return [
        {
            "region": row.region,
            "lies": _lies(section, comparison.labels, row.a_evidence, row.b_evidence),
            "project": row.b.project,
            "a": row.a.stage,
            "a tense": row.a.tense,
            "a period": row.a.period.label if row.a.period else None,
            "b": row.b.stage,
            "b tense": row.b.tense,
            "b period": row.b.period.label if row.b.period else None,
            "note": row.pair.note,
            "where a": _places([row.a_evidence]),
            "where b": _places([row.b_evidence]),
        }
        for section in comparison.sections
        for row in section.milestones
    ]


def alignment_rows(comparison: Comparison) -> list[Row]:
    """One row a sentence of either side, with what answers it, and what was put in and taken out."""
    return [
        {
            "region": section.region,
            "earlier": "".join(sentence.earlier.text.split()) if sentence.earlier else None,
            "later": "".join(sentence.later.text.split()) if sentence.later else None,
            "score": sentence.score or None,
            "margin": sentence.margin if sentence.score else None,
            "taken out": _changed(sentence, "delete"),
            "put in": _changed(sentence, "insert"),
            "where earlier": _places([sentence.earlier]) if sentence.earlier else None,
            "where later": _places([sentence.later]) if sentence.later else None,
        }
        for section in comparison.sections
        for sentence in section.alignment or ()
    ]


def _changed(sentence: AlignedSentence, op: str) -> str | None:
    return " … ".join(change.text for change in sentence.diff if change.op == op) or None


def _lies(section: Section, labels: tuple[str, str], a: Evidence, b: Evidence) -> str:
    earlier = section.coverage.earlier.addresses
    one, two = (labels[f"{item.document}@{item.version}" not in earlier] for item in (a, b))
    return f"within {one}" if one == two else f"{one} → {two}"


def _sides(earlier: Side, later: Side) -> tuple[Side, Side]:
    return earlier, later


def _counts(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)


def _places(evidence: tuple[Evidence, ...] | list[Evidence]) -> str:
    places = [f"{e.document}@{e.version}[{e.span.start}:{e.span.end}]" for e in evidence[:MOST_PLACES]]
    more = len(evidence) - len(places)
    return " ".join(places) + (f" +{more}" if more > 0 else "")


def _cell(value: Decimal | None) -> Cell:
    return number(value)
