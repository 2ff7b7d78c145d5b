"""Putting one version's derived rows into the index, and taking them out again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive.analysis.version import Analysis
from archive.index.analyser import analyser_identity
from archive.index.folding import index_form
from archive.index.rows import Row, rows_of, text_hash
from archive.index.tables import PER_VERSION, Packed, insert_packed, insert_rows, packed
from archive.index.theming import insert_mentions
from archive.index.variants import figure_free, layout_free
from archive.model import Theme


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything the index keeps of one version, ready to be inserted; made without the database."""

    version_id: int
    document_id: int
    rows: dict[str, Packed]
    state: Row


def derive(version_id: int, document_id: int, text: str, analysis: Analysis) -> Derived:
    """The rows that an analysis gives for a version."""
    rows = {table: packed(found) for table, found in rows_of(version_id, analysis).items()}
    state = state_row(version_id, text, ((figure.span.start, figure.span.end) for figure in analysis.figures))
    return Derived(version_id, document_id, rows, state)


def state_row(version_id: int, text: str, figures: Iterable[tuple[int, int]]) -> Row:
    """The row of ``version_states`` of a version whose figures stand in those ranges."""
    return {
        "version_id": version_id,
        "analyser": analyser_identity(),
        "layout_free_sha256": _sha256(layout_free(text)),
        "figure_free_sha256": _sha256(figure_free(text, figures)),
        "change_class": None,
    }


def store(connection: sqlite3.Connection, derived: Derived, themes: Mapping[int, Theme]) -> None:
    """Write the rows of one version, in the place of any there were; `themes` are those in force, by their ids."""
    remove_version(connection, derived.version_id)
    insert_version(connection, derived.rows, {}, themes)
    insert_rows(connection, "version_states", [derived.state])


def insert_version(
    connection: sqlite3.Connection,
    rows: Mapping[str, Packed],
    known: Mapping[str, int],
    themes: Mapping[int, Theme],
) -> None:
    """Insert rows of one version into their tables; `known` has the ids of passage texts that are there already."""
    texts = rows["passages"].column("text")
    ids = {**text_ids(connection, dict.fromkeys(text for text in texts if text not in known)), **known}
    for table in reversed(PER_VERSION):
        if table == "theme_mentions":
            insert_mentions(connection, rows[table], themes)
        elif table == "passages":
            insert_packed(connection, table, rows[table].beside("text_id", [ids[text] for text in texts]))
        else:
            insert_packed(connection, table, rows[table])


def remove_version(connection: sqlite3.Connection, version_id: int) -> None:
    """Take out every derived row of one version, and the passage texts that no other version shares."""
    if connection.execute("SELECT 1 FROM version_states WHERE version_id = ?", (version_id,)).fetchone() is None:
        return
    texts = connection.execute(
        "SELECT DISTINCT text_id, text FROM passages WHERE version_id = ?", (version_id,)
    ).fetchall()
    connection.execute(
        """DELETE FROM target_outcomes WHERE id IN (SELECT id FROM figures WHERE version_id = :version)
           OR result_id IN (SELECT id FROM figures WHERE version_id = :version)""",
        {"version": version_id},
    )
    connection.execute(
        """DELETE FROM figure_pairs WHERE a_id IN (SELECT id FROM figures WHERE version_id = :version)
           OR b_id IN (SELECT id FROM figures WHERE version_id = :version)""",
        {"version": version_id},
    )
    connection.execute(
        """DELETE FROM milestone_pairs WHERE a_id IN (SELECT id FROM milestones WHERE version_id = :version)
           OR b_id IN (SELECT id FROM milestones WHERE version_id = :version)""",
        {"version": version_id},
    )
    connection.execute(
        "DELETE FROM changes WHERE from_version_id = :version OR to_version_id = :version", {"version": version_id}
    )
    for table in (*PER_VERSION, "version_states"):
        connection.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))
    for text_id, text in texts:
        _drop_unshared_text(connection, text_id, text)


def _drop_unshared_text(connection: sqlite3.Connection, text_id: int, text: str) -> None:
    if connection.execute("SELECT 1 FROM passages WHERE text_id = ? LIMIT 1", (text_id,)).fetchone() is not None:
        return
    # A full-text index that keeps no texts must be told the very words it took in, or they stay in it.
    connection.execute(
        "INSERT INTO passages_fts (passages_fts, rowid, text) VALUES ('delete', ?, ?)", (text_id, index_form(text))
    )
    connection.execute("DELETE FROM passage_texts WHERE id = ?", (text_id,))


def version_digest(connection: sqlite3.Connection, version_id: int) -> str:
    """One hash over all rows of a version, theme mentions left out: they depend on the lexicon in force as well."""
    digest = hashlib.sha256()
    for table in PER_VERSION:
        if table != "theme_mentions":
            rows = [{**row, "text_id": None} for row in load_rows(connection, table, version_id)]
            digest.update(json.dumps(rows, ensure_ascii=False).encode())
    return digest.hexdigest()


def text_ids(connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, int]:
    """The id of each passage text, which is taken into the full-text index where it is not there yet."""
    found: dict[str, int] = {}
    for text in texts:
        hash_ = text_hash(text)
        row = connection.execute(
            """SELECT t.id FROM passage_texts t
               WHERE t.hash = ? AND ? = (SELECT p.text FROM passages p WHERE p.text_id = t.id LIMIT 1)""",
            (hash_, text),
        ).fetchone()
        if row is None:
            cursor = connection.execute("INSERT INTO passage_texts (hash) VALUES (?)", (hash_,))
            row = (cursor.lastrowid,)
            connection.execute("INSERT INTO passages_fts (rowid, text) VALUES (?, ?)", (row[0], index_form(text)))
        found[text] = int(row[0])
    return found


def load_rows(connection: sqlite3.Connection, table: str, version_id: int) -> list[dict[str, Any]]:
    """The rows of one version in a table of the index, in order."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE version_id = ? ORDER BY id", (version_id,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
