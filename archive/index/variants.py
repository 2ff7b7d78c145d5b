"""A text without its layout, and without its numbers: what tells a new layout from a new wording from a new number."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from archive.model import Figure

ChangeClass = Literal["layout", "figure", "wording"]


def layout_free(text: str) -> str:
    """`text` without white space, widths folded (NFKC), so that two layouts of one wording are the same string."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def figure_free(text: str, figures: Sequence[Figure]) -> str:
    """The layout-free text with every figure's characters masked."""
    pieces, at = [], 0
    for figure in sorted(figures, key=lambda figure: figure.span):
        if figure.span.start >= at:
            pieces += [text[at : figure.span.start], "\ufffc"]
            at = figure.span.end
    pieces.append(text[at:])
    return layout_free("".join(pieces))
