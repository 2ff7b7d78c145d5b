"""The ledger of promises: every target and plan, what became of it, and both sentences."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import Any

from archive.analysis.figure_words import other_number
from archive.index.load import rows_as_dicts
from archive.publishing.marking import shown
from archive.publishing.remembering import remembered

Row = dict[str, Any]

STATUSES = ("met", "missed", "open", "no result found")
#: Orders of the listing, each by its name.
_ORDERS = {
    "status": """CASE o.status WHEN 'missed' THEN 0 WHEN 'open' THEN 1 WHEN 'met' THEN 2 ELSE 3 END,
        o.result_id IS NULL, d.slug, f.start_char""",
    "completion": "p.completion_pct IS NULL, p.completion_pct, d.slug, f.start_char",
    "metric": "f.metric, d.slug, f.start_char",
    "document": "d.published_on, d.slug, f.start_char",
}
SORTS = tuple(_ORDERS)
_OF = """FROM target_outcomes o JOIN figures f ON f.id = o.id
    JOIN documents d ON d.newest_version_id = f.version_id"""
_PAIR = "LEFT JOIN figure_pairs p ON p.a_id = o.id AND p.b_id = o.result_id"
_CONDITIONS = {
    "region": "d.region = ?",
    "year": "d.year = CAST(? AS INTEGER)",
    "document": "d.slug = ?",
    "metric": "instr(lower(f.metric || f.clause), lower(?)) > 0",
}
_OF_A_FIGURE = ", ".join(
    f"f.{name}"
    for name in (
        *("metric", "text", "clause", "comparator", "value", "value_max", "unit"),
        *("tense", "period", "scope", "start_char", "end_char", "corrected"),
    )
)


def list_targets(
    connection: sqlite3.Connection,
    filters: dict[str, str | None],
    *,
    sort: str = "status",
    offset: int = 0,
    limit: int = 100,
) -> Row:
    """The targets that pass (``status``, ``region``, ``year``, ``document``, ``metric``), with counts by status.

    No more is read of the documents than the rows of one page.
    """
    sort = sort if sort in SORTS else "status"
    chosen = {name: value for name, value in filters.items() if name in _CONDITIONS and value}
    counts = remembered(connection, ("target counts", *sorted(chosen.items())), lambda: _counts(connection, chosen))
    status = filters.get("status")
    question = ("targets", *sorted(chosen.items()), status, sort, offset, limit)
    return {
        "targets": remembered(connection, question, lambda: _rows(connection, chosen, status, sort, offset, limit)),
        "total": counts.get(status, 0) if status else sum(counts.values()),
        "counts": {name: counts.get(name, 0) for name in STATUSES},
        "filters": filters,
        "sort": sort,
        "offset": offset,
        "limit": limit,
    }


def _where(chosen: dict[str, str]) -> tuple[str, list[str]]:
    return " AND ".join(("d.same_as IS NULL", *(_CONDITIONS[name] for name in chosen))), list(chosen.values())


def _counts(connection: sqlite3.Connection, chosen: dict[str, str]) -> dict[str, int]:
    where, values = _where(chosen)
    return dict(connection.execute(f"SELECT o.status, count(*) {_OF} WHERE {where} GROUP BY 1", values).fetchall())


def _rows(
    connection: sqlite3.Connection, chosen: dict[str, str], status: str | None, sort: str, offset: int, limit: int
) -> list[Row]:
    where, values = _where(chosen)
    if status:
        where += " AND o.status = ?"
        values.append(status)
    pair = _PAIR if sort == "completion" else ""
    page = [
        id_
        for (id_,) in connection.execute(
            f"SELECT o.id {_OF} {pair} WHERE {where} ORDER BY {_ORDERS[sort]}, o.id LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
    ]
    told = {
        row["id"]: row
        for row in rows_as_dicts(
            connection.execute(
                f"""SELECT o.id, o.status, o.reason, p.relation, p.comparability, p.completion_pct, p.bound, p.note,
                    o.result_id FROM target_outcomes o {_PAIR} WHERE o.id IN ({", ".join("?" * len(page))})""",
                page,
            )
        )
    }
    sides = _sides(connection, [*page, *(row["result_id"] for row in told.values() if row["result_id"])])
    found = []
    for id_ in page:
        row = told[id_]
        del row["id"]
        result = row.pop("result_id")
        found.append({**sides[id_], **row, "result": sides.get(result)})
    return found


def _sides(connection: sqlite3.Connection, figures: list[int]) -> dict[int, Row]:
    """Each figure with its document, its words as they are shown."""
    rows = rows_as_dicts(
        connection.execute(
            f"""SELECT f.id, d.slug AS document, v.number AS version, d.title, d.region, d.year, d.published_on,
                {_OF_A_FIGURE}
                FROM figures f JOIN documents d ON d.newest_version_id = f.version_id
                JOIN versions v ON v.id = f.version_id WHERE f.id IN ({", ".join("?" * len(figures))})""",
            figures,
        )
    )
    return {
        row.pop("id"): {
            **{name: value for name, value in row.items() if name != "corrected"},
            "text": shown(row["text"]),
            "clause": shown(row["clause"]),
            "corrected_to": _corrected_words(row),
        }
        for row in rows
    }


def _corrected_words(row: Row) -> str | None:
    """What an analyst gave in the place of the number that is written, or None."""
    if not row["corrected"]:
        return None
    value, most = (None if row[name] is None else Decimal(repr(row[name])) for name in ("value", "value_max"))
    return None if value is None else other_number(row["text"], row["comparator"], value, most, row["unit"])
