"""The passages of a text as one string with width folded, so that a pattern is looked for once, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from archive.model import Finding, Passage
from archive.reading.characters import fold_width
from archive.reading.passages import Layout


class FoldedPassages:
    """`text`: the folded characters of the passages, a line break between each and the next."""

    def __init__(self, layout: Layout) -> None:
        self.passages = layout.passages
        self.text = fold_width("\n".join(passage.text for passage in layout.passages))
        self._starts = list(accumulate((len(passage.text) + 1 for passage in layout.passages), initial=0))

    @cached_property
    def _words(self) -> dict[int, str]:
        lines = zip(self.passages, self._starts, strict=False)  # there is one start more
        return {passage.start: self.text[start : start + len(passage.text)] for passage, start in lines}

    def words(self, passage: Passage) -> str:
        """The characters of a passage, width folded."""
        return self._words[passage.start]

    def before(self, offset: int, count: int) -> str:
        """At most `count` characters before one, of the same passage."""
        return self.text[max(0, offset - count) : offset].rpartition("\n")[2]

    def after(self, offset: int, count: int) -> str:
        """At most `count` characters from one on, of the same passage."""
        return self.text[offset : offset + count].partition("\n")[0]

    def finding(
        self, kind: str, start: int, end: int, suggestion: str | None, reason: str, *, anywhere: bool = False
    ) -> Iterator[Finding]:
        """The finding at a range of `text`; none where the passage is furniture, unless it may stand `anywhere`."""
        number = bisect_right(self._starts, start) - 1
        passage = self.passages[number]
        if anywhere or passage.is_content:
            low = self._starts[number]
            span = passage.locate(start - low, end - low)
            yield Finding(kind, span, passage.text[start - low : end - low], suggestion, reason)
