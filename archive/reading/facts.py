"""What a text tells of its document: title, kind, region, date."""

from __future__ import annotations

from archive.model import Fact, Span
from archive.reading.passages import Layout


def read_facts(text: str, layout: Layout) -> tuple[Fact, ...]:
    """The facts that `text` states or lets one infer."""
    for passage in layout.passages:
        if passage.kind == "heading":
            return (Fact("title", passage.text, "stated", Span(passage.start, passage.end)),)
    return ()
