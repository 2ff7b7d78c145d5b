"""``archive list``, ``log``, ``show`` and ``search``: what is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from archive.commands.output import formats, print_rows
from archive.commands.running import Day, Running, pass_running, selects

if TYPE_CHECKING:
    from archive.index.load import Selection


@click.command("list")
@selects
@click.option("--as-of", type=Day(), help="What the archive knew at the end of that day.")
@formats
@pass_running
def list_documents(
    running: Running,
    chosen: Selection,
    as_of: str | None,
    form: str,
) -> None:
    """List the documents, oldest first.

    \b
    archive list --region 朝阳区
    archive list --format csv > documents.csv
    """
    with running.looking_up() as archive:
        rows = archive.documents(chosen, as_of=as_of)
    print_rows(rows, form, ("slug", "title", "region", "published_on", "date_basis", "versions", "characters"))


@click.command()
@click.argument("slug")
@formats
@pass_running
def log(running: Running, slug: str, form: str) -> None:
    """List the versions of a document, each with what kind of change it was.

    \b
    archive log chaoyang-plan-2024h1
    """
    with running.looking_up() as archive:
        rows = archive.log(slug)
    print_rows(rows, form, ("version", "captured_at", "change", "figures_changed", "characters", "filename", "note"))


@click.command()
@click.argument("address", metavar="SLUG[@N]")
@click.option("--raw", is_flag=True, help="The very bytes, as they arrived.")
@click.option("--as-of", type=Day(), help="The version that was newest at the end of that day.")
@pass_running
def show(running: Running, address: str, raw: bool, as_of: str | None) -> None:
    """Print a document's text.

    \b
    archive show chaoyang-plan-2024h1
    archive show chaoyangbao-3384@1 --raw > page.txt
    """
    with running.reading_texts() as archive:
        body = archive.raw(address) if raw else archive.text(address, as_of=as_of).encode()
    sys.stdout.buffer.write(body)


@click.command()
@click.argument("query")
@selects
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many passages.")
@formats
@pass_running
def search(
    running: Running,
    query: str,
    chosen: Selection,
    limit: int,
    form: str,
) -> None:
    """Find passages in which QUERY stands, word for word, whatever its width or case.

    \b
    archive search 新质生产力 --year 2026
    archive search 税 --format json
    """
    if not query.strip():
        raise click.UsageError("nothing to search for: name the words")
    with running.looking_up() as archive:
        hits = archive.search(query, chosen, limit=limit)
    rows = [
        {
            "document": hit.document,
            "version": hit.version,
            "filename": hit.filename,
            "start_char": hit.start_char,
            "end_char": hit.end_char,
            "snippet": hit.snippet,
        }
        for hit in hits
    ]
    print_rows(rows, form, ("document", "version", "start_char", "snippet"))


COMMANDS = (list_documents, log, show, search)
