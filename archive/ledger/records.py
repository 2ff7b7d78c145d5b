"""Writing ledger rows, each bound into the chain in the same transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from archive.ledger import chain


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is recorded of a text that arrived."""

    raw: bytes
    media_type: str
    text: str
    encoding: str | None
    filename: str | None
    origin: str  # file, stdin, url, git, name
    origin_key: str  # tells it from others of that origin: a URL, a hash of the folder and the name
    captured_at: str
    note: str | None = None

    def text_bytes(self) -> bytes:
        """The text in UTF-8: mostly the very bytes it came as, which are then neither made nor hashed a second time."""
        if self.encoding == "utf-8" and self.raw.decode(errors="surrogateescape") == self.text:
            return self.raw
        return self.text.encode()


def add_work(connection: sqlite3.Connection, slug: str) -> int:
    """The id of a new work of that slug."""
    cursor = connection.execute("INSERT INTO works (slug) VALUES (?)", (slug,))
    work = int(cursor.lastrowid or 0)
    chain.append(connection, "work", {"id": work, "slug": slug})
    return work


def add_capture(connection: sqlite3.Connection, raw: bytes, media_type: str) -> str:
    """The SHA-256 of bytes that are kept now, whether or not they were before."""
    sha256 = hashlib.sha256(raw).hexdigest()
    if connection.execute("SELECT 1 FROM captures WHERE sha256 = ?", (sha256,)).fetchone() is None:
        row = {"sha256": sha256, "media_type": media_type, "size": len(raw)}
        connection.execute(
            "INSERT INTO captures (sha256, media_type, size, bytes) VALUES (:sha256, :media_type, :size, :bytes)",
            {**row, "bytes": raw},
        )
        chain.append(connection, "capture", row)
    return sha256


def add_version(connection: sqlite3.Connection, document_id: int, new: NewVersion) -> tuple[int, int]:
    """The id and number of a new version of a work."""
    (id_,) = connection.execute(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'versions'), 0) + 1"
    ).fetchone()
    (number,) = connection.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE document_id = ?", (document_id,)
    ).fetchone()
    capture = add_capture(connection, new.raw, new.media_type)
    text = new.text_bytes()
    row: dict[str, object] = {
        "id": id_,
        "document_id": document_id,
        "number": number,
        "capture_sha256": capture,
        "text_sha256": capture if text is new.raw else hashlib.sha256(text).hexdigest(),
        "filename": new.filename,
        "captured_at": new.captured_at,
        "note": new.note,
        "encoding": new.encoding,
        "origin": new.origin,
        "origin_key": new.origin_key,
    }
    row |= {"text": text, "chain_sha256": chain.append(connection, "version", row)}
    _insert(connection, "versions", row)
    return int(id_), int(number)


def add_event(
    connection: sqlite3.Connection,
    kind: str,
    payload: Mapping[str, object],
    *,
    who: str,
    recorded_at: str,
    document_id: int | None = None,
    version_id: int | None = None,
) -> int:
    """The id of a new event: something a person or a source said of a document, a version or the archive."""
    (id_,) = connection.execute(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) + 1"
    ).fetchone()
    row: dict[str, object] = {
        "id": id_,
        "kind": kind,
        "document_id": document_id,
        "version_id": version_id,
        "payload": json.dumps(payload, ensure_ascii=False, sort_keys=True),
        "who": who,
        "recorded_at": recorded_at,
    }
    row["chain_sha256"] = chain.append(connection, "event", row)
    _insert(connection, "events", row)
    return int(id_)


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    names = ", ".join(row)
    # A text given in bytes need not be encoded anew.
    marks = ", ".join(f"CAST(:{name} AS TEXT)" if isinstance(row[name], bytes) else f":{name}" for name in row)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", dict(row))
