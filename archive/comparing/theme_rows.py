"""The themes of two sides, aligned: counts, rank, company, status and evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from archive.analysis.themes import Lexicon
from archive.comparing.coverage import Coverage, Side
from archive.comparing.evidence import Evidence, evidence_of
from archive.comparing.evolution import Evolution, WordChange, evolution_of, word_diff
from archive.comparing.rates import RateRatio, rate_ratio
from archive.comparing.statuses import Successor, Verdict, verdict_of
from archive.comparing.surroundings import Surroundings, most_common
from archive.model import AnalysedVersion, Source, Theme

PER = 10_000
#: Of the wordings that a side uses equally often, so many are held against those of the other side.
_MOST_WORDINGS = 20


@dataclass(frozen=True, slots=True)
class ThemeSide:
    """What one side says of a theme."""

    mentions: int
    per_10k_chars: float | None  # None where the side has no text
    rank: int | None  # 1 is said most; equal counts share a rank
    documents: int
    wordings: tuple[tuple[str, int], ...]
    sections: tuple[str, ...]
    speakers: tuple[str, ...]
    neighbours: tuple[tuple[str, int], ...]
    evidence: tuple[Evidence, ...]

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {
            "mentions": self.mentions,
            "per_10k_chars": self.per_10k_chars,
            "rank": self.rank,
            "documents": self.documents,
            "wordings": dict(self.wordings),
            "sections": list(self.sections),
            "speakers": list(self.speakers),
            "neighbours": dict(self.neighbours),
            "evidence": [item.to_dict() for item in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme on both sides."""

    region: str
    theme: Theme
    earlier: ThemeSide
    later: ThemeSide
    ratio: RateRatio
    verdict: Verdict
    succeeded_by: str | None
    word_diff: tuple[WordChange, ...]
    first: str | None  # day or year of the first and last mention on either side
    last: str | None
    evolution: Evolution

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {
            "region": self.region,
            "theme": self.theme.name,
            "category": self.theme.category,
            "origin": self.theme.origin,
            "status": self.verdict.status,
            "confidence": self.verdict.confidence,
            "sentence": self.verdict.sentence,
            "sentence_zh": self.verdict.sentence_zh,
            "rate_ratio": {"value": self.ratio.value, "low": self.ratio.low, "high": self.ratio.high, "level": 0.95},
            "succeeded_by": self.succeeded_by,
            "word_diff": [{"op": change.op, "text": change.text} for change in self.word_diff],
            "first": self.first,
            "last": self.last,
            "evolution": self.evolution.to_dict(),
            "earlier": self.earlier.to_dict(),
            "later": self.later.to_dict(),
        }


class _Counted:
    """The mentions of one side, by theme."""

    def __init__(self, versions: Sequence[AnalysedVersion], side: Side, wanted: frozenset[str]) -> None:
        self.evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
        self.wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.days: defaultdict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
        self.characters = side.characters
        self.around = Surroundings(versions)
        for version in versions:
            day = day_of(version.source)
            for mention in version.mentions:
                if mention.theme in wanted:
                    self.evidence[mention.theme].append(evidence_of(version, mention.span))
                    self.wordings[mention.theme]["".join(mention.text.split())] += 1
                    self.days[mention.theme].append((mention.theme, mention.text, day))
        ordered = sorted((len(items) for items in self.evidence.values()), reverse=True)
        self.ranks = {count: ordered.index(count) + 1 for count in set(ordered)}

    def side(self, theme: str) -> ThemeSide:
        evidence = self.evidence.get(theme, [])
        return ThemeSide(
            mentions=len(evidence),
            per_10k_chars=round(len(evidence) * PER / self.characters, 4) if self.characters else None,
            rank=self.ranks.get(len(evidence)),
            documents=len({item.document for item in evidence}),
            wordings=tuple(_sorted(self.wordings.get(theme, Counter()))),
            sections=tuple(most_common(self.around.sections.get(theme, Counter()))),
            speakers=tuple(most_common(self.around.speakers.get(theme, Counter()))),
            neighbours=tuple(self.around.neighbours(theme)),
            evidence=tuple(evidence),
        )


def day_of(source: Source) -> str | None:
    """When a version was published: the day, else the year, else nothing."""
    if source.published_on is not None:
        return source.published_on.isoformat()
    return str(source.year) if source.year is not None else None


def theme_rows(
    region: str,
    sides: tuple[Sequence[AnalysedVersion], Sequence[AnalysedVersion]],
    coverage: Coverage,
    themes: Sequence[Theme],
    lexicon: Lexicon,
) -> tuple[ThemeRow, ...]:
    """A row for each theme that either side mentions: shared ones first, by how often they are said on both."""
    wanted = frozenset(theme.name for theme in themes)
    earlier = _Counted(sides[0], coverage.earlier, wanted)
    later = _Counted(sides[1], coverage.later, wanted)
    successors = _successors(lexicon)
    rows = [
        _row(region, theme, (earlier, later), coverage, successors, lexicon)
        for theme in {theme.name: theme for theme in themes}.values()
        if theme.name in earlier.evidence or theme.name in later.evidence
    ]
    rows.sort(key=_order)
    return tuple(rows)


def _order(row: ThemeRow) -> tuple[bool, bool, float, str]:
    rates = [side.per_10k_chars or 0.0 for side in (row.earlier, row.later)]
    return not min(rates), not row.later.mentions, -sum(rates), row.theme.name


def _row(
    region: str,
    theme: Theme,
    sides: tuple[_Counted, _Counted],
    coverage: Coverage,
    successors: Mapping[str, tuple[str, ...]],
    lexicon: Lexicon,
) -> ThemeRow:
    earlier, later = (counted.side(theme.name) for counted in sides)
    ratio = rate_ratio(earlier.mentions, coverage.earlier.characters, later.mentions, coverage.later.characters)
    successor = None
    if earlier.mentions and not later.mentions:
        successor = _said_instead(successors.get(theme.name, ()), sides)
    one, two = ([wording for wording, _ in side.wordings] for side in (earlier, later))
    told = _most_alike(earlier.wordings, later.wordings) if one and two else ("", "")
    verdict = verdict_of(
        theme.name,
        (earlier.mentions, later.mentions),
        ratio,
        coverage,
        (tuple(one), tuple(two)),
        (theme.name, *theme.aliases),
        told,
        successor,
    )
    changes: tuple[WordChange, ...] = ()
    if verdict.status == "reworded":
        changes = word_diff(*told)
    elif successor:
        changes = word_diff(*_most_alike(earlier.wordings, sides[1].side(successor.name).wordings))
    ancestry = _ancestry(theme.name, lexicon)
    seen = [item for name in ancestry for counted in sides for item in counted.days.get(name, ())]
    days = sorted(day for name, _, day in seen if day and name == theme.name)
    return ThemeRow(
        region=region,
        theme=theme,
        earlier=earlier,
        later=later,
        ratio=ratio,
        verdict=verdict,
        succeeded_by=successor.name if successor else None,
        word_diff=changes,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        evolution=evolution_of(seen),
    )


def _most_alike(earlier: Sequence[tuple[str, int]], later: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """Of the wordings that either side uses most, and equally often, the two that are most alike."""
    from rapidfuzz.distance import Indel

    one, two = ([wording for wording, n in side[:_MOST_WORDINGS] if n == side[0][1]] for side in (earlier, later))
    return max(product(one, two), key=lambda pair: Indel.normalized_similarity(*pair))


def _said_instead(heirs: Sequence[str], sides: tuple[_Counted, _Counted]) -> Successor | None:
    """The first of the heirs that the later side says, if any."""
    for name in heirs:
        earlier, later = (len(counted.evidence.get(name, ())) for counted in sides)
        if later:
            return Successor(name, earlier, later)
    return None


def _successors(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in lexicon.entries:
        if entry.succeeds:
            found[entry.succeeds].append(entry.name)
    return {name: tuple(heirs) for name, heirs in found.items()}


def _ancestry(name: str, lexicon: Lexicon) -> list[str]:
    """The theme and those it succeeds, the oldest last."""
    line = [name]
    while (entry := lexicon.names.get(line[-1])) is not None and entry.succeeds is not None:
        line.append(entry.succeeds)
    return line


def _sorted(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
