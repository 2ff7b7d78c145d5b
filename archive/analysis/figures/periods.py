"""The stretch of time that a figure speaks of: what its sentence says, else what its part of the report does."""

from __future__ import annotations

import re
from datetime import date

from archive.analysis.figures.context import Context
from archive.analysis.figures.roles import Role
from archive.model import Period, Span, Tense
from archive.reading.dates import find_periods

_TIMES = re.compile("[年月季日]|五”")
_COMPARED = re.compile("[比较与同于]$")
_OPENING = 6  # characters that may stand before it
_SPRING = 4  # a report of January to April looks back on the year before


def _days(period: Period) -> int:
    return (period.end - period.start).days


class Periods:
    """The periods of figures of one document, whose date is the anchor."""

    def __init__(self, published_on: date | None) -> None:
        self._anchor = published_on
        self._sentence: tuple[str, list[tuple[Span, Period]]] = ("", [])
        self._headings: dict[str, Period | None] = {}
        self._opened: tuple[int, Period | None] = (-1, None)

    def of(self, context: Context, role: Role | None, heading: str, tense: Tense) -> Period | None:
        """The period of a figure: the last one said before it in its sentence, or the part's, or the year's."""
        sentence = context.sentence
        if self._sentence[0] != sentence:
            found = find_periods(sentence, self._anchor) if _TIMES.search(sentence) else []
            kept = [pair for pair in found if not _COMPARED.search(sentence[: pair[0].start])]
            self._sentence = (sentence, kept)
            if self._opened[0] != context.passage:
                self._opened = (context.passage, self._opening(context.text))
        at = context.quantity.start - context.sentence_start
        said = [period for span, period in self._sentence[1] if span.end <= at]
        if said:
            return said[-1]
        if self._opened[0] == context.passage and self._opened[1] is not None:
            return self._opened[1]
        if heading not in self._headings:
            inside = find_periods(heading, self._anchor) if _TIMES.search(heading) else []
            self._headings[heading] = min((period for _, period in inside), key=_days, default=None)
        return self._headings[heading] or self._of_year(role, tense)

    def _opening(self, text: str) -> Period | None:
        """The period that a passage opens with: 刚刚过去的2017年，……"""
        found = find_periods(text[:24], self._anchor) if _TIMES.search(text, 0, 24) else []
        return found[0][1] if found and found[0][0].start <= _OPENING else None

    def _of_year(self, role: Role | None, tense: Tense) -> Period | None:
        if self._anchor is None:
            return None
        year = self._anchor.year
        if role == "review" and tense == "actual" and self._anchor.month <= _SPRING:
            year -= 1
        return Period(str(year), date(year, 1, 1), date(year, 12, 31))
