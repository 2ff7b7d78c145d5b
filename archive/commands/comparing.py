"""``archive diff`` and ``compare``: what changed."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands.comparison_output import comparison_bytes, print_comparison
from archive.commands.output import Function, formats, print_json, print_rows
from archive.commands.running import Day, Running, pass_running
from archive.errors import BadInput

if TYPE_CHECKING:
    from archive.diffing import Diff

#: What the end of a file's name tells of its format; "" is what is shown where no file is named.
_COMPARE_SUFFIXES = {
    "": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".md": "markdown",
    ".html": "html",
    ".xlsx": "xlsx",
}
_DIFF_SUFFIXES = {
    "": "terminal",
    ".json": "json",
    ".html": "html",
    ".diff": "unified",
    ".patch": "unified",
    ".md": "markdown",
    ".docx": "docx",
}
_COMPARE_FORMATS = ("table", "json", "csv", "jsonl", "markdown", "html", "xlsx")
_DIFF_FORMATS = ("terminal", "json", "html", "unified", "markdown", "docx")


def _language(default: str, told: str) -> Callable[[Function], Function]:
    return click.option("--language", type=click.Choice(["en", "zh"]), default=default, show_default=True, help=told)


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(_DIFF_FORMATS),
    help="How it is shown; else as --output ends, or for a terminal.",
)
@click.option("--side-by-side", is_flag=True, help="With --format html: old and new beside each other.")
@click.option("--context", type=click.IntRange(min=0), default=1, show_default=True, help="Unchanged passages shown.")
@click.option("--stat", is_flag=True, help="Only one line that sums it up.")
@_language("en", "The language of the words around the changes, in HTML, Markdown and on the terminal.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (needed for docx).")
@pass_running
def diff(
    running: Running,
    old: str,
    new: str | None,
    form: str | None,
    side_by_side: bool,
    context: int,
    stat: bool,
    language: str,
    output: Path | None,
) -> None:
    """Show what changed: between two versions, the last two of a document, or two plain files (- is standard input).

    \b
    archive diff chaoyang-plan-2024h1
    archive diff chaoyangbao-3384 chaoyangbao-3683 --format html --output changes.html
    archive diff chaoyang-plan-2024h1 --language zh --output changes.html
    archive diff old.txt new.txt --stat
    """
    form = _form_of(output, form, _DIFF_SUFFIXES)
    if side_by_side and form != "html":
        raise click.UsageError("--side-by-side goes with --format html")
    made = _diff_of(running, old, new)
    if stat:
        from archive.diffing.rendering.stat import stat_line

        body = (stat_line(made.diff) + "\n").encode()
    else:
        body = _rendered(
            made, form, context=context, side_by_side=side_by_side, language=language, to_file=output is not None
        )
    if output is not None:
        output.write_bytes(body)
    elif form == "docx" and not stat and sys.stdout.isatty():
        raise click.UsageError("a .docx is no text: name a file with --output")
    elif form == "terminal" and not stat and sys.stdout.isatty():
        click.echo_via_pager(body.decode())
    else:
        sys.stdout.buffer.write(body)


def _form_of(output: Path | None, form: str | None, suffixes: Mapping[str, str]) -> str:
    """The format asked for, or else the one that the name of the file tells."""
    if form is not None:
        return form
    return suffixes.get(output.suffix.lower() if output else "", suffixes[""])


@dataclass(frozen=True, slots=True)
class _Made:
    """A diff with the addresses of what it compares: none where they are plain files."""

    diff: Diff
    title: str
    addresses: tuple[str, str] | None


def _diff_of(running: Running, old: str, new: str | None) -> _Made:
    from archive.diffing import diff_texts
    from archive.workflow.arriving import is_plain_file, plain_text

    files = [name for name in (old, new) if name is not None and is_plain_file(name)]
    if len(files) == 2 and new is not None:
        title = f"{Path(old).name} → {Path(new).name}"
        return _Made(diff_texts(plain_text(old), plain_text(new)), title, None)
    if files and new is not None:
        other = new if files == [old] else old
        raise BadInput(f"{other}: no such file; two plain files are compared, or two documents of the archive")
    if files:
        raise BadInput(f"{old}: a plain file; name a second one to compare it with")
    if missing := next((name for name in (old, new) if name is not None and "." in name), None):
        raise BadInput(f"{missing}: neither a file nor a document; archive list shows the documents there are")
    with running.reading() as archive:
        first, second = archive.diff_addresses(old, new)
        return _Made(archive.diff(first, second), f"{first} → {second}", (first, second))


def _rendered(made: _Made, form: str, *, context: int, side_by_side: bool, language: str, to_file: bool) -> bytes:
    from archive.publishing.languages import diff_wording

    result, title, wording = made.diff, made.title, diff_wording(language)
    if form == "json":
        sides = [(name.partition("@")[0], int(name.partition("@")[2])) for name in made.addresses or ()]
        return (json.dumps(result.to_dict(*sides), ensure_ascii=False, indent=2) + "\n").encode()
    if form == "html":
        from archive.diffing.rendering.html import render_html

        return render_html(result, title=title, side_by_side=side_by_side, wording=wording).encode()
    if form == "unified":
        from archive.diffing.rendering.unified import render_unified

        return render_unified(result).encode()
    if form == "markdown":
        from archive.diffing.rendering.markdown import render_markdown

        return render_markdown(result, wording=wording).encode()
    if form == "docx":
        from archive.diffing.rendering.docx import render_docx

        return render_docx(result)
    from archive.diffing.rendering.terminal import render_terminal

    color = sys.stdout.isatty() and not to_file
    width = shutil.get_terminal_size().columns if color else 100
    return render_terminal(result, context=context, width=width, color=color, wording=wording).encode()


@click.command()
@click.argument("earlier", metavar="Y1")
@click.argument("later", metavar="Y2")
@click.option("--region", help="Only this region, e.g. 朝阳区; without it, one section a region.")
@click.option("--with", "beside", metavar="REGION", help="Compare the region's Y1 with that other region's Y2.")
@click.option("--series", help="Only documents of this series, e.g. 朝阳报: like with like.")
@click.option("--kind", help="Only documents of this kind: like with like.")
@click.option("--as-of", type=Day(), help="What the archive knew at the end of that day.")
@click.option("--alignment", is_flag=True, help="Lay every sentence beside the one that answers it, too.")
@click.option("--save", is_flag=True, help="Keep the result, with the exact versions compared, to be cited.")
@click.option("--brief", is_flag=True, help="Only what stands behind each side, and what stands out.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_COMPARE_FORMATS),
    help="How it is shown (html prints well, xlsx has one sheet each); else as --output ends, or a table.",
)
@_language("zh", "The language that an HTML report speaks.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (needed for xlsx).")
@pass_running
def compare(
    running: Running,
    /,
    earlier: str,
    later: str,
    alignment: bool,
    save: bool,
    brief: bool,
    form: str | None,
    language: str,
    output: Path | None,
    **chosen: str | None,
) -> None:
    """Lay two years side by side: themes, figures and milestones, with how much text stands behind each.

    A side is a year, a range of days, or slugs with commas between them.

    \b
    archive compare 2024 2026 --region 朝阳区
    archive compare 2024 2026 --series 朝阳报 --format html --output report.html
    archive compare report-2024 report-2025 --alignment --format html --output sentences.html
    archive compare 2024-01-01..2024-06-30 2024-07-01..2024-12-31 --format json
    """
    form = _form_of(output, form, _COMPARE_SUFFIXES)
    with running.writing() if save else running.asking() as archive:
        comparison = archive.compare(earlier, later, alignment=alignment, **chosen)
        number = archive.save_comparison(comparison) if save else None
    if number is not None:
        running.note(f"kept as comparison {number}")
    if form == "table":
        if output is not None:
            raise click.UsageError(f"{output.name}: say of what format with --format, or end it in .html, .xlsx, .md …")
        print_comparison(comparison, brief=brief)
        return
    body = comparison_bytes(comparison, form, language)
    if output is not None:
        output.write_bytes(body)
    elif form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text: name a file with --output")
    else:
        sys.stdout.buffer.write(body)


@click.command()
@click.argument("number", type=int, required=False)
@formats
@pass_running
def cite(running: Running, number: int | None, form: str) -> None:
    """List the comparisons kept with compare --save, or print one and say whether it still comes out the same.

    \b
    archive cite
    archive cite 12 --format json
    """
    with running.reading() as archive:
        if number is None:
            columns = ("number", "comparison", "kept_at", "who", "earlier", "later")
            print_rows(archive.kept_comparisons(), form, columns, empty="none kept yet; compare --save keeps one")
            return
        kept = archive.cite(number)
    if form == "json":
        print_json(kept.result)
    else:
        print_rows(kept.result["themes"], form, ("region", "theme", "status", "confidence", "sentence"))
    running.note(f"comparison {number}: {kept.reason}")


COMMANDS = (diff, compare, cite)
