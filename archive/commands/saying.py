"""``archive annotate``, ``withdraw`` and ``restore``: what a person says of a document."""

from __future__ import annotations

import click

from archive.commands.running import Day, Running, pass_running


@click.command()
@click.argument("slug")
@click.option("--title", help="Its title.")
@click.option("--published", "published_on", type=Day(), help="The day it was published.")
@click.option("--region", help="The region it is about.")
@click.option("--publisher", help="Who published it.")
@click.option("--kind", help="What kind of document it is.")
@click.option("--series", help="The series it belongs to.")
@click.option("--issue", help="Its number in the series.")
@click.option("--source-url", "source_url", help="Where it was published.")
@click.option("--note", help="A remark.")
@click.option(
    "--same-as",
    metavar="OTHER",
    help="The document is one with OTHER, which is shown for both: later versions are added to that one.",
)
@pass_running
def annotate(running: Running, /, slug: str, same_as: str | None, **facts: str | None) -> None:
    """Give facts of a document by hand; the newest word wins, the older stay in the ledger.

    An empty word takes back what was given: --title "", --same-as "".

    \b
    archive annotate chaoyangbao-3384 --publisher 北京市朝阳区融媒体中心
    archive annotate report-2 --same-as report
    """
    given = {name: value for name, value in facts.items() if value is not None}
    if not given and same_as is None:
        raise click.UsageError("nothing to say: give a fact, e.g. --title")
    with running.writing() as archive:
        archive.annotate(slug, {name: value or None for name, value in given.items()}, same_as=same_as)
    running.note(f"{slug}: noted")


@click.command()
@click.argument("address", metavar="SLUG[@N]")
@click.option("--reason", required=True, help="Why it is hidden; kept in the ledger.")
@pass_running
def withdraw(running: Running, address: str, reason: str) -> None:
    """Hide a version, or a whole document, from every view; the ledger keeps it.

    \b
    archive withdraw chaoyangbao-3384@2 --reason "added by mistake"
    """
    with running.writing() as archive:
        hidden = archive.withdraw(address, reason)
    running.note(f"{address}: {hidden} version{'s' if hidden != 1 else ''} hidden")


@click.command()
@click.argument("address", metavar="SLUG[@N]")
@click.option("--reason", required=True, help="Why it is shown again; kept in the ledger.")
@pass_running
def restore(running: Running, address: str, reason: str) -> None:
    """Show a version, or a whole document, again that was withdrawn; the ledger keeps both words.

    \b
    archive restore chaoyangbao-3384@2 --reason "withdrawn by mistake"
    """
    with running.writing() as archive:
        shown = archive.restore(address, reason)
    running.note(f"{address}: {shown} version{'s' if shown != 1 else ''} shown again")


COMMANDS = (annotate, withdraw, restore)
