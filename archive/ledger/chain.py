"""The hash chain: every ledger row is bound to all the rows before it, so that none can be altered unnoticed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping

#: What the first link is bound to.
ORIGIN = hashlib.sha256(b"policy-archive ledger 1").hexdigest()

#: For each kind of link: its table, its key, and the columns that the link binds. A text and the bytes of a capture
#: are bound by their own hashes, which verification computes again.
BOUND: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "work": ("works", "id", ("id", "slug")),
    "capture": ("captures", "sha256", ("sha256", "media_type", "size")),
    "version": (
        "versions",
        "id",
        (
            "id",
            "document_id",
            "number",
            "capture_sha256",
            "text_sha256",
            "filename",
            "captured_at",
            "note",
            "encoding",
            "origin",
            "origin_key",
        ),
    ),
    "event": ("events", "id", ("id", "kind", "document_id", "version_id", "payload", "who", "recorded_at")),
}


def link(previous: str, kind: str, row: Mapping[str, object]) -> str:
    """The SHA-256 (hex) of one link: of the link before it, the kind of row and the columns it binds."""
    columns = BOUND[kind][2]
    body = json.dumps([kind, [[name, row[name]] for name in columns]], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def head(connection: sqlite3.Connection) -> str:
    """The newest link's hash; all that came before is bound by it."""
    row = connection.execute("SELECT sha256 FROM chain ORDER BY position DESC LIMIT 1").fetchone()
    return ORIGIN if row is None else str(row[0])


def append(connection: sqlite3.Connection, kind: str, row: Mapping[str, object]) -> str:
    """Bind one new ledger row and give its link's hash. Call it in the transaction that writes the row."""
    sha256 = link(head(connection), kind, row)
    key = str(row[BOUND[kind][1]])
    connection.execute("INSERT INTO chain (kind, row_key, sha256) VALUES (?, ?, ?)", (kind, key, sha256))
    return sha256
