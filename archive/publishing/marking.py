"""A passage cut into pieces at the ends of everything marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.model import Span

_BREAK_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9,.;:)])[ \t]*\n\s*(?=[A-Za-z0-9(])")
_BREAK = re.compile(r"[ \t\u3000]*\n[\s\u3000]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show in a text: a theme, a figure, a finding, the range that a link points at."""

    span: Span  # in the version's text
    kind: str  # theme, figure, milestone, finding, evidence
    title: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same marks."""

    text: str
    start: int  # in the version's text
    kinds: tuple[str, ...] = ()
    title: str = ""
    href: str | None = None
    opens: str | None = None  # the anchor of an evidence range that begins here


def pieces(text: str, spans: Sequence[Span], marks: Iterable[Mark]) -> list[Piece]:
    """A passage's joined `text`, which came from `spans`, cut at the ends of the marks that touch it.

    >>> [piece.text for piece in pieces("新增4500个", [Span(10, 17)], [Mark(Span(12, 17), "figure")])]
    ['新增', '4500个']
    """
    events: list[tuple[int, int, int]] = []  # offset, 0 ends before 1 begins, which mark
    touching: list[Mark] = []
    for mark in marks:
        local = _local(mark.span, spans)
        if local is not None:
            events += [(local[0], 1, len(touching)), (local[1], 0, len(touching))]
            touching.append(mark)
    events.sort()
    found: list[Piece] = []
    active: dict[int, Mark] = {}
    at = 0
    opened: set[int] = set()
    for offset, begins, which in [*events, (len(text), 0, -1)]:
        if offset > at:
            found.append(_piece(text[at:offset], _back(at, spans), active, opened))
            at = offset
        if begins:
            active[which] = touching[which]
        else:
            active.pop(which, None)
    return found


def _piece(text: str, start: int, active: dict[int, Mark], opened: set[int]) -> Piece:
    opens = None
    for which, mark in active.items():
        if mark.kind == "evidence" and which not in opened:
            opened.add(which)
            opens = f"c{mark.span.start}-{mark.span.end}"
    return Piece(
        text=text,
        start=start,
        kinds=tuple(sorted({mark.kind for mark in active.values()})),
        title=" · ".join(mark.title for mark in active.values() if mark.title),
        href=next((mark.href for mark in active.values() if mark.href), None),
        opens=opens,
    )


def _local(wanted: Span, spans: Sequence[Span]) -> tuple[int, int] | None:
    """The range of the joined text that a range of the version's text covers, or None where they do not meet."""
    start = end = None
    at = 0
    for span in spans:
        if span.start < wanted.end and wanted.start < span.end:
            if start is None:
                start = at + max(wanted.start - span.start, 0)
            end = at + min(wanted.end, span.end) - span.start
        at += len(span)
    return None if start is None or end is None else (start, end)


def _back(offset: int, spans: Sequence[Span]) -> int:
    for span in spans:
        if offset < len(span):
            return span.start + offset
        offset -= len(span)
    return spans[-1].end


def shown(text: str) -> str:
    """`text` as one line to read: the breaks of the layout taken out, a plain space kept between Latin words.

    >>> shown("高质量发\\n展")
    '高质量发展'
    """
    return _BREAK.sub("", _BREAK_BETWEEN_WORDS.sub(" ", text))
