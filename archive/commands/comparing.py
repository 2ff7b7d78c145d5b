"""``archive diff`` and ``compare``: what changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands.output import print_json
from archive.commands.running import Running, pass_running

if TYPE_CHECKING:
    from archive.diffing import Diff

_DIFF_FORMATS = ("terminal", "json", "html", "unified", "markdown", "docx")


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", required=False)
@click.option("--format", "form", type=click.Choice(_DIFF_FORMATS), default="terminal", show_default=True)
@click.option("--side-by-side", is_flag=True, help="With --format html: old and new beside each other.")
@click.option("--context", type=click.IntRange(min=0), default=1, show_default=True, help="Unchanged passages shown.")
@click.option("--stat", is_flag=True, help="Only one line that sums it up.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (needed for docx).")
@pass_running
def diff(
    running: Running,
    old: str,
    new: str | None,
    form: str,
    side_by_side: bool,
    context: int,
    stat: bool,
    output: Path | None,
) -> None:
    """Show what changed: between two versions, the last two of a document, or two plain files (- is standard input).

    \b
    archive diff chaoyang-plan-2024h1
    archive diff chaoyangbao-3384 chaoyangbao-3683 --format html --output changes.html
    archive diff old.txt new.txt --stat
    """
    result, title = _diff_of(running, old, new)
    if stat:
        from archive.diffing.rendering.stat import stat_line

        click.echo(stat_line(result))
        return
    if form == "json":
        print_json(result.to_dict())
        return
    body = _rendered(result, form, title, context=context, side_by_side=side_by_side, to_file=output is not None)
    if output is not None:
        output.write_bytes(body)
    elif form == "docx" and sys.stdout.isatty():
        raise click.UsageError("a .docx is no text: name a file with --output")
    elif form == "terminal" and sys.stdout.isatty():
        click.echo_via_pager(body.decode())
    else:
        click.get_binary_stream("stdout").write(body)


def _diff_of(running: Running, old: str, new: str | None) -> tuple[Diff, str]:
    from archive.diffing import diff_texts
    from archive.workflow.arriving import is_plain_file, plain_text

    if new is not None and is_plain_file(old) and is_plain_file(new):
        return diff_texts(plain_text(old), plain_text(new)), f"{Path(old).name} → {Path(new).name}"
    with running.archive() as archive:
        first, second = archive.diff_addresses(old, new)
        return archive.diff(first, second), f"{first} → {second}"


def _rendered(result: Diff, form: str, title: str, *, context: int, side_by_side: bool, to_file: bool) -> bytes:
    if form == "html":
        from archive.diffing.rendering.html import render_html

        return render_html(result, title=title, side_by_side=side_by_side).encode()
    if form == "unified":
        from archive.diffing.rendering.unified import render_unified

        return render_unified(result).encode()
    if form == "markdown":
        from archive.diffing.rendering.markdown import render_markdown

        return render_markdown(result).encode()
    if form == "docx":
        from archive.diffing.rendering.docx import render_docx

        return render_docx(result)
    from archive.diffing.rendering.terminal import render_terminal

    color = sys.stdout.isatty() and not to_file
    width = click.get_terminal_size().columns if color else 100  # type: ignore[attr-defined]
    return render_terminal(result, context=context, width=width, color=color).encode()


COMMANDS = (diff,)
