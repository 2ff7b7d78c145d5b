"""Stretches of time as periods: days, months, quarters, halves and years, each with its label."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from archive.model import Period

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def number(text: str) -> int:
    """The value of a small whole number in digits or Chinese numerals, up to 99.

    >>> number("廿八"), number("十二"), number("08"), number("二〇二四")
    (28, 12, 8, 2024)
    """
    text = text.replace("两", "二").replace("廿", "二十")
    if "十" not in text:
        return int(text.translate(_DIGITS))
    tens, _, ones = text.partition("十")
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)


def day_period(day: date) -> Period:
    """One day as a period."""
    return Period(day.isoformat(), day, day)


def year_period(year: int, part: str | None = None) -> Period:
    """A year, or the part of it that a word such as 上半年, 前三季度 or 年底 names.

    >>> year_period(2024, "前三季度").label, year_period(2024, "年底").label
    ('2024Q1/2024Q3', '2024-12-31')
    """
    if not part or part == "年内":
        return Period(str(year), date(year, 1, 1), date(year, 12, 31))
    if "季度末" in part:
        return day_period(year_period(year, part.removesuffix("末")).end)
    if "底" in part or "末" in part:
        return day_period(date(year, 12, 31))
    return months_period(year, *_part_months(part))


def _part_months(part: str) -> tuple[int, int, str]:
    """First and last month of a part of a year, and what its label adds to the year; {0} stands for the year again."""
    if "季度" in part:
        quarter = next(_QUARTERS[character] for character in part if character in _QUARTERS)
        if part[0] == "前":
            return 1, 3 * quarter, f"Q1/{{0}}Q{quarter}"
        return 3 * quarter - 2, 3 * quarter, f"Q{quarter}"
    if "月" in part:
        last = number(part.removeprefix("前").removesuffix("月").removesuffix("个"))
        return 1, last, f"-01/{{0}}-{last:02d}"
    if "初" in part:
        return 1, 1, "-01"
    half = 1 if part[0] == "上" else 2
    return 6 * half - 5, 6 * half, f"H{half}"


def months_period(year: int, first: int, last: int, label: str) -> Period:
    """The months `first` to `last` of a year; {0} stands for the year in what the label adds to it."""
    return Period(f"{year}{label.format(year)}", date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def day_range(first: date, last: date) -> Period:
    """From one day to another."""
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last)


def year_range(first: int, last: int) -> Period:
    """From one year to another."""
    return Period(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31))
