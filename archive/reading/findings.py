"""Suspected misprints and contradictions: shown, never applied."""

from __future__ import annotations

from archive.model import Fact, Finding
from archive.reading.passages import Layout


def find_misprints(text: str, layout: Layout, facts: tuple[Fact, ...]) -> tuple[Finding, ...]:
    """The findings of `text`."""
    return ()
