"""Themes: the list of them, and one with its concordance, its counts over time, its wordings and its company."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from archive.errors import NotFound
from archive.index.load import rows_as_dicts
from archive.publishing.documents import document_filters
from archive.publishing.marking import shown
from archive.publishing.remembering import remembered
from archive.publishing.sections import NO_REGION

Row = dict[str, Any]

_AROUND = 22
#: Mentions put in order by their neighbours; every one of them has to be read for that.
MOST_SORTED = 2_000
_AT_ONCE = 500
#: Regions offered on the page of a theme.
_MOST_REGIONS = 40
#: Mentions of the theme ?1 in the region ?2: all of them where it is null, those of no region where it is NO_REGION.
_IN_REGION = f"(?2 IS NULL OR coalesce(d.region, '{NO_REGION}') = ?2)"
_MENTIONS = f"""FROM theme_mentions m JOIN documents d ON d.newest_version_id = m.version_id
    WHERE m.theme_id = ?1 AND d.same_as IS NULL AND {_IN_REGION}"""
_SORTS = ("date", "left", "right")
_OWN = {"name": "instr(lower(t.name), lower(?)) > 0", "category": "t.category = ?", "origin": "t.origin = ?"}


def list_themes(
    connection: sqlite3.Connection,
    filters: dict[str, str | None],
    own: dict[str, str | None],
    *,
    offset: int = 0,
    limit: int = 200,
) -> Row:
    """Themes with how often and where they are mentioned, most mentioned first.

    `filters` are on the documents, `own` on the themes: part of their ``name``, ``category``, ``origin``.
    """
    where, values = document_filters(filters)
    for name, condition in _OWN.items():
        if own.get(name):
            where += f" AND {condition}"
            values.append(own[name])

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
    connection: sqlite3.Connection,
    id_: int,
    *,
    region: str | None = None,
    sort: str = "date",
    offset: int = 0,
    limit: int = 100,
) -> Row:
    """One theme, in one region or in all (``-``: documents of no region).

    `sort` orders the concordance by ``date``, or by the neighbour on the ``left`` or ``right``.

    Raises NotFound.
    """
    rows = rows_as_dicts(connection.execute("SELECT id, name, category, origin FROM themes WHERE id = ?", (id_,)))
    if not rows:
        raise NotFound(f"{id_}: no such theme")
    aliases = [
        alias
        for (alias,) in connection.execute("SELECT alias FROM theme_aliases WHERE theme_id = ? ORDER BY 1", (id_,))
    ]
    sort = sort if sort in _SORTS else "date"
    (total,) = connection.execute(f"SELECT count(*) {_MENTIONS}", (id_, region)).fetchone()
    return {
        "theme": rows[0],
        "aliases": aliases,
        "years": rows_as_dicts(
            connection.execute(
                f"""SELECT d.region, d.year, d.mentions, d.per_10k_chars, d.documents FROM theme_years d
                    WHERE d.theme = ?1 AND {_IN_REGION} ORDER BY d.region, d.year""",
                (rows[0]["name"], region),
            )
        ),
        "over_time": _over_time(connection, id_, region),
        "regions": rows_as_dicts(
            connection.execute(
                f"""SELECT coalesce(d.region, '{NO_REGION}') AS value, d.region, count(*) AS mentions {_MENTIONS}
                    GROUP BY d.region ORDER BY mentions DESC, d.region LIMIT {_MOST_REGIONS}""",
                (id_, None),
            )
        ),
        "region": region,
        "variants": rows_as_dicts(
            connection.execute(
                """SELECT m.text, count(*) AS mentions FROM theme_mentions m
                   JOIN documents d ON d.newest_version_id = m.version_id WHERE m.theme_id = ?
                   GROUP BY m.text ORDER BY mentions DESC, m.text LIMIT 50""",
                (id_,),
            )
        ),
        "company": _company(connection, id_),
        "concordance": _concordance(connection, id_, region, sort, offset, limit),
        "total": total if sort == "date" else min(total, MOST_SORTED),
        "offset": offset,
        "limit": limit,
        "sort": sort,
    }


def _over_time(connection: sqlite3.Connection, id_: int, region: str | None) -> list[Row]:
    """Year by year how often it is said, the regions taken together; years with text that does not say it are there."""
    return rows_as_dicts(
        connection.execute(
            f"""WITH said AS (SELECT d.year, count(*) AS mentions {_MENTIONS} GROUP BY d.year),
                     held AS (SELECT d.year, sum(d.content_characters) AS characters FROM documents d
                              WHERE d.same_as IS NULL AND {_IN_REGION} GROUP BY d.year)
                SELECT held.year, coalesce(said.mentions, 0) AS mentions,
                       round(10000.0 * coalesce(said.mentions, 0) / held.characters, 2) AS per_10k_chars
                FROM held LEFT JOIN said ON said.year IS held.year ORDER BY held.year""",
            (id_, region),
        )
    )


def _concordance(
    connection: sqlite3.Connection, id_: int, region: str | None, sort: str, offset: int, limit: int
) -> list[Row]:
    """A page of the mentions with their words to the left and right, within their passages.

    By neighbour, the newest MOST_SORTED mentions are put in order; by date there is no such bound.
    """
    if sort == "date":
        by_date = "d.published_on, d.slug, m.start_char"
        return _lines(connection, _mentions(connection, id_, region, by_date, limit, offset))

    def ask() -> list[Row]:
        newest = _mentions(connection, id_, region, "d.published_on DESC, d.slug, m.start_char", MOST_SORTED, 0)
        lines = _lines(connection, newest)
        return sorted(lines, key=lambda line: line["left"][::-1] if sort == "left" else line["right"])

    return remembered(connection, ("concordance", id_, region, sort), ask)[offset : offset + limit]


def _mentions(
    connection: sqlite3.Connection, id_: int, region: str | None, order: str, limit: int, offset: int
) -> list[int]:
    rows = connection.execute(
        f"SELECT m.id {_MENTIONS} ORDER BY {order} LIMIT ?3 OFFSET ?4", (id_, region, limit, offset)
    )
    return [mention for (mention,) in rows]


def _lines(connection: sqlite3.Connection, mentions: Sequence[int]) -> list[Row]:
    """Each mention with the words around it, in the order given."""
    lines: dict[int, Row] = {}
    for start in range(0, len(mentions), _AT_ONCE):
        some = mentions[start : start + _AT_ONCE]
        for id_, document, version, title, year, begins, ends, text, spans in connection.execute(
            f"""SELECT m.id, d.slug, v.number, d.title, d.year, m.start_char, m.end_char, p.text, p.spans
                FROM theme_mentions m JOIN documents d ON d.newest_version_id = m.version_id
                JOIN versions v ON v.id = m.version_id JOIN passages p ON p.id = m.passage_id
                WHERE m.id IN ({", ".join("?" * len(some))})""",
            some,
        ):
            left, right = _place(json.loads(spans), begins, ends)
            lines[id_] = {
                "document": document,
                "version": version,
                "title": title,
                "year": year,
                "start_char": begins,
                "end_char": ends,
                "left": shown(text[max(0, left - _AROUND) : left]),
                "keyword": shown(text[left:right]),
                "right": shown(text[right : right + _AROUND]),
            }
    return [lines[id_] for id_ in mentions]


def _place(spans: Sequence[Sequence[int]], start: int, end: int) -> tuple[int, int]:
    """Where a range of the version's text stands in the passage's joined text, which its `spans` make up."""
    left = right = at = 0
    for begins, ends in spans:
        if begins <= start < ends:
            left = at + start - begins
        if begins < end <= ends:
            right = at + end - begins
        at += ends - begins
    return left, right


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
