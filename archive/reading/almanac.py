"""Weekdays and the lunar calendar: what a stated date must agree with."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from archive.reading.stretches import number

_WEEKDAYS = "一二三四五六日"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}

#: 星期五, 周五
WEEKDAY = re.compile(r"(?:星期|(?<![一二三四五六七八九十百\d])周)([一二三四五六日天])(?![期年岁末])")
#: 农历甲辰年正月廿八, 正月初七
LUNAR = re.compile(
    rf"(?:农历|夏历)?\s{{0,4}}([{_STEMS}][{_BRANCHES}])?年?\s{{0,4}}(闰)?(?<![\d一二三四五六七八九十])(正|冬|腊|十[一二]?|[一二三四五六七八九])月"
    r"(初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十[一二三四五六七八九]|[二三]十)(?![日号])"
)


def weekday_name(day: date) -> str:
    """The weekday of a day, as newspapers write it.

    >>> weekday_name(date(2024, 3, 8))
    '星期五'
    """
    return "星期" + _WEEKDAYS[day.weekday()]


def same_weekday(match: re.Match[str], day: date) -> bool:
    """Whether a weekday as written (a match of ``WEEKDAY``) is that of `day`."""
    return weekday_name(day)[-1] == match.group(1).replace("天", "日")


@lru_cache(maxsize=1024)
def lunar_name(day: date) -> str:
    """The lunar date of a day: year in stems and branches, month, day.

    >>> lunar_name(date(2026, 2, 22))
    '丙午年正月初六'
    """
    from lunar_python import Solar  # loaded only where a lunar date is met

    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return f"{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


def same_lunar(match: re.Match[str], day: date) -> bool:
    """Whether a lunar date as written (a match of ``LUNAR``) is that of `day`; the year counts where it is written."""
    actual = LUNAR.fullmatch(lunar_name(day))
    if actual is None:
        return True
    year = match.group(1) is None or match.group(1) == actual.group(1)
    leap = bool(match.group(2)) == bool(actual.group(2))
    return year and leap and _month(match) == _month(actual) and _day(match) == _day(actual)


def _month(match: re.Match[str]) -> int:
    word = match.group(3)
    return _LUNAR_MONTHS[word] if word in _LUNAR_MONTHS else number(word)


def _day(match: re.Match[str]) -> int:
    return number(match.group(4).removeprefix("初"))
