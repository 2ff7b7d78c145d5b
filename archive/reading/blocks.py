"""A block: the lines that belong together once the line breaks of a fixed page width are taken back."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Span

#: The kind of a block that has become part of another one.
JOINED = "joined"


@dataclass(slots=True)
class Block:
    """One logical line of the page: its ranges, its characters with width folded, and what it was taken for."""

    spans: list[Span]
    folded: str
    blank_before: bool
    indented: bool
    kind: str = "paragraph"
    level: int | None = None  # rank of a heading, small is outer; not yet its depth
    article_number: str | None = None
    marks: int = 0  # how many # stood before a heading
    headline: str | None = None  # of the article on a newspaper page that the block belongs to
    column: bool = False  # whether the text itself calls it the name of a column
    heads: bool = True  # whether a heading stands above what follows; a subtitle does not

    @property
    def start(self) -> int:
        """The first code point."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The code point after the last one."""
        return self.spans[-1].end


def cover(spans: list[Span], start: int, end: int) -> list[Span]:
    """The ranges that characters `start` to `end` of the joined text of `spans` came from.

    >>> cover([Span(0, 3), Span(5, 9)], 2, 5)
    [Span(start=2, end=3), Span(start=5, end=7)]
    """
    found: list[Span] = []
    before = 0
    for span in spans:
        low, high = max(start - before, 0), min(end - before, len(span))
        if low < high:
            found.append(Span(span.start + low, span.start + high))
        before += len(span)
        if before >= end:
            break
    return found
