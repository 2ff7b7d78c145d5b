"""Rows on standard output: as a table, JSON, JSON lines, CSV or Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])
#: In a narrow window: how narrow a column of a table may become, up to what width it is not folded, and what stands
#: between two columns; its head may be folded to so much.
_LEAST, _SHORT, _BETWEEN, _HEAD = 4, 10, 2, 6
FORMATS = ("table", "json", "csv", "jsonl", "markdown")


def formats(function: Function) -> Function:
    """Adds ``--format``."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How rows are printed."
    )(function)


def print_rows(
    rows: Sequence[Mapping[str, Any]], form: str, columns: Sequence[str] = (), *, empty: str = "nothing found"
) -> None:
    """Print rows; `columns` are those that a table shows, all others formats show every one.

    A table without rows is told by `empty` on standard error.
    """
    if form == "json":
        click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2, default=str))
    elif form == "jsonl":
        for row in rows:
            click.echo(json.dumps(dict(row), ensure_ascii=False, default=str))
    elif form == "csv":
        _print_csv(rows, columns)
    elif form == "markdown":
        shown = list(columns) or (list(rows[0]) if rows else [])
        _print_markdown(rows, shown)
    elif rows:
        _print_table(rows, list(columns) or list(rows[0]))
    else:
        click.echo(empty, err=True)


def print_json(value: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]) if rows else list(columns))
    writer.writeheader()
    writer.writerows([{name: _cell(value) for name, value in row.items()} for row in rows])
    click.echo(buffer.getvalue(), nl=False)


def _print_markdown(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    click.echo("| " + " | ".join(columns) + " |")
    click.echo("|" + " --- |" * len(columns))
    for row in rows:
        cells = [_cell(row.get(name)).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for name in columns]
        click.echo("| " + " | ".join(cells) + " |")


def _print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() else Console(file=sys.stdout, width=200, soft_wrap=False)
    cells = [[_printable(_cell(row.get(name))) for name in columns] for row in rows]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, width in zip(columns, _widths(columns, cells, console.width), strict=True):
        table.add_column(name, overflow="fold", width=width)
    for line in cells:
        table.add_row(*map(Text, line))
    console.print(table)


def _widths(columns: Sequence[str], cells: Sequence[Sequence[str]], window: int) -> list[int | None]:
    """How wide each column is in a window: the first, which names the row, and short ones whole; the others share.

    None for all where the window holds everything as it is.
    """
    from rich.cells import cell_len

    longest = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    full = [max(width, len(name)) for width, name in zip(longest, columns, strict=True)]
    left = window - _BETWEEN * (len(columns) - 1)
    if sum(full) <= left:
        return [None] * len(columns)
    wanted = [max(width, min(len(name), _HEAD)) for width, name in zip(longest, columns, strict=True)]
    found: dict[int, int] = {}
    for place in sorted(range(len(columns)), key=lambda place: (place > 0, wanted[place])):
        others = len(columns) - len(found) - 1
        most = left - _LEAST * others if place == 0 or wanted[place] <= _SHORT else left // (others + 1)
        found[place] = max(_LEAST, min(wanted[place], most))
        left -= found[place]
    return [found[place] for place in range(len(columns))]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _printable(text: str) -> str:
    """`text` without control characters: a document must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
