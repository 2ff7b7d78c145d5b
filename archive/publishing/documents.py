"""The documents of an archive, and one version of one as a page to read."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from archive.addresses import VersionAt, find_version, visible_versions
from archive.errors import NotFound
from archive.index.load import rows_as_dicts
from archive.index.records import passage_of
from archive.index.store import load_rows
from archive.ledger.facts import said_of
from archive.model import Passage, Span
from archive.publishing.links import Links
from archive.publishing.marking import Mark, Piece, pieces, shown

Row = dict[str, Any]

#: Passages on one page; a longer text is shown in parts.
PASSAGES_A_PART = 1500
_FILTERS = ("year", "region", "kind", "series")


def list_documents(
    connection: sqlite3.Connection, filters: dict[str, str | None], *, offset: int = 0, limit: int = 100
) -> Row:
    """The documents that pass the filters, newest first, with how many there are in all."""
    where, values = document_filters(filters)
    (total,) = connection.execute(f"SELECT count(*) FROM documents d WHERE {where}", values).fetchone()
    rows = rows_as_dicts(
        connection.execute(
            f"""SELECT slug, title, kind, series, region, publisher, published_on, date_basis, year, versions,
                characters
                FROM documents d WHERE {where} ORDER BY published_on DESC, slug LIMIT ? OFFSET ?""",
            [*values, limit, offset],
        )
    )
    return {"documents": rows, "total": total, "offset": offset, "limit": limit, "filters": filters}


def document_filters(filters: dict[str, str | None]) -> tuple[str, list[Any]]:
    """The condition on ``documents d`` that the filters make, with its values."""
    conditions, values = ["d.same_as IS NULL"], []
    for name in _FILTERS:
        if filters.get(name):
            conditions.append(f"CAST(d.{name} AS TEXT) = ?")
            values.append(filters[name])
    return " AND ".join(conditions), values


def title_of(connection: sqlite3.Connection, slug: str) -> str | None:
    """What the document of that name is called, where it says so."""
    row = connection.execute("SELECT title FROM documents WHERE slug = ?", (slug,)).fetchone()
    return None if row is None else row[0]


def choices(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """What may be chosen in each filter."""
    return {
        name: [
            str(value)
            for (value,) in connection.execute(
                f"""SELECT DISTINCT {name} FROM documents WHERE {name} IS NOT NULL AND same_as IS NULL
                    ORDER BY 1 LIMIT 500"""
            )
        ]
        for name in _FILTERS
    }


def read_version(
    connection: sqlite3.Connection,
    slug: str,
    number: int | None,
    *,
    links: Links,
    at: tuple[int, int] | None = None,
    part: int | None = None,
) -> Row:
    """One version to read: its facts, outline, passages with everything marked in them, and its other versions.

    `part` counts from 1; without it, the part that holds `at`, or the first. Raises NotFound.
    """
    version = find_version(connection, slug if number is None else f"{slug}@{number}")
    (text, captured_at, filename, text_sha256) = connection.execute(
        "SELECT text, captured_at, filename, text_sha256 FROM versions WHERE id = ?", (version.id,)
    ).fetchone()
    if at is not None and not 0 <= at[0] < at[1] <= len(text):
        raise NotFound(f"{slug}@{version.number}: no characters {at[0]}-{at[1]}; it has {len(text)}")
    passages = [passage_of(row) for row in load_rows(connection, "passages", version.id)]
    parts = max(1, -(-len(passages) // PASSAGES_A_PART))
    if part is None:
        part = 1 if at is None else _part_of(passages, at)
    if not 1 <= part <= parts:
        raise NotFound(f"{slug}@{version.number}: no part {part}; there are {parts}")
    first = (part - 1) * PASSAGES_A_PART
    marks = _marks(connection, version.id, links)
    loose = [mark for mark in marks.pop(-1, []) if mark.kind != "evidence"]
    if at is not None:
        loose.append(Mark(Span(*at), "evidence"))
    shown_passages = [
        {
            "position": position,
            "kind": passage.kind,
            "level": passage.level,
            "article_number": passage.article_number,
            "start_char": passage.start,
            "end_char": passage.end,
            "pieces": [
                _piece_row(piece)
                for piece in pieces(
                    passage.text,
                    passage.spans,
                    [*marks.get(position, ()), *(mark for mark in loose if _meets(mark.span, passage))],
                )
            ],
        }
        for position, passage in enumerate(passages[first : first + PASSAGES_A_PART], start=first)
    ]
    history = version_history(connection, slug)
    return {
        "document": _document_row(connection, version),
        "version": {
            "number": version.number,
            "newest": version.number == history[-1]["version"],
            "captured_at": captured_at,
            "filename": filename,
            "characters": len(text),
            "text_sha256": text_sha256,
        },
        "versions": history,
        "facts": _facts(connection, version, text),
        "outline": [
            {
                "position": position,
                "level": passage.level or 1,
                "text": shown(passage.text),
                "part": position // PASSAGES_A_PART + 1,
            }
            for position, passage in enumerate(passages)
            if passage.kind == "heading"
        ],
        "part": part,
        "parts": parts,
        "at": list(at) if at else None,
        "passages": shown_passages,
        "themes": _theme_counts(connection, version.id),
        "figures": rows_as_dicts(
            connection.execute(
                """SELECT metric, text, comparator, value, value_max, unit, tense, measure, period, scope,
                   clause, start_char, end_char
                   FROM figures WHERE version_id = ? ORDER BY id LIMIT 1000""",
                (version.id,),
            )
        ),
        "findings": rows_as_dicts(
            connection.execute(
                """SELECT kind, text, suggestion, reason, start_char, end_char FROM findings
                   WHERE version_id = ? ORDER BY id LIMIT 500""",
                (version.id,),
            )
        ),
    }


def version_history(connection: sqlite3.Connection, slug: str) -> list[Row]:
    """The visible versions of a document, oldest first, each with what kind of change it was and how large."""
    visible = {version.id: version.number for version in visible_versions(connection, slug)}
    marks = ", ".join("?" * len(visible))
    rows = rows_as_dicts(
        connection.execute(
            f"""SELECT v.id, v.number AS version, v.captured_at, length(v.text) AS characters, v.text_sha256,
                s.change_class AS change,
                (SELECT count(*) FROM changes c WHERE c.to_version_id = v.id AND c.class IS NOT 'layout') AS changes
                FROM versions v LEFT JOIN version_states s ON s.version_id = v.id
                WHERE v.id IN ({marks}) ORDER BY v.number""",
            list(visible),
        )
    )
    before: int | None = None
    for row in rows:
        del row["id"]
        row["before"] = before
        before = row["version"]
    return rows


def version_text(connection: sqlite3.Connection, slug: str, number: int) -> str:
    """The whole text of a visible version. Raises NotFound."""
    version = find_version(connection, f"{slug}@{number}")
    (text,) = connection.execute("SELECT text FROM versions WHERE id = ?", (version.id,)).fetchone()
    return str(text)


def version_bytes(connection: sqlite3.Connection, slug: str, number: int) -> tuple[bytes, str]:
    """The very bytes that a visible version came as, and a plain name for the file. Raises NotFound."""
    version = find_version(connection, f"{slug}@{number}")
    (raw,) = connection.execute(
        "SELECT c.bytes FROM versions v JOIN captures c ON c.sha256 = v.capture_sha256 WHERE v.id = ?", (version.id,)
    ).fetchone()
    return bytes(raw), f"{slug}-{number}.bin"


def _document_row(connection: sqlite3.Connection, version: VersionAt) -> Row:
    rows = rows_as_dicts(
        connection.execute(
            """SELECT slug, title, kind, series, issue, region, publisher, published_on, date_basis, year,
               source_url, note FROM documents WHERE id = ?""",
            (version.document_id,),
        )
    )
    return rows[0] if rows else {"slug": version.slug, "title": None}


def _facts(connection: sqlite3.Connection, version: VersionAt, text: str) -> list[Row]:
    """What was given by hand, then what the version says, each with whether it is what the archive goes by."""
    given = said_of(connection, version.document_id).facts
    rows = rows_as_dicts(
        connection.execute(
            """SELECT name, value, basis, start_char, end_char, reasons FROM version_facts
               WHERE version_id = ? ORDER BY id LIMIT 200""",
            (version.id,),
        )
    )
    for row in rows:
        row["in_force"] = row["name"] not in given
        row["reasons"] = json.loads(row["reasons"])
        row["evidence"] = None if row["start_char"] is None else shown(text[row["start_char"] : row["end_char"]])[:200]
    nowhere: Row = {"basis": "given", "start_char": None, "end_char": None, "reasons": [], "evidence": None}
    return [{"name": name, "value": value, **nowhere, "in_force": True} for name, value in given.items()] + rows


def _theme_counts(connection: sqlite3.Connection, version_id: int) -> list[Row]:
    return rows_as_dicts(
        connection.execute(
            """SELECT t.id, t.name, t.category, t.origin, count(*) AS mentions, min(m.start_char) AS start_char,
               m.end_char AS end_char FROM theme_mentions m JOIN themes t ON t.id = m.theme_id
               WHERE m.version_id = ? GROUP BY t.id ORDER BY mentions DESC, start_char LIMIT 300""",
            (version_id,),
        )
    )


def _marks(connection: sqlite3.Connection, version_id: int, links: Links) -> dict[int, list[Mark]]:
    """The marks of a version by the position of their passage; -1 for those that may lie anywhere."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for theme, name, start, end, position in connection.execute(
        """SELECT m.theme_id, t.name, m.start_char, m.end_char, p.position FROM theme_mentions m
           JOIN themes t ON t.id = m.theme_id JOIN passages p ON p.id = m.passage_id
           WHERE m.version_id = ? ORDER BY m.id""",
        (version_id,),
    ):
        found[position].append(Mark(Span(start, end), "theme", name, links.theme(theme)))
    for table, label in (("figures", "f.metric || ' · ' || f.tense"), ("milestones", "f.project || ' · ' || f.stage")):
        for title, start, end, position in connection.execute(
            f"""SELECT {label}, f.start_char, f.end_char, p.position FROM {table} f
                JOIN passages p ON p.id = f.passage_id WHERE f.version_id = ? ORDER BY f.id""",
            (version_id,),
        ):
            found[position].append(Mark(Span(start, end), table.removesuffix("s"), title))
    for reason, start, end in connection.execute(
        "SELECT reason, start_char, end_char FROM findings WHERE version_id = ? ORDER BY id LIMIT 500", (version_id,)
    ):
        found[-1].append(Mark(Span(start, end), "finding", reason))
    return found


def _part_of(passages: Sequence[Passage], at: tuple[int, int]) -> int:
    wanted = Span(*at)
    position = next((position for position, passage in enumerate(passages) if _meets(wanted, passage)), 0)
    return position // PASSAGES_A_PART + 1


def _meets(span: Span, passage: Passage) -> bool:
    return any(span.overlaps(own) for own in passage.spans)


def _piece_row(piece: Piece) -> Row:
    return {
        "text": piece.text,
        "start_char": piece.start,
        "marks": list(piece.kinds),
        "title": piece.title,
        "href": piece.href,
        "opens": piece.opens,
    }
