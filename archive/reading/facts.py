"""What a text tells of its document: title, kind, region, publisher, date, issue, speaker; each with its evidence."""

from __future__ import annotations

from archive.model import Fact
from archive.reading.document_facts import DocumentFacts
from archive.reading.page_facts import PageFacts
from archive.reading.passages import Layout


def read_facts(text: str, layout: Layout) -> tuple[Fact, ...]:
    """The facts that `text` states or lets one infer; what it does not tell is absent."""
    reader = PageFacts(text, layout) if layout.is_page else DocumentFacts(text, layout)
    return tuple(fact for fact in reader.read() if fact is not None)
