"""What a passage is read under: two passages of equal keys give the same figures, milestones and mentions of themes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from hashlib import blake2b
from itertools import pairwise

from archive.analysis.figures.periods import goals_due
from archive.analysis.figures.roles import Roles
from archive.analysis.figures.tenses import goes_on
from archive.model import Passage

#: A passage of these kinds says nothing that a milestone of the next could go on from.
_BESIDE = frozenset({"heading", "byline", "source"})


def passage_keys(
    text: str, passages: Sequence[Passage], roles: Roles, published_on: date | None, year: int | None = None
) -> tuple[str, ...]:
    """A key (32 hexadecimal digits) for each passage, over all that decides what is read in it but for the lexicon.

    That is its words, where they lie within it and what stands between them (a page's number), the outermost
    heading above it, its part of the report, the words that it goes on from, when the goals of its
    list fall due, and the date of the document, or its `year` where the day is not known. Where in
    `text` it stands, and under which lesser headings, decides nothing.
    """
    keys = []
    before = ""  # a key of all that was said since a passage opened anew
    for passage, role, due in zip(passages, roles, goals_due(passages), strict=True):
        start = passage.start
        said = (
            passage.kind,
            passage.heading_path[:1],
            [(span.start - start, span.end - start) for span in passage.spans],
            [text[one.end : other.start] for one, other in pairwise(passage.spans)],
            role,
            published_on or year,
            due,
            before if goes_on(passage.text) else "",
            passage.text,
        )
        keys.append(_key(said))
        if passage.is_content:
            said_here = (passage.kind in _BESIDE, passage.text)
            before = _key(said_here) if _opens(passage) else _key((before, said_here))
    return tuple(keys)


def with_what_they_go_on_from(passages: Sequence[Passage], positions: Collection[int]) -> frozenset[int]:
    """`positions` and those of the passages that have to be read before them, since they go on from these."""
    opened, last = [], 0
    for position, passage in enumerate(passages):
        opened.append(last if passage.is_content and goes_on(passage.text) else position)
        if passage.is_content and _opens(passage):
            last = position
    needed = set()
    lowest = len(passages)
    for position in range(len(passages) - 1, -1, -1):
        if position in positions:
            lowest = min(lowest, opened[position])
        if position >= lowest:
            needed.add(position)
    return frozenset(needed)


def _opens(passage: Passage) -> bool:
    return passage.kind not in _BESIDE and not goes_on(passage.text)


def _key(said: object) -> str:
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()
