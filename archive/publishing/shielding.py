"""Bounds for queries of strangers, and withdrawn texts kept out of their reach."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from typing import Any

from archive.ledger.facts import WITHDRAWN

#: The largest single value that a query may make, in bytes.
LARGEST_VALUE = 64 * 1024 * 1024
#: All that one query may hand out, in bytes.
LARGEST_ANSWER = 64 * 1024 * 1024
#: All that SQLite may hold in this process, in bytes.
MOST_MEMORY = 1024 * 1024 * 1024
_LONGEST_SQL = 100_000

_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})
#: Tells where the file lies.
_FORBIDDEN_TABLES = frozenset({"pragma_database_list"})
#: These tell what the shadows below are called.
_SCHEMAS = frozenset({"sqlite_temp_master", "sqlite_temp_schema", "pragma_table_list"})
_GUARDED = frozenset(
    {
        ("versions", "text"),
        ("captures", "bytes"),
        ("passages_fts_data", "block"),
        ("events", "payload"),
    }
)
#: Of an event ``e``: a comparison kept to be cited, which quotes a version that was withdrawn since.
QUOTES_WITHDRAWN = f"""e.kind = 'comparison' AND EXISTS (
    SELECT 1 FROM main.versions q JOIN main.works w ON w.id = q.document_id WHERE q.id IN ({WITHDRAWN})
    AND (instr(e.payload, w.slug || '@' || q.number || '"') OR instr(e.payload, w.slug || '@' || q.number || '\\')))"""


class Shield:
    """Looks after the connections of one server."""

    def __init__(self) -> None:
        self._inner = f"visible_{secrets.token_hex(12)}"
        self._connections: list[sqlite3.Connection] = []
        self._shadowed: set[int] = set()

    def guard(self, connection: sqlite3.Connection) -> None:
        """Bound what queries on `connection` may take, and hide what is withdrawn."""
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute(f"PRAGMA hard_heap_limit = {MOST_MEMORY}").fetchall()
        connection.row_factory = bounded_rows()
        connection.set_authorizer(self._authorizer(connection))
        if not _is_archive(connection):
            return  # one of Datasette's own databases
        self._connections.append(connection)
        if has_withdrawals(connection):
            self._shadow(connection)

    def hide_withdrawn(self) -> None:
        """Hide withdrawn texts on every connection, once something has been withdrawn while serving."""
        for connection in self._connections:
            if id(connection) not in self._shadowed:
                self._shadow(connection)

    def _shadow(self, connection: sqlite3.Connection) -> None:
        """Lay temporary views of the same names over the tables that hold texts.

        A name without a schema means the view; the table beneath (``main.versions``) refuses its text to all but the
        innermost view, whose name nobody can know.
        """
        inner = self._inner
        visible = f"SELECT rowid AS rowid, * FROM main.versions WHERE id NOT IN ({WITHDRAWN})"
        captures = f"""SELECT rowid AS rowid, * FROM main.captures WHERE sha256 IN
            (SELECT capture_sha256 FROM main.versions WHERE id NOT IN ({WITHDRAWN}))
            AND sha256 NOT IN (SELECT capture_sha256 FROM main.versions WHERE id IN ({WITHDRAWN}))"""
        (latest,) = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = 'latest_versions'").fetchone()
        body = latest.partition(" AS")[2]
        for name, select in (
            (f"{inner}_v", visible),
            ("versions", f"SELECT * FROM {inner}_v"),
            (f"{inner}_c", captures),
            ("captures", f"SELECT * FROM {inner}_c"),
            (
                f"{inner}_e",
                f"""SELECT e.rowid AS rowid, e.id, e.kind, e.document_id, e.version_id,
                    CASE WHEN {QUOTES_WITHDRAWN} THEN '{{}}' ELSE e.payload END AS payload,
                    e.who, e.recorded_at, e.chain_sha256 FROM main.events e""",
            ),
            ("events", f"SELECT * FROM {inner}_e"),
            ("latest_versions", body.replace("JOIN versions v", f"JOIN {inner}_v v")),
        ):
            connection.execute(f"CREATE TEMP VIEW IF NOT EXISTS {name} AS {select}")
        self._shadowed.add(id(connection))

    def _authorizer(self, connection: sqlite3.Connection) -> Callable[..., int]:
        names = frozenset({f"{self._inner}_v", f"{self._inner}_c", f"{self._inner}_e"})

        def authorize(action: int, first: str | None, second: str | None, schema: str | None, view: str | None) -> int:
            if action == sqlite3.SQLITE_READ:
                if first in _FORBIDDEN_TABLES:
                    return sqlite3.SQLITE_DENY
                if id(connection) in self._shadowed and (
                    first in _SCHEMAS or (schema == "main" and (first, second) in _GUARDED and view not in names)
                ):
                    return sqlite3.SQLITE_DENY
            elif action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH) or (
                action == sqlite3.SQLITE_FUNCTION and second in _FORBIDDEN_FUNCTIONS
            ):
                return sqlite3.SQLITE_DENY
            return sqlite3.SQLITE_OK

        return authorize


def has_withdrawals(connection: sqlite3.Connection) -> bool:
    """Whether any version is withdrawn."""
    return (
        _is_archive(connection)
        and connection.execute("SELECT 1 FROM events WHERE kind = 'withdraw' LIMIT 1").fetchone() is not None
    )


def _is_archive(connection: sqlite3.Connection) -> bool:
    names = connection.execute("SELECT count(*) FROM main.sqlite_master WHERE name IN ('events', 'latest_versions')")
    return bool(names.fetchone()[0] == 2)


def bounded_rows() -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """A row factory that ends a query once its rows weigh more than LARGEST_ANSWER."""
    current: list[Any] = [None, 0]

    def make(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> sqlite3.Row:
        if current[0] is not cursor:
            current[:] = [cursor, 0]
        current[1] += sum(len(value) for value in row if isinstance(value, str | bytes))
        if current[1] > LARGEST_ANSWER:
            current[:] = [None, 0]
            raise sqlite3.OperationalError(
                f"the answer is larger than {LARGEST_ANSWER // 1024 // 1024} MB; ask for less"
            )
        return sqlite3.Row(cursor, row)

    return make
