"""``refresh``: asking again for every document that came from a URL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.errors import BadInput, FetchFailed
from archive.intake.web import Fetched, fetch
from archive.ledger import clock
from archive.ledger.database import writing
from archive.ledger.facts import withdrawn_versions
from archive.ledger.records import add_event
from archive.workflow.adding import Outcome, record
from archive.workflow.arriving import Refusal, web_arrival

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class _Page:
    document_id: int
    slug: str
    version_id: int
    number: int
    url: str
    etag: str | None
    last_modified: str | None


def refresh(database: Database, *, allow_private: bool = False) -> Iterator[Outcome | Refusal]:
    """Ask for every page again and record only what changed; a page that is gone is an event, not an error."""
    for page in list(_pages(database.conn)):
        try:
            fetched = fetch(page.url, etag=page.etag, last_modified=page.last_modified, allow_private=allow_private)
            if fetched.outcome == "fetched":
                yield record(database, web_arrival(fetched, page.slug))
            else:
                if fetched.outcome == "gone":
                    _record_gone(database, page, fetched)
                reason = "not modified" if fetched.outcome == "not_modified" else f"gone ({fetched.status})"
                yield Outcome(page.url, page.slug, page.number, "unchanged", reason, page.document_id)
        except (BadInput, FetchFailed) as refusal:
            yield Refusal(page.url, str(refusal))


def _pages(connection: sqlite3.Connection) -> Iterator[_Page]:
    hidden = withdrawn_versions(connection)
    rows = connection.execute(
        """SELECT v.document_id, w.slug, v.id, v.number, v.origin_key
           FROM versions v JOIN works w ON w.id = v.document_id
           WHERE v.origin = 'url'
           AND v.number = (SELECT max(number) FROM versions n WHERE n.document_id = v.document_id)
           ORDER BY v.document_id"""
    ).fetchall()
    for document_id, slug, version_id, number, url in rows:
        if version_id in hidden:
            continue
        said = connection.execute(
            "SELECT payload FROM events WHERE version_id = ? AND kind = 'source' ORDER BY id DESC LIMIT 1",
            (version_id,),
        ).fetchone()
        about = json.loads(said[0]) if said else {}
        yield _Page(document_id, slug, version_id, number, url, about.get("etag"), about.get("last_modified"))


def _record_gone(database: Database, page: _Page, fetched: Fetched) -> None:
    connection = database.conn
    with writing(database):
        newest = connection.execute(
            "SELECT kind FROM events WHERE version_id = ? ORDER BY id DESC LIMIT 1", (page.version_id,)
        ).fetchone()
        if newest is None or newest[0] != "gone":  # said once, not at every refresh
            add_event(
                connection,
                "gone",
                {"url": page.url, "status": fetched.status},
                who="url",
                recorded_at=clock.now(),
                document_id=page.document_id,
                version_id=page.version_id,
            )
