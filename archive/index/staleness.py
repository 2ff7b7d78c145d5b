"""Which pairs are to be made again: of what region, and of the documents of which years."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from archive.index.rows import SPAN_OF_IDS

_STALE = "pairs_stale:"


@dataclass(frozen=True, slots=True)
class Span:
    """The year of a document that changed, and the last one that anything it promises is to be done by."""

    year: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Stale:
    """What changed in a region, with notes that are others as soon as anything more does."""

    spans: tuple[Span, ...]
    notes: tuple[tuple[str, str], ...]

    def years(self, present: Collection[int | None]) -> set[int | None]:
        """The years, of those that the region has documents of, in whose windows a document that changed can be.

        Its own and the next one with any document, and all that what it promises reaches into or that follow those.
        """
        found: set[int | None] = set()
        for span in self.spans:
            if span.year is None or span.until is None:
                found.add(None)
                continue
            later = sorted(year for year in present if year is not None and year >= span.year)
            found.update(year for year in later if year <= span.until + 1)
            found.update(later[: 2 if span.year in present else 1])
        return found & set(present)


def mark_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Note that the pairs which a document, as the index has it now, can be part of are to be made again."""
    row = connection.execute(
        "SELECT region, year, newest_version_id FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    if row is None:
        return
    region, year, version_id = row
    until = None if year is None else max(year, _promised_until(connection, version_id))
    connection.execute(
        """INSERT INTO index_notes (name, value) VALUES (?, '1')
           ON CONFLICT (name) DO UPDATE SET value = CAST(value + 1 AS TEXT)""",
        (f"{_STALE}{year or ''}:{until or ''}:{region or ''}",),
    )


def _promised_until(connection: sqlite3.Connection, version_id: int) -> int:
    (day,) = connection.execute(
        """SELECT max(period_end) FROM (
               SELECT max(period_end) AS period_end FROM figures
               WHERE version_id = :id AND tense IN ('target', 'plan')
               UNION ALL SELECT max(period_end) FROM milestones
               WHERE version_id = :id AND tense IN ('target', 'plan'))""",
        {"id": version_id},
    ).fetchone()
    return int(day[:4]) if day else 0


def drop_pairs(connection: sqlite3.Connection, document_id: int) -> None:
    """Take the pairs and outcomes that the newest version of a document is part of out of the index."""
    row = connection.execute("SELECT newest_version_id FROM documents WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        return
    for table, columns in (
        ("target_outcomes", ("id", "result_id")),
        ("figure_pairs", ("a_id", "b_id")),
        ("milestone_pairs", ("a_id", "b_id")),
    ):
        for column in columns:
            connection.execute(f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?", ids_of(row[0]))


def ids_of(version_id: int) -> tuple[int, int]:
    """The least and the greatest id that a row of a version can have."""
    return version_id * SPAN_OF_IDS + 1, (version_id + 1) * SPAN_OF_IDS


def stale_regions(connection: sqlite3.Connection) -> dict[str | None, Stale]:
    """The regions that have pairs to be made again, and which."""
    rows = connection.execute("SELECT name, value FROM index_notes WHERE name LIKE ? || '%' ORDER BY name", (_STALE,))
    found: defaultdict[str | None, list[tuple[Span, str, str]]] = defaultdict(list)
    for name, value in rows.fetchall():
        _, year, until, region = name.split(":", 3)
        span = Span(int(year) if year else None, int(until) if until else None)
        found[region or None].append((span, name, value))
    return {
        region: Stale(tuple(span for span, _, _ in marks), tuple((name, value) for _, name, value in marks))
        for region, marks in sorted(found.items(), key=lambda item: item[0] or "")
    }


def unmark(connection: sqlite3.Connection, region: str | None, stale: Stale) -> bool:
    """Note that those pairs are made; False, and nothing done, where more has changed since."""
    if stale_regions(connection).get(region) != stale:
        return False
    connection.executemany("DELETE FROM index_notes WHERE name = ?", [(name,) for name, _ in stale.notes])
    return True
