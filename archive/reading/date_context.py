"""What a date means beside the others in its sentence: 上年 after a year, 去年同期, 以来, the two ends of a range."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.model import Period, Span
from archive.reading.stretches import day_period, day_range

#: What stands between the two ends of a range.
TO = "(?:—+|－|-+|~|～|至|到)"
_TO = re.compile(TO)
_SINCE = re.compile("以来")
_SAME = re.compile("同期")
_SAYS_YEAR = re.compile(r"\d{4}年?")
#: How a date begins that says of what year it is, in digits or by a word: 上半年 says nothing of it.
_OF_A_YEAR = re.compile(
    r"\d{4}|[一二][〇○零一二三四五六七八九]{3}|[今去明昨来过刚截到]|[前后同本上]年|上一年|[本上下当]前?月"
)
_YEAR_BEFORE = ("上年", "上一年")
_LAST_YEAR = ("去年", "上年", "上一年")
#: 比2020年, 高于去年; but a thing begins 于去年.
_COMPARES = re.compile("(?:[比较]|[高低好快优少多大小]于)$")
_COMPARED = re.compile("相[比较]")
_EVERY = re.compile("每(?:年|逢)的?$")
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

    def is_every(self, match: re.Match[str]) -> bool:
        """Whether a date comes again each year, and is of none: 每年 | 3月."""
        start = match.start()
        return not _OF_A_YEAR.match(match.group()) and bool(_EVERY.search(self._folded, max(0, start - 3), start))

    def anchor_of(self, match: re.Match[str], before: tuple[Span, Period] | None) -> date | None:
        """The day from which the words of `match` count: 上年 is the year before the one its sentence names.

        The end of a range that names no year is of the year in which the range begins: 2024年二季度至 | 四季度.
        """
        if before is not None and not _OF_A_YEAR.match(match.group()) and self._joins(before[0], match.start()):
            return date(before[1].end.year, 12, 31)
        if self._year and match.group().startswith(_YEAR_BEFORE) and self._is_near(self._year[1], match.start()):
            return date(self._year[0], 12, 31)
        return self._anchor

    def read(
        self, match: re.Match[str], period: Period, before: tuple[Span, Period] | None
    ) -> tuple[Span, Period, bool]:
        """The range and the period of `match` in its sentence, and whether it takes the place of the one before."""
        start, end = match.span()
        compared = self._is_compared(start, end)
        if _SAYS_YEAR.match(match.group()) and not compared and not (self._anchor and self._anchor < period.start):
            self._year = (period.start.year if match.group().endswith("以来") else period.end.year, end)
        if before is not None and self._reaches(before, start, period):
            span = Span(before[0].start, end)
            parts = "/" in period.label
            ends = (before[1].start.isoformat(), period.end.isoformat()) if parts else (before[1].label, period.label)
            return span, Period("/".join(ends), before[1].start, period.end), True
        if self._told is not None and match.lastgroup == "relative" and _SAME.match(self._folded, end):
            same = self._in_year_of(match.group(), self._told, start, period)
            return Span(start, end + 2), same or period, False
        if _SINCE.match(self._folded, end) and self._anchor and period.start < self._anchor:
            label = f"{period.start.isoformat()}/{self._anchor.isoformat()}"
            return Span(start, end + 2), Period(label, period.start, self._anchor), False
        if not compared:
            self._told = (Span(start, end), period)
        return Span(start, end), period, False

    def _is_compared(self, start: int, end: int) -> bool:
        """Whether a date is only what another is held against: 比 | 2020年 | 增长20%."""
        before = _COMPARES.search(self._folded, max(0, start - 2), start)
        return before is not None or _COMPARED.match(self._folded, end) is not None

    def _joins(self, before: Span, start: int) -> bool:
        """Whether only 至 stands between a date and what begins at `start`."""
        return start - before.end <= 2 and _TO.fullmatch(self._folded, before.end, start) is not None

    def _is_near(self, end: int, start: int) -> bool:
        return start - end < _FAR and not any(sign in self._folded[end:start] for sign in _ENDS)

    def _reaches(self, before: tuple[Span, Period], start: int, period: Period) -> bool:
        """Whether only 至 stands between two dates, each whole: 2023年9月 | 至 | 2024年6月."""
        span, first = before
        return (
            self._joins(span, start)
            and len(first.label) == len(period.label)
            and first.end < period.start
            and period.end.year - first.start.year < _LONGEST_YEARS
        )

    def _in_year_of(self, word: str, told: tuple[Span, Period], start: int, period: Period) -> Period | None:
        """去年同期: the stretch told of before it in the sentence, in the year that the word names.

        A report on a year that is over calls the year before that one 去年, or 上年.
        """
        span, known = told
        shift = period.end.year - known.end.year or (-1 if word.startswith(_LAST_YEAR) else 0)
        if not shift or known.start.year != known.end.year or not self._is_near(span.end, start):
            return None
        first, last = (_in_year(day, day.year + shift) for day in (known.start, known.end))
        if known == day_period(known.start):
            return day_period(first)
        if known == day_range(known.start, known.end):
            return day_range(first, last)
        return Period(known.label.replace(str(known.end.year), str(known.end.year + shift)), first, last)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    if day.month == 2 and (day + timedelta(days=1)).month == 3:
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)
