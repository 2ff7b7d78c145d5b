"""``archive add``: what comes in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands.output import formats, print_rows
from archive.commands.running import Day, Running, lexicon_option, pass_running

if TYPE_CHECKING:
    from archive.workflow.adding import Outcome
    from archive.workflow.arriving import Refusal


#: So many documents are named in one line.
_MOST_NAMED = 5


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("--id", "slug", metavar="SLUG", help="Names the document (only with one PATH).")
@click.option("--glob", metavar="PATTERN", help="In folders, only files whose name matches, e.g. '*.txt'.")
@click.option("--title", help="The document's title, where the text does not tell it.")
@click.option("--published", "published_on", type=Day(), help="The day it was published.")
@click.option("--region", help="The region it is about, e.g. 朝阳区.")
@click.option("--publisher", help="Who published it.")
@click.option("--kind", help="What kind of document it is, e.g. 政府工作报告.")
@click.option("--series", help="The series it belongs to, e.g. 朝阳报.")
@click.option("--note", help="A remark that is kept with the document.")
@click.option("--from-git", nargs=2, metavar="REPO FILE", help="Take in every state of FILE in the history of REPO.")
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@lexicon_option
@click.option("--no-index", is_flag=True, help="Only record; archive reindex, or the next add, analyses.")
@formats
@pass_running
def add(
    running: Running,
    /,
    paths: tuple[str, ...],
    slug: str | None,
    glob: str | None,
    from_git: tuple[str, str] | None,
    allow_private: bool,
    lexicon: Path | None,
    no_index: bool,
    form: str,
    **facts: str | None,
) -> None:
    """Take in files, folders, standard input (-) and URLs.

    Each is said to be added, a new version, or unchanged. Safe to repeat, to interrupt, and to run twice at once.

    \b
    archive add seeds
    archive add report.txt --id chaoyang-plan-2024h1 --region 朝阳区
    archive add https://example.org/report.html
    archive add --from-git laws 停车条例.txt
    curl -s https://example.org/report | archive add - --id report
    """
    from archive.index import questions
    from archive.workflow.arriving import named

    if not paths and from_git is None:
        raise click.UsageError("nothing to add: name a PATH, or --from-git REPO FILE")
    named(paths, slug=slug, glob=glob)  # a mistake in a path is told before an archive is made
    given = {name: value for name, value in facts.items() if value is not None}
    with running.writing(create=True) as archive, running.progress() as progress:
        if lexicon is not None:
            archive.use_lexicon(lexicon)
        results: list[Iterable[Outcome | Refusal]] = []
        if paths:
            results.append(
                archive.adding(
                    list(paths),
                    slug=slug,
                    facts=given,
                    glob=glob,
                    index=not no_index,
                    allow_private=allow_private,
                    progress=progress,
                )
            )
        if from_git is not None:
            results.append(archive.adding_history(Path(from_git[0]), from_git[1], slug=slug, facts=given))
        refused, new = _report(running, chain.from_iterable(results), form)
        undated = [] if no_index else archive.undated(new)
        twice = [] if no_index else questions.counted_twice(archive.index, new)
    if undated:
        more = f" and {len(undated) - _MOST_NAMED} more" if len(undated) > _MOST_NAMED else ""
        running.note(
            f"no date found, so in no year: {', '.join(undated[:_MOST_NAMED])}{more};"
            " archive annotate SLUG --published YYYY-MM-DD"
        )
    for document, other, same_text in twice[:_MOST_NAMED]:
        alike = "the same text" if same_text else "the same title, region and day"
        running.note(
            f"{document}: {alike} as {other}, and both count; if they are one:"
            f" archive annotate {document} --same-as {other}"
        )
    if len(twice) > _MOST_NAMED:
        running.note(f"{len(twice) - _MOST_NAMED} more are like another document")
    if refused:
        sys.exit(1)


@click.command()
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@formats
@pass_running
def refresh(running: Running, allow_private: bool, form: str) -> None:
    """Ask again for every document that came from a URL; record only what changed.

    A page that is gone is noted, and nothing is deleted.

    \b
    archive refresh
    """
    with running.writing() as archive, running.progress() as progress:
        refused, _ = _report(running, archive.refreshing(allow_private=allow_private, progress=progress), form)
    if refused:
        sys.exit(1)


def _report(running: Running, results: Iterable[Outcome | Refusal], form: str) -> tuple[int, list[str]]:
    """Prints what became of each text; gives how many were refused, and the documents that are new."""
    from archive.workflow.arriving import Refusal

    outcomes, refused = [], 0
    for result in results:
        if isinstance(result, Refusal):
            refused += 1
            running.note(f"archive: {' '.join(result.reason.split())}")
            continue
        outcomes.append(result.to_dict())
        if running.verbose or result.reason.startswith(("withdrawn", "gone")):
            running.note(f"{result.filename}: {result.status}, {result.document}@{result.version} ({result.reason})")
    if outcomes or not refused or form != "table":
        columns = ("status", "document", "version", "filename")
        print_rows(outcomes, form, columns, empty="no document came from a URL")
    return refused, [str(row["document"]) for row in outcomes if row["status"] == "added"]


COMMANDS = (add, refresh)
