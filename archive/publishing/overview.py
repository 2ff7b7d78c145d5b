"""The first page: what the archive holds, what changed last, what stands out between the years, where to start."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any

from archive.index.load import rows_as_dicts
from archive.ledger.facts import WITHDRAWN
from archive.publishing.remembering import remembered
from archive.publishing.sections import years

Row = dict[str, Any]

#: Only what newest versions say: an edited document does not count twice.
_NEWEST = "WHERE version_id IN (SELECT newest_version_id FROM documents WHERE same_as IS NULL)"


def overview(connection: sqlite3.Connection) -> Row:
    """What the first page shows."""
    return remembered(connection, ("overview",), lambda: _overview(connection))


def newest_changes(
    connection: sqlite3.Connection, *, slug: str | None = None, since: int = 1, limit: int = 20
) -> list[Row]:
    """The newest versions, numbered from `since` in their document, with what kind of change each was."""
    where, values = ("AND d.slug = ?", [since, slug]) if slug else ("", [since])
    return rows_as_dicts(
        connection.execute(
            f"""SELECT d.slug, d.title, v.number AS version, v.captured_at, v.text_sha256, s.change_class AS change,
                (SELECT max(o.number) FROM versions o JOIN version_states os ON os.version_id = o.id
                 WHERE o.document_id = v.document_id AND o.number < v.number
                 AND o.id NOT IN ({WITHDRAWN})) AS before,
                (SELECT count(*) FROM changes c WHERE c.to_version_id = v.id AND c.class IS NOT 'layout') AS changes
                FROM versions v JOIN documents d ON d.id = v.document_id JOIN version_states s ON s.version_id = v.id
                WHERE v.id NOT IN ({WITHDRAWN}) AND v.number >= ? {where}
                ORDER BY v.id DESC LIMIT ?""",
            [*values, limit],
        )
    )


def _overview(connection: sqlite3.Connection) -> Row:
    (documents, versions, characters) = connection.execute(
        "SELECT count(*), coalesce(sum(versions), 0), coalesce(sum(characters), 0) FROM documents WHERE same_as IS NULL"
    ).fetchone()
    held = years(connection)
    return {
        "documents": documents,
        "versions": versions,
        "characters": characters,
        "figures": connection.execute(f"SELECT count(*) FROM figures {_NEWEST}").fetchone()[0],
        "themes": connection.execute(f"SELECT count(DISTINCT theme_id) FROM theme_mentions {_NEWEST}").fetchone()[0],
        "years": held,
        "compare": [held[0], held[-1]] if held else None,
        "coverage": rows_as_dicts(
            connection.execute(
                """SELECT region, year, kind, count(*) AS documents, sum(content_characters) AS characters
                   FROM documents WHERE same_as IS NULL GROUP BY region, year, kind
                   ORDER BY year DESC, documents DESC, region LIMIT 200"""
            )
        ),
        "newest": rows_as_dicts(
            connection.execute(
                """SELECT slug, title, region, kind, published_on, date_basis, characters FROM documents
                   WHERE same_as IS NULL
                   ORDER BY published_on DESC, slug LIMIT 8"""
            )
        ),
        "changes": newest_changes(connection, since=2, limit=8),
        "stands_out": _stands_out(connection, held),
    }


def _stands_out(connection: sqlite3.Connection, held: list[int]) -> Row | None:
    """Themes said in the region with most text in both its first and its last year, and those in only one of them."""
    row = connection.execute(
        """SELECT region, min(year), max(year) FROM documents WHERE year IS NOT NULL AND same_as IS NULL
           GROUP BY region HAVING min(year) < max(year) ORDER BY sum(content_characters) DESC LIMIT 1"""
    ).fetchone()
    if row is None:
        return None
    region, first, last = row
    rates: dict[int, Row] = defaultdict(dict)
    for id_, theme, year, mentions, rate in connection.execute(
        """SELECT t.id, y.theme, y.year, y.mentions, y.per_10k_chars FROM theme_years y
           JOIN themes t ON t.name = y.theme
           WHERE y.region IS ? AND y.year IN (?, ?) AND t.origin = 'lexicon'""",
        (region, first, last),
    ):
        rates[id_] |= {"id": id_, "theme": theme, year: (mentions, rate)}
    both = [row for row in rates.values() if first in row and last in row]
    only = {
        year: sorted(
            (row for row in rates.values() if year in row and other not in row), key=lambda row: -row[year][0]
        )[:8]
        for year, other in ((first, last), (last, first))
    }
    both.sort(key=lambda row: -(row[first][0] + row[last][0]))

    def plain(row: Row) -> Row:
        return {
            "id": row["id"],
            "theme": row["theme"],
            "earlier": row[first][1] if first in row else 0,
            "later": row[last][1] if last in row else 0,
            "mentions": sum(row[year][0] for year in (first, last) if year in row),
        }

    return {
        "region": region,
        "years": [first, last],
        "characters": [
            connection.execute(
                "SELECT sum(content_characters) FROM documents WHERE region IS ? AND year = ? AND same_as IS NULL",
                (region, year),
            ).fetchone()[0]
            for year in (first, last)
        ],
        "both": [plain(row) for row in both[:10]],
        "only_earlier": [plain(row) for row in only[first]],
        "only_later": [plain(row) for row in only[last]],
    }
