"""Bringing the index up to the ledger: analysing versions (on all cores where that pays), pairs, changes, themes."""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING
from urllib.parse import quote

from archive.analysis.themes import Lexicon, find_mentions
from archive.analysis.version import Analysis, ReadVersion, analyse, corrected, read_version
from archive.index import tables
from archive.index.changes import refresh_changes
from archive.index.correcting import corrections_in_force
from archive.index.documents import refresh_document
from archive.index.following import store_following, version_before
from archive.index.pairing import PairRows, mark_stale, pair_rows, stale_regions, store_pairs
from archive.index.records import passage_of
from archive.index.rows import mention_rows
from archive.index.store import Derived, derive, load_rows, remove_version, store
from archive.index.theming import drop_unmentioned, insert_mentions, lexicon_in_force, themes_by_id
from archive.ledger.database import BUSY_MILLISECONDS, writing
from archive.ledger.facts import said_of, withdrawn_versions
from archive.model import Source, Theme

if TYPE_CHECKING:
    from sqlite_utils import Database

    from archive.analysis.corrections import Correction

#: Below this many characters in all, one process is done before others have started.
_WORTH_PROCESSES = 400_000
#: Versions analysed in one go, so that memory stays flat however many there are.
_LOT = 48
#: From so many regions on, their pairs are made by several processes.
_WORTH_REGIONS = 4

Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class _Job:
    version_id: int
    document_id: int
    text: str
    given_date: str | None
    given_kind: str | None
    source: Source
    corrections: tuple[Correction, ...]


def index_pending(database: Database, *, progress: Progress = silent) -> list[int]:
    """Analyse and index every visible version that the index lacks, then what depends on them; gives their ids."""
    connection = database.conn
    tables.ensure_tables(database)
    lexicon = lexicon_in_force(connection)
    pending = pending_versions(connection)
    themes = themes_by_id(lexicon)
    first, later = _first_of_each(connection, pending)
    done = 0
    for derived in _derived_lots(connection, first, lexicon):
        with writing(database):
            for one in derived:
                store(connection, one, themes)
                _refresh(connection, one.document_id)
        done += len(derived)
        progress("analysed", done, len(pending))
    for start in range(0, len(later), _LOT):
        lot = later[start : start + _LOT]
        with writing(database):
            for version_id in lot:
                _index_later(connection, _job(connection, version_id), lexicon, themes)
        done += len(lot)
        progress("analysed", done, len(pending))
    refresh_stale_pairs(database)
    return pending


def _first_of_each(connection: sqlite3.Connection, pending: Sequence[int]) -> tuple[list[int], list[int]]:
    """Of the pending versions the first of each document that has none in the index, and those that come later."""
    known = {
        id_
        for (id_,) in connection.execute(
            "SELECT DISTINCT v.document_id FROM version_states s JOIN versions v ON v.id = s.version_id"
        )
    }
    first: list[int] = []
    later: list[int] = []
    for version_id in pending:
        (document,) = connection.execute("SELECT document_id FROM versions WHERE id = ?", (version_id,)).fetchone()
        (later if document in known else first).append(version_id)
        known.add(document)
    return first, later


def _index_later(connection: sqlite3.Connection, job: _Job, lexicon: Lexicon, themes: Mapping[int, Theme]) -> None:
    """Index a version of a document that may have another in the index: what that says as well is not read again."""
    before = None if job.corrections else version_before(connection, job.document_id, job.version_id)
    if before is None or not store_following(connection, before, job.version_id, _read(job), lexicon, themes):
        store(connection, _derive(job, lexicon), themes)
    _refresh(connection, job.document_id)


def pending_versions(connection: sqlite3.Connection) -> list[int]:
    """The visible versions that the index holds nothing of yet."""
    hidden = withdrawn_versions(connection)
    rows = connection.execute(
        "SELECT id FROM versions WHERE id NOT IN (SELECT version_id FROM version_states) ORDER BY id"
    )
    return [id_ for (id_,) in rows if id_ not in hidden]


def refresh_stale_pairs(database: Database) -> None:
    """Make the pairs of every region whose documents changed, several regions on all cores."""
    connection = database.conn
    path = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    while regions := stale_regions(connection):
        alone = len(regions) < _WORTH_REGIONS or not path or (os.cpu_count() or 1) < 2
        with nullcontext() if alone else ProcessPoolExecutor() as pool:
            names = list(regions)
            several = (
                pool.map(_pairs_in_worker, repeat(path), names) if pool else (pair_rows(connection, n) for n in names)
            )
            for region, made in zip(names, several, strict=True):
                with writing(database):
                    store_pairs(connection, region, made, regions[region])


def _pairs_in_worker(path: str, region: str | None) -> PairRows:
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)
    try:
        return pair_rows(connection, region)
    finally:
        connection.close()


def forget_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Take what depends on the facts given of a document out of the index, to be made again by ``index_pending``."""
    for (version_id,) in connection.execute("SELECT id FROM versions WHERE document_id = ?", (document_id,)).fetchall():
        remove_version(connection, version_id)
    drop_unmentioned(connection)
    _refresh(connection, document_id)


def refresh_mentions(database: Database, lexicon: Lexicon) -> None:
    """Find the mentions of every theme in force anew, in all versions of the index."""
    connection = database.conn
    versions = [id_ for (id_,) in connection.execute("SELECT version_id FROM version_states ORDER BY version_id")]
    themes = themes_by_id(lexicon)
    with writing(database):
        for table in ("theme_mentions", "theme_aliases", "themes"):
            connection.execute(f"DELETE FROM {table}")
        for version_id in versions:
            passages = [passage_of(row) for row in load_rows(connection, "passages", version_id)]
            insert_mentions(
                connection, tables.packed(mention_rows(version_id, find_mentions(passages, lexicon))), themes
            )


def analysis_of(connection: sqlite3.Connection, version_id: int, lexicon: Lexicon) -> Analysis:
    """What the ledger alone gives for a version now."""
    return _run(_job(connection, version_id), lexicon)


def _refresh(connection: sqlite3.Connection, document_id: int) -> None:
    before = connection.execute("SELECT region FROM documents WHERE id = ?", (document_id,)).fetchone()
    mark_stale(connection, refresh_document(connection, document_id))
    if before is not None:
        mark_stale(connection, before[0])
    refresh_changes(connection, document_id)


def _job(connection: sqlite3.Connection, version_id: int) -> _Job:
    document_id, text, slug, number = connection.execute(
        """SELECT v.document_id, v.text, w.slug, v.number FROM versions v JOIN works w ON w.id = v.document_id
           WHERE v.id = ?""",
        (version_id,),
    ).fetchone()
    facts = said_of(connection, document_id).facts
    return _Job(
        version_id,
        document_id,
        text,
        facts.get("published_on"),
        facts.get("kind"),
        Source(slug, number),
        corrections_in_force(connection).of(slug),
    )


def _read(job: _Job) -> ReadVersion:
    given = date.fromisoformat(job.given_date) if job.given_date else None
    return read_version(job.text, given_date=given, given_kind=job.given_kind)


def _run(job: _Job, lexicon: Lexicon) -> Analysis:
    return corrected(analyse(_read(job), lexicon), job.text, job.source, job.corrections)


def _derive(job: _Job, lexicon: Lexicon) -> Derived:
    return derive(job.version_id, job.document_id, job.text, _run(job, lexicon))


_worker_lexicon: list[Lexicon] = []


def _start_worker(lexicon: Lexicon) -> None:
    _worker_lexicon[:] = [lexicon]


def _derive_in_worker(job: _Job) -> Derived:
    return _derive(job, _worker_lexicon[0])


def _derived_lots(connection: sqlite3.Connection, pending: Sequence[int], lexicon: Lexicon) -> Iterator[list[Derived]]:
    """The rows of the pending versions in lots, in order; on all cores where that pays, a lot ahead of the writer."""
    lots = [pending[start : start + _LOT] for start in range(0, len(pending), _LOT)]
    if (os.cpu_count() or 1) < 2 or _characters(connection, pending) < _WORTH_PROCESSES:
        for lot in lots:
            yield [_derive(_job(connection, id_), lexicon) for id_ in lot]
        return
    # What is loaded and built before the processes part is shared by all of them.
    first = [_derive(_job(connection, id_), lexicon) for id_ in pending[:1]]
    with ProcessPoolExecutor(initializer=_start_worker, initargs=(lexicon,)) as pool:
        waiting: deque[Iterator[Derived]] = deque()
        yield first
        lots[0] = lots[0][1:]
        for lot in lots:
            jobs = [_job(connection, id_) for id_ in lot]
            waiting.append(pool.map(_derive_in_worker, jobs, chunksize=4))
            if len(waiting) > 1:
                yield list(waiting.popleft())
        for results in waiting:
            yield list(results)


def _characters(connection: sqlite3.Connection, versions: Sequence[int]) -> int:
    """How many characters the versions have in all, counted no further than it takes to decide."""
    total = 0
    for id_ in versions:
        total += connection.execute("SELECT length(text) FROM versions WHERE id = ?", (id_,)).fetchone()[0]
        if total >= _WORTH_PROCESSES:
            break
    return total
