"""``SLUG@N``: how a version is named."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.errors import NotFound
from archive.ledger.facts import withdrawn_versions


@dataclass(frozen=True, slots=True)
class VersionAt:
    """A version found in the ledger."""

    id: int
    document_id: int
    slug: str
    number: int


def find_document(connection: sqlite3.Connection, slug: str) -> int:
    """The id of the document with that slug. Raises NotFound."""
    row = connection.execute("SELECT id FROM works WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        raise NotFound(f"{slug}: no such document; archive list shows what there is")
    return int(row[0])


def find_version(connection: sqlite3.Connection, address: str) -> VersionAt:
    """The visible version at ``SLUG@N``, or the newest of ``SLUG``. Raises NotFound."""
    slug, at, number = address.partition("@")
    versions = visible_versions(connection, slug)
    if not at:
        return versions[-1]
    found = next((version for version in versions if str(version.number) == number), None)
    if found is None:
        row = connection.execute(
            "SELECT 1 FROM versions WHERE document_id = ? AND CAST(number AS TEXT) = ?",
            (versions[0].document_id, number),
        ).fetchone()
        if row is not None:
            raise _withdrawn(address)
        shown = ", ".join(f"{slug}@{version.number}" for version in versions)
        raise NotFound(f"{address}: no such version; there are {shown}")
    return found


def visible_versions(connection: sqlite3.Connection, slug: str) -> list[VersionAt]:
    """The versions of a document that are not withdrawn, oldest first. Raises NotFound where there is none."""
    document_id = find_document(connection, slug)
    hidden = withdrawn_versions(connection, document_id)
    versions = [
        VersionAt(id_, document_id, slug, number)
        for id_, number in connection.execute(
            "SELECT id, number FROM versions WHERE document_id = ? ORDER BY number", (document_id,)
        )
        if id_ not in hidden
    ]
    if not versions:
        raise _withdrawn(slug)
    return versions


def find_recorded(connection: sqlite3.Connection, address: str) -> tuple[int, int | None]:
    """The document at ``SLUG[@N]`` and the number, withdrawn ones too. Raises NotFound for what was never there."""
    slug, at, number = address.partition("@")
    document_id = find_document(connection, slug)
    if not at:
        return document_id, None
    row = connection.execute(
        "SELECT number FROM versions WHERE document_id = ? AND CAST(number AS TEXT) = ?", (document_id, number)
    ).fetchone()
    if row is None:
        raise NotFound(f"{address}: no such version was ever recorded")
    return document_id, int(row[0])


def _withdrawn(address: str) -> NotFound:
    return NotFound(f"{address}: withdrawn; it is kept in the ledger and shown nowhere; archive restore brings it back")
