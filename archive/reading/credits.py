"""Credits that stand at the end of a paragraph, in brackets: (下转四版), (陈芳芳), (来源:北京日报)."""

from __future__ import annotations

import re

from archive.reading.blocks import Block, cover
from archive.reading.characters import BLANKS, ends_sentence
from archive.reading.layout_words import LayoutWords, layout_words

#: What leads from a headline on the first page to its article: 详见2版.
_TEASER = re.compile(r"(?<=\S\s)(?:(?:详见|见|刊|转)第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}|[A-Z]?\d{1,2})\s*版$")


def split_credits(blocks: list[Block], page: bool) -> list[Block]:
    """The blocks, each credit at the end of a paragraph (of a teaser, on a `page`) split off as a block of its kind."""
    words = layout_words()
    result: list[Block] = []
    for block in blocks:
        if block.kind == "paragraph" and block.folded.startswith("(上接"):
            result += _split_lead(block, words)
        result.append(block)
        if page and (teaser := _TEASER.search(block.folded[-20:])) and block.kind in ("paragraph", "heading"):
            at = max(len(block.folded) - 20, 0) + teaser.start()
            jump = Block(cover(block.spans, at, len(block.folded)), block.folded[at:], False, False, "jump")
            head = block.folded[:at].rstrip(BLANKS)
            block.spans, block.folded = cover(block.spans, 0, len(head)), head
            result.append(jump)
            continue
        if block.kind not in ("paragraph", "list_item") or not block.folded.endswith(")"):
            continue
        tail = words.tail.search(block.folded[-70:])
        if tail is None:
            continue
        at = len(block.folded) - len(tail.group())
        if not ends_sentence(block.folded[:at].rstrip()[-4:]):
            continue
        kind = next((kind for kind, pattern in words.credits if pattern.fullmatch(tail.group())), None)
        if kind is None:
            continue
        credit = Block(cover(block.spans, at, len(block.folded)), tail.group(), False, False, kind)
        body = block.folded[:at].rstrip(BLANKS)
        block.spans, block.folded = cover(block.spans, 0, len(body)), body
        result.append(credit)
    return result


def _split_lead(block: Block, words: LayoutWords) -> list[Block]:
    """(上接一版) before the rest of an article, as a block of its own."""
    end = block.folded.find(")", 0, 40) + 1
    rest = block.folded[end:].lstrip(BLANKS)
    if not end or not rest or not words.credits[0][1].fullmatch(block.folded[:end]):
        return []
    lead = Block(cover(block.spans, 0, end), block.folded[:end], block.blank_before, block.indented, "jump")
    at = len(block.folded) - len(rest)
    block.spans, block.folded = cover(block.spans, at, len(block.folded)), rest
    return [lead]
