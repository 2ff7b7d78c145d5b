"""The present facts of each document: what its newest visible version says, overruled by what a person said."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from archive.ledger.facts import said_of, withdrawn_versions
from archive.model import content_length

#: The columns of ``documents`` that are facts.
FACTS = ("title", "kind", "series", "issue", "region", "publisher", "published_on", "source_url")


def refresh_document(connection: sqlite3.Connection, document_id: int) -> str | None:
    """Make the row of one document anew and give its region; a document with no visible version has no row."""
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    hidden = withdrawn_versions(connection, document_id)
    visible = [
        row
        for row in connection.execute(
            """SELECT v.id, length(v.text) FROM versions v JOIN version_states s ON s.version_id = v.id
               WHERE v.document_id = ? ORDER BY v.number""",
            (document_id,),
        )
        if row[0] not in hidden
    ]
    if not visible:
        return None
    newest, characters = visible[-1]
    stated = {
        name: (value, basis)
        for name, value, basis in connection.execute(
            "SELECT name, value, basis FROM version_facts WHERE version_id = ? ORDER BY id DESC", (newest,)
        )
    }
    said = said_of(connection, document_id)
    if stated.get("title", ("", "inferred"))[1] == "inferred" and (hint := _title_in_file(connection, newest)):
        stated["title"] = (hint, "inferred")
    row: dict[str, object] = {name: said.facts.get(name, stated.get(name, (None, None))[0]) for name in FACTS}
    published_on = row["published_on"]
    if "published_on" in said.facts:
        row["date_basis"] = "given"
    else:
        row["date_basis"] = (stated.get("published_on") or stated.get("year") or (None, None))[1]
    (slug,) = connection.execute("SELECT slug FROM works WHERE id = ?", (document_id,)).fetchone()
    row |= {
        "id": document_id,
        "slug": slug,
        "year": _year(published_on, stated),
        "note": said.facts.get("note"),
        "same_as": said.same_as,
        "newest_version_id": newest,
        "versions": len(visible),
        "characters": characters,
        "content_characters": _content_characters(connection, newest),
    }
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO documents ({names}) VALUES ({marks})", row)
    return None if row["region"] is None else str(row["region"])


def _content_characters(connection: sqlite3.Connection, version_id: int) -> int:
    """What rates are told by, as in a comparison of two years."""
    return content_length(connection.execute("SELECT kind, text FROM passages WHERE version_id = ?", (version_id,)))


def _year(published_on: object, stated: Mapping[str, tuple[str, str]]) -> int | None:
    """The year of publication; a report without a day may still tell its year."""
    if published_on:
        return int(str(published_on)[:4])
    return int(stated["year"][0]) if "year" in stated else None


def _title_in_file(connection: sqlite3.Connection, version_id: int) -> str | None:
    """What the file itself (a page's <title>, a document's properties) calls its title, where it says so."""
    row = connection.execute(
        "SELECT payload ->> 'title' FROM events WHERE version_id = ? AND kind = 'source'", (version_id,)
    ).fetchone()
    return None if row is None else row[0]
