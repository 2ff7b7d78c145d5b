"""Where a claim of a comparison stands in the documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from archive.model import AnalysedVersion, Source, Span

#: Where the words around a place end.
_SENTENCE = re.compile(r"[。！？!?；;]")
#: No more words than this are shown on either side.
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of one version, with its characters."""

    document: str
    version: int
    span: Span
    text: str
    found_in: AnalysedVersion = field(repr=False, compare=False)  # by reference

    @property
    def source(self) -> Source:
        """The facts of the document."""
        return self.found_in.source

    def around(self) -> tuple[str, str]:
        """The words of its sentence before the range and after it, without layout breaks, cut where they are long."""
        start, end = self.span.start, self.span.end
        text, spans = self.found_in.text, self._passage()
        before = "".join(text[span.start : min(span.end, start)] for span in spans if span.start < start)
        after = "".join(text[max(span.start, end) : span.end] for span in spans if span.end > end)
        begins = max((found.end() for found in _SENTENCE.finditer(before)), default=0)
        ends = _SENTENCE.search(after)
        before = "".join(before[begins:].split()).lstrip("#")
        after = "".join(after[: ends.start() + 1 if ends else None].split())
        return (
            before if len(before) <= _AROUND else f"…{before[-_AROUND:]}",
            after if len(after) <= _AROUND else f"{after[:_AROUND]}…",
        )

    def _passage(self) -> tuple[Span, ...]:
        """The ranges of the passage that the range lies in; itself alone where it lies in none."""
        for passage in self.found_in.passages:
            if any(span.start <= self.span.start < span.end for span in passage.spans):
                return passage.spans
        return (self.span,)

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {
            "document": self.document,
            "version": self.version,
            "span": [self.span.start, self.span.end],
            "text": self.text,
        }


def evidence_of(version: AnalysedVersion, span: Span) -> Evidence:
    """The characters of `span` as evidence."""
    return Evidence(version.source.slug, version.source.number, span, span.of(version.text), version)
