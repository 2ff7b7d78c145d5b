"""Where a claim of a comparison stands in the documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from archive.model import AnalysedVersion, Source, Span

#: Where the words around a place end: with a sentence, or at a blank line.
_BREAK = re.compile(r"[。！？!?；;]|\n[^\S\n]*\n")
#: No more words than this are shown on either side.
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of one version, with its characters."""

    document: str
    version: int
    span: Span
    text: str
    source: Source = field(repr=False, compare=False)
    whole: str = field(repr=False, compare=False)  # the text of the version, by reference

    def around(self) -> tuple[str, str]:
        """The words of its sentence before the range and after it, without layout breaks, cut where they are long."""
        before = self.whole[max(0, self.span.start - 2 * _AROUND) : self.span.start]
        begins = max((found.end() for found in _BREAK.finditer(before)), default=0)
        before = "".join(before[begins:].split()).lstrip("#")
        after = self.whole[self.span.end : self.span.end + 2 * _AROUND]
        ends = _BREAK.search(after)
        after = "".join(after[: ends.start() + 1 if ends else None].split())
        return (
            before if len(before) <= _AROUND else f"…{before[-_AROUND:]}",
            after if len(after) <= _AROUND else f"{after[:_AROUND]}…",
        )

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
    source = version.source
    return Evidence(source.slug, source.number, span, span.of(version.text), source, version.text)
