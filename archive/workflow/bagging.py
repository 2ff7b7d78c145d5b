"""A BagIt bag of the whole ledger, and an archive rebuilt from one: every link of the chain comes out the same.

BagIt is RFC 8493. In the bag: ``captures/SHA256`` (the bytes), ``texts/ID.txt`` (the versions' texts) and
``ledger.jsonl``, one line a link of the chain in its order, with the row that it binds.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import BadInput, CorruptLedger, DiskTrouble
from archive.ledger import chain
from archive.ledger.database import writing

if TYPE_CHECKING:
    from sqlite_utils import Database

_LEDGER = "ledger.jsonl"


def write_bag(connection: sqlite3.Connection, folder: Path) -> int:
    """Write the ledger as a bag into a new folder; gives the number of links. Withdrawn versions are in it too."""
    import bagit

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder.name}: is there already and not empty; name a new folder")
    try:
        for name in ("captures", "texts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        links = 0
        with (folder / _LEDGER).open("w", encoding="utf-8") as ledger:
            for line in _links(connection, folder):
                ledger.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
                links += 1
        description = {"External-Description": "policy archive ledger", "External-Identifier": chain.head(connection)}
        bagit.make_bag(str(folder), description, checksums=["sha256"])
    except OSError as error:
        raise DiskTrouble(f"{folder.name}: cannot be written ({error.strerror}); check the disk") from error
    return links


def _links(connection: sqlite3.Connection, folder: Path) -> Iterator[dict[str, Any]]:
    for kind, key, sha256 in connection.execute("SELECT kind, row_key, sha256 FROM chain ORDER BY position").fetchall():
        table, column, bound = chain.BOUND[kind]
        values = connection.execute(f"SELECT {', '.join(bound)} FROM {table} WHERE {column} = ?", (key,)).fetchone()
        row = dict(zip(bound, values, strict=True))
        if kind == "capture":
            (raw,) = connection.execute("SELECT bytes FROM captures WHERE sha256 = ?", (key,)).fetchone()
            (folder / "captures" / key).write_bytes(raw)
        elif kind == "version":
            (text,) = connection.execute("SELECT text FROM versions WHERE id = ?", (key,)).fetchone()
            (folder / "texts" / f"{key}.txt").write_bytes(text.encode())
        yield {"kind": kind, "row": row, "sha256": sha256}


def read_bag(database: Database, folder: Path) -> int:
    """Rebuild the ledger of a bag in an empty archive; gives the number of links.

    Raises BadInput for what is no sound bag of ours or an archive that holds something already, CorruptLedger where a
    link comes out otherwise than it was written. The archive is then as empty as it was.
    """
    lines = _checked_bag(folder)
    connection = database.conn
    with writing(database):
        if connection.execute("SELECT 1 FROM chain").fetchone() is not None:
            raise BadInput("import: this archive holds documents already; name a new one with --db")
        links = 0
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line)
                kind, row, sha256 = entry["kind"], entry["row"], entry["sha256"]
                table, _, bound = chain.BOUND[kind]
                values = {name: row[name] for name in bound}
            except (ValueError, KeyError, TypeError):
                raise BadInput(f"{folder.name}: {_LEDGER} line {number}: not a link of a ledger") from None
            extra = _content(folder, kind, values)
            made = chain.append(connection, kind, values)
            if made != sha256:
                raise CorruptLedger(f"{folder.name}: {_LEDGER} line {number}: the {kind} does not match its link")
            if kind in {"version", "event"}:
                extra["chain_sha256"] = made
            _insert(connection, table, values | extra)
            links += 1
    return links


def _checked_bag(folder: Path) -> Iterator[str]:
    import bagit

    try:
        bag = bagit.Bag(str(folder))
        bag.validate()
    except (bagit.BagError, OSError) as error:
        raise BadInput(f"{folder.name}: not a valid bag ({' '.join(str(error).split())[:200]})") from None
    ledger = folder / "data" / _LEDGER
    if not ledger.is_file():
        raise BadInput(f"{folder.name}: a bag, but not one of an archive: it has no {_LEDGER}")
    with ledger.open(encoding="utf-8") as lines:
        yield from lines


def _content(folder: Path, kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """What a link does not carry itself: the bytes of a capture, the text of a version."""
    if kind == "capture":
        sha256 = _hexadecimal(row["sha256"])
        raw = (folder / "data" / "captures" / sha256).read_bytes()
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise CorruptLedger(f"{folder.name}: capture {sha256}: its bytes do not match its hash")
        return {"bytes": raw}
    if kind == "version":
        text = (folder / "data" / "texts" / f"{int(row['id'])}.txt").read_bytes()
        if hashlib.sha256(text).hexdigest() != row["text_sha256"]:
            raise CorruptLedger(f"{folder.name}: version {row['id']}: its text does not match its hash")
        return {"text": text.decode()}
    return {}


def _hexadecimal(name: object) -> str:
    """The name of a capture's file, which must not lead out of the bag."""
    if not isinstance(name, str) or len(name) != 64 or set(name) - set("0123456789abcdef"):
        raise BadInput("import: a capture's name is no hash")
    return name


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    try:
        connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        )
    except sqlite3.IntegrityError as error:
        raise CorruptLedger(f"import: {table}: {error}") from None
