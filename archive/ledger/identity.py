"""Which document is this? By its given slug, by where it came from, else a new one: never a silent guess."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from archive.ledger.facts import said_of


@dataclass(frozen=True, slots=True)
class Identity:
    """The document a text belongs to, and why."""

    document_id: int | None  # None: a new work
    slug: str
    reason: str


def file_origin(path: Path) -> str:
    """The key of a file by its name within its folder; a hash, so that no path of the machine is kept."""
    return hashlib.sha256(str(path.absolute()).encode(errors="surrogateescape")).hexdigest()


def identify(
    connection: sqlite3.Connection, *, slug: str | None, origin: str, origin_key: str, suggested_slug: str
) -> Identity:
    """The document of a text that arrived.

    `slug` is one given by the user or the manifest and decides alone; else the same `origin` and `origin_key` mean the
    same document; else it is a new one, called `suggested_slug` with a number behind it where that name is taken.
    """
    if slug is not None:
        document_id = find_work(connection, slug)
        return Identity(document_id, slug, "named" if document_id is None else "the same name")
    row = connection.execute(
        """SELECT w.id, w.slug FROM versions v JOIN works w ON w.id = v.document_id
           WHERE v.origin = ? AND v.origin_key = ? ORDER BY v.id DESC LIMIT 1""",
        (origin, origin_key),
    ).fetchone()
    if row is not None:
        shown = one_with(connection, row[0])[-1]
        if shown == row[0]:
            return Identity(row[0], row[1], f"the same {origin}")
        (other,) = connection.execute("SELECT slug FROM works WHERE id = ?", (shown,)).fetchone()
        return Identity(shown, other, f"said to be the same as {row[1]}")
    free, number = suggested_slug, 1
    while find_work(connection, free) is not None:
        number += 1
        free = f"{suggested_slug}-{number}"
    reason = "a new document"
    if number > 1:
        reason = f"a new document from another place than {suggested_slug}; if they are one, use --id {suggested_slug}"
    return Identity(None, free, reason)


def one_with(connection: sqlite3.Connection, document_id: int) -> list[int]:
    """The document and those that it was said to be the same as, one after the other: the last is shown for all."""
    chain = [document_id]
    while (other := said_of(connection, chain[-1]).same_as) is not None and other not in chain:
        chain.append(other)
    return chain


def find_work(connection: sqlite3.Connection, slug: str) -> int | None:
    """The id of the work with that slug, or None."""
    row = connection.execute("SELECT id FROM works WHERE slug = ?", (slug,)).fetchone()
    return None if row is None else int(row[0])
