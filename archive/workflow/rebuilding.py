"""``reindex``: drop every derived row and make it again from the ledger; say whose rows came out otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.index import tables
from archive.index.analyser import analyser_identity
from archive.index.store import version_digest
from archive.ledger import clock
from archive.ledger.database import writing
from archive.ledger.records import add_event
from archive.workflow.executors import executor
from archive.workflow.indexing import Progress, silent
from archive.workflow.updating import bring_up_to_date

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a ``reindex`` did."""

    versions: int
    analyser: str
    changed: tuple[str, ...]  # addresses of versions whose derived rows came out otherwise: a technical change


def reindex(database: Database, *, who: str, progress: Progress = silent, scheduler: str | None = None) -> Rebuilt:
    """Drop the index and make it again. Safe to interrupt: the next ``add`` or ``reindex`` goes on.

    Raises ArchiveError, with the index as it was, where no scheduler answers.
    """
    connection = database.conn
    with executor(scheduler, worth_processes=False):
        pass  # before anything is dropped
    before = _digests(connection)
    with writing(database):
        tables.drop_tables(connection)
    versions = bring_up_to_date(database, progress=progress, scheduler=scheduler)
    after = _digests(connection)
    changed = tuple(_address(connection, id_) for id_ in sorted(before) if before[id_] != after.get(id_, before[id_]))
    if changed:
        with writing(database):
            payload = {"analyser": analyser_identity(), "changed": list(changed)}
            add_event(connection, "reanalysed", payload, who=who, recorded_at=clock.now())
    return Rebuilt(len(versions), analyser_identity(), changed)


def _digests(connection: sqlite3.Connection) -> dict[int, str]:
    if not tables.is_ready(connection):
        return {}
    versions = connection.execute("SELECT version_id FROM version_states").fetchall()
    return {id_: version_digest(connection, id_) for (id_,) in versions}


def _address(connection: sqlite3.Connection, version_id: int) -> str:
    (address,) = connection.execute(
        "SELECT w.slug || '@' || v.number FROM versions v JOIN works w ON w.id = v.document_id WHERE v.id = ?",
        (version_id,),
    ).fetchone()
    return str(address)
