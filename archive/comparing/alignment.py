"""The sentences of two sides, each beside the one that answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.analysis.passage_alignment import align_sentences
from archive.comparing.evidence import Evidence, evidence_of
from archive.comparing.evolution import WordChange, word_diff
from archive.model import AnalysedVersion
from archive.reading.sentences import sentences

#: Shorter ones (各位代表) answer nothing.
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class AlignedSentence:
    """A sentence with its counterpart, or with none."""

    earlier: Evidence | None
    later: Evidence | None
    score: float
    margin: float
    diff: tuple[WordChange, ...]

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {
            "earlier": self.earlier.to_dict() if self.earlier else None,
            "later": self.later.to_dict() if self.later else None,
            "score": self.score,
            "margin": self.margin,
            "diff": [{"op": change.op, "text": change.text} for change in self.diff],
        }


def align_sides(earlier: Sequence[AnalysedVersion], later: Sequence[AnalysedVersion]) -> tuple[AlignedSentence, ...]:
    """Every sentence of either side, with what answers it on the other, a word diff, score and margin.

    Costs more than the rest of a comparison (it looks at every pair of sentences that share characters), so it is done
    where it is asked for.
    """
    one, two = _sentences(earlier), _sentences(later)
    rows = []
    for found in align_sentences([text for text, _ in one], [text for text, _ in two]):
        a = one[found.earlier] if found.earlier is not None else None
        b = two[found.later] if found.later is not None else None
        diff = word_diff(a[0], b[0]) if a and b else ()
        rows.append(AlignedSentence(a[1] if a else None, b[1] if b else None, found.score, found.margin, diff))
    return tuple(rows)


def _sentences(versions: Sequence[AnalysedVersion]) -> list[tuple[str, Evidence]]:
    found = []
    for version in versions:
        for passage in version.passages:
            if not passage.is_content or passage.kind == "heading":
                continue
            for span in sentences(passage.text):
                text = span.of(passage.text).strip()
                if len(text) >= SHORTEST:
                    found.append((text, evidence_of(version, passage.locate(span.start, span.end))))
    return found
