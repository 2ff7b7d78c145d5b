"""``Archive``: one open archive, and what can be asked of it. The commands and the pages call this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archive import addresses
from archive.catalogue import Catalogue, Row
from archive.errors import ArchiveError, BadInput, NotFound
from archive.index import tables
from archive.index.load import Selection
from archive.index.theming import discovered_themes
from archive.ledger.database import writing
from archive.ledger.facts import GIVEN
from archive.ledger.identity import one_with
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

    from archive.analysis.theme_decisions import ThemeDecision
    from archive.comparing.comparison import Comparison
    from archive.model import Theme
    from archive.workflow.adding import Outcome
    from archive.workflow.citing import Kept
    from archive.workflow.rebuilding import Rebuilt


class Archive(Catalogue):
    """An archive at `path`, opened for reading and writing (or only for reading), made where there is none.

    >>> with Archive(":memory:") as archive:
    ...     archive.documents()
    []
    """

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
