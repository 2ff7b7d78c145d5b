"""What people gave the archive as a whole: files of corrections and of formulations, and decisions about themes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was given: its text is kept in the ledger, so that nothing depends on the file any more."""

    event_id: int
    name: str
    text: str
    #: Of a file of corrections: the newest version that each document had then, which its spans are meant for.
    newest: Mapping[str, int]
    who: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a ``discover`` looked at: versions, and the year that each was known to be of."""

    event_id: int
    versions: tuple[int, ...]
    years: tuple[int | None, ...]


def files_in_force(connection: sqlite3.Connection, kind: str) -> list[GivenFile]:
    """The files of a kind (``corrections``, ``lexicon``), in the order they were given.

    A newer file takes the place of an older one of the same name; an empty one only takes it back.
    """
    files: dict[str, GivenFile] = {}
    for event_id, body, who, recorded_at in _events(connection, kind):
        name, text = str(body["name"]), str(body["text"])
        files.pop(name, None)
        if text.strip():
            files[name] = GivenFile(event_id, name, text, body.get("newest", {}), who, recorded_at)
    return list(files.values())


def theme_decisions(connection: sqlite3.Connection) -> list[dict[str, str]]:
    """What was decided about themes, in the order it was: ``action``, ``theme`` and, for some, ``into``."""
    return [{name: str(value) for name, value in body.items()} for _, body, _, _ in _events(connection, "theme")]


def latest_discovery(connection: sqlite3.Connection) -> Discovery | None:
    """The newest ``discover``, or None where there was none."""
    row = connection.execute(
        "SELECT id, payload FROM events WHERE document_id IS NULL AND kind = 'discover' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    body = json.loads(row[1])
    versions = tuple(int(id_) for id_ in body["versions"])
    return Discovery(row[0], versions, tuple(body.get("years") or [None] * len(versions)))


def newest_event(connection: sqlite3.Connection, *kinds: str) -> int:
    """The id of the newest event of these kinds, or 0."""
    marks = ", ".join("?" * len(kinds))
    (id_,) = connection.execute(
        f"SELECT coalesce(max(id), 0) FROM events WHERE document_id IS NULL AND kind IN ({marks})", kinds
    ).fetchone()
    return int(id_)


def _events(connection: sqlite3.Connection, kind: str) -> list[tuple[int, dict[str, Any], str, str]]:
    rows = connection.execute(
        """SELECT id, payload, who, recorded_at FROM events WHERE document_id IS NULL AND kind = ? ORDER BY id""",
        (kind,),
    )
    return [(id_, json.loads(payload), who, recorded_at) for id_, payload, who, recorded_at in rows]
