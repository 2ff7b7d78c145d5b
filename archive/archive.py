"""``Archive``: one open archive, and what can be asked of it. The commands and the pages call this."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive import addresses
from archive.errors import ArchiveError, BadInput, NotFound
from archive.index import questions, tables
from archive.index.load import Selection
from archive.index.search import Hit, search
from archive.index.theming import discovered_themes
from archive.ledger import chain
from archive.ledger.database import explain, open_database, writing
from archive.ledger.facts import GIVEN
from archive.ledger.identity import one_with
from archive.ledger.verify import head_is_kept
from archive.workflow import (
    adding,
    arriving,
    bagging,
    citing,
    comparing,
    correcting,
    discovering,
    exporting,
    indexing,
    promising,
    rebuilding,
    updating,
    verifying,
)
from archive.workflow.arriving import Refusal
from archive.workflow.giving import given_file
from archive.workflow.indexing import Progress, silent

if TYPE_CHECKING:
    from datetime import date
    from types import TracebackType

    from archive.analysis.theme_decisions import ThemeDecision
    from archive.comparing.comparison import Comparison
    from archive.diffing import Diff
    from archive.model import Theme
    from archive.workflow.adding import Outcome
    from archive.workflow.citing import Kept
    from archive.workflow.rebuilding import Rebuilt

Row = dict[str, Any]


class Archive:
    """An archive at `path`, opened for reading and writing (or only for reading), made where there is none.

    >>> with Archive(":memory:") as archive:
    ...     archive.documents()
    []
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        read_only: bool = False,
        who: str | None = None,
        scheduler: str | None = None,
    ) -> None:
        self.path = Path(path)
        self.scheduler = scheduler
        self.database = open_database(self.path, create=create, read_only=read_only)
        self.who = who or os.environ.get("ARCHIVE_WHO") or _login_name()
        if not read_only and self.is_empty():
            with self._explained():
                tables.ensure_tables(self.database)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection beneath."""
        connection: sqlite3.Connection = self.database.conn
        return connection

    def is_empty(self) -> bool:
        """Whether nothing was ever recorded in it."""
        return chain.head(self.connection) == chain.ORIGIN

    @property
    def index(self) -> sqlite3.Connection:
        """The connection, to ask the index. Raises ArchiveError where that is of another release."""
        if not tables.is_ready(self.connection):
            raise _outdated(self.path)
        return self.connection

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise explain(error, self.path) from error

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    # taking in

    def add(
        self,
        paths: Sequence[str | Path],
        *,
        slug: str | None = None,
        facts: Mapping[str, str] | None = None,
        glob: str | None = None,
        index: bool = True,
        progress: Progress = silent,
    ) -> list[Outcome]:
        """Take in files, folders, standard input (``-``) and URLs; gives what became of each text.

        Raises BadInput for the first that cannot be taken in, after the others were.
        """
        outcomes, refusals = [], []
        for result in self.adding(paths, slug=slug, facts=facts, glob=glob, index=index, progress=progress):
            if isinstance(result, Refusal):
                refusals.append(result)
            else:
                outcomes.append(result)
        if refusals:
            raise BadInput(refusals[0].reason)
        return outcomes

    def adding(
        self,
        paths: Sequence[str | Path],
        *,
        slug: str | None = None,
        facts: Mapping[str, str] | None = None,
        glob: str | None = None,
        index: bool = True,
        allow_private: bool = False,
        progress: Progress = silent,
    ) -> Iterator[Outcome | Refusal]:
        """As ``add``, one result after the other as each text is recorded; the index follows at the end."""
        with self._explained():
            tables.ensure_tables(self.database)
            arrivals = arriving.arrivals(
                paths, slug=slug, facts=facts or {}, glob=glob, said_by=self.who, allow_private=allow_private
            )
            for batch in arriving.batches(arrivals):
                results: list[Outcome | Refusal] = []
                with writing(self.database):
                    for arrival in batch:
                        if isinstance(arrival, Refusal):
                            results.append(arrival)
                            continue
                        outcome = adding.record(self.database, arrival)
                        if outcome.facts_changed and outcome.status != "added":
                            indexing.forget_document(self.connection, outcome.document_id)
                        results.append(outcome)
                yield from results
            if index:
                self._bring_up_to_date(progress)

    # what is there

    def documents(self, selection: Selection | None = None, *, as_of: str | None = None) -> list[Row]:
        """The documents, or those that the archive knew at the end of the day `as_of` (``YYYY-MM-DD``)."""
        return questions.documents(self.index, self._chosen(selection), as_of)

    def unindexed(self) -> int:
        """How many versions are recorded but not analysed yet (``add --no-index``, or something was interrupted)."""
        return questions.unindexed(self.index)

    def undated(self, slugs: Iterable[str]) -> list[str]:
        """Those of the documents of which no date is known: they stand in no year, and in no comparison of years."""
        return questions.undated(self.index, slugs)

    def log(self, slug: str) -> list[Row]:
        """The versions of a document, oldest first, each with what kind of change it was."""
        addresses.visible_versions(self.connection, slug)
        return questions.versions(self.index, slug)

    def text(self, address: str, *, as_of: str | None = None) -> str:
        """The text of a version (of the newest where no number is given)."""
        version = self._version(address, as_of)
        (text,) = self.connection.execute("SELECT text FROM versions WHERE id = ?", (version.id,)).fetchone()
        return str(text)

    def raw(self, address: str) -> bytes:
        """The very bytes that a version came as."""
        version = addresses.find_version(self.connection, address)
        (raw,) = self.connection.execute(
            "SELECT c.bytes FROM versions v JOIN captures c ON c.sha256 = v.capture_sha256 WHERE v.id = ?",
            (version.id,),
        ).fetchone()
        return bytes(raw)

    def search(self, query: str, selection: Selection | None = None, *, limit: int | None = None) -> list[Hit]:
        """The passages of the newest versions in which `query` stands literally, after folding."""
        return search(self.index, query, self._chosen(selection), limit)

    def themes(self, selection: Selection | None = None, *, origin: str | None = None) -> list[Row]:
        """Every theme with its mentions in the documents selected, most mentioned first."""
        return questions.themes(self.index, self._chosen(selection), origin)

    def figures(self, selection: Selection | None = None, **filters: str | None) -> list[Row]:
        """The figures of the newest versions; filters: ``metric`` (a part of it), ``tense``, ``measure``."""
        return questions.figures(self.index, self._chosen(selection), filters)

    def milestones(self, selection: Selection | None = None, **filters: str | None) -> list[Row]:
        """The milestones of the newest versions; filters: ``project`` (a part of it), ``stage``, ``tense``."""
        return questions.milestones(self.index, self._chosen(selection), filters)

    def targets(self, selection: Selection | None = None, *, today: date | None = None) -> list[Row]:
        """Every target and plan with what became of it; `today` tells which periods are over, else only results do."""
        return promising.target_rows(self.index, self._chosen(selection), today)

    def target_lines(self, selection: Selection | None = None) -> list[Row]:
        """The targets of each series year by year, with the outcome told the year after, or why there is none."""
        return promising.line_rows(self.index, self._chosen(selection))

    def disagreeing_percentages(self, selection: Selection | None = None) -> list[Row]:
        """The percentages that texts state and their own amounts do not give."""
        return promising.percentage_rows(self.index, self._chosen(selection))

    # comparing

    def diff(self, old: str, new: str | None = None) -> Diff:
        """What changed from one version to another, or between the last two versions of a document."""
        from archive.diffing import diff_texts

        first, second = self.diff_addresses(old, new)
        return diff_texts(self.text(first), self.text(second))

    def diff_addresses(self, old: str, new: str | None = None) -> tuple[str, str]:
        """The full addresses that ``diff`` compares. Raises NotFound where a document has only one version."""
        if new is not None:
            return tuple(
                f"{at.slug}@{at.number}"
                for at in (addresses.find_version(self.connection, name) for name in (old, new))
            )  # type: ignore[return-value]
        at = addresses.find_version(self.connection, old)
        before = [
            version for version in addresses.visible_versions(self.connection, at.slug) if version.number < at.number
        ]
        if not before:
            raise NotFound(
                f"{at.slug}@{at.number}: nothing before it to compare with; name a second document or version"
            )
        return f"{at.slug}@{before[-1].number}", f"{at.slug}@{at.number}"

    def compare(
        self,
        earlier: int | str,
        later: int | str,
        *,
        region: str | None = None,
        beside: str | None = None,
        series: str | None = None,
        kind: str | None = None,
        as_of: str | None = None,
        alignment: bool = False,
    ) -> Comparison:
        """Themes, figures and milestones of two sets of documents, aligned, a section a region.

        A side is a year of publication, a range of days (``2024-01-01..2024-06-30``) or slugs
        (``SLUG@N`` for one version) with commas between them.
        With `beside`, a region's earlier side is compared with that other region's later side; with `alignment`, every
        sentence stands beside the one that answers it. Raises NotFound for a side with no document.
        """
        return comparing.compare_sides(
            self.index,
            (str(earlier), str(later)),
            regions=(region, beside or region),
            series=series,
            kind=kind,
            as_of=as_of,
            alignment=alignment,
        )

    def save_comparison(self, comparison: Comparison) -> int:
        """Keep a comparison with the exact versions it compared, to be cited; gives its number."""
        with self._explained():
            return citing.save(self.database, comparison, who=self.who)

    def kept_comparisons(self) -> list[Row]:
        """Every comparison that was kept to be cited."""
        return citing.kept_comparisons(self.connection)

    def cite(self, number: int) -> Kept:
        """A kept comparison, derived again from the very versions it compared."""
        return citing.cite(self.connection, number)

    def refreshing(self, *, allow_private: bool = False, progress: Progress = silent) -> Iterator[Outcome | Refusal]:
        """Ask again for every document that came from a URL; record what changed, and index it."""
        from archive.workflow.refreshing import refresh

        with self._explained():
            yield from refresh(self.database, allow_private=allow_private)
            self._bring_up_to_date(progress)

    def adding_history(
        self, repository: Path, path: str, *, slug: str | None = None, facts: Mapping[str, str] | None = None
    ) -> Iterator[Outcome]:
        """Take in every state of a file in a git repository's history, oldest first."""
        with self._explained():
            for arrival in arriving.git_arrivals(repository, path, slug=slug, facts=facts or {}, said_by=self.who):
                yield adding.record(self.database, arrival)
            self._bring_up_to_date()

    def discover(self) -> tuple[Theme, ...]:
        """Formulations nobody listed, found over the whole corpus and kept with the versions they came from."""
        with self._explained():
            self._bring_up_to_date()
            discovering.record_discovery(self.database, who=self.who)
            discovering.refresh_themes(self.database)
            return discovered_themes(self.connection)

    # saying something of the whole archive

    def correct(self, path: str | Path) -> bool:
        """Record a file of corrections and apply it; False where it is in force already. Raises BadLexicon."""
        name, text = given_file(Path(path))
        with self._explained():
            tables.ensure_tables(self.database)
            changed = correcting.record_corrections(self.database, name, text, who=self.who)
            self._bring_up_to_date()
        return changed

    def corrections(self) -> list[Row]:
        """What became of every correction in force, in the order the files were given."""
        return correcting.outcomes(self.index)

    def use_lexicon(self, path: str | Path) -> bool:
        """Record a file of formulations and find them; False where it is in force already. Raises BadLexicon."""
        name, text = given_file(Path(path))
        with self._explained():
            changed = discovering.record_lexicon(self.database, name, text, who=self.who)
            self._bring_up_to_date()
        return changed

    def lexicons(self) -> list[Row]:
        """The files of formulations in force."""
        return discovering.lexicon_rows(self.connection)

    def decide_theme(self, decision: ThemeDecision) -> None:
        """Record what a person decides about a discovered theme, and apply it. Raises NotFound."""
        with self._explained():
            self._bring_up_to_date()
            discovering.record_decision(self.database, decision, who=self.who)
            discovering.refresh_themes(self.database)

    # saying something of a document

    def annotate(self, slug: str, facts: Mapping[str, str | None], *, same_as: str | None = None) -> None:
        """Record facts given by hand, and what it is one with; the newest word wins, and an empty one takes it back."""
        tables.ensure_tables(self.database)
        if unknown := sorted(set(facts) - set(GIVEN)):
            raise ArchiveError(f"{', '.join(unknown)}: no such fact; there are {', '.join(GIVEN)}")
        document_id = addresses.find_document(self.connection, slug)
        other = addresses.find_document(self.connection, same_as) if same_as else None
        if other == document_id:
            raise ArchiveError(f"{slug}: a document is always the same as itself; name another")
        if other is not None and document_id in one_with(self.connection, other):
            raise ArchiveError(f"{same_as}: said to be the same as {slug} already; that one is shown for both")
        with self._explained():
            others = () if same_as is None else (other,)
            adding.annotate(self.database, document_id, facts, who=self.who, others=others)
            self._forget(document_id)
            self._bring_up_to_date()

    def withdraw(self, address: str, reason: str) -> int:
        """Hide a version, or every version of a document, from every view; gives how many are newly hidden."""
        tables.ensure_tables(self.database)
        slug, _, number = address.partition("@")
        document_id = addresses.find_document(self.connection, slug)
        if number:
            addresses.find_version(self.connection, address)
        with self._explained():
            if not reason.strip():
                raise ArchiveError(f"{address}: say why it is hidden, with --reason")
            hidden = adding.withdraw(self.database, document_id, int(number) if number else None, reason, who=self.who)
            self._forget(document_id)
            self._bring_up_to_date()
        if not hidden:
            raise NotFound(f"{address}: withdrawn already; archive restore {address} shows it again")
        return len(hidden)

    def restore(self, address: str, reason: str) -> int:
        """Show a withdrawn version, or all of a document that are, again; gives how many. Raises NotFound for none."""
        tables.ensure_tables(self.database)
        document_id, number = addresses.find_recorded(self.connection, address)
        with self._explained():
            if not reason.strip():
                raise ArchiveError(f"{address}: say why it is shown again, with --reason")
            shown = adding.restore(self.database, document_id, number, reason, who=self.who)
            if not shown:
                raise NotFound(f"{address}: not withdrawn, so there is nothing to restore")
            self._forget(document_id)
            self._bring_up_to_date()
        return len(shown)

    # trust

    def verify(self, *, since: str | None = None, progress: Progress = silent) -> list[str]:
        """What is wrong with the archive, a line each; empty for a sound one."""
        with self._explained():
            return list(verifying.problems(self.database, since=since, progress=progress, scheduler=self.scheduler))

    def verify_notes(self) -> list[str]:
        """What is not wrong but worth saying: versions that the index has not come to yet, or by another release."""
        return list(verifying.notes(self.database))

    def head(self) -> str:
        """The newest link of the hash chain; kept elsewhere, it proves later that nothing before it changed."""
        return chain.head(self.connection)

    def holds_head(self, expected: str) -> bool:
        """Whether a head noted earlier is still in the chain."""
        return head_is_kept(self.connection, expected)

    def reindex(self, *, progress: Progress = silent) -> Rebuilt:
        """Drop every derived row and make it again from the ledger."""
        with self._explained():
            return rebuilding.reindex(self.database, who=self.who, progress=progress, scheduler=self.scheduler)

    # leaving

    def export(self, folder: Path) -> int:
        """Write every visible version's text and bytes, with its facts, into a new folder; gives their number."""
        return exporting.export(self.index, folder)

    def export_bag(self, folder: Path) -> int:
        """Write the whole ledger as a BagIt bag into a new folder; gives the number of chain links."""
        return bagging.write_bag(self.connection, folder)

    def import_bag(self, folder: Path, *, progress: Progress = silent) -> int:
        """Rebuild an empty archive from a bag, with the same chain head; gives the number of chain links."""
        with self._explained():
            links = bagging.read_bag(self.database, folder)
            self._bring_up_to_date(progress)
        return links

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the whole archive, even while others write to it."""
        with self._explained():
            exporting.backup(self.connection, target)

    def _bring_up_to_date(self, progress: Progress = silent) -> None:
        updating.bring_up_to_date(self.database, progress=progress, scheduler=self.scheduler)

    def _forget(self, document_id: int) -> None:
        with writing(self.database):
            indexing.forget_document(self.connection, document_id)

    def _chosen(self, selection: Selection | None) -> Selection:
        """The selection, which must choose a document where it says anything. Raises NotFound."""
        chosen = selection or Selection()
        questions.require_documents(self.index, chosen)
        return chosen

    def _version(self, address: str, as_of: str | None) -> addresses.VersionAt:
        if as_of is None or "@" in address:
            return addresses.find_version(self.connection, address)
        addresses.visible_versions(self.connection, address)
        known = questions.newest_as_of(self.connection, address, as_of)
        if known is None:
            raise NotFound(f"{address}: not known yet on {as_of}")
        return addresses.find_version(self.connection, f"{address}@{known}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns what SQLite runs into into one clear line."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise explain(error, self.path) from error


def _outdated(path: Path) -> ArchiveError:
    return ArchiveError(f"{path}: its index is not made, or is of another release; run archive reindex")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
