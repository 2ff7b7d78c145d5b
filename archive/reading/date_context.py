"""What a date means beside the others in its sentence: 上年 after a year, 去年同期, 以来, the two ends of a range."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.model import Period, Span

_TO = re.compile(r"(?:—+|－|-+|~|～|至|到)")
_SINCE = re.compile("以来")
_SAME = re.compile("同期")
_SAYS_YEAR = re.compile(r"\d{4}年?")
_YEAR_BEFORE = ("上年", "上一年")
_COMPARES = ("比", "较", "于")
_ENDS = "。\n"
_LONGEST_YEARS = 100
_FAR = 200


class Sentence:
    """The dates read so far of the sentence that is being read."""

    def __init__(self, folded: str, anchor: date | None) -> None:
        self._folded = folded
        self._anchor = anchor
        self._year: tuple[int, int] | None = None  # the year last named with its digits, and where
        self._told: tuple[Span, Period] | None = None  # the stretch last told of, and not only compared with

    def anchor_of(self, match: re.Match[str]) -> date | None:
        """The day from which the words of `match` count: 上年 is the year before the one its sentence names."""
        if self._year and match.group().startswith(_YEAR_BEFORE) and self._is_near(self._year[1], match.start()):
            return date(self._year[0], 12, 31)
        return self._anchor

    def read(
        self, match: re.Match[str], period: Period, before: tuple[Span, Period] | None
    ) -> tuple[Span, Period, bool]:
        """The range and the period of `match` in its sentence, and whether it takes the place of the one before."""
        start, end = match.span()
        if _SAYS_YEAR.match(match.group()):
            self._year = (period.end.year, end)
        if before is not None and self._reaches(before, start, period):
            span = Span(before[0].start, end)
            parts = "/" in period.label
            ends = (before[1].start.isoformat(), period.end.isoformat()) if parts else (before[1].label, period.label)
            return span, Period("/".join(ends), before[1].start, period.end), True
        if self._told is not None and match.lastgroup == "relative" and _SAME.match(self._folded, end):
            same = self._year_earlier(self._told, start, period)
            return Span(start, end + 2), same or period, False
        if _SINCE.match(self._folded, end) and self._anchor and period.start < self._anchor:
            label = f"{period.start.isoformat()}/{self._anchor.isoformat()}"
            return Span(start, end + 2), Period(label, period.start, self._anchor), False
        if self._folded[start - 1 : start] not in _COMPARES:
            self._told = (Span(start, end), period)
        return Span(start, end), period, False

    def _is_near(self, end: int, start: int) -> bool:
        return start - end < _FAR and not any(sign in self._folded[end:start] for sign in _ENDS)

    def _reaches(self, before: tuple[Span, Period], start: int, period: Period) -> bool:
        """Whether only 至 stands between two dates, each whole: 2023年9月 | 至 | 2024年6月."""
        span, first = before
        return (
            start - span.end <= 2
            and _TO.fullmatch(self._folded, span.end, start) is not None
            and len(first.label) == len(period.label)
            and first.end < period.start
            and period.end.year - first.start.year < _LONGEST_YEARS
        )

    def _year_earlier(self, before: tuple[Span, Period], start: int, period: Period) -> Period | None:
        """去年同期: the stretch named before it in the sentence, in the year that the word names."""
        span, known = before
        shift = known.end.year - period.end.year
        if shift < 1 or known.start.year != known.end.year or not self._is_near(span.end, start):
            return None
        first, last = (_in_year(day, day.year - shift) for day in (known.start, known.end))
        return Period(known.label.replace(str(known.end.year), str(period.end.year)), first, last)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    if day.month == 2 and (day + timedelta(days=1)).month == 3:
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)
