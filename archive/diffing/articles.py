"""Articles of a law: what an amending decision would list."""

from __future__ import annotations

from collections.abc import Sequence

from archive.diffing.records import ArticleChange, Block


def with_articles(old: str, new: str, blocks: Sequence[Block]) -> tuple[list[Block], list[ArticleChange]]:
    return list(blocks), []
