"""Stub until headlines are read."""

from __future__ import annotations

from archive.model import Article
from archive.reading.blocks import Block


def read_page(text: str, blocks: list[Block]) -> tuple[Article, ...]:
    """The articles."""
    return ()
