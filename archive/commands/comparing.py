"""``archive diff`` and ``compare``: what changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from archive.commands.comparison_output import comparison_bytes, print_comparison
from archive.commands.diff_output import Look, diff_bytes, diff_of, weighty_terms
from archive.commands.output import Function, formats, print_json, print_rows
from archive.commands.running import Day, Running, pass_running
from archive.errors import ArchiveError

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
    ".txt": "terminal",
    ".json": "json",
    ".html": "html",
    ".diff": "unified",
    ".patch": "unified",
    ".md": "markdown",
    ".docx": "docx",
}
_COMPARE_FORMATS = ("table", "json", "csv", "jsonl", "markdown", "html", "xlsx")
_RANKED_FORMATS = ("terminal", "markdown", "json")
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
@click.option(
    "--context", type=click.IntRange(min=0), help="Unchanged passages shown around a change.  [default: 1, in HTML 2]"
)
@click.option(
    "--ranked",
    is_flag=True,
    help="Weightiest first (terminal, markdown, json): figures, formulations, passages, words.",
)
@click.option("--stat", is_flag=True, help="Only one line that sums it up.")
@_language("en", "The language of the words around the changes, in HTML, Markdown and on the terminal.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (needed for docx).")
@pass_running
def diff(
    running: Running,
    /,
    old: str,
    new: str | None,
    form: str | None,
    ranked: bool,
    stat: bool,
    output: Path | None,
    **looks: Any,
) -> None:
    """Show what changed: between two versions, the last two of a document, or two plain files (- is standard input).

    \b
    archive diff chaoyang-plan-2024h1
    archive diff chaoyangbao-3384 chaoyangbao-3683 --format html --output changes.html
    archive diff chaoyang-plan-2024h1 --language zh --output changes.html
    archive diff chaoyangbao-3384 chaoyangbao-3683 --ranked
    archive diff old.txt new.txt --stat
    """
    form = _form_of(output, form, _DIFF_SUFFIXES)
    if looks["side_by_side"] and form != "html":
        raise click.UsageError("--side-by-side goes with --format html")
    if ranked and form not in _RANKED_FORMATS:
        raise click.UsageError(f"--ranked goes with --format {', '.join(_RANKED_FORMATS)}")
    made = diff_of(running, old, new)
    if stat:
        from archive.diffing.rendering.stat import stat_line

        body = (stat_line(made.diff) + "\n").encode()
    else:
        look = Look(form, to_file=output is not None, **looks)
        body = diff_bytes(made, look, weighty_terms(running, made) if ranked else None)
    if output is not None:
        output.write_bytes(body)
    elif form == "docx" and not stat and sys.stdout.isatty():
        raise click.UsageError("a .docx is no text: name a file with --output")
    elif form == "terminal" and not stat and sys.stdout.isatty():
        click.echo_via_pager(body.decode())
    else:
        sys.stdout.buffer.write(body)


def _form_of(output: Path | None, form: str | None, suffixes: Mapping[str, str]) -> str:
    """The format asked for, or else the one that the name of the file tells. Raises UsageError where it tells none."""
    if form is not None:
        return form
    if output is None:
        return suffixes[""]
    told = suffixes.get(output.suffix.lower() or ".")
    if told is None:
        endings = ", ".join(filter(None, suffixes))
        raise click.UsageError(f"{output.name}: say of what format with --format, or end it in one of {endings}")
    return told


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
@_language("zh", "The language that an HTML report or a workbook speaks.")
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
    if form == "table" and output is not None:
        raise click.UsageError(f"{output.name}: a table is for the terminal; name another --format")
    with running.writing() if save else running.asking() as archive:
        comparison = archive.compare(earlier, later, alignment=alignment, **chosen)
        number = archive.save_comparison(comparison) if save else None
    if number is not None:
        running.note(f"kept as comparison {number}")
    if form == "table":
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
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file, as compare does; only where it comes out the same.",
)
@_language("zh", "The language that an HTML report or a workbook speaks.")
@formats
@pass_running
def cite(running: Running, number: int | None, output: Path | None, language: str, form: str) -> None:
    """List the comparisons kept with compare --save, or print one and say whether it still comes out the same.

    \b
    archive cite
    archive cite 12 --format json
    archive cite 12 --output report.html
    """
    written = _form_of(output, None, _COMPARE_SUFFIXES)
    if output is not None and number is None:
        raise click.UsageError("say which comparison; archive cite lists them")
    with running.reading() as archive:
        if number is None:
            columns = ("number", "comparison", "kept_at", "who", "earlier", "later")
            print_rows(archive.kept_comparisons(), form, columns, empty="none kept yet; compare --save keeps one")
            return
        kept = archive.cite(number)
    if output is not None:
        if kept.comparison is None:
            raise ArchiveError(f"comparison {number}: {kept.reason}; what was kept is printed by --format json")
        output.write_bytes(comparison_bytes(kept.comparison, written, language))
    elif form == "json":
        print_json(kept.result)
    else:
        print_rows(kept.result["themes"], form, ("region", "theme", "status", "confidence", "sentence"))
    running.note(f"comparison {number}: {kept.reason}")


COMMANDS = (diff, compare, cite)
