"""Proof that the ledger is what it was: every hash computed again, the chain walked from its first link."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from archive.ledger import chain


def ledger_problems(connection: sqlite3.Connection, since: str | None = None) -> Iterator[str]:
    """What is wrong with the ledger, a line each; nothing for a sound one.

    With `since` (an ISO date) only captures and texts that arrived on it or later are hashed again; the chain is
    walked whole all the same.
    """
    yield from _database_problems(connection)
    yield from _chain_problems(connection)
    yield from _unchained_rows(connection)
    yield from _content_problems(connection, since or "")
    yield from _numbering_problems(connection)


def head_is_kept(connection: sqlite3.Connection, expected: str) -> bool:
    """Whether a chain head noted earlier is still a link of the chain, so that nothing before it changed."""
    if expected == chain.ORIGIN:
        return True
    return connection.execute("SELECT 1 FROM chain WHERE sha256 = ?", (expected,)).fetchone() is not None


def _database_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"database: {line}"
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row_id}: points at a row of {parent} that is not there"


def _chain_problems(connection: sqlite3.Connection) -> Iterator[str]:
    previous, expected_position = chain.ORIGIN, 1
    for position, kind, key, sha256 in connection.execute(
        "SELECT position, kind, row_key, sha256 FROM chain ORDER BY position"
    ):
        name = f"chain link {position} ({kind} {key})"
        if position != expected_position:
            yield f"{name}: {position - expected_position} links before it are missing"
        expected_position = position + 1
        if kind not in chain.BOUND:
            yield f"{name}: no such kind of row"
            previous = sha256
            continue
        table, column, bound = chain.BOUND[kind]
        row = connection.execute(f"SELECT {', '.join(bound)} FROM {table} WHERE {column} = ?", (key,)).fetchone()
        if row is None:
            yield f"{name}: the row it binds is gone"
        else:
            values = dict(zip(bound, row, strict=True))
            try:
                made = chain.link(previous, kind, values)
            except TypeError:
                made = ""
            if made != sha256:
                yield f"{name}: the row, or a link before it, was altered"
            if kind in {"version", "event"}:
                (own,) = connection.execute(f"SELECT chain_sha256 FROM {table} WHERE id = ?", (key,)).fetchone()
                if own != sha256:
                    yield f"{table} row {key}: its chain_sha256 is not that of its link"
        previous = sha256
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'chain'").fetchone()
    if last != expected_position - 1:
        yield f"chain: the tail is cut; {last} links were written, {expected_position - 1} are there"


def _unchained_rows(connection: sqlite3.Connection) -> Iterator[str]:
    for kind, (table, column, _) in chain.BOUND.items():
        for (key,) in connection.execute(
            f"""SELECT {column} FROM {table}
                WHERE CAST({column} AS TEXT) NOT IN (SELECT row_key FROM chain WHERE kind = ?)""",
            (kind,),
        ):
            yield f"{table} row {key}: not bound into the chain"


def _content_problems(connection: sqlite3.Connection, since: str) -> Iterator[str]:
    captures = connection.execute(
        """SELECT DISTINCT c.sha256, c.size, c.bytes FROM captures c LEFT JOIN versions v ON v.capture_sha256 = c.sha256
           WHERE v.id IS NULL OR v.captured_at >= ?""",
        (since,),
    )
    for sha256, size, raw in captures:
        body = raw if isinstance(raw, bytes) else str(raw).encode()
        if hashlib.sha256(body).hexdigest() != sha256:
            yield f"capture {sha256}: its bytes do not match its hash; restore it from a backup"
        elif size != len(body):
            yield f"capture {sha256}: says {size} bytes, holds {len(body)}"
    versions = connection.execute(
        """SELECT w.slug || '@' || v.number, v.id, v.text, v.text_sha256
           FROM versions v LEFT JOIN works w ON w.id = v.document_id WHERE v.captured_at >= ?""",
        (since,),
    )
    for address, id_, text, sha256 in versions:
        body = text if isinstance(text, bytes) else str(text).encode()
        if hashlib.sha256(body).hexdigest() != sha256:
            yield f"{address or f'version {id_}'}: its text does not match its hash; restore it from a backup"


def _numbering_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for document_id, highest, count in connection.execute(
        "SELECT document_id, max(number), count(*) FROM versions GROUP BY document_id HAVING max(number) <> count(*)"
    ):
        yield f"work {document_id}: {count} versions, but the newest is number {highest}"
    for table in ("works", "versions", "events"):
        (last,) = connection.execute(
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)
        ).fetchone()
        (highest,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        if last != highest:
            yield f"{table}: the tail is cut; row {last} was written, {highest} is the last there"
