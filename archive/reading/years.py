"""The year of a text that states none, inferred from what it says, with the reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from archive.reading.almanac import LUNAR, WEEKDAY, same_lunar, weekday_name
from archive.reading.word_lists import load_data, one_of

#: A year that is not yet: 到|2020年, but 截至2023年 it was.
_YEAR = re.compile(r"(?<!\d)(?<!到)(?<![^截]至)((?:19|20)\d{2})年")
_DONE = re.compile(
    rf"^.{{0,2}}(?:度|已|末|底|以来|上半年|一季度|来)?[^。;]{{0,14}}?(?:{one_of('programmes', 'years', 'done')})"
)
_MEETING_OF = re.compile(
    rf"召开((?:19|20)\d{{2}})年(?:度)?[^。,;]{{2,24}}?(?:{one_of('programmes', 'years', 'meetings')})"
)
_NEXT = re.compile(r"(?:执行情况|工作总结)(?:和|与|及)((?:19|20)\d{2})年.{0,24}?(?:草案|计划|安排|工作思路)")
_AHEAD = re.compile(f"^(?:{one_of('programmes', 'years', 'ahead')})")
_REVIEW = re.compile(r"[一二三]、\s*((?:19|20)\d{2})年(?:的)?(?:政府)?工作回顾")

_PLANS_PASS = 4  # the last month in which a congress passes the year's plan


@dataclass(frozen=True, slots=True)
class Programme:
    """Something dated that a text may speak of."""

    pattern: re.Pattern[str]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class InferredYear:
    """A year with the reasons for it."""

    year: int
    reasons: tuple[str, ...]


@cache
def _programmes() -> tuple[tuple[Programme, ...], tuple[tuple[re.Pattern[str], int], ...]]:
    data = load_data("programmes")
    dated = [Programme(re.compile(row["words"]), row["from"], row["to"]) for row in data["during"]]
    dated += [Programme(re.compile(row["words"]), row["from"], date.max) for row in data["since"]]
    founded = tuple(
        (re.compile(rf"(?:{words})[^。,;]{{0,6}}?(\d{{1,3}})周年"), year)
        for words, year in data["anniversaries"].items()
    )
    return tuple(dated), founded


@cache
def yearly_meetings() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """Meetings that open on the same day every year: their words, month and day."""
    data = load_data("programmes")
    return tuple((re.compile(words), int(day[:2]), int(day[3:])) for words, day in data["yearly"].items())


def infer_year(folded: str, month: int | None, day: int | None) -> InferredYear | None:
    """The year of a text of `month` and `day` (None where not even those are known), or None where nothing tells.

    What counts: years that it speaks of as past, campaigns and meetings with known dates, anniversaries, and a weekday
    or lunar date beside the day itself.
    """
    review = _REVIEW.search(folded)
    if review:
        year = int(review.group(1)) + 1
        return InferredYear(year, (f"“{review.group()}”：回顾的是上一年，报告属{year}年",))
    planned = _NEXT.search(folded)
    if planned and month is not None and month <= _PLANS_PASS:
        year = int(planned.group(1))
        return InferredYear(year, (f"“{planned.group()}”：{year}年初审议该年草案",))
    clues = _clues(folded, month, day)
    if not clues:
        return None
    years = sorted({year for clue in clues for year in clue.years})
    if not years:
        return None
    tallied = [(sum(clue.weight for clue in clues if clue.allows(year)), -year) for year in years]
    _, negative = max(tallied)
    if not any(clue.telling for clue in clues if clue.allows(-negative)):
        return None
    reasons = tuple(clue.reason for clue in clues if clue.allows(-negative))
    return InferredYear(-negative, reasons)


@dataclass(frozen=True, slots=True)
class _Clue:
    reason: str
    years: tuple[int, ...]  # the years it speaks for by itself
    first: date
    last: date
    month: int | None
    day: int | None
    weight: int
    telling: bool

    def allows(self, year: int) -> bool:
        if self.month is None or self.day is None:
            return self.first.year <= year <= self.last.year
        try:
            return self.first <= date(year, self.month, self.day) <= self.last
        except ValueError:
            return False


def _clues(folded: str, month: int | None, day: int | None) -> list[_Clue]:
    clues: list[_Clue] = []
    dated, founded = _programmes()
    for programme in dated:
        match = programme.pattern.search(folded)
        if match:
            first, last = programme.first, programme.last
            ends = last != date.max
            years = tuple(range(first.year, last.year + 1)) if ends else (first.year, first.year + 1)
            span = f"{first.isoformat()}—{last.isoformat()}" if ends else f"{first.isoformat()}起"
            weight = 3 if ends and (last - first).days < 400 else 2
            clues.append(_Clue(f"“{match.group()}”（{span}）", years, first, last, month, day, weight, ends))
    for pattern, base in founded:
        match = pattern.search(folded)
        if match:
            year = base + int(match.group(1))
            clues.append(_year_clue(f"“{match.group()}”：{base}+{match.group(1)}={year}", year, year, 4))
    clues += _year_clues(folded)
    meeting = _MEETING_OF.search(folded)
    if meeting:
        year = int(meeting.group(1))
        clues.append(_year_clue(f"“{meeting.group()}”：{year}年的会议", year, year, 2))
    if month is not None and day is not None:
        clues += _day_clues(folded, month, day, clues)
    return clues


def _year_clue(reason: str, first: int, last: int, weight: int) -> _Clue:
    last_day = date(min(last, 9999), 12, 31)
    return _Clue(
        reason, tuple(range(first, min(last, first + 1) + 1)), date(first, 1, 1), last_day, None, None, weight, True
    )


def _year_clues(folded: str) -> list[_Clue]:
    """The latest year that the text speaks of as past: it is not older, and hardly more than a year younger."""
    done: dict[int, str] = {}
    for match in _YEAR.finditer(folded):
        after = folded[match.end() : match.end() + 24]
        if not _AHEAD.match(after) and _DONE.match(after):
            done.setdefault(int(match.group(1)), match.group() + after[:8])
    if not done:
        return []
    latest = max(done)
    words = done[latest]
    return [
        _year_clue(f"“{words}”：文中已述{latest}年的事", latest, 9999, 3),
        _year_clue(f"“{words}”：{latest}年或次年", latest, latest + 1, 2),
    ]


def _day_clues(folded: str, month: int, day: int, clues: list[_Clue]) -> list[_Clue]:
    """A weekday or lunar date written beside the day leaves only the years in which they agree."""
    near = re.search(rf"(?<!\d)0?{month}月0?{day}日.{{0,3}}", folded)
    if near is None:
        return []
    beside = folded[near.start() : near.end() + 12]
    found: list[_Clue] = []
    weekday, lunar = WEEKDAY.search(beside), LUNAR.search(beside)
    years = sorted({year for clue in clues for year in clue.years})
    for year in years:
        try:
            that = date(year, month, day)
        except ValueError:
            continue
        if weekday and weekday_name(that)[-1] == weekday.group(1).replace("天", "日"):
            found.append(_year_clue(f"{that.isoformat()}是{weekday_name(that)}", year, year, 2))
        if lunar and same_lunar(lunar, that):
            found.append(_year_clue(f"{that.isoformat()}是农历{lunar.group()}", year, year, 3))
    return found
