"""``correct``: an analyst's file of corrections, recorded and applied after everything that is read by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.analysis.correction_file import read_corrections
from archive.errors import BadLexicon, NotFound
from archive.index import tables
from archive.index.correcting import slug_of, unplaced_rows
from archive.index.load import rows_as_dicts
from archive.ledger import clock
from archive.ledger.database import writing
from archive.ledger.facts import withdrawn_versions
from archive.ledger.given import files_in_force
from archive.ledger.records import add_event
from archive.workflow.indexing import forget_document

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from sqlite_utils import Database

    from archive.analysis.corrections import Correction


def record_corrections(database: Database, name: str, text: str, *, who: str) -> bool:
    """Record a file of corrections and forget what it changes, to be derived again; False where that is in force.

    It takes the place of an earlier file of that name; an empty one only takes that back. Raises BadLexicon, with file
    and line, for a mistake, and NotFound for taking back what was never given.
    """
    connection = database.conn
    entries = read_corrections(text, name)
    with writing(database):
        earlier = {file.name: file.text for file in files_in_force(connection, "corrections")}
        if not text.strip() and name not in earlier:
            raise NotFound(f"{name}: empty, and no corrections of that name are in force that it could take back")
        if earlier.get(name) == text:
            return False
        slugs = _slugs(entries) | _slugs(_entries_read_earlier(earlier.get(name, ""), name))
        documents = _documents(connection, slugs)
        payload = {"name": name, "text": text, "newest": _newest(connection, documents)}
        add_event(connection, "corrections", payload, who=who, recorded_at=clock.now())
        for document_id in documents.values():
            forget_document(connection, document_id)
    return True


def refresh_unplaced(database: Database) -> None:
    """Say anew which corrections name no version that the index holds."""
    rows = unplaced_rows(database.conn)
    if rows != _unplaced(database.conn):
        with writing(database):
            database.conn.execute("DELETE FROM figure_corrections WHERE version_id IS NULL")
            tables.insert_rows(database.conn, "figure_corrections", rows)


def outcomes(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """What became of every correction in force, file by file: in the newest versions, and in those named by number."""
    names = {file.event_id: file.name for file in files_in_force(connection, "corrections")}
    rows = rows_as_dicts(
        connection.execute(
            """SELECT c.event_id, c.line, c.action, c.document, v.number AS version, c.other_document, c.start_char,
               c.end_char, c.done, c.reason, c.note
               FROM figure_corrections c LEFT JOIN versions v ON v.id = c.version_id
               LEFT JOIN documents d ON d.newest_version_id = c.version_id
               WHERE c.version_id IS NULL OR d.id IS NOT NULL OR instr(c.document, '@') > 0
               ORDER BY c.event_id, c.line, c.id"""
        )
    )
    return [{"file": names.get(row.pop("event_id")), **row} for row in rows]


def _entries_read_earlier(text: str, name: str) -> tuple[Correction, ...]:
    try:
        return read_corrections(text, name)
    except BadLexicon:
        return ()  # this release does not use the file, so that nothing has to be undone


def _slugs(entries: Iterable[Correction]) -> set[str]:
    return {slug_of(place) for entry in entries for place in entry.places}


def _unplaced(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    return rows_as_dicts(connection.execute("SELECT * FROM figure_corrections WHERE version_id IS NULL ORDER BY id"))


def _documents(connection: sqlite3.Connection, slugs: Iterable[str]) -> dict[str, int]:
    found = {}
    for slug in sorted(slugs):
        row = connection.execute("SELECT id FROM works WHERE slug = ?", (slug,)).fetchone()
        if row is not None:
            found[slug] = int(row[0])
    return found


def _newest(connection: sqlite3.Connection, documents: dict[str, int]) -> dict[str, int]:
    """The number of the newest visible version of each document: the text that the analyst had in hand."""
    hidden = withdrawn_versions(connection)
    newest = {}
    for slug, document_id in documents.items():
        for id_, number in connection.execute(
            "SELECT id, number FROM versions WHERE document_id = ? ORDER BY number", (document_id,)
        ):
            if id_ not in hidden:
                newest[slug] = int(number)
    return newest
