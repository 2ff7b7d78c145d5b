"""Two sets of documents, compared region by region."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.analysis.corrections import Correction
from archive.analysis.themes import Lexicon, load_lexicon
from archive.comparing.alignment import AlignedSentence, align_sides
from archive.comparing.coverage import Coverage, coverage_of, side_of
from archive.comparing.pair_rows import FigureRow, MilestoneRow, figure_rows, milestone_rows
from archive.comparing.reuse import Reuse, literal_reuse
from archive.comparing.theme_rows import ThemeRow, theme_rows
from archive.model import AnalysedVersion, Theme

#: The section of documents that name no region.
NO_REGION = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The comparison within one region."""

    region: str
    coverage: Coverage
    themes: tuple[ThemeRow, ...]
    figures: tuple[FigureRow, ...]
    milestones: tuple[MilestoneRow, ...]
    reuse: tuple[Reuse, ...]
    alignment: tuple[AlignedSentence, ...] | None = None  # only where it was asked for

    @property
    def statuses(self) -> dict[str, int]:
        """How many themes have each status."""
        counts = Counter(row.verdict.status for row in self.themes)
        return {str(status): count for status, count in sorted(counts.items())}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two sets of documents have in common and what not, a section a region."""

    labels: tuple[str, str]
    sections: tuple[Section, ...]

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """How much text stands behind each section."""
        return tuple(section.coverage for section in self.sections)

    @property
    def themes(self) -> tuple[ThemeRow, ...]:
        """The theme rows of all sections."""
        return tuple(row for section in self.sections for row in section.themes)

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """The figure rows of all sections."""
        return tuple(row for section in self.sections for row in section.figures)

    @property
    def milestones(self) -> tuple[MilestoneRow, ...]:
        """The milestone rows of all sections."""
        return tuple(row for section in self.sections for row in section.milestones)

    @property
    def is_aligned(self) -> bool:
        """Whether the sentences of both sides were laid side by side."""
        return any(section.alignment is not None for section in self.sections)

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON carries it; every row names its region and its evidence."""
        result: dict[str, Any] = {
            "labels": list(self.labels),
            "coverage": [
                {"region": section.region, **section.coverage.to_dict(), "statuses": section.statuses}
                for section in self.sections
            ],
            "themes": [row.to_dict() for row in self.themes],
            "figures": [row.to_dict() for row in self.figures],
            "milestones": [row.to_dict() for row in self.milestones],
            "reuse": [
                {"region": section.region, **item.to_dict()} for section in self.sections for item in section.reuse
            ],
        }
        if self.is_aligned:
            result["alignment"] = [
                {"region": section.region, **sentence.to_dict()}
                for section in self.sections
                for sentence in section.alignment or ()
            ]
        return result


def compare(
    earlier: Sequence[AnalysedVersion],
    later: Sequence[AnalysedVersion],
    themes: Sequence[Theme],
    labels: tuple[str, str] = ("earlier", "later"),
    *,
    lexicon: Lexicon | None = None,
    corrections: Sequence[Correction] = (),
    across_regions: bool = False,
) -> Comparison:
    """The comparison of two sets of versions, one section a region.

    `themes` are those to report on; mentions come with the versions. `lexicon` gives the relations between themes
    (the built-in one where none is given), `corrections` what an analyst says of pairs. With `across_regions` all that
    is given makes one section: for a region that is compared with another on purpose.
    """
    lexicon = lexicon or load_lexicon()
    sides = _sides(earlier, later, across_regions=across_regions)
    sections = [_section(region, *sides[region], themes, labels, lexicon, corrections) for region in sides]
    sections.sort(
        key=lambda section: (-section.coverage.earlier.characters - section.coverage.later.characters, section.region)
    )
    return Comparison(labels, tuple(sections))


def with_alignment(
    comparison: Comparison,
    earlier: Sequence[AnalysedVersion],
    later: Sequence[AnalysedVersion],
    *,
    across_regions: bool = False,
) -> Comparison:
    """The comparison of the same versions with the sentences of either side beside those that answer them."""
    sides = _sides(earlier, later, across_regions=across_regions)
    sections = (replace(section, alignment=align_sides(*sides[section.region])) for section in comparison.sections)
    return replace(comparison, sections=tuple(sections))


def _sides(
    earlier: Sequence[AnalysedVersion], later: Sequence[AnalysedVersion], *, across_regions: bool
) -> dict[str, tuple[list[AnalysedVersion], list[AnalysedVersion]]]:
    """By region, what stands on either side."""
    sides: defaultdict[str, tuple[list[AnalysedVersion], list[AnalysedVersion]]] = defaultdict(lambda: ([], []))
    named = dict.fromkeys(v.source.region or NO_REGION for v in (*earlier, *later))
    together = " / ".join(region for region in named if region)
    for number, versions in enumerate((earlier, later)):
        for version in versions:
            sides[together if across_regions else version.source.region or NO_REGION][number].append(version)
    if not sides:
        sides[NO_REGION] = ([], [])
    return dict(sides)


def _section(
    region: str,
    earlier: Sequence[AnalysedVersion],
    later: Sequence[AnalysedVersion],
    themes: Sequence[Theme],
    labels: tuple[str, str],
    lexicon: Lexicon,
    corrections: Sequence[Correction],
) -> Section:
    coverage = coverage_of(side_of(earlier, labels[0]), side_of(later, labels[1]))
    # A document on both sides enters the pairs once, or it would be paired with itself.
    versions = list({version.source.address: version for version in (*earlier, *later)}.values())
    addresses = frozenset(coverage.earlier.addresses)
    return Section(
        region=region,
        coverage=coverage,
        themes=theme_rows(region, (earlier, later), coverage, themes, lexicon),
        figures=figure_rows(region, versions, addresses, corrections),
        milestones=milestone_rows(region, versions, addresses),
        reuse=literal_reuse(versions),
    )
