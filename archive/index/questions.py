"""The questions that listings ask of the index, each one query and its rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from archive.errors import NotFound
from archive.index.load import Selection, conditions, rows_as_dicts
from archive.ledger.facts import WITHDRAWN, withdrawn_versions
from archive.model import Theme

Row = dict[str, Any]

_DOCUMENT_COLUMNS = (
    "slug, title, kind, series, issue, region, publisher, published_on, date_basis, year, versions, characters, "
    "source_url"
)


#: What documents are chosen by, and what several of it are called.
_CHOSEN_BY = {"year": "years", "region": "regions", "series": "series", "kind": "kinds"}
#: An error names no more values than this.
_MOST_HOLDINGS = 12
#: Names that make a change weightier; every one of them is looked for in every change.
_MOST_TERMS = 2_000


def documents(connection: sqlite3.Connection, selection: Selection, as_of: str | None) -> list[Row]:
    """The documents selected, by date and slug; with `as_of`, those with a version recorded by the end of that day."""
    where, values = conditions(selection)
    if as_of is not None:
        where += (
            " AND EXISTS (SELECT 1 FROM versions v WHERE v.document_id = d.id AND substr(v.captured_at, 1, 10) <= ?)"
        )
        values.append(as_of)
    return rows_as_dicts(
        connection.execute(
            f"SELECT {_DOCUMENT_COLUMNS} FROM documents d WHERE {where} ORDER BY published_on, slug", values
        )
    )


def undated(connection: sqlite3.Connection, slugs: Iterable[str]) -> list[str]:
    """Those of the documents of which no date is known: they stand in no year."""
    rows = connection.execute(
        "SELECT slug FROM documents WHERE year IS NULL AND slug IN (SELECT value FROM json_each(?)) ORDER BY slug",
        (json.dumps([*slugs]),),
    )
    return [slug for (slug,) in rows]


def counted_twice(connection: sqlite3.Connection, slugs: Iterable[str]) -> list[tuple[str, str, bool]]:
    """Those of the documents that an earlier one seems to be: its slug, and whether it has the very same text.

    Else they have title, region and day in common. What they say counts twice until they are said to be the same.
    """
    wanted = set(slugs)
    earliest: dict[tuple[str | None, ...], tuple[str, int]] = {}
    found = []
    for slug, newest, *facts in connection.execute(
        "SELECT slug, newest_version_id, title, region, published_on FROM documents WHERE same_as IS NULL ORDER BY id"
    ):
        other, its_newest = earliest.setdefault(tuple(facts), (slug, newest))
        if other != slug and slug in wanted:
            hashes = {_text_sha256(connection, id_) for id_ in (newest, its_newest)}
            if len(hashes) == 1 or None not in facts:
                found.append((slug, other, len(hashes) == 1))
    return found


def _text_sha256(connection: sqlite3.Connection, version_id: int) -> str:
    (sha256,) = connection.execute("SELECT text_sha256 FROM versions WHERE id = ?", (version_id,)).fetchone()
    return str(sha256)


def unindexed(connection: sqlite3.Connection) -> int:
    """How many visible versions the index holds nothing of yet: no listing shows what they say."""
    (count,) = connection.execute(
        f"""SELECT count(*) FROM versions WHERE id NOT IN (SELECT version_id FROM version_states)
            AND id NOT IN ({WITHDRAWN})"""
    ).fetchone()
    return int(count)


def require_documents(connection: sqlite3.Connection, selection: Selection) -> None:
    """Raises NotFound, saying what there is, where a selection chooses no document at all."""
    if selection == Selection():
        return
    for slug in selection.slugs:
        if connection.execute("SELECT 1 FROM documents WHERE slug = ?", (slug,)).fetchone() is None:
            raise NotFound(f"{slug}: no such document; archive list shows what there is")
    where, values = conditions(selection)
    if connection.execute(f"SELECT 1 FROM documents d WHERE {where} LIMIT 1", values).fetchone() is None:
        wanted = [str(value) for value in (selection.year, selection.region, selection.series, selection.kind) if value]
        raise NotFound(f"{', '.join([*wanted, *selection.slugs])}: no document; {holdings(connection, selection)}")


def holdings(connection: sqlite3.Connection, selection: Selection) -> str:
    """What the archive holds instead: the values of what was asked for and no document has, else the years."""
    asked = {name: getattr(selection, name) for name in _CHOSEN_BY if getattr(selection, name) is not None}
    for name, wanted in (asked or {"year": None}).items():
        if connection.execute(f"SELECT 1 FROM documents WHERE {name} = ? LIMIT 1", (wanted,)).fetchone() is None:
            held = connection.execute(
                f"SELECT DISTINCT {name} FROM documents WHERE {name} IS NOT NULL ORDER BY 1 LIMIT {_MOST_HOLDINGS}"
            ).fetchall()
            values = ", ".join(str(value) for (value,) in held)
            more = " …" if len(held) == _MOST_HOLDINGS else ""
            several = _CHOSEN_BY[name]
            return f"the archive holds the {several} {values}{more}" if held else f"the archive knows no {several} yet"
    return "there are documents of each, but none of all together"


def versions(connection: sqlite3.Connection, slug: str) -> list[Row]:
    """The visible versions of a document, oldest first."""
    hidden = withdrawn_versions(connection)
    rows = rows_as_dicts(
        connection.execute(
            """SELECT v.id, v.number AS version, v.captured_at, v.filename, length(v.text) AS characters,
               s.change_class AS change,
               (SELECT count(*) FROM changes c
                WHERE c.to_version_id = v.id AND c.figure_change IS NOT NULL) AS figures_changed,
               v.encoding, v.text_sha256, v.note
               FROM versions v JOIN works w ON w.id = v.document_id LEFT JOIN version_states s ON s.version_id = v.id
               WHERE w.slug = ? ORDER BY v.number""",
            (slug,),
        )
    )
    return [{name: value for name, value in row.items() if name != "id"} for row in rows if row["id"] not in hidden]


def newest_as_of(connection: sqlite3.Connection, slug: str, as_of: str) -> int | None:
    """The number of the newest visible version that was recorded by the end of the day `as_of`, or None."""
    known = [row["version"] for row in versions(connection, slug) if row["captured_at"][:10] <= as_of]
    return known[-1] if known else None


def weighty_terms(connection: sqlite3.Connection, old: int, new: int) -> list[str]:
    """The formulations and projects that either version names, up to so many: what touches them weighs more."""
    rows = connection.execute(
        """SELECT text FROM theme_mentions WHERE version_id IN (?1, ?2)
           UNION SELECT project FROM milestones WHERE version_id IN (?1, ?2) ORDER BY 1 LIMIT ?3""",
        (old, new, _MOST_TERMS),
    )
    return [term for (term,) in rows]


def themes(connection: sqlite3.Connection, selection: Selection, origin: str | None) -> list[Row]:
    """Themes that the documents selected mention, with how often and in how many of them."""
    where, values = conditions(selection)
    if origin is not None:
        where += " AND t.origin = ?"
        values.append(origin)
    return rows_as_dicts(
        connection.execute(
            f"""SELECT t.id, t.name, t.category, t.origin, count(*) AS mentions, count(DISTINCT d.id) AS documents,
                min(d.published_on) AS first_seen, max(d.published_on) AS last_seen
                FROM theme_mentions m JOIN themes t ON t.id = m.theme_id
                JOIN documents d ON d.newest_version_id = m.version_id
                WHERE {where} AND d.same_as IS NULL GROUP BY t.id ORDER BY mentions DESC, t.name""",
            values,
        )
    )


def theme_records(connection: sqlite3.Connection) -> list[Theme]:
    """Every theme of the index, with its aliases."""
    aliases: dict[int, list[str]] = {}
    for id_, alias in connection.execute("SELECT theme_id, alias FROM theme_aliases ORDER BY theme_id, alias"):
        aliases.setdefault(id_, []).append(alias)
    return [
        Theme(name, category, origin, tuple(aliases.get(id_, ())))
        for id_, name, category, origin in connection.execute(
            "SELECT id, name, category, origin FROM themes ORDER BY name"
        )
    ]


def figures(connection: sqlite3.Connection, selection: Selection, filters: Mapping[str, str | None]) -> list[Row]:
    """The figures of the documents selected, in order of date, slug and place."""
    where, values = conditions(selection)
    where += _filtered("f", filters, {"metric": "LIKE", "tense": "=", "measure": "="}, values)
    return rows_as_dicts(
        connection.execute(
            f"""SELECT d.slug AS document, v.number AS version, f.metric, f.comparator, f.value, f.value_max, f.unit,
                f.tense, f.measure, f.direction, f.period, f.scope, f.text, f.clause, f.start_char, f.end_char,
                f.corrected
                FROM figures f JOIN documents d ON d.newest_version_id = f.version_id
                JOIN versions v ON v.id = f.version_id
                WHERE {where} AND d.same_as IS NULL ORDER BY d.published_on, d.slug, f.id""",
            values,
        )
    )


def milestones(connection: sqlite3.Connection, selection: Selection, filters: Mapping[str, str | None]) -> list[Row]:
    """The milestones of the documents selected, in order of date, slug and place."""
    where, values = conditions(selection)
    where += _filtered("m", filters, {"project": "LIKE", "stage": "=", "tense": "="}, values)
    return rows_as_dicts(
        connection.execute(
            f"""SELECT d.slug AS document, v.number AS version, m.project, m.stage, m.tense, m.period, m.text,
                m.start_char, m.end_char
                FROM milestones m JOIN documents d ON d.newest_version_id = m.version_id
                JOIN versions v ON v.id = m.version_id
                WHERE {where} AND d.same_as IS NULL ORDER BY d.published_on, d.slug, m.id""",
            values,
        )
    )


def _filtered(alias: str, filters: Mapping[str, str | None], known: Mapping[str, str], values: list[Any]) -> str:
    parts = ""
    for name, wanted in filters.items():
        if wanted is None:
            continue
        if known[name] == "LIKE":
            parts += f" AND instr({alias}.{name}, ?) > 0"
        else:
            parts += f" AND {alias}.{name} = ?"
        values.append(wanted)
    return parts
