"""Versions with everything derived from them, read back from the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from archive.index.records import (
    FIGURE_COLUMNS,
    MILESTONE_COLUMNS,
    article_of,
    figure_of,
    milestone_of,
    passage_of,
    position_of,
)
from archive.ledger.facts import withdrawn_versions
from archive.model import AnalysedVersion, Source, Span, ThemeMention

_FIGURES = f"SELECT {FIGURE_COLUMNS} FROM figures WHERE version_id = ? ORDER BY id"
_MILESTONES = f"SELECT {MILESTONE_COLUMNS} FROM milestones WHERE version_id = ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents a comparison or a listing takes; None takes all."""

    year: int | None = None
    region: str | None = None
    series: str | None = None
    kind: str | None = None
    slugs: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None


def conditions(selection: Selection) -> tuple[str, list[Any]]:
    """The condition on ``documents d`` that a selection stands for, and its values."""
    parts: list[str] = ["1"]
    values: list[Any] = []
    for column in ("year", "region", "series", "kind"):
        wanted = getattr(selection, column)
        if wanted is not None:
            parts.append(f"d.{column} = ?")
            values.append(wanted)
    if selection.slugs:
        parts.append(f"d.slug IN ({', '.join('?' * len(selection.slugs))})")
        values += selection.slugs
    for name, sign in (("published_from", ">="), ("published_to", "<=")):
        day = getattr(selection, name)
        if day is not None:
            parts.append(f"d.published_on {sign} ?")
            values.append(day.isoformat())
    return " AND ".join(parts), values


def newest_versions(connection: sqlite3.Connection, selection: Selection, as_of: str | None = None) -> list[int]:
    """The ids of the newest visible versions of the documents selected, in order of date and slug.

    With `as_of` (a day), those that were the newest at its end; documents that came later are left out.
    """
    if as_of is not None:
        return _newest_as_of(connection, selection, as_of)
    where, values = conditions(selection)
    rows = connection.execute(
        f"SELECT newest_version_id FROM documents d WHERE {where} AND same_as IS NULL ORDER BY published_on, slug",
        values,
    )
    return [int(id_) for (id_,) in rows]


def _newest_as_of(connection: sqlite3.Connection, selection: Selection, as_of: str) -> list[int]:
    where, values = conditions(selection)
    hidden = withdrawn_versions(connection)
    newest: dict[int, int] = {}
    for document_id, version_id in connection.execute(
        f"""SELECT d.id, v.id FROM documents d JOIN versions v ON v.document_id = d.id
            WHERE {where} AND d.same_as IS NULL AND substr(v.captured_at, 1, 10) <= ?
            ORDER BY d.published_on, d.slug, v.number""",
        [*values, as_of],
    ):
        if version_id not in hidden:
            newest[document_id] = version_id
    return list(newest.values())


def versions_of_region(connection: sqlite3.Connection, region: str | None) -> list[int]:
    """The ids of the newest visible versions of one region (None: of documents of no known region)."""
    rows = connection.execute(
        "SELECT newest_version_id FROM documents WHERE region IS ? AND same_as IS NULL ORDER BY published_on, slug",
        (region,),
    )
    return [int(id_) for (id_,) in rows]


def load_source(connection: sqlite3.Connection, version_id: int) -> Source:
    """The version's address and the facts of its document."""
    row = connection.execute(
        """SELECT w.slug, v.number, d.title, d.kind, d.series, d.region, d.publisher, d.published_on,
           d.date_basis, d.year
           FROM versions v JOIN works w ON w.id = v.document_id LEFT JOIN documents d ON d.id = w.id WHERE v.id = ?""",
        (version_id,),
    ).fetchone()
    slug, number, title, kind, series, region, publisher, published_on, date_basis, year = row
    return Source(
        slug=slug,
        number=number,
        title=title,
        kind=kind,
        series=series,
        region=region,
        publisher=publisher,
        published_on=date.fromisoformat(published_on) if published_on else None,
        date_basis=date_basis,
        year=year,
        version_id=version_id,
    )


def load_version(connection: sqlite3.Connection, version_id: int) -> AnalysedVersion:
    """One version with its passages, articles, figures, milestones and theme mentions."""
    from archive.index.store import load_rows

    return replace(
        load_quantities(connection, version_id),
        passages=tuple(passage_of(row) for row in load_rows(connection, "passages", version_id)),
        mentions=tuple(load_mentions(connection, version_id)),
        articles=tuple(article_of(row) for row in load_rows(connection, "articles", version_id)),
    )


def load_quantities(connection: sqlite3.Connection, version_id: int) -> AnalysedVersion:
    """One version with its figures and milestones, and no passages: what pairs are made of."""
    return AnalysedVersion(
        source=load_source(connection, version_id),
        text=load_text(connection, version_id),
        passages=(),
        figures=tuple(map(figure_of, connection.execute(_FIGURES, (version_id,)))),
        milestones=tuple(map(milestone_of, connection.execute(_MILESTONES, (version_id,)))),
    )


def load_text(connection: sqlite3.Connection, version_id: int) -> str:
    """The text of a version."""
    (text,) = connection.execute("SELECT text FROM versions WHERE id = ?", (version_id,)).fetchone()
    return str(text)


def load_mentions(connection: sqlite3.Connection, version_id: int) -> Iterator[ThemeMention]:
    """The theme mentions of one version, in the order of the text."""
    for name, start, end, text, passage_id in connection.execute(
        """SELECT t.name, m.start_char, m.end_char, m.text, m.passage_id
           FROM theme_mentions m JOIN themes t ON t.id = m.theme_id WHERE m.version_id = ? ORDER BY m.id""",
        (version_id,),
    ):
        yield ThemeMention(theme=name, span=Span(start, end), text=text, passage=position_of(passage_id))


def load_versions(connection: sqlite3.Connection, ids: Sequence[int]) -> list[AnalysedVersion]:
    """Several versions, in the order of their ids given."""
    return [load_version(connection, id_) for id_ in ids]


def rows_as_dicts(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """What a query gives, a dictionary a row."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
