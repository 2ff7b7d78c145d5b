"""Text → passages: headings and paragraphs, whole, with their heading paths."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Article, Passage
from archive.reading.blocks import Block
from archive.reading.characters import fold_width
from archive.reading.credits import split_credits
from archive.reading.joining import join_broken
from archive.reading.labelling import label
from archive.reading.lines import read_lines
from archive.reading.newspaper import read_page
from archive.reading.titles import mark_titles
from archive.reading.wrapping import joined_text, unwrap


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out."""

    passages: tuple[Passage, ...]
    articles: tuple[Article, ...]
    is_page: bool  # of a newspaper


def read_passages(text: str) -> list[Passage]:
    """The passages of `text`, in the order of their first characters; together they hold all of its ink.

    Line breaks that a page width, a scanner or a column put into a paragraph are joined, the author's are kept; only
    the ``#`` of a marked heading belongs to no passage. Any string will do; the time taken is linear in its length.

    >>> [passage.text for passage in read_passages("一、总体要求\\n　　稳中求进，\\n\\n以进促稳。")]
    ['一、总体要求', '稳中求进，以进促稳。']
    """
    return list(read_layout(text).passages)


def read_layout(text: str) -> Layout:
    """The passages of `text` and, where it is a newspaper page, its articles."""
    folded = fold_width(text)
    blocks = unwrap(text, folded, read_lines(text))
    is_page = label(text, blocks)
    blocks = split_credits(join_broken(text, folded, blocks, is_page), is_page)
    articles: tuple[Article, ...] = ()
    if is_page:
        articles = read_page(text, blocks)
    else:
        mark_titles(text, blocks)
    blocks.sort(key=lambda block: block.start)
    return Layout(_passages(text, blocks, is_page), articles, is_page)


def _passages(text: str, blocks: list[Block], is_page: bool) -> tuple[Passage, ...]:
    """Give every block its depth and the headings above it; the document's own title is above all and in no path."""
    found: list[Passage] = []
    above: list[tuple[int, str]] = []
    number: str | None = None
    for block in blocks:
        words = joined_text(text, block.spans)
        level: int | None = None
        if block.headline is not None and (not above or above[0][1] != block.headline):
            above = [(1, block.headline)]
        if block.kind == "heading":
            rank = block.level or 1
            while above and above[-1][0] >= rank:
                above.pop()
            level = 1 if block.level == 0 else len(above) + (1 if is_page else 2)
            number = None
        elif block.article_number is not None:
            number = block.article_number
        path = tuple(heading for _, heading in above)
        article = number if block.kind in ("paragraph", "list_item", "table_row") else None
        found.append(Passage(block.kind, level, path, tuple(block.spans), words, article))
        if block.kind == "heading" and block.level and block.heads:
            above.append((block.level, words))
    return tuple(found)
