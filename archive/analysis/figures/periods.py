"""The stretch of time that a figure speaks of: what its sentence says, else what its part of the report does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from archive.analysis.figures.context import Context
from archive.analysis.figures.roles import Role
from archive.model import Passage, Period, Span, Tense
from archive.reading.dates import find_periods
from archive.reading.stretches import year_period

_TIMES = re.compile("年|月|季|日|五”")
_COMPARED = re.compile("(?:[比较与同于从由提]|面向)$")  # 提|前3个月 is no time
#: What makes the time before it a yardstick: 是2006年的2.2倍.
_YARDSTICK = re.compile(r"”?(?:年?时期|年?[末底]|水平|同期)?的[约近超]?[\d.]+(?:倍|[%％])")
#: What was set at the beginning of a year holds for all of it: 完成年初|预算, 年初|确定的目标.
_SET_THEN = re.compile("预算|确定|提出|制定|下达|计划|目标|部署|既定|人代会")
#: A part of some year, which the part of the report tells.
_BARE = re.compile(
    r"(?:本年度?|当年|[上下]半年|前?第?[一二三四1-4]个?季度|年[底末初内]|前[一二三四五六七八九十\d]{1,2}个?月|\d{1,2}月)"
)
_GOAL_YEAR = re.compile(
    r"(?:[（(][一二三四五六七八九十\d][）)]|[一二三四五六七八九十]、)?[^，,。；;]{0,8}到(20\d\d)年(?:[底末])?[，,]"
)
_LISTED_GOAL = re.compile(r"\s*(?:[—－-]{1,2}|[•·●■◆▲□○★▪►▶◇]|[（(]?\d{1,2}[）).．、])")
#: What is counted from a day that a text without one does not tell.
_OF_TODAY = re.compile("一年|以来|目前|[今昨明][日天]|[本上下]月|近|过去|未来|今后|最近")
_OPENING = 6  # characters that may stand before it
_WHOLE_YEAR = re.compile("(?<![占成为达年])全年(?![^,，。；]{0,6}(?:任务|计划|目标|预算|指标))")
_YEAR = 364  # days
_SPRING = 4  # a report of January to April looks back on the year before


def _days(period: Period) -> int:
    return (period.end - period.start).days


def goals_due(passages: Sequence[Passage]) -> list[int | None]:
    """For each passage the year in which the goals of its list fall due (到2025年，体系基本建成：——……), else None."""
    due: list[int | None] = []
    year, heading = None, ""
    for passage in passages:
        if not passage.is_content:
            due.append(None)
            continue
        goal, top = _GOAL_YEAR.match(passage.text), passage.heading_path[0] if passage.heading_path else ""
        listed = _LISTED_GOAL.match(passage.text) is not None
        if goal:
            year, heading = int(goal[1]), top
        elif not listed or top != heading:
            year = None
        due.append(year if listed and not goal else None)
    return due


class Periods:
    """The periods of figures of one document; its date is the anchor, or its year where the day is not known."""

    def __init__(self, published_on: date | None, year: int | None = None, due: Sequence[int | None] = ()) -> None:
        self._anchor = published_on
        self._goals = due
        self._year = published_on.year if published_on else year
        self._sentence: tuple[str, bool, str, list[tuple[Span, Period]]] = ("", False, "", [])
        self._headings: dict[tuple[str, bool], Period | None] = {}
        self._opened: tuple[int, Period | None] = (-1, None)

    def of(self, context: Context, role: Role | None, heading: str, tense: Tense) -> Period | None:
        """The period of a figure: the last one said before it in its sentence, or the part's, or the year's."""
        sentence = context.sentence
        back = role == "review" and tense == "actual"
        before = self._year_before(heading) if back else None
        period = None if self._anchor else self._of_heading(heading, role)
        year = period.end.year if period else self._year
        headed = date(year, 12, 31) if year else None
        if self._sentence[:3] != (sentence, back, heading):
            self._sentence = (sentence, back, heading, self._told(sentence, before, headed))
        if self._opened[0] != context.passage:
            self._opened = (context.passage, self._opening(context.text, before, headed))
        at = context.quantity.start - context.sentence_start
        said = [told for told in self._sentence[3] if told[0].end <= at]
        whole = "全年" in sentence and _WHOLE_YEAR.search(sentence, said[-1][0].end if said else 0, at) is not None
        if said and not (whole and _days(said[-1][1]) < _YEAR):
            return said[-1][1]
        headed_by = self._of_heading(heading, role)
        opened = self._opened[1] or self._due(context.passage)
        within = opened and headed_by and opened.start <= headed_by.start and headed_by.end <= opened.end
        found = (headed_by if opened is None or within else opened) or self._of_year(role, tense)
        return year_period(found.end.year, None) if whole and found and _days(found) < _YEAR else found

    def _due(self, passage: int) -> Period | None:
        """When the goal that a passage is falls due, as the words over the list say."""
        year = self._goals[passage] if passage < len(self._goals) else None
        return year_period(year, None) if year else None

    def _told(self, sentence: str, before: date | None, headed: date | None) -> list[tuple[Span, Period]]:
        """The periods of a sentence; where it looks back on a year, 年末 and 上半年 are of that year.

        Of a text without a date 1—9月 is of the year that the heading names, whose last day is `headed`.
        """
        if not _TIMES.search(sentence):
            return []
        kept = []
        for span, period in find_periods(sentence, self._anchor or headed):
            yardstick = _YARDSTICK.match(sentence, span.end) or sentence.startswith("相比", span.end)
            set_then = span.of(sentence).endswith("年初") and _SET_THEN.match(sentence, span.end)
            if yardstick or set_then or _COMPARED.search(sentence[: span.start]):
                continue
            if self._anchor is None and _OF_TODAY.search(span.of(sentence)):
                continue
            again = (
                find_periods(span.of(sentence), before) if before and self._is_of_then(sentence, span, period) else []
            )
            kept.append((span, again[0][1] if again else period))
        return kept

    def _is_of_then(self, sentence: str, span: Span, period: Period) -> bool:
        """Whether a time is of the year that its part looks back on: 年末, or 今年1—11月 said in January."""
        if _BARE.match(sentence, span.start):
            return True
        return sentence.startswith("今年", span.start) and self._anchor is not None and period.end > self._anchor

    def _year_before(self, heading: str) -> date | None:
        """The last day of the year that a part looks back on, where that is not the document's own."""
        period = self._of_heading(heading, "review") or self._of_year("review", "actual")
        if period is None or self._anchor is None or period.end.year >= self._anchor.year:
            return None
        return date(period.end.year, 12, 31)

    def _of_heading(self, heading: str, role: Role | None) -> Period | None:
        """The shortest period that a heading names; of a review one that is over (2019年和今年以来工作回顾)."""
        known = (heading, role == "review")
        if known not in self._headings:
            inside = find_periods(heading, self._anchor) if _TIMES.search(heading) else []
            periods = [period for _, period in inside]
            over = [period for period in periods if self._anchor and period.end.year < self._anchor.year]
            self._headings[known] = min(over if role == "review" and over else periods, key=_days, default=None)
        return self._headings[known]

    def _opening(self, text: str, before: date | None, headed: date | None) -> Period | None:
        """The period that a passage opens with: 刚刚过去的2017年，……"""
        found = self._told(text[:24], before, headed)
        return found[0][1] if found and found[0][0].start <= _OPENING else None

    def _of_year(self, role: Role | None, tense: Tense) -> Period | None:
        if self._year is None:
            return None
        year = self._year
        if role == "review" and tense == "actual" and self._anchor and self._anchor.month <= _SPRING:
            year -= 1
        return Period(str(year), date(year, 1, 1), date(year, 12, 31))
