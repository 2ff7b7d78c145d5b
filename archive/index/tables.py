"""Making and dropping the tables of the index, and the notes the index keeps of itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from archive.ledger.database import statements, writing

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Raised by one whenever schema.sql changes; an index of another number is dropped and made again.
SCHEMA = "9"

#: The tables whose rows belong to one version, in the order in which they may be deleted.
PER_VERSION = (
    "figure_corrections",
    "theme_mentions",
    "figures",
    "milestones",
    "articles",
    "version_facts",
    "findings",
    "passages",
)


def ensure_tables(database: Database) -> bool:
    """Make the tables where there are none or they are of another schema; True where all is to be indexed anew."""
    connection = database.conn
    if read_note(connection, "schema") == SCHEMA:
        return False
    with writing(database):
        if read_note(connection, "schema") == SCHEMA:
            return False
        drop_tables(connection)
        for statement in statements(_schema()):
            connection.execute(statement)
        write_note(connection, "schema", SCHEMA)
    return True


def drop_tables(connection: sqlite3.Connection) -> None:
    """Drop every table and view of the index."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for kind, name in reversed(_objects(_schema())):
        connection.execute(f"DROP {kind} IF EXISTS {name}")


def is_ready(connection: sqlite3.Connection) -> bool:
    """Whether the index is there and of the schema that this program reads."""
    return read_note(connection, "schema") == SCHEMA


def read_note(connection: sqlite3.Connection, name: str) -> str | None:
    """What the index noted under that name, or None."""
    try:
        row = connection.execute("SELECT value FROM index_notes WHERE name = ?", (name,)).fetchone()
    except sqlite3.OperationalError:
        return None
    return None if row is None else str(row[0])


def write_note(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Note a fact about the index itself."""
    connection.execute("INSERT OR REPLACE INTO index_notes (name, value) VALUES (?, ?)", (name, value))


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of one table without the names repeated in each: what is small to send and quick to insert."""

    names: tuple[str, ...]
    values: list[tuple[Any, ...]]

    def as_dicts(self) -> list[dict[str, Any]]:
        """The rows with the names of their columns."""
        return [dict(zip(self.names, row, strict=True)) for row in self.values]

    def column(self, name: str) -> list[Any]:
        """The values of one column, from top to bottom."""
        if not self.values:
            return []
        at = self.names.index(name)
        return [row[at] for row in self.values]

    def beside(self, name: str, values: Iterable[Any]) -> Packed:
        """The same rows with one column more."""
        if not self.values:
            return self
        return Packed((*self.names, name), [(*row, value) for row, value in zip(self.values, values, strict=True)])


def packed(rows: Sequence[Mapping[str, Any]]) -> Packed:
    """Rows that all have the same columns, in the same order."""
    return Packed(tuple(rows[0]) if rows else (), [tuple(row.values()) for row in rows])


def insert_packed(connection: sqlite3.Connection, table: str, rows: Packed) -> None:
    """Insert rows into a table."""
    if rows.values:
        marks = ", ".join("?" * len(rows.names))
        connection.executemany(f"INSERT INTO {table} ({', '.join(rows.names)}) VALUES ({marks})", rows.values)


def insert_rows(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns, in the same order."""
    insert_packed(connection, table, packed(rows))


def _schema() -> str:
    return resources.files("archive.index").joinpath("schema.sql").read_text("utf-8")


def _objects(script: str) -> list[tuple[str, str]]:
    found = []
    for statement in statements(script):
        words = statement.replace("VIRTUAL ", "").split(None, 3)
        if words[1] in {"TABLE", "VIEW"}:
            found.append((words[1], words[2].partition("(")[0]))
    return found
