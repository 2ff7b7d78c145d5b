"""The ledger of promises: every target and plan, what became of it, and both sentences."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from archive.analysis.pairs.outcomes import target_outcomes
from archive.index.load import load_source, versions_of_region
from archive.index.pair_records import load_pairs
from archive.index.rows import figure_of
from archive.index.store import load_rows
from archive.model import AnalysedVersion, FigureAt
from archive.publishing.marking import shown
from archive.publishing.remembering import remembered

Row = dict[str, Any]

STATUSES = ("met", "missed", "open", "no result found")
SORTS = ("status", "completion", "metric", "document")


def list_targets(
    connection: sqlite3.Connection,
    filters: dict[str, str | None],
    *,
    sort: str = "status",
    offset: int = 0,
    limit: int = 100,
) -> Row:
    """The targets that pass (``status``, ``region``, ``year``, ``document``, ``metric``), with counts by status."""
    everything = remembered(connection, ("targets",), lambda: _all_targets(connection))
    rows = [row for row in everything if _passes(row, filters)]
    counts = Counter(row["status"] for row in rows)
    if filters.get("status"):
        rows = [row for row in rows if row["status"] == filters["status"]]
    rows.sort(key=_SORT_KEYS.get(sort, _SORT_KEYS["status"]))
    return {
        "targets": rows[offset : offset + limit],
        "total": len(rows),
        "counts": {status: counts[status] for status in STATUSES},
        "filters": filters,
        "sort": sort if sort in SORTS else "status",
        "offset": offset,
        "limit": limit,
    }


def _passes(row: Row, filters: dict[str, str | None]) -> bool:
    for name in ("region", "year", "document"):
        if filters.get(name) and str(row[name]) != filters[name]:
            return False
    wanted = filters.get("metric")
    return not wanted or wanted.casefold() in f"{row['metric']}{row['clause']}".casefold()


_ORDER = {"missed": 0, "open": 1, "met": 2, "no result found": 3}
_SORT_KEYS: dict[str, Any] = {
    "status": lambda row: (_ORDER[row["status"]], row["result"] is None, row["document"], row["start_char"]),
    "completion": lambda row: (
        row["completion_pct"] is None,
        row["completion_pct"] or 0,
        row["document"],
        row["start_char"],
    ),
    "metric": lambda row: (row["metric"], row["document"], row["start_char"]),
    "document": lambda row: (row["published_on"] or "", row["document"], row["start_char"]),
}


def _all_targets(connection: sqlite3.Connection) -> list[Row]:
    rows = []
    regions = [
        region
        for (region,) in connection.execute("SELECT DISTINCT region FROM documents WHERE same_as IS NULL ORDER BY 1")
    ]
    for region in regions:
        ids = versions_of_region(connection, region)
        versions = [_with_figures(connection, id_) for id_ in ids]
        pairs = load_pairs(connection, ids)
        for outcome in target_outcomes(versions, pairs, None):
            pair = outcome.pair
            rows.append(
                {
                    **_side(versions, outcome.target),
                    "status": outcome.status,
                    "reason": outcome.reason,
                    "relation": pair.relation if pair else None,
                    "comparability": pair.comparability if pair else None,
                    "completion_pct": float(pair.completion_pct) if pair and pair.completion_pct is not None else None,
                    "bound": pair.bound if pair else None,
                    "note": pair.note if pair else None,
                    "result": _side(versions, outcome.result) if outcome.result else None,
                }
            )
    return rows


def _with_figures(connection: sqlite3.Connection, version_id: int) -> AnalysedVersion:
    """A version with what an outcome rests on: loading the rest as well would take three times as long."""
    (text,) = connection.execute("SELECT text FROM versions WHERE id = ?", (version_id,)).fetchone()
    figures = tuple(figure_of(row) for row in load_rows(connection, "figures", version_id))
    return AnalysedVersion(load_source(connection, version_id), text, passages=(), figures=figures)


def _side(versions: list[AnalysedVersion], at: FigureAt) -> Row:
    version = versions[at.version]
    figure = version.figures[at.figure]
    return {
        "document": version.source.slug,
        "version": version.source.number,
        "title": version.source.title,
        "region": version.source.region,
        "year": version.source.year,
        "published_on": version.source.published_on.isoformat() if version.source.published_on else None,
        "metric": figure.metric,
        "text": shown(figure.text),
        "clause": shown(figure.clause),
        "comparator": figure.comparator,
        "value": float(figure.value),
        "value_max": None if figure.value_max is None else float(figure.value_max),
        "unit": figure.unit,
        "tense": figure.tense,
        "period": figure.period.label if figure.period else None,
        "scope": figure.scope,
        "start_char": figure.span.start,
        "end_char": figure.span.end,
    }
