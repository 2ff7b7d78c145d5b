"""Bringing the index up to the ledger: analysing versions (on all cores where that pays), pairs, changes, themes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from archive.analysis.themes import Lexicon, find_mentions
from archive.analysis.version import ReadVersion
from archive.index import tables
from archive.index.analyser import analyser_identity
from archive.index.changes import refresh_changes
from archive.index.documents import refresh_document
from archive.index.following import store_following, version_before
from archive.index.pairing import PairRows, pair_rows, store_pairs
from archive.index.records import passage_of
from archive.index.rows import mention_rows
from archive.index.staleness import Stale, drop_pairs, mark_document, stale_regions
from archive.index.store import Derived, load_rows, remove_version, store
from archive.index.theming import drop_unmentioned, insert_mentions, lexicon_in_force, themes_by_id
from archive.ledger.database import BUSY_MILLISECONDS, writing
from archive.ledger.facts import withdrawn_versions
from archive.model import Theme
from archive.workflow.deriving import Job, derived_lots, job_of, lots_of
from archive.workflow.executors import executor, in_order

if TYPE_CHECKING:
    from sqlite_utils import Database

#: From so many regions on, their pairs are made by several processes.
_WORTH_REGIONS = 4
#: So many lots are written in one go, at most: each writing touches pages all over the index, more of them the larger
#: that is.
_WRITTEN_TOGETHER = 16
#: No more of the versions that are left than this: the last ones are written when nothing is left to be analysed.
_SHARE_WRITTEN = 0.5

Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


def index_pending(database: Database, *, progress: Progress = silent, scheduler: str | None = None) -> list[int]:
    """Analyse and index every visible version that the index lacks, then what depends on them; gives their ids.

    `scheduler` is the address of a Dask cluster that does the analysing.
    """
    connection = database.conn
    tables.ensure_tables(database)
    lexicon = lexicon_in_force(connection)
    pending = pending_versions(connection)
    themes = themes_by_id(lexicon)
    first, later = _first_of_each(connection, pending)
    done = 0
    for derived in _together(derived_lots(connection, first, lexicon, scheduler), len(first)):
        with writing(database):
            for one in derived:
                store(connection, one, themes)
                _refresh(connection, one.document_id)
        done += len(derived)
        progress("analysed", done, len(pending))
    for lot in lots_of(job_of(connection, id_) for id_ in later):
        read = [(job, job.read()) for job in lot]
        with writing(database):
            for job, version in read:
                # Another process may have come to it meanwhile, or hidden it.
                if _is_pending(connection, job.document_id, job.version_id):
                    _index_later(connection, job, version, lexicon, themes)
        done += len(lot)
        progress("analysed", done, len(pending))
    refresh_stale_pairs(database)
    return pending


def _together(lots: Iterable[list[Derived]], left: int) -> Iterator[list[Derived]]:
    """The versions of some lots at a time; `left` is how many there are in all."""
    group: list[list[Derived]] = []
    for lot in lots:
        group.append(lot)
        versions = sum(map(len, group))
        if len(group) == _WRITTEN_TOGETHER or versions >= left * _SHARE_WRITTEN:
            yield list(chain.from_iterable(group))
            left -= versions
            group = []


def _first_of_each(connection: sqlite3.Connection, pending: Sequence[int]) -> tuple[list[int], list[int]]:
    """Of the pending versions the first of each document that this analyser has read none of, and the later ones."""
    seen: set[int] = set()
    first: list[int] = []
    later: list[int] = []
    for version_id in pending:
        document, known = connection.execute(
            """SELECT w.document_id, EXISTS (
                   SELECT 1 FROM versions v JOIN version_states s ON s.version_id = v.id
                   WHERE v.document_id = w.document_id AND s.analyser = ?)
               FROM versions w WHERE w.id = ?""",
            (analyser_identity(), version_id),
        ).fetchone()
        (later if known or document in seen else first).append(version_id)
        seen.add(document)
    return first, later


def _index_later(
    connection: sqlite3.Connection, job: Job, version: ReadVersion, lexicon: Lexicon, themes: Mapping[int, Theme]
) -> None:
    """Index a version of a document that may have another in the index: what that says as well is not read again."""
    before = None if job.corrections else version_before(connection, job.document_id, job.version_id)
    if before is None or not store_following(connection, before, job.version_id, version, lexicon, themes):
        store(connection, job.derived(lexicon, version), themes)
    _refresh(connection, job.document_id)


def pending_versions(connection: sqlite3.Connection) -> list[int]:
    """The visible versions that the index holds nothing of yet."""
    hidden = withdrawn_versions(connection)
    rows = connection.execute(
        # Sorted by an expression, lest every text is walked past instead of an index.
        "SELECT id FROM versions WHERE id NOT IN (SELECT version_id FROM version_states) ORDER BY +id"
    )
    return [id_ for (id_,) in rows if id_ not in hidden]


def _is_pending(connection: sqlite3.Connection, document_id: int, version_id: int) -> bool:
    """The same of one version."""
    row = connection.execute("SELECT 1 FROM version_states WHERE version_id = ?", (version_id,)).fetchone()
    return row is None and version_id not in withdrawn_versions(connection, document_id)


def refresh_stale_pairs(database: Database) -> None:
    """Make the pairs of every region whose documents changed, of the years they touch; several regions on all cores."""
    connection = database.conn
    path = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    while regions := stale_regions(connection):
        alone = len(regions) < _WORTH_REGIONS or not path
        work = partial(_pairs_of, connection) if alone else partial(_pairs_in_worker, path)
        with executor(None, worth_processes=not alone) as pool:
            made = in_order(pool, work, regions.items())
            for (region, stale), rows in zip(regions.items(), made, strict=True):
                with writing(database):
                    store_pairs(connection, region, rows, stale)


def _pairs_of(connection: sqlite3.Connection, region: tuple[str | None, Stale]) -> PairRows:
    return pair_rows(connection, *region)


def _pairs_in_worker(path: str, region: tuple[str | None, Stale]) -> PairRows:
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)
    try:
        return _pairs_of(connection, region)
    finally:
        connection.close()


def forget_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Take what depends on the facts given of a document out of the index, to be made again by ``index_pending``."""
    _take_from_pairs(connection, document_id)
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


def _refresh(connection: sqlite3.Connection, document_id: int) -> None:
    _take_from_pairs(connection, document_id)
    refresh_document(connection, document_id)
    mark_document(connection, document_id)
    refresh_changes(connection, document_id)


def _take_from_pairs(connection: sqlite3.Connection, document_id: int) -> None:
    """Before a document changes: drop its pairs, and note that those it stood beside are to be made again."""
    mark_document(connection, document_id)
    drop_pairs(connection, document_id)
