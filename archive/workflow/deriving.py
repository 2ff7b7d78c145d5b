"""Deriving the rows of versions from the ledger: one version a piece of work, a pure function of what it is handed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from archive.analysis.lexicon import Entry
from archive.analysis.themes import Lexicon
from archive.analysis.version import ReadVersion, analyse, corrected, read_version
from archive.index.correcting import corrections_in_force
from archive.index.store import Derived, derive
from archive.ledger.facts import said_of
from archive.model import Source
from archive.workflow.executors import executor, in_order

if TYPE_CHECKING:
    from archive.analysis.corrections import Correction

#: Below this many characters in all, one process is done before others have started.
_WORTH_PROCESSES = 400_000
#: Characters, about, that are handed to a process in one go.
_HANDED_OVER = 40_000


@dataclass(frozen=True, slots=True)
class Job:
    """A version to derive rows from, with all in the ledger that decides them but the lexicon."""

    version_id: int
    document_id: int
    text: str
    given_date: str | None
    given_kind: str | None
    source: Source
    corrections: tuple[Correction, ...]

    def read(self) -> ReadVersion:
        """The version as it is read."""
        given = date.fromisoformat(self.given_date) if self.given_date else None
        return read_version(self.text, given_date=given, given_kind=self.given_kind)

    def derived(self, lexicon: Lexicon, read: ReadVersion | None = None) -> Derived:
        """The rows that the index is to hold of the version, corrected as an analyst says; `read` where it is read."""
        analysis = corrected(analyse(read or self.read(), lexicon), self.text, self.source, self.corrections)
        return derive(self.version_id, self.document_id, self.text, analysis)


def job_of(connection: sqlite3.Connection, version_id: int) -> Job:
    """The job of one version."""
    document_id, text, slug, number = connection.execute(
        """SELECT v.document_id, v.text, w.slug, v.number FROM versions v JOIN works w ON w.id = v.document_id
           WHERE v.id = ?""",
        (version_id,),
    ).fetchone()
    facts = said_of(connection, document_id).facts
    return Job(
        version_id,
        document_id,
        text,
        facts.get("published_on"),
        facts.get("kind"),
        Source(slug, number),
        corrections_in_force(connection).of(slug),
    )


def derived_lots(
    connection: sqlite3.Connection, versions: Sequence[int], lexicon: Lexicon, scheduler: str | None
) -> Iterator[list[Derived]]:
    """The rows of the versions, in their order, in lots of some documents each.

    Done by other processes where that pays, or by the cluster of `scheduler`.
    """
    if scheduler is None and versions:
        # What is loaded and built before the processes part is shared by all of them.
        yield [job_of(connection, id_).derived(lexicon) for id_ in versions[:1]]
        versions = versions[1:]
    lots = lots_of(job_of(connection, id_) for id_ in versions)
    worth_processes = _characters(connection, versions) >= _WORTH_PROCESSES
    with executor(scheduler, worth_processes=worth_processes, ready=partial(_use, lexicon)) as pool:
        if pool is None or scheduler is None:
            _use(lexicon)
            yield from in_order(pool, _derive_lot, lots)
        else:
            yield from in_order(pool, partial(_derive_lot_by, lexicon.entries), lots)


#: The lexicon that this process reads by.
_in_use: list[Lexicon] = []


def _use(lexicon: Lexicon) -> None:
    _in_use[:] = [lexicon]


def _derive_lot(lot: Sequence[Job]) -> list[Derived]:
    return [job.derived(_in_use[0]) for job in lot]


def _derive_lot_by(entries: tuple[Entry, ...], lot: Sequence[Job]) -> list[Derived]:
    """The same by a machine that shares nothing with this one, and is sent the lexicon with each lot."""
    lexicon = _lexicon_of(entries)
    return [job.derived(lexicon) for job in lot]


@lru_cache(maxsize=2)
def _lexicon_of(entries: tuple[Entry, ...]) -> Lexicon:
    """The lexicon of these entries, made once in each process however often they are sent to it."""
    return Lexicon(entries)


def lots_of(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """The jobs in lots of about the same number of characters, in their order."""
    lot: list[Job] = []
    characters = 0
    for job in jobs:
        lot.append(job)
        characters += len(job.text)
        if characters >= _HANDED_OVER:
            yield lot
            lot, characters = [], 0
    if lot:
        yield lot


def _characters(connection: sqlite3.Connection, versions: Sequence[int]) -> int:
    """How many characters the versions have in all, counted no further than it takes to decide."""
    total = 0
    for id_ in versions:
        total += connection.execute("SELECT length(text) FROM versions WHERE id = ?", (id_,)).fetchone()[0]
        if total >= _WORTH_PROCESSES:
            break
    return total
