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
FORMATS = ("table", "json", "csv", "jsonl", "markdown")


def formats(function: Function) -> Function:
    """Adds ``--format``."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How rows are printed."
    )(function)


def print_rows(rows: Sequence[Mapping[str, Any]], form: str, columns: Sequence[str] = ()) -> None:
    """Print rows; `columns` are those that a table shows, all others formats show every one."""
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
    else:
        _print_table(rows, list(columns) or (list(rows[0]) if rows else []))


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
    if not rows:
        click.echo("nothing found", err=True)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_printable(_cell(row.get(name)))) for name in columns))
    if sys.stdout.isatty():
        Console().print(table)
    else:
        Console(file=sys.stdout, width=200, soft_wrap=False).print(table)


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
