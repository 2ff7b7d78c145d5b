"""Dates and stretches of time in running text, resolved against the date of the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from archive.model import Period, Span
from archive.reading.characters import fold_width
from archive.reading.date_context import TO, Sentence
from archive.reading.stretches import day_period, day_range, months_period, number, year_period, year_range

_YEAR = r"(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"(?:上半年|下半年|前?第?[一二三四1-4]个?季度末?|前[一二两三四五六七八九十\d]{1,2}个?月|年?底前?|年?末|年?初)"
#: 月票, 月球, 9月号 and 三月天 are none; 3月天津, 5月花都 and 6月号召 are.
_NO_MONTH = r"(?![票球饼子光色度薪供租嫂]|天(?![津气然府])|号(?![称召])|花(?![都溪费]))"
#: 今日报名 is of today, 今日报 a paper.
_NO_DAY = r"(?!报(?![名到送道告])|头条|之星|导读)"

#: In the order they are tried; the longest form of a date comes first.
_FORMS = (
    (
        "day",
        rf"(?P<dy>{_YEAR}年|今年|去年|同年|明年)?(?P<dm>{_MONTH})月(?P<dd>{_DAY})(?:日|号)(?:{TO}(?P<dm2>{_MONTH}月)?(?P<dd2>{_DAY})日)?",
    ),
    (
        "iso",
        r"(?<![\d.-])(?P<iy>[12]\d{3})(?P<isep>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=isep)(?P<id>[12]\d|3[01]|0?[1-9])(?![\d.%-])",
    ),
    ("months", rf"(?P<sy>{_YEAR}年|今年|去年|明年)?(?P<sm>{_MONTH})月?{TO}(?P<sm2>{_MONTH})月份?(?!\d)"),
    (
        "month",
        rf"(?P<my>{_YEAR}年|今年|去年|同年|明年)?(?<![\d.个])(?P<mm>{_MONTH})月(?P<mend>底|末|初|上旬|中旬|下旬)?份?前?{_NO_MONTH}",
    ),
    ("years", rf"(?P<ys>{_YEAR})年?{TO}(?P<ye>{_YEAR})年?(?:期间)?(?!\d)"),
    ("year", rf"(?<!\d)(?P<y>{_YEAR})年(?!代)度?(?P<ypart>{_PART})?(?P<ysince>以来)?"),
    (
        "plan",
        r"[“\"‘](?P<n>十[一二三四五六七八九]?)五[”\"’](?:(?P<nhow>[前后])(?P<ncount>[一二两三四])年|(?P<nend>[末底](?!期))|时期|期间|规划期)?"
        r"|(?<![一二三四五六七八九十百千第\d])(?P<n2>十[一二三四五六七八九])五(?=规划|时期|期间|开局|收官|以来|末)(?:时期|期间|(?P<nend2>末(?!期)))?",
    ),
    ("since", r"今年以来|年初以来|年初至今|开年以来|截至目前|到目前为止"),
    (
        "relative",
        rf"(?P<rel>今年|本年度?|去年|上年(?!纪)|上一年度?|前年|明年|(?<![以年])来年|下一?年度|后年)(?P<rpart>{_PART})?",
    ),
    ("pastyear", r"(?:过去|刚刚过去的?)(?:的)?一年|一年来"),
    (
        "span",
        r"(?:(?P<how>近|过去|最近|未来|今后|今后的)(?P<sn>[一二两三四五六七八九十\d]{1,3})年(?![级龄])|(?P<sn2>[一二两三四五六七八九十\d]{1,3})年来)",
    ),
    (
        "part",
        r"(?<!提)(?<!提前)(?<![一二两三四五六七八九十\d](?=年))(?P<bare>上半年|下半年|前?第?[一二三四1-4]个?季度末?|年底前?|年末|年初|年内|前[一二两三四五六七八九十\d]{1,2}个月)",
    ),
    (
        "nearby",
        rf"(?P<now>今[天日]|昨[天日]|明[天日]|本月|上月|下月|当前月){_NO_DAY}(?:(?P<nowday>[12]\d|3[01]|0?[1-9])日(?:{TO}(?P<nowday2>[12]\d|3[01]|0?[1-9])日)?|(?P<nowend>[底末]))?",
    ),
)
_ANY = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS))
#: What every form begins with: looked for alone first, which is faster than trying them all at every character.
_BEGINS = re.compile(r"[\d〇○零一二三四五六七八九十廿两今去同明昨本上下前后来年第开截到过刚最近未当“\"‘]")
_TENS = {"上旬": 1, "中旬": 11, "下旬": 21}
_UNTIL = re.compile(r"(?:截至|截止|截止到|截至到)$")
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "上一年": -1, "上一年度": -1, "前年": -2}
_LATER = {"明年": 1, "来年": 1, "下年度": 1, "下一年度": 1, "后年": 2}


def find_periods(text: str, anchor: date | None) -> list[tuple[Span, Period]]:
    """The dates and stretches of time that `text` names, each with its range in `text`, in order.

    今年, 上半年, 5月8日 and the like take their year from `anchor`, the day the document is of; without one they are
    left out, as is 全年, whose year depends on the part of the report. 截至… gives the one day up to which something
    counts.

    >>> from datetime import date
    >>> [(span.start, period.label) for span, period in find_periods("去年底，一季度和5月8日", date(2024, 5, 9))]
    [(0, '2023-12-31'), (4, '2024Q1'), (8, '2024-05-08')]
    """
    folded = fold_width(text)
    found: list[tuple[Span, Period]] = []
    last_year: int | None = None
    sentence = Sentence(folded, anchor)
    for match in _dates(folded):
        if sentence.is_every(match):
            continue
        before = found[-1] if found else None
        try:
            period = _READERS[match.lastgroup or ""](match, sentence.anchor_of(match, before), last_year)
            if period is None:
                continue
            span, period, replaces = sentence.read(match, period, before)
        except (ValueError, OverflowError):
            continue
        start = span.start
        until = _UNTIL.search(folded, max(0, start - 3), start)
        if until:
            start = until.start()
            period = Period(period.end.isoformat(), period.end, period.end)
        last_year = period.end.year
        if replaces:
            found.pop()
        found.append((Span(start, span.end), period))
    return found


def _dates(folded: str) -> Iterator[re.Match[str]]:
    position = 0
    while begin := _BEGINS.search(folded, position):
        match = _ANY.match(folded, begin.start())
        position = match.end() if match else begin.end()
        if match:
            yield match


def _year_of(word: str | None, anchor: date | None, last_year: int | None) -> int | None:
    """The year that a word before a month names: 2024年, 今年, 去年, 同年, or none at all."""
    if word is None:
        return anchor.year if anchor else None
    if word == "同年":
        return last_year or (anchor.year if anchor else None)
    if word in _RELATIVE or word in _LATER:
        return anchor.year + {**_RELATIVE, **_LATER}[word] if anchor else None
    return number(word.removesuffix("年"))


def _day(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    year = _year_of(match["dy"], anchor, last_year)
    if year is None:
        return None
    first = date(year, number(match["dm"]), number(match["dd"]))
    if match["dd2"] is None:
        return day_period(first)
    month = number(match["dm2"].removesuffix("月")) if match["dm2"] else first.month
    last = date(year, month, number(match["dd2"]))
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last) if first <= last else day_period(first)


def _iso(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    return day_period(date(int(match["iy"]), int(match["im"]), int(match["id"])))


def _months(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    year = _year_of(match["sy"], anchor, last_year)
    first, last = number(match["sm"]), number(match["sm2"])
    if year is None or first >= last:
        return None
    return months_period(year, first, last, f"-{first:02d}/{{0}}-{last:02d}")


def _month(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    year = _year_of(match["my"], anchor, last_year)
    if year is None:
        return None
    month = number(match["mm"])
    whole = months_period(year, month, month, f"-{month:02d}")
    if match["mend"] in ("底", "末"):
        return day_period(whole.end)
    if match["mend"] in _TENS:
        first = _TENS[match["mend"]]
        last = whole.end if first > 20 else date(year, month, first + 9)
        return day_range(date(year, month, first), last)
    return whole


def _years(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    first, last = number(match["ys"]), number(match["ye"])
    return year_range(first, last) if first < last <= first + 100 else None


def _year(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    year = number(match["y"])
    if match["ysince"] and anchor and date(year, 1, 1) < anchor:
        return day_range(date(year, 1, 1), anchor)
    return year_period(year, match["ypart"])


def _plan(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    """A five-year plan: the tenth, “十五”, ran from 2001 to 2005; or its first or last years."""
    first = 2001 + 5 * (number(match["n"] or match["n2"]) - 10)
    if match["nend"] or match["nend2"]:
        return day_period(date(first + 4, 12, 31))
    if match["ncount"]:
        count = number(match["ncount"])
        return (
            year_range(first, first + count - 1) if match["nhow"] == "前" else year_range(first + 5 - count, first + 4)
        )
    return year_range(first, first + 4)


def _since(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    return day_range(date(anchor.year, 1, 1), anchor) if anchor else None


def _relative(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    year = _year_of(match["rel"], anchor, last_year) if match["rel"] in {**_RELATIVE, **_LATER} else None
    return year_period(year, match["rpart"]) if year is not None else None


def _past_year(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    return year_period(anchor.year - 1) if anchor else None


def _stretch(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    """近三年 ends with the running year, or the one before while that is young; 过去五年 ended before it."""
    if anchor is None:
        return None
    count = number(match["sn"] or match["sn2"])
    if count < 1:
        return None
    how = match["how"]
    if how in ("未来", "今后", "今后的"):
        return year_range(anchor.year, anchor.year + count - 1)
    last = anchor.year - 1 if how == "过去" or anchor.month <= 4 else anchor.year
    return year_range(last - count + 1, last)


def _bare_part(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    return year_period(anchor.year, match["bare"]) if anchor else None


def _now(match: re.Match[str], anchor: date | None, last_year: int | None) -> Period | None:
    if anchor is None:
        return None
    word = match["now"]
    if word.endswith("月"):
        step = {"本": 0, "上": -1, "下": 1, "当": 0}[word[0]]
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
        whole = months_period(year, month + 1, month + 1, f"-{month + 1:02d}")
        if match["nowday"]:
            days = match["nowday"], match["nowday2"] or match["nowday"]
            first, last = (date(year, month + 1, int(day)) for day in days)
            return day_range(first, last) if first < last else day_period(first)
        return day_period(whole.end) if match["nowend"] else whole
    return day_period(anchor + timedelta(days={"今": 0, "昨": -1, "明": 1}[word[0]]))


_READERS: dict[str, Callable[[re.Match[str], date | None, int | None], Period | None]] = {
    "day": _day,
    "iso": _iso,
    "months": _months,
    "month": _month,
    "years": _years,
    "year": _year,
    "plan": _plan,
    "since": _since,
    "relative": _relative,
    "pastyear": _past_year,
    "span": _stretch,
    "part": _bare_part,
    "nearby": _now,
}
