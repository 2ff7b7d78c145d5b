"""What every command shares: the archive it opens, progress on standard error, and the selection options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from archive.archive import Archive
    from archive.catalogue import Catalogue
    from archive.workflow.indexing import Progress


@dataclass(frozen=True, slots=True)
class Running:
    """One run of the command line."""

    path: Path
    verbose: bool
    scheduler: str | None = None

    @contextmanager
    def reading(self) -> Iterator[Archive]:
        """The archive, open to be read only: also on a disk that nobody may write to."""
        from archive.archive import Archive

        with Archive(self.path, create=False, read_only=True, scheduler=self.scheduler) as archive:
            yield archive

    @contextmanager
    def asking(self) -> Iterator[Archive]:
        """As ``reading``, to ask of what the documents say: what the index lacks of them is said first."""
        with self.reading() as archive:
            self._say_what_is_lacking(archive)
            yield archive

    @contextmanager
    def reading_texts(self) -> Iterator[Catalogue]:
        """As ``reading``, for the texts themselves: nothing that analyses or compares is loaded."""
        from archive.catalogue import Catalogue

        with Catalogue(self.path, create=False, read_only=True) as catalogue:
            yield catalogue

    @contextmanager
    def looking_up(self) -> Iterator[Catalogue]:
        """As ``asking``, for what can be looked up: nothing that analyses or compares is loaded."""
        with self.reading_texts() as catalogue:
            self._say_what_is_lacking(catalogue)
            yield catalogue

    def _say_what_is_lacking(self, catalogue: Catalogue) -> None:
        if lacking := catalogue.unindexed():
            self.note(f"{counted(lacking, 'version')} not indexed yet, so not in here: run archive reindex")

    @contextmanager
    def writing(self, *, create: bool = False) -> Iterator[Archive]:
        """The archive, open to be written to; with `create`, made where there is none.

        A new one that nothing was recorded in (all was refused) is taken away again.
        """
        from archive.archive import Archive

        new = create and not self.path.exists()
        empty = False
        try:
            with Archive(self.path, create=create, scheduler=self.scheduler) as archive:
                try:
                    yield archive
                finally:
                    empty = archive.is_empty()
        finally:
            if new and empty:
                for suffix in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Shows how far a long job has come, on standard error where that is a terminal."""
        if not sys.stderr.isatty():
            yield lambda _what, _done, _of: None
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True) as bar:
            tasks: dict[str, Any] = {}

            def show(what: str, done: int, of: int) -> None:
                if what not in tasks:
                    tasks[what] = bar.add_task(what, total=of)
                bar.update(tasks[what], completed=done, total=of)

            yield show

    def note(self, line: str) -> None:
        """A remark on standard error, out of the way of what is piped."""
        click.echo(line, err=True)


def counted(number: int, name: str) -> str:
    """So many of something, in words, with the verb that goes with them.

    >>> counted(1, "version"), counted(2, "version")
    ('1 version is', '2 versions are')
    """
    return f"{number} {name} is" if number == 1 else f"{number} {name}s are"


class Day(click.ParamType[str]):
    """A day as ``YYYY-MM-DD``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day, checked."""
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2024-08-22", param, ctx)


def selects(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--year --region --series --kind --document``; the command gets what they choose as ``chosen``."""

    @wraps(function)
    def with_selection(
        *args: Any,
        year: int | None,
        region: str | None,
        series: str | None,
        kind: str | None,
        documents: tuple[str, ...],
        **others: Any,
    ) -> Any:
        from archive.index.load import Selection

        chosen = Selection(year=year, region=region, series=series, kind=kind, slugs=documents)
        return function(*args, chosen=chosen, **others)

    decorated: Callable[..., Any] = with_selection
    for option in (
        click.option("--document", "documents", multiple=True, metavar="SLUG", help="Only this document (repeatable)."),
        click.option("--kind", help="Only documents of this kind."),
        click.option("--series", help="Only documents of this series."),
        click.option("--region", help="Only documents of this region, e.g. 朝阳区."),
        click.option("--year", type=int, help="Only documents published in this year."),
    ):
        decorated = option(decorated)
    return decorated


lexicon_option = click.option(
    "--lexicon",
    type=click.Path(dir_okay=False, path_type=Path),
    help="First take this file of formulations into force, as archive lexicon FILE does.",
)

pass_running = click.make_pass_decorator(Running)
