"""``targets`` and ``figures --check``: what became of promises, and percentages that the amounts do not give."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from archive.analysis.figure_words import in_words
from archive.analysis.pairs.outcomes import TargetOutcome, target_outcomes
from archive.analysis.pairs.percentages import disagreeing_percentages
from archive.analysis.target_lines import target_lines
from archive.index.load import Selection, load_quantities, newest_versions, versions_of_region
from archive.index.pair_records import load_pairs
from archive.model import AnalysedVersion, Figure, FigureAt, FigurePair

Row = dict[str, Any]


def target_rows(connection: sqlite3.Connection, selection: Selection, today: date | None) -> list[Row]:
    """Every target and plan of the documents selected, with what became of it and both clauses, in reading order.

    Results are looked for in all documents of the region. `today` tells which periods are over (see
    ``target_outcomes``).
    """
    rows: list[Row] = []
    for versions, pairs, chosen in _regions(connection, selection):
        for outcome in target_outcomes(versions, pairs, today):
            if outcome.target.version in chosen:
                rows.append(_target_row(versions, outcome))
    return rows


def line_rows(connection: sqlite3.Connection, selection: Selection) -> list[Row]:
    """The targets of each series year by year, with the outcome told the year after, or why there is none."""
    versions = [load_quantities(connection, id_) for id_ in newest_versions(connection, selection)]
    versions = [version for version in versions if version.source.series and version.source.year]
    versions.sort(key=_series)
    rows: list[Row] = []
    for (series, region), group in groupby(versions, key=_series):
        members = list(group)
        for number, line in enumerate(target_lines(members), start=1):
            for year in line.years:
                target = _figure(members, year.target)
                outcome = _figure(members, year.outcome)
                rows.append(
                    {
                        "series": series,
                        "region": region or None,
                        "line": number,
                        "metric": line.metric,
                        "year": year.year,
                        "comparator": year.comparator,
                        "value": _number(year.value),
                        "value_max": _number(year.value_max),
                        "unit": year.unit,
                        "outcome": _number(year.outcome_value),
                        "reason": year.reason,
                        **_evidence("", members, year.target, target),
                        **_evidence("outcome_", members, year.outcome, outcome),
                    }
                )
    return rows


def percentage_rows(connection: sqlite3.Connection, selection: Selection) -> list[Row]:
    """The stated percentages of the documents selected that their own amounts do not give."""
    rows: list[Row] = []
    for versions, pairs, chosen in _regions(connection, selection):
        for check in disagreeing_percentages(versions, pairs):
            if check.stated_at.version not in chosen:
                continue
            said = _figure(versions, check.stated_at)
            whole, part = (_figure(versions, at) for at in check.amounts)
            rows.append(
                {
                    "stated": _number(check.stated),
                    "computed": _number(check.computed),
                    "of": check.reason,
                    "whole": _plain(whole),
                    "part": _plain(part),
                    **_evidence("", versions, check.stated_at, said),
                    **_evidence("whole_", versions, check.amounts[0], whole),
                    **_evidence("part_", versions, check.amounts[1], part),
                }
            )
    return rows


def _regions(
    connection: sqlite3.Connection, selection: Selection
) -> Iterator[tuple[list[AnalysedVersion], list[FigurePair], set[int]]]:
    """Region by region: its newest versions, the pairs among them, and the positions of those selected."""
    wanted = set(newest_versions(connection, selection))
    for (region,) in connection.execute("SELECT DISTINCT region FROM documents WHERE same_as IS NULL ORDER BY region"):
        ids = versions_of_region(connection, region)
        chosen = {place for place, id_ in enumerate(ids) if id_ in wanted}
        if chosen:
            yield [load_quantities(connection, id_) for id_ in ids], load_pairs(connection, ids), chosen


def _target_row(versions: Sequence[AnalysedVersion], outcome: TargetOutcome) -> Row:
    target, result, pair = _figure(versions, outcome.target), _figure(versions, outcome.result), outcome.pair
    source = versions[outcome.target.version].source
    assert target is not None
    return {
        "region": source.region,
        "year": source.year,
        "metric": target.metric,
        "tense": target.tense,
        "comparator": target.comparator,
        "value": _number(target.value),
        "value_max": _number(target.value_max),
        "unit": target.unit,
        "period": target.period.label if target.period else None,
        "scope": target.scope,
        "status": outcome.status,
        "reason": outcome.reason,
        "relation": pair.relation if pair else None,
        "comparability": pair.comparability if pair else None,
        "completion_pct": _number(pair.completion_pct) if pair else None,
        "bound": pair.bound if pair else None,
        "corrected": int(
            (pair is not None and "corrected" in pair.reasons)
            or target.corrected
            or (result is not None and result.corrected)
        ),
        "target": in_words(target),
        "result": None if result is None else in_words(result),
        **_evidence("", versions, outcome.target, target),
        **_evidence("result_", versions, outcome.result, result),
    }


def _evidence(prefix: str, versions: Sequence[AnalysedVersion], at: FigureAt | None, figure: Figure | None) -> Row:
    """Where a figure stands, its characters, and the clause around it."""
    source = versions[at.version].source if at else None
    found = {
        "document": source.slug if source else None,
        "version": source.number if source else None,
        "text": _plain(figure),
        "clause": figure.clause if figure else None,
        "start_char": figure.span.start if figure else None,
        "end_char": figure.span.end if figure else None,
    }
    return {f"{prefix}{name}": value for name, value in found.items()}


def _figure(versions: Sequence[AnalysedVersion], at: FigureAt | None) -> Figure | None:
    return None if at is None else versions[at.version].figures[at.figure]


def _series(version: AnalysedVersion) -> tuple[str, str]:
    return (version.source.series or "", version.source.region or "")


def _plain(figure: Figure | None) -> str | None:
    """The number as written, layout breaks left out."""
    return None if figure is None else "".join(figure.text.split())


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
