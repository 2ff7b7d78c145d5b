"""What the readers of facts share: passages by what they can tell, and dates with their place."""

from __future__ import annotations

import re
from datetime import date

from archive.model import FURNITURE, Fact, Passage, Span
from archive.reading.characters import fold_width
from archive.reading.dates import find_periods
from archive.reading.folded_passages import FoldedPassages
from archive.reading.passages import Layout
from archive.reading.years import infer_year

_FULL_DATE = re.compile(
    r"(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
    r"|[12]\d{3}[-/.]\d{1,2}[-/.]\d{1,2}"
)
_MONTH_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")
_OPENS = 40  # where a day with its year stands so near the beginning, it is the day of what is told
_URL = re.compile(r"(?:https?://|www\.)[\w./?=&%#-]+")


class FactReader:
    """The passages of a text by what they can tell."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self.folded = fold_width(text)
        self._passages = FoldedPassages(layout)
        self.passages = layout.passages
        self.content = [passage for passage in layout.passages if passage.kind not in FURNITURE]

    def of(self, kind: str) -> list[Passage]:
        """The passages of a kind."""
        return [passage for passage in self.passages if passage.kind == kind]

    def words(self, passage: Passage) -> str:
        """The characters of a passage, width folded."""
        return self._passages.words(passage)

    def source_url(self) -> Fact | None:
        """The address in the masthead or navigation."""
        for passage in self.passages:
            if passage.kind in FURNITURE or passage.kind == "source":
                match = _URL.search(self.words(passage))
                if match:
                    return Fact("source_url", match.group(), "stated", passage.locate(match.start(), match.end()))
        return None


def whole_span(passage: Passage) -> Span:
    """The range that a passage takes of the text, from its first character to its last."""
    return Span(passage.start, passage.end)


def read_dates(words: str) -> list[tuple[date, re.Match[str]]]:
    """The full dates that width-folded words name, each with its place, in order."""
    found: list[tuple[date, re.Match[str]]] = []
    for match in _FULL_DATE.finditer(words):
        periods = find_periods(re.sub(r"\s", "", match.group()), None)
        if periods and periods[0][1].start == periods[0][1].end:
            found.append((periods[0][1].start, match))
    return found


def read_date(words: str) -> tuple[date, re.Match[str]] | None:
    """The first full date that width-folded words name, with its place, or None."""
    return next(iter(read_dates(words)), None)


def inferred_date(reader: FactReader) -> Fact | None:
    """The day that the first sentences name, in the year that the whole text lets one infer."""
    for passage in reader.content[:3]:
        words = reader.words(passage)
        full = read_date(words[:200])
        if full:
            span = passage.locate(full[1].start(), full[1].end())
            basis = "stated" if full[1].start() <= _OPENS else "inferred"
            return Fact("published_on", full[0].isoformat(), basis, span, ("首段所述日期",))
        match = _MONTH_DAY.search(words[:200])
        if match is None:
            continue
        month, day = int(match.group(1)), int(match.group(2))
        year = infer_year(reader.folded, month, day)
        if year is None:
            continue
        try:
            value = date(year.year, month, day)
        except ValueError:
            continue
        return Fact("published_on", value.isoformat(), "inferred", passage.locate(*match.span()), year.reasons)
    return None
