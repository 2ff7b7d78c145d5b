"""``archive add``: what comes in."""

from __future__ import annotations

import sys

import click

from archive.commands.output import formats, print_rows
from archive.commands.running import Day, Running, pass_running


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--id", "slug", metavar="SLUG", help="Names the document (only with one PATH).")
@click.option("--glob", metavar="PATTERN", help="In folders, only files whose name matches, e.g. '*.txt'.")
@click.option("--title", help="The document's title, where the text does not tell it.")
@click.option("--published", "published_on", type=Day(), help="The day it was published.")
@click.option("--region", help="The region it is about, e.g. 朝阳区.")
@click.option("--publisher", help="Who published it.")
@click.option("--kind", help="What kind of document it is, e.g. 政府工作报告.")
@click.option("--series", help="The series it belongs to, e.g. 朝阳报.")
@click.option("--note", help="A remark that is kept with the document.")
@click.option("--no-index", is_flag=True, help="Only record; archive reindex, or the next add, analyses.")
@formats
@pass_running
def add(
    running: Running,
    /,
    paths: tuple[str, ...],
    slug: str | None,
    glob: str | None,
    no_index: bool,
    form: str,
    **facts: str | None,
) -> None:
    """Take in files, folders, standard input (-) and URLs.

    Each is said to be added, a new version, or unchanged. Safe to repeat, to interrupt, and to run twice at once.

    \b
    archive add seeds
    archive add report.txt --id chaoyang-plan-2024h1 --region 朝阳区
    curl -s https://example.org/report | archive add - --id report
    """
    from archive.workflow.arriving import Refusal, named

    named(paths, slug=slug, glob=glob)  # a mistake in a path is told before an archive is made
    given = {name: value for name, value in facts.items() if value is not None}
    outcomes, refused = [], 0
    with running.archive(create=True) as archive, running.progress() as progress:
        for outcome in archive.adding(
            list(paths), slug=slug, facts=given, glob=glob, index=not no_index, progress=progress
        ):
            if isinstance(outcome, Refusal):
                refused += 1
                running.note(f"archive: {outcome.reason}")
                continue
            outcomes.append(outcome.to_dict())
            if running.verbose:
                running.note(
                    f"{outcome.filename}: {outcome.status}, {outcome.document}@{outcome.version} ({outcome.reason})"
                )
    print_rows(outcomes, form, ("status", "document", "version", "filename"))
    if refused:
        sys.exit(1)


COMMANDS = (add,)
