"""A comparison on the terminal, and as a file of any format."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import click

from archive.commands.output import print_rows

if TYPE_CHECKING:
    from archive.comparing.comparison import Comparison

#: How many rows of each kind a brief comparison shows.
_BRIEF = 8


def print_comparison(comparison: Comparison, *, brief: bool) -> None:
    """Print a comparison: what stands behind each side first, then themes, figures and milestones."""
    from archive.comparing.rendering import rows
    from archive.comparing.rendering.gist import gist
    from archive.comparing.rendering.wording import Wording

    for section in comparison.sections:
        click.echo(f"{section.region or 'no region'}: {section.coverage.statement}")
        for advice in section.coverage.advice:
            click.echo(f"  {advice}")
        if section.coverage.says_nothing and section.themes:
            click.echo(f"  themes: {len(section.themes)}, of none of which a change can be told")
        for point in gist(section, comparison.labels, Wording()):
            click.echo(f"  {point}")
    one, two = comparison.labels
    for title, found, columns in (
        ("Themes", rows.theme_rows(comparison), ("region", "theme", "status", "confidence")),
        (
            "Figures",
            rows.figure_rows(comparison),
            ("metric", "lies", "relation", "a", "a period", "b", "b period", "change %", "completion %", "bound"),
        ),
        ("Milestones", rows.milestone_rows(comparison), ("project", "lies", "a", "a tense", "b", "b tense")),
    ):
        if not found:
            continue
        shown = found[:_BRIEF] if brief else found
        counted = [name for name in found[0] if name.startswith("mentions")]
        across = sum(not str(row.get("lies")).startswith("within") for row in found)
        count = f"{across} of {len(found)} across both" if "lies" in found[0] else str(len(found))
        click.echo(f"\n{title} ({one} → {two}): {count}")
        print_rows(shown, "table", [*columns[:2], *counted, *columns[2:]])
    if comparison.is_aligned:
        found = rows.alignment_rows(comparison)
        click.echo(f"\nSentences ({one} → {two}): {len(found)}")
        print_rows(found[:_BRIEF] if brief else found, "table", ("earlier", "later", "score", "taken out", "put in"))


def comparison_bytes(comparison: Comparison, form: str, language: str = "zh") -> bytes:
    """A comparison as the bytes of a file: json, jsonl, csv, markdown, html or xlsx (these in that language)."""
    if form == "markdown":
        from archive.comparing.rendering.markdown import render_markdown

        return render_markdown(comparison).encode()
    if form == "html":
        from archive.comparing.rendering.report import render_report
        from archive.publishing.languages import report_wording

        return render_report(comparison, report_wording(language)).encode()
    if form == "xlsx":
        from archive.comparing.rendering.workbook import render_workbook
        from archive.publishing.languages import report_wording

        return render_workbook(comparison, report_wording(language))
    result = comparison.to_dict()
    if form == "json":
        return (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode()
    parts = ("coverage", "themes", "figures", "milestones", "alignment")
    rows = [{"part": part, **row} for part in parts for row in result.get(part, ())]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return _csv(rows).encode()


def _csv(rows: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(names)
    for row in rows:
        cells = (row.get(name) for name in names)
        writer.writerow(
            [json.dumps(cell, ensure_ascii=False) if isinstance(cell, dict | list) else cell for cell in cells]
        )
    return buffer.getvalue()
