"""Taking texts in: which document it is, whether it is new, and its row in the ledger."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from archive.ledger import clock
from archive.ledger.database import writing
from archive.ledger.facts import said_of, withdrawn_versions
from archive.ledger.identity import Identity, identify
from archive.ledger.records import NewVersion, add_capture, add_event, add_version, add_work

if TYPE_CHECKING:
    from sqlite_utils import Database

Status = Literal["added", "new version", "unchanged"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One text that arrived, with what was said of it on the way in."""

    new: NewVersion
    suggested_slug: str
    slug: str | None = None  # given by the user or the manifest
    facts: Mapping[str, str] = field(default_factory=dict)
    said_by: str = "unknown"
    about: Mapping[str, object] = field(default_factory=dict)  # what the source said: redirects, ETag, commit …


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text that arrived."""

    filename: str
    document: str
    version: int
    status: Status
    reason: str
    document_id: int
    facts_changed: bool = False

    def to_dict(self) -> dict[str, object]:
        """The row that ``add`` prints."""
        return {
            "document": self.document,
            "version": self.version,
            "status": f"{self.status} {self.version}" if self.status == "new version" else self.status,
            "filename": self.filename,
            "reason": self.reason,
        }


def record(database: Database, arrival: Arrival) -> Outcome:
    """Record one text in the ledger, in one transaction: a new document, a new version, or nothing but its facts."""
    connection = database.conn
    new = arrival.new
    with writing(database):
        who = identify(
            connection,
            slug=arrival.slug,
            origin=new.origin,
            origin_key=new.origin_key,
            suggested_slug=arrival.suggested_slug,
        )
        document_id = add_work(connection, who.slug) if who.document_id is None else who.document_id
        newest = None if who.document_id is None else _newest(connection, document_id)
        facts_changed = _record_facts(connection, document_id, arrival)
        known = _version_of_commit(connection, document_id, arrival)
        if known is not None:
            return _outcome(arrival, who, known, "unchanged", "the same commit", document_id, facts_changed)
        if newest is not None and newest[2] == hashlib.sha256(new.text.encode()).hexdigest():
            reason = _keep_other_bytes(connection, document_id, newest[0], arrival)
            if new.origin == "git":
                _record_source(connection, document_id, newest[0], arrival)
            return _outcome(arrival, who, newest[1], "unchanged", reason, document_id, facts_changed)
        version_id, number = add_version(connection, document_id, new)
        if arrival.about:
            _record_source(connection, document_id, version_id, arrival)
        status: Status = "added" if number == 1 else "new version"
        return _outcome(arrival, who, number, status, who.reason, document_id, facts_changed)


def _newest(connection: sqlite3.Connection, document_id: int) -> tuple[int, int, str] | None:
    """The id, the number and the hash of the newest text of a document."""
    row: tuple[int, int, str] | None = connection.execute(
        "SELECT id, number, text_sha256 FROM versions WHERE document_id = ? ORDER BY number DESC LIMIT 1",
        (document_id,),
    ).fetchone()
    return row


def _outcome(
    arrival: Arrival, who: Identity, number: int, status: Status, reason: str, document_id: int, facts_changed: bool
) -> Outcome:
    name = arrival.new.filename or arrival.new.origin
    return Outcome(name, who.slug, number, status, reason, document_id, facts_changed)


def _record_facts(connection: sqlite3.Connection, document_id: int, arrival: Arrival) -> bool:
    if not arrival.facts:
        return False
    known = said_of(connection, document_id).facts
    news = {name: value for name, value in arrival.facts.items() if known.get(name) != value}
    if news:
        add_event(
            connection,
            "annotate",
            {"facts": news},
            who=arrival.said_by,
            recorded_at=arrival.new.captured_at,
            document_id=document_id,
        )
    return bool(news)


def _record_source(connection: sqlite3.Connection, document_id: int, version_id: int, arrival: Arrival) -> None:
    add_event(
        connection,
        "source",
        dict(arrival.about),
        who=arrival.new.origin,
        recorded_at=arrival.new.captured_at,
        document_id=document_id,
        version_id=version_id,
    )


def _version_of_commit(connection: sqlite3.Connection, document_id: int, arrival: Arrival) -> int | None:
    """The number of the version that a commit was recorded as earlier, so that a history can be read again."""
    if "commit" not in arrival.about:
        return None
    row = connection.execute(
        """SELECT v.number FROM events e JOIN versions v ON v.id = e.version_id
           WHERE e.document_id = ? AND e.kind = 'source' AND e.payload ->> 'commit' = ?""",
        (document_id, arrival.about["commit"]),
    ).fetchone()
    return None if row is None else int(row[0])


def _keep_other_bytes(connection: sqlite3.Connection, document_id: int, version_id: int, arrival: Arrival) -> str:
    """Keep bytes that say the same text in another dress (encoding, line ends, page around it); no new version."""
    if version_id in withdrawn_versions(connection, document_id):
        return "withdrawn earlier; the text is the same, and archive restore shows it again"
    if arrival.new.origin == "url":
        return "the same text"  # a page's frame changes with every visit
    sha256 = hashlib.sha256(arrival.new.raw).hexdigest()
    if connection.execute("SELECT 1 FROM captures WHERE sha256 = ?", (sha256,)).fetchone() is not None:
        return "the same bytes"
    add_capture(connection, arrival.new.raw, arrival.new.media_type)
    add_event(
        connection,
        "recapture",
        {"capture_sha256": sha256},
        who=arrival.new.origin,
        recorded_at=arrival.new.captured_at,
        document_id=document_id,
        version_id=version_id,
    )
    return "other bytes, the same text"


def annotate(
    database: Database,
    document_id: int,
    facts: Mapping[str, str | None],
    *,
    who: str,
    others: Sequence[int | None] = (),
) -> None:
    """Record facts given by hand; None takes one back.

    The last of `others` is the document that it is one with, None where it is one with no other any more.
    """
    payload: dict[str, object] = {"facts": dict(facts)}
    if others:
        payload["same_as"] = others[-1]
    with writing(database):
        add_event(database.conn, "annotate", payload, who=who, recorded_at=clock.now(), document_id=document_id)


def withdraw(database: Database, document_id: int, number: int | None, reason: str, *, who: str) -> list[int]:
    """Record that a version (or all there are) is to be hidden from every view; gives the ids of those newly hidden."""
    return _say_of_versions(database, "withdraw", document_id, number, reason, who)


def restore(database: Database, document_id: int, number: int | None, reason: str, *, who: str) -> list[int]:
    """Record that a withdrawn version (or all of them) is to be shown again; gives the ids of those shown again."""
    return _say_of_versions(database, "restore", document_id, number, reason, who)


def _say_of_versions(
    database: Database,
    kind: Literal["withdraw", "restore"],
    document_id: int,
    number: int | None,
    reason: str,
    who: str,
) -> list[int]:
    connection = database.conn
    with writing(database):
        hidden = withdrawn_versions(connection, document_id)
        rows = connection.execute("SELECT id, number FROM versions WHERE document_id = ?", (document_id,)).fetchall()
        ids = [
            id_ for id_, its_number in rows if (id_ in hidden) == (kind == "restore") and number in {None, its_number}
        ]
        for id_ in ids:
            add_event(
                connection,
                kind,
                {"reason": reason},
                who=who,
                recorded_at=clock.now(),
                document_id=document_id,
                version_id=id_,
            )
    return ids
