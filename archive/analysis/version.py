"""Everything that one text tells by itself: its reading, figures, milestones and mentions of themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from archive.analysis.corrections import Applied, Correction, correct_figures
from archive.analysis.figures import read_figures
from archive.analysis.milestones import read_milestones
from archive.analysis.themes import find_mentions
from archive.model import AnalysedVersion, Figure, Milestone, Reading, Source, ThemeMention
from archive.reading.document import read_document

if TYPE_CHECKING:
    from archive.analysis.themes import Lexicon


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is derived of one version, from its text and the facts given of its document alone."""

    reading: Reading
    figures: tuple[Figure, ...]
    milestones: tuple[Milestone, ...]
    mentions: tuple[ThemeMention, ...]
    corrections: tuple[Applied, ...] = ()


def analyse_version(
    text: str, lexicon: Lexicon, *, given_date: date | None = None, given_kind: str | None = None
) -> Analysis:
    """The analysis of a version's text; a date or kind given by a person goes before what the text says."""
    reading = read_document(text)
    stated_date, stated_kind = reading.fact("published_on"), reading.fact("kind")
    published_on = given_date or (date.fromisoformat(stated_date.value) if stated_date else None)
    kind = given_kind or (stated_kind.value if stated_kind else None)
    return Analysis(
        reading=reading,
        figures=read_figures(text, reading.passages, published_on, kind),
        milestones=read_milestones(text, reading.passages, published_on, kind),
        mentions=find_mentions(reading.passages, lexicon),
    )


def corrected(analysis: Analysis, text: str, source: Source, corrections: Sequence[Correction]) -> Analysis:
    """The analysis with its figures corrected as an analyst says, and what became of each correction."""
    if not corrections:
        return analysis
    version = AnalysedVersion(source, text, analysis.reading.passages, analysis.figures)
    version, applied = correct_figures(version, corrections)
    return replace(analysis, figures=version.figures, corrections=applied)
