"""Charts as plain SVG: no script, no outside file, legible in print and in black and white."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from archive.comparing.theme_rows import ThemeRow

_LABEL, _PLOT, _LINE = 250, 470, 22
_EARLIER, _LATER = "#8a8f98", "#b3261e"
_STATUS_COLOURS = {
    "continued": "#8a8f98",
    "risen": "#b3261e",
    "fallen": "#2f5d8a",
    "reworded": "#a06a00",
    "succeeded": "#5b4a8a",
    "new": "#2e7d4f",
    "not seen": "#d5d8dc",
}


def rates_chart(rows: Sequence[ThemeRow], labels: tuple[str, str], most: int = 24) -> str:
    """Mentions per 10,000 characters of each theme: an empty dot for the earlier side, a full one for the later."""
    shown = rows[:most]
    if not shown:
        return ""
    widest = max(max(row.earlier.per_10k_chars or 0, row.later.per_10k_chars or 0) for row in shown) or 1.0
    height = _LINE * (len(shown) + 3)
    parts = [_open(_LABEL + _PLOT + 60, height, f"{labels[0]} → {labels[1]}")]
    parts.append(_dot(_LABEL, 12, _EARLIER, False) + _text(_LABEL + 10, 16, labels[0]))
    parts.append(_dot(_LABEL + 120, 12, _LATER, True) + _text(_LABEL + 130, 16, labels[1]))
    for tick in range(5):
        x = _LABEL + _PLOT * tick / 4
        parts.append(f'<line x1="{x:.1f}" y1="26" x2="{x:.1f}" y2="{height - 24}" stroke="#e3e5e8"/>')
        parts.append(_text(x, height - 8, f"{widest * tick / 4:.1f}", "middle"))
    for index, row in enumerate(shown):
        y = _LINE * (index + 2)
        one, two = (_LABEL + _PLOT * (side.per_10k_chars or 0) / widest for side in (row.earlier, row.later))
        parts.append(_text(_LABEL - 10, y + 4, row.theme.name, "end"))
        parts.append(f'<line x1="{one:.1f}" y1="{y}" x2="{two:.1f}" y2="{y}" stroke="#c3c7cc" stroke-width="2"/>')
        parts.append(_dot(one, y, _EARLIER, False) + _dot(two, y, _LATER, True))
    return "".join(parts) + "</svg>"


def status_chart(statuses: dict[str, int], say: Callable[..., str]) -> str:
    """How many themes have each status, as one bar with its legend, named by `say`."""
    total = sum(statuses.values())
    if not total:
        return ""
    parts = [_open(_LABEL + _PLOT + 60, 64, say("Formulations by what became of them"))]
    x, legend = 0.0, 0
    for status, colour in _STATUS_COLOURS.items():
        count = statuses.get(status, 0)
        if not count:
            continue
        width = (_LABEL + _PLOT) * count / total
        parts.append(f'<rect x="{x:.1f}" y="4" width="{width:.1f}" height="20" fill="{colour}" stroke="#fff"/>')
        parts.append(f'<rect x="{legend}" y="40" width="10" height="10" fill="{colour}"/>')
        parts.append(_text(legend + 14, 49, f"{say(status)} {count}"))
        x += width
        legend += 110
    return "".join(parts) + "</svg>"


def _open(width: int, height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-size="12" width="100%"><title>{escape(title)}</title>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="#222">{escape(text)}</text>'


def _dot(x: float, y: float, colour: str, full: bool) -> str:
    fill = colour if full else "#fff"
    return f'<circle cx="{x:.1f}" cy="{y}" r="4.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
