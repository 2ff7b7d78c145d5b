"""Everything that one text tells by itself: its reading, figures, milestones and mentions of themes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from archive.analysis.corrections import Applied, Correction, correct_figures
from archive.analysis.figures import read_figures
from archive.analysis.figures.roles import Roles, section_roles
from archive.analysis.milestones import read_milestones
from archive.analysis.passage_keys import passage_keys
from archive.analysis.themes import find_mentions
from archive.model import AnalysedVersion, Figure, Milestone, Reading, Source, ThemeMention
from archive.reading.document import read_document

if TYPE_CHECKING:
    from archive.analysis.themes import Lexicon


_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_EARLY_IN_THE_YEAR = ("工作报告", "公报")  # kinds


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is derived of one version, from its text and the facts given of its document alone."""

    reading: Reading
    figures: tuple[Figure, ...]
    milestones: tuple[Milestone, ...]
    mentions: tuple[ThemeMention, ...]
    keys: tuple[str, ...]  # of the passages: see ``passage_keys``
    corrections: tuple[Applied, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A version's text as it was read, before anything is looked for in its passages."""

    text: str
    reading: Reading
    published_on: date | None
    kind: str | None
    year: int | None  # of a version without a day, as far as it tells
    roles: Roles
    keys: tuple[str, ...]


def read_version(text: str, *, given_date: date | None = None, given_kind: str | None = None) -> ReadVersion:
    """The reading of a version's text; a date or kind given by a person goes before what the text says."""
    reading = read_document(text)
    stated_date, stated_kind = reading.fact("published_on"), reading.fact("kind")
    kind = given_kind or (stated_kind.value if stated_kind else None)
    published_on = given_date or (date.fromisoformat(stated_date.value) if stated_date else _year_begins(reading, kind))
    roles = section_roles(reading.passages, published_on, kind)
    year = _year_of(reading)
    keys = passage_keys(text, reading.passages, roles, published_on, year)
    return ReadVersion(text, reading, published_on, kind, year, roles, keys)


def _year_of(reading: Reading) -> int | None:
    """The year that a version is of, else the only one that its title names: 某街道2023年工作总结."""
    year, title = reading.fact("year"), reading.fact("title")
    named = set(_YEAR.findall(title.value)) if title and not year else set()
    return int(year.value) if year else int(named.pop()) if len(named) == 1 else None


def _year_begins(reading: Reading, kind: str | None) -> date | None:
    """The first day of the year that a yearly report without a day is of: such reports are given early in it."""
    year = reading.fact("year") if kind is not None and kind.endswith(_EARLY_IN_THE_YEAR) else None
    return date(int(year.value), 1, 1) if year else None


def analyse(version: ReadVersion, lexicon: Lexicon, *, among: frozenset[int] | None = None) -> Analysis:
    """What is said in the passages of a version; with `among`, only in those at these positions."""
    text, passages, day = version.text, version.reading.passages, version.published_on
    return Analysis(
        reading=version.reading,
        figures=read_figures(text, passages, day, version.kind, among=among, roles=version.roles, year=version.year),
        milestones=read_milestones(
            text, passages, day, version.kind, among=among, roles=version.roles, year=version.year
        ),
        mentions=find_mentions(passages, lexicon, among=among),
        keys=version.keys,
    )


def corrected(analysis: Analysis, text: str, source: Source, corrections: Sequence[Correction]) -> Analysis:
    """The analysis with its figures corrected as an analyst says, and what became of each correction."""
    if not corrections:
        return analysis
    version = AnalysedVersion(source, text, analysis.reading.passages, analysis.figures)
    version, applied = correct_figures(version, corrections)
    return replace(analysis, figures=version.figures, corrections=applied)
