"""Charts as SVG: drawn on the server, with a text alternative, coloured by the stylesheet alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from markupsafe import Markup

_WIDTH = 560
_ROW = 26
_LABEL = 172


def dumbbell(rows: Sequence[tuple[str, float, float]], labels: tuple[str, str], title: str) -> Markup:
    """One line a row from its earlier to its later value; `rows` are name, earlier, later."""
    top, height = 34, 34 + _ROW * len(rows) + 8
    most = max((max(earlier, later) for _, earlier, later in rows), default=0) or 1
    svg = _svg(
        height, title, [f"{name}: {labels[0]} {earlier:g}, {labels[1]} {later:g}" for name, earlier, later in rows]
    )
    _circle(svg, _LABEL + 8, 14, "earlier")
    _text(svg, _LABEL + 18, 18, labels[0], "key")
    _circle(svg, _LABEL + 88, 14, "later")
    _text(svg, _LABEL + 98, 18, labels[1], "key")
    span = _WIDTH - _LABEL - 78
    for index, (name, earlier, later) in enumerate(rows):
        y = top + index * _ROW + _ROW / 2
        xs = [_LABEL + 10 + span * value / most for value in (earlier, later)]
        _text(svg, _LABEL - 6, y + 4, _short(name), "name")
        _line(svg, _LABEL + 10, y, _WIDTH - 58, y, "grid")
        _line(svg, xs[0], y, xs[1], y, "rises" if later >= earlier else "falls")
        _circle(svg, xs[0], y, "earlier")
        _circle(svg, xs[1], y, "later")
        _text(svg, _WIDTH - 48, y + 4, f"{later - earlier:+.1f}".replace("-", "−"), "change")
    return _done(svg)


def completion_bars(rows: Sequence[tuple[str, float, bool, str]], title: str) -> Markup:
    """One bar a row up to its percentage of a target; `rows` are name, percentage, whether hedged, and a note.

    A tick marks the target itself; the end of a hedged value is open.
    """
    height = 12 + _ROW * len(rows) + 8
    svg = _svg(height, title, [f"{name}: {value:g}% {note}" for name, value, _, note in rows])
    span = _WIDTH - _LABEL - 138
    most = min(max([100.0, *(value for _, value, _, _ in rows)]), 200.0)
    for index, (name, value, hedged, note) in enumerate(rows):
        y = 12 + index * _ROW
        length = span * min(max(value, 0), most) / most
        _text(svg, _LABEL - 6, y + 15, _short(name), "name")
        _rect(svg, _LABEL, y + 4, span * 100 / most, 14, "track")
        _rect(svg, _LABEL, y + 4, length, 14, "met" if value >= 100 else "bar")
        if hedged:
            _line(svg, _LABEL + length, y, _LABEL + length, y + 22, "hedged")
        _line(svg, _LABEL + span * 100 / most, y + 1, _LABEL + span * 100 / most, y + 21, "goal")
        _text(svg, _LABEL + span + 8, y + 15, f"{value:g}%  {note}", "value")
    return _done(svg)


def columns(rows: Sequence[tuple[str, float]], title: str) -> Markup:
    """One column a row, with its value above and the words of its name below, one under the other."""
    height, base = 200, 150
    svg = _svg(height, title, [f"{name}: {value:g}" for name, value in rows])
    most = max((value for _, value in rows), default=0) or 1
    step = min(90.0, (_WIDTH - 20) / max(len(rows), 1))
    _line(svg, 10, base, _WIDTH - 10, base, "axis")
    for index, (name, value) in enumerate(rows):
        x, length = 10 + index * step, (base - 24) * value / most
        _rect(svg, x + step * 0.2, base - length, step * 0.6, length, "bar")
        _text(svg, x + step / 2, base - length - 6, f"{value:g}", "middle")
        for line, word in enumerate(name.split(" ", 1)):
            _text(svg, x + step / 2, base + 18 + 17 * line, _short(word, max(3, int(step / 12))), "middle")
    return _done(svg)


def stages(rows: Sequence[tuple[str, tuple[str, bool], tuple[str, bool]]], names: Sequence[str], title: str) -> Markup:
    """One line a project through the stages in their order, from where it was to where it is.

    `rows` are name, stage before and stage after, each stage with whether it was only promised: a dashed ring.
    """
    top, height = 30, 30 + _ROW * len(rows) + 8
    told = [
        f"{name}: {' → '.join(f'({stage})' if promised else stage for stage, promised in ends)}" for name, *ends in rows
    ]
    svg = _svg(height, title, told)
    step = (_WIDTH - _LABEL - 40) / max(len(names) - 1, 1)
    at = {name: _LABEL + 20 + index * step for index, name in enumerate(names)}
    for name, x in at.items():
        _text(svg, x, 16, name, "middle")
        _line(svg, x, top - 6, x, height - 8, "grid")
    for index, (name, before, after) in enumerate(rows):
        y = top + index * _ROW + _ROW / 2
        xs = [at.get(stage, _LABEL + 20) for stage, _ in (before, after)]
        _text(svg, _LABEL - 6, y + 4, _short(name), "name")
        _line(svg, xs[0], y, xs[1], y, "rises" if xs[1] >= xs[0] else "falls")
        # A promise that was kept to the letter stays visible around what became of it.
        for x, (_, promised), kind, radius in ((xs[0], before, "earlier", 9), (xs[1], after, "later", 6)):
            _circle(svg, x, y, f"promise {kind}" if promised else kind, radius if promised else 6)
    return _done(svg)


def schema_map(keys: Mapping[str, Sequence[str]], title: str) -> Markup:
    """Every table as a box and every foreign key as a line; `keys` gives the tables that each table points to.

    A table stands to the right of all that it points to.
    """
    places = _places(keys)
    columns: dict[int, list[str]] = {}
    for name in sorted(keys):
        columns.setdefault(places[name], []).append(name)
    tallest = max(map(len, columns.values()), default=1)
    width, step = _WIDTH / max(len(columns), 1), 34
    svg = _svg(
        tallest * step + 16, title, [f"{name} → {', '.join(targets)}" for name, targets in keys.items() if targets]
    )
    at = {
        name: (column * width + 8, 8 + (tallest - len(names)) * step / 2 + row * step)
        for column, names in columns.items()
        for row, name in enumerate(names)
    }
    for name, targets in sorted(keys.items()):
        for target in targets:
            if target in at and target != name:
                _line(svg, at[name][0], at[name][1] + 12, at[target][0] + width - 24, at[target][1] + 12, "edge")
    for name, (x, y) in at.items():
        _rect(svg, x, y, width - 24, 24, "box")
        _text(svg, x + (width - 24) / 2, y + 16, name, "label")
    return _done(svg)


def _places(keys: Mapping[str, Sequence[str]]) -> dict[str, int]:
    places = dict.fromkeys(keys, 0)
    for _ in keys:
        for name, targets in keys.items():
            places[name] = min(max([places[name], *(places.get(t, -1) + 1 for t in targets if t != name)]), len(keys))
    return places


def _svg(height: float, title: str, lines: Sequence[str]) -> ElementTree.Element:
    svg = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "chart",
            "viewBox": f"0 0 {_WIDTH} {height:g}",
            "role": "img",
            "aria-label": _clean(f"{title}. {'; '.join(lines)}"),
        },
    )
    ElementTree.SubElement(svg, "title").text = _clean(title)
    return svg


def _text(svg: ElementTree.Element, x: float, y: float, text: str, kind: str) -> None:
    ElementTree.SubElement(svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "class": kind}).text = _clean(text)


def _line(svg: ElementTree.Element, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    ElementTree.SubElement(svg, "line", {**ends, "class": kind})


def _circle(svg: ElementTree.Element, x: float, y: float, kind: str, radius: int = 6) -> None:
    ElementTree.SubElement(svg, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius}", "class": kind})


def _rect(svg: ElementTree.Element, x: float, y: float, width: float, height: float, kind: str) -> None:
    size = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{max(width, 0):.1f}", "height": f"{height:.1f}"}
    ElementTree.SubElement(svg, "rect", {**size, "rx": "2", "class": kind})


def _short(name: str, longest: int = 11) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _clean(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def _done(svg: ElementTree.Element) -> Markup:
    """The drawing as markup: everything in it went through ElementTree, which escapes it."""
    return Markup(ElementTree.tostring(svg, encoding="unicode"))
