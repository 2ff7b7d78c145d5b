"""Themes: the list of them, and one with its concordance, its counts over time, its wordings and its company."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.errors import NotFound
from archive.index.load import rows_as_dicts
from archive.index.rows import passage_of
from archive.publishing.documents import document_filters
from archive.publishing.marking import shown
from archive.publishing.remembering import remembered

Row = dict[str, Any]

_AROUND = 22
_SORTS = ("date", "left", "right")


def list_themes(
    connection: sqlite3.Connection,
    filters: dict[str, str | None],
    *,
    origin: str | None = None,
    category: str | None = None,
    offset: int = 0,
    limit: int = 200,
) -> Row:
    """Themes with how often and where they are mentioned, most mentioned first."""
    where, values = document_filters(filters)
    for column, wanted in (("t.origin", origin), ("t.category", category)):
        if wanted:
            where += f" AND {column} = ?"
            values.append(wanted)

    def ask() -> list[Row]:
        return rows_as_dicts(
            connection.execute(
                f"""SELECT t.id, t.name, t.category, t.origin, count(*) AS mentions, count(DISTINCT d.id) AS documents,
                    min(d.year) AS first_year, max(d.year) AS last_year
                    FROM theme_mentions m JOIN themes t ON t.id = m.theme_id
                    JOIN documents d ON d.newest_version_id = m.version_id WHERE {where}
                    GROUP BY t.id ORDER BY mentions DESC, t.name""",
                values,
            )
        )

    rows = remembered(connection, ("themes", where, tuple(values)), ask)
    return {"themes": rows[offset : offset + limit], "total": len(rows), "offset": offset, "limit": limit}


def categories(connection: sqlite3.Connection) -> list[str]:
    """The categories there are."""
    return [str(name) for (name,) in connection.execute("SELECT DISTINCT category FROM themes ORDER BY 1 LIMIT 200")]


def read_theme(
    connection: sqlite3.Connection, id_: int, *, sort: str = "date", offset: int = 0, limit: int = 100
) -> Row:
    """One theme. `sort` orders the concordance by ``date``, or by the neighbour on the ``left`` or ``right``.

    Raises NotFound.
    """
    rows = rows_as_dicts(connection.execute("SELECT id, name, category, origin FROM themes WHERE id = ?", (id_,)))
    if not rows:
        raise NotFound(f"{id_}: no such theme")
    aliases = [
        alias
        for (alias,) in connection.execute("SELECT alias FROM theme_aliases WHERE theme_id = ? ORDER BY 1", (id_,))
    ]
    lines = remembered(connection, ("concordance", id_, sort), lambda: _concordance(connection, id_, sort))
    return {
        "theme": rows[0],
        "aliases": aliases,
        "years": rows_as_dicts(
            connection.execute(
                """SELECT y.region, y.year, y.mentions, y.per_10k_chars, y.documents FROM theme_years y
                   WHERE y.theme = ? ORDER BY y.region, y.year""",
                (rows[0]["name"],),
            )
        ),
        "variants": rows_as_dicts(
            connection.execute(
                """SELECT m.text, count(*) AS mentions FROM theme_mentions m
                   JOIN documents d ON d.newest_version_id = m.version_id WHERE m.theme_id = ?
                   GROUP BY m.text ORDER BY mentions DESC, m.text LIMIT 50""",
                (id_,),
            )
        ),
        "company": _company(connection, id_),
        "concordance": lines[offset : offset + limit],
        "total": len(lines),
        "offset": offset,
        "limit": limit,
        "sort": sort if sort in _SORTS else "date",
    }


def _concordance(connection: sqlite3.Connection, id_: int, sort: str) -> list[Row]:
    """Every mention with its words to the left and right, within its passage."""
    cursor = connection.execute(
        """SELECT d.slug AS document, d.title, d.year, d.published_on, v.number AS version, m.start_char, m.end_char,
           m.text AS mention, p.* FROM theme_mentions m JOIN documents d ON d.newest_version_id = m.version_id
           JOIN versions v ON v.id = m.version_id JOIN passages p ON p.id = m.passage_id
           WHERE m.theme_id = ? AND d.same_as IS NULL ORDER BY d.published_on, d.slug, m.start_char""",
        (id_,),
    )
    names = [column[0] for column in cursor.description]
    lines = []
    for values in cursor:
        row: Row = {}
        for name, value in zip(names, values, strict=True):
            row.setdefault(name, value)
        start, end = row["start_char"], row["end_char"]
        passage = passage_of({**dict(zip(names, values, strict=True))})
        at = 0
        left = right = None
        for span in passage.spans:
            if left is None and span.start <= start < span.end:
                left = at + start - span.start
            if span.start < end <= span.end:
                right = at + end - span.start
            at += len(span)
        if left is None or right is None:
            continue
        lines.append(
            {
                "document": row["document"],
                "version": row["version"],
                "title": row["title"],
                "year": row["year"],
                "start_char": start,
                "end_char": end,
                "left": shown(passage.text[max(0, left - _AROUND) : left]),
                "keyword": shown(passage.text[left:right]),
                "right": shown(passage.text[right : right + _AROUND]),
            }
        )
    if sort == "left":
        lines.sort(key=lambda line: line["left"][::-1])
    elif sort == "right":
        lines.sort(key=lambda line: line["right"])
    return lines


def _company(connection: sqlite3.Connection, id_: int) -> list[Row]:
    """The themes that stand in the same passages most often."""
    return rows_as_dicts(
        connection.execute(
            """SELECT t.id, t.name, count(DISTINCT m.passage_id) AS passages FROM theme_mentions m
               JOIN themes t ON t.id = m.theme_id
               WHERE m.passage_id IN (SELECT o.passage_id FROM theme_mentions o
                   JOIN documents d ON d.newest_version_id = o.version_id WHERE o.theme_id = ? LIMIT 5000)
               AND m.theme_id <> ? GROUP BY t.id ORDER BY passages DESC, t.name LIMIT 20""",
            (id_, id_),
        )
    )
