"""A text without its layout, and without its numbers: what tells a new layout from a new wording from a new number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from archive.reading.characters import nfkc

ChangeClass = Literal["layout", "figure", "wording"]


def layout_free(text: str) -> str:
    """`text` without white space, widths folded (NFKC), so that two layouts of one wording are the same string."""
    return "".join(nfkc(text).split())


def figure_free(text: str, figures: Iterable[tuple[int, int]]) -> str:
    """The layout-free text with the characters of every figure masked; `figures` are their ranges."""
    pieces, at = [], 0
    for start, end in sorted(figures):
        if start >= at:
            pieces += [text[at:start], "\ufffc"]
            at = end
    pieces.append(text[at:])
    return layout_free("".join(pieces))
