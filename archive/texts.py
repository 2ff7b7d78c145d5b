"""What can be asked of a text alone, with nothing stored."""

from __future__ import annotations

from datetime import date

from archive.analysis import figures
from archive.model import Figure, Passage
from archive.reading import document


def read_passages(text: str) -> list[Passage]:
    """The headings and paragraphs of `text`, whole, in order; offsets are in `text`."""
    return list(document.read_document(text).passages)


def read_figures(text: str, published_on: str | None = None) -> list[Figure]:
    """The quantitative statements of `text`, in order; `published_on` (``YYYY-MM-DD``) anchors 今年 and 上半年.

    Without it, the date that the text itself tells is taken.
    """
    reading = document.read_document(text)
    dated, kind = reading.fact("published_on"), reading.fact("kind")
    anchor = published_on or (dated.value if dated else None)
    return list(
        figures.read_figures(
            text, reading.passages, date.fromisoformat(anchor) if anchor else None, kind.value if kind else None
        )
    )
