"""Where a claim of a comparison stands in the documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.model import AnalysedVersion, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of one version, with its characters."""

    document: str
    version: int
    span: Span
    text: str

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
    return Evidence(version.source.slug, version.source.number, span, span.of(version.text))
