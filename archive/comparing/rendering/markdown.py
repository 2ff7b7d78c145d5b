"""A comparison as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from archive.comparing.comparison import Comparison
from archive.comparing.rendering.gist import gist
from archive.comparing.rendering.rows import (
    Cell,
    Row,
    alignment_rows,
    coverage_rows,
    figure_rows,
    milestone_rows,
    theme_rows,
)
from archive.comparing.rendering.wording import Wording

_THEME_LEFT_OUT = frozenset({"origin", "sentence", "sentence (zh)", "ratio low", "ratio high"})


def render_markdown(comparison: Comparison) -> str:
    """The comparison as a Markdown document: coverage first, then themes, figures and milestones."""
    one, two = comparison.labels
    parts = [f"# {_escape(one)} → {_escape(two)}", "## Coverage"]
    for section in comparison.sections:
        name = f"{section.region}: " if section.region else ""
        parts.append(_escape(f"{name}{section.coverage.statement}"))
        parts += [f"- {_escape(item)}" for item in section.coverage.advice]
        parts += [f"- {_escape(point)}" for point in gist(section, comparison.labels, Wording())]
    parts.append(_table(coverage_rows(comparison)))
    themes = [
        {key: value for key, value in row.items() if key not in _THEME_LEFT_OUT} for row in theme_rows(comparison)
    ]
    for title, rows in (
        ("Themes", themes),
        ("Figures", figure_rows(comparison)),
        ("Milestones", milestone_rows(comparison)),
    ):
        parts += [f"## {title}", _table(rows) if rows else "None found."]
    if comparison.is_aligned:
        parts += ["## Sentences", _table(alignment_rows(comparison)) or "None found."]
    return "\n\n".join(parts) + "\n"


def _table(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    head = list(rows[0])
    lines = ["| " + " | ".join(map(_escape, head)) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_escape(_text(row[key])) for key in head) + " |" for row in rows]
    return "\n".join(lines)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _escape(text: str) -> str:
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())
