"""What leaves the archive: a folder of texts and captures with their facts, and a consistent copy of the database."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

from archive.errors import BadInput, DiskTrouble
from archive.index.load import rows_as_dicts
from archive.ledger.facts import withdrawn_versions


def export(connection: sqlite3.Connection, folder: Path) -> int:
    """Write every visible version's text and bytes into a new folder, with ``documents.jsonl`` and ``versions.jsonl``.

    Gives the number of versions. Raises BadInput where `folder` is there already and not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder.name}: is there already and not empty; name a new folder")
    hidden = withdrawn_versions(connection)
    try:
        (folder / "texts").mkdir(parents=True)
        (folder / "captures").mkdir()
        documents = rows_as_dicts(connection.execute("SELECT * FROM documents ORDER BY slug"))
        _write_lines(folder / "documents.jsonl", documents)
        versions = []
        for row in rows_as_dicts(
            connection.execute(
                """SELECT v.id, w.slug AS document, v.number, v.filename, v.captured_at, v.note,
                   v.encoding, v.capture_sha256, v.text_sha256, v.chain_sha256
                   FROM versions v JOIN works w ON w.id = v.document_id ORDER BY v.id"""
            )
        ):
            if row["id"] in hidden:
                continue
            text, raw = connection.execute(
                "SELECT v.text, c.bytes FROM versions v JOIN captures c ON c.sha256 = v.capture_sha256 WHERE v.id = ?",
                (row["id"],),
            ).fetchone()
            (folder / "texts" / f"{row['document']}@{row['number']}.txt").write_bytes(text.encode())
            (folder / "captures" / row["capture_sha256"]).write_bytes(raw)
            versions.append(row)
        _write_lines(folder / "versions.jsonl", versions)
    except OSError as error:
        raise DiskTrouble(f"{folder.name}: cannot be written ({error.strerror}); check the disk") from error
    return len(versions)


def backup(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of the database to a new file, complete or not at all."""
    if target.exists():
        raise BadInput(f"{target.name}: is there already; name a new file")
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        copy = sqlite3.connect(partial)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.rename(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise DiskTrouble(f"{target.name}: cannot be written ({error}); check the disk and its permissions") from error


def _write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
