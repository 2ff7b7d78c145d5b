"""Documents for the tests of comparisons, read the way the archive reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from archive.analysis.themes import find_mentions, load_lexicon
from archive.model import AnalysedVersion, Source
from archive.reading.passages import read_passages


def made(
    slug: str,
    text: str,
    year: int,
    *,
    region: str | None = "某区",
    kind: str | None = "报告",
    series: str | None = None,
) -> AnalysedVersion:
    """A version of that text with its passages and mentions."""
    passages = tuple(read_passages(text)) if text else ()
    source = Source(slug, 1, region=region, kind=kind, series=series, year=year, published_on=date(year, 3, 1))
    return AnalysedVersion(source, text, passages, mentions=find_mentions(passages, load_lexicon()))


def from_seeds(seeds: Path) -> list[AnalysedVersion]:
    """The five reports."""
    facts = {
        "000": (2024, "朝阳区", "新闻", None),
        "001": (2024, "东城区", "新闻", None),
        "002": (2024, "朝阳区", "计划报告", None),
        "003": (2024, "朝阳区", "报纸", "朝阳报"),
        "004": (2026, "朝阳区", "报纸", "朝阳报"),
    }
    found = []
    for path in sorted(seeds.glob("*.txt")):
        year, region, kind, series = facts[path.name[:3]]
        text = path.read_text(encoding="utf-8")
        found.append(made(path.name[:3], text, year, region=region, kind=kind, series=series))
    return found
