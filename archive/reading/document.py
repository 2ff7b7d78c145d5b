"""Text → everything that can be read out of it alone."""

from __future__ import annotations

from archive.model import Reading
from archive.reading.facts import read_facts
from archive.reading.findings import find_misprints
from archive.reading.passages import read_layout


def read_document(text: str) -> Reading:
    """The passages, articles, facts and findings of `text`."""
    layout = read_layout(text)
    facts = read_facts(text, layout)
    return Reading(layout.passages, layout.articles, facts, find_misprints(text, layout, facts))
