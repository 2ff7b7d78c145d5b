"""The title of a document and the lines under it: who spoke, when, before whom."""

from __future__ import annotations

import re

from archive.model import FURNITURE
from archive.reading.blocks import Block
from archive.reading.characters import ends_sentence
from archive.reading.joining import looks_like_headline

_OCCASION = re.compile(r"^(?:—+|-+)?\s*\(?\d{4}年\d{1,2}月\d{1,2}日.{0,60}(?:上|会议|大会|通过)?\)?$")
_KINDS = re.compile(
    r"(报告|条例|法|规定|办法|细则|通知|意见|方案|规划|纲要|决定|决议|公报|公告|通告|讲话|建议|计划|要点|批复|函|说明|草案|白皮书|清单|措施)"
    r"(\s*\(.{1,16}\))?$"
)
_FIRST = 10


def mark_titles(blocks: list[Block]) -> None:
    """Mark the title (a heading of rank 0) and what stands under it, and short unnumbered headings inside the text."""
    title: Block | None = None
    seen = 0
    for index, block in enumerate(blocks):
        if block.kind in FURNITURE:
            continue
        seen += 1
        if seen > _FIRST or ends_sentence(block.folded) or block.folded.endswith((":", ";")):
            break
        if block.kind == "heading" and block.level is not None and block.level >= 10:
            break
        if title is not None and block.folded == title.folded:
            continue
        if title is None and block.kind in ("paragraph", "heading", "byline") and _is_title(blocks, index):
            title = block
            block.kind, block.level = "heading", 0
        elif title is not None and block.kind == "paragraph" and _OCCASION.match(block.folded):
            block.kind = "source"
        elif (
            title is not None and block.kind == "paragraph" and len(block.folded) <= 30 and block.article_number is None
        ):
            block.kind = "byline"


def _is_title(blocks: list[Block], index: int) -> bool:
    """Whether a block could be the title: it names a kind of document, or heads the text as a headline does."""
    folded = blocks[index].folded
    if not 2 <= len(folded) <= 90 or _OCCASION.match(folded) or blocks[index].article_number is not None:
        return False
    return (_KINDS.search(folded) is not None or looks_like_headline(folded)) and index + 1 < len(blocks)
