"""``archive verify``, ``reindex``, ``export`` and ``backup``: keeping it sound."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.commands.output import formats, print_rows
from archive.commands.running import Day, Running, pass_running


@click.command()
@click.option("--since", type=Day(), help="Hash again only what arrived on that day or later: a quick daily run.")
@click.option("--head", "print_head", is_flag=True, help="Only print the newest link of the chain, to keep elsewhere.")
@click.option("--expect", metavar="HEAD", help="A head noted earlier: prove that nothing before it changed.")
@formats
@pass_running
def verify(running: Running, since: str | None, print_head: bool, expect: str | None, form: str) -> None:
    """Prove that nothing was altered: hash everything again, walk the chain, derive the index again.

    \b
    archive verify
    archive verify --head > head.txt
    archive verify --expect "$(cat head.txt)"
    """
    with running.reading() as archive, running.progress() as progress:
        if print_head:
            click.echo(archive.head())
            return
        problems = archive.verify(since=since, progress=progress)
        if expect is not None and not archive.holds_head(expect.strip()):
            problems.append(f"chain: the head {expect.strip()[:16]}… is not in it; what came before was altered or cut")
        for note in archive.verify_notes():
            running.note(note)
        head = archive.head()
    if problems:
        print_rows([{"problem": problem} for problem in problems], form)
        running.note(f"archive: {len(problems)} problem{'s' if len(problems) != 1 else ''} found")
        sys.exit(1)
    if form != "table":
        print_rows([], form, ("problem",))
    running.note(f"sound; head {head}")


@click.command()
@pass_running
def reindex(running: Running) -> None:
    """Drop every derived row and make it again from the ledger.

    \b
    archive reindex
    """
    with running.writing() as archive, running.progress() as progress:
        rebuilt = archive.reindex(progress=progress)
    running.note(f"{rebuilt.versions} versions analysed by analyser {rebuilt.analyser}")
    for address in rebuilt.changed:
        running.note(f"{address}: derived rows differ from before (a technical change; the document is as it was)")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--bagit", "as_bag", is_flag=True, help="The whole ledger as a BagIt bag, from which import rebuilds it.")
@pass_running
def export(running: Running, folder: Path, as_bag: bool) -> None:
    """Write every version's text and bytes, and all facts, into a new folder.

    \b
    archive export handover
    archive export bag --bagit
    """
    with running.reading() as archive:
        if as_bag:
            running.note(f"{archive.export_bag(folder)} links of the ledger written")
        else:
            running.note(f"{archive.export(folder)} versions written")


@click.command("import")
@click.argument("folder", type=click.Path(exists=False, path_type=Path))
@pass_running
def import_bag(running: Running, folder: Path) -> None:
    """Rebuild a new archive from a bag that export --bagit wrote; its chain head comes out the same.

    \b
    archive --db restored.db import bag
    """
    with running.writing(create=True) as archive, running.progress() as progress:
        links = archive.import_bag(folder, progress=progress)
        running.note(f"{links} links of the ledger read; head {archive.head()}")


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@pass_running
def backup(running: Running, target: Path) -> None:
    """Write a consistent copy of the archive, even while others write to it.

    \b
    archive backup archive-2026-11-22.db
    """
    with running.reading() as archive:
        archive.backup(target)
    running.note(f"backed up to {target}")


COMMANDS = (verify, reindex, export, import_bag, backup)
