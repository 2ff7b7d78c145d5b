"""Suspected misprints and contradictions: shown, never applied.

Every detector is for a slip that a proof-reader would mark without knowing the subject; what may be meant is left
alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import accumulate

from archive.model import Fact, Finding, Passage
from archive.reading.almanac import LUNAR, WEEKDAY, lunar_name, same_lunar, weekday_name
from archive.reading.characters import SURROGATE, fold_width
from archive.reading.dates import find_periods
from archive.reading.passages import Layout

_DOUBLED_WORD = re.compile(r"([一-鿿]{2,5})\1")
_DOUBLED_SIGN = re.compile(r"([一-鿿])\1")
_TWICE_QUOTED = re.compile(r"(“[^“”]{1,12}”)\1")
_LIST = re.compile(r"[^。;!?]+")
_DAY = re.compile(r"(?:(?:\d{4}|今|去)年)?\d{1,2}月\d{1,2}日")
_SPEAKER = re.compile(r"([一-鿿]{3})(?=表示|强调|指出|主持|出席|说,|说:|介绍)")
_TOOK_PART = re.compile(r"等?(?:领导)?(?:一同|一起|分别)?(?:参加|出席|陪同|列席|调研).{0,6}$")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两零〇")
_ONCE = 1


@dataclass(frozen=True, slots=True)
class _Misprints:
    patterns: tuple[tuple[str, re.Pattern[str], str, str], ...]
    doubled_signs: frozenset[str]
    doubled_words: frozenset[str]
    surnames: frozenset[str]


@cache
def _misprints() -> _Misprints:
    data = tomllib.loads(files("archive").joinpath("data/misprints.toml").read_text("utf-8"))
    return _Misprints(
        patterns=tuple(
            (row["kind"], re.compile(row["words"]), row["suggestion"], row["reason"]) for row in data["pattern"]
        ),
        doubled_signs=frozenset(data["reduplication"]["characters"]),
        doubled_words=frozenset(data["reduplication"]["words"]),
        surnames=frozenset(data["names"]["surnames"]),
    )


def find_misprints(text: str, layout: Layout, facts: tuple[Fact, ...]) -> tuple[Finding, ...]:
    """The suspected misprints and contradictions of a text, in its order, each once."""
    stated = {fact.name: fact for fact in facts}
    day = stated.get("published_on")
    anchor = date.fromisoformat(day.value) if day else None
    found: list[Finding] = list(_masthead(text, stated, anchor))
    whole = "\n".join(fold_width(passage.text) for passage in layout.passages)
    for passage in layout.passages:
        words = fold_width(passage.text)
        found += _patterns(passage, words)
        if passage.is_content:
            found += _doubled(passage, words, whole)
            found += _repeated(passage, words)
            found += _dates(passage, words, anchor)
    found += _names(layout, whole)
    return tuple(sorted(set(found), key=lambda finding: (finding.span, finding.kind, finding.suggestion or "")))


def _finding(kind: str, passage: Passage, start: int, end: int, suggestion: str | None, reason: str) -> Finding:
    return Finding(kind, passage.locate(start, end), passage.text[start:end], suggestion, reason)


def _patterns(passage: Passage, words: str) -> Iterator[Finding]:
    """Names of organs with a character missing, and fixed pairs of words gone wrong."""
    for kind, pattern, suggestion, reason in _misprints().patterns:
        for match in pattern.finditer(words):
            yield _finding(kind, passage, match.start(), match.end(), match.expand(suggestion), reason)


def _doubled(passage: Passage, words: str, whole: str) -> Iterator[Finding]:
    """A word or a character written twice: 装备制造制造.

    A doubled character counts only where the same words stand elsewhere in the text with it once: 创新 + 新高地 is good
    Chinese.
    """
    lists = _misprints()
    for match in _DOUBLED_WORD.finditer(words):
        word = match.group(1)
        if word in lists.doubled_words or len(set(word)) == 1 or _NUMERALS & set(word):
            continue
        if _are_words(words, match):
            yield _finding("doubled", passage, match.start(), match.end(), word, f"“{word}”重复")
    for match in _DOUBLED_SIGN.finditer(words):
        start, end = match.span()
        sign = match.group(1)
        if sign in lists.doubled_signs or sign in _NUMERALS:
            continue
        around = words[max(0, start - 2) : start] + sign + words[end : end + 2]
        if len(around) == 5 and "\n" not in around and around in whole:
            yield _finding("doubled", passage, start, end, sign, f"文中另有“{around}”")


def _are_words(words: str, match: re.Match[str]) -> bool:
    """Whether the doubled characters are a word twice, and not pieces of three: 利用 | 信用 | 信息."""
    import rjieba  # loaded only where something is doubled

    word = match.group(1)
    tokens = rjieba.cut(SURROGATE.sub("?", words[max(0, match.start() - 8) : match.end() + 8]))
    ends = list(accumulate(map(len, tokens)))
    middle = match.end(1) - max(0, match.start() - 8)
    return middle in ends and (word in tokens or len(word) > 2)


def _repeated(passage: Passage, words: str) -> Iterator[Finding]:
    """The same quoted word twice in a row, and one person twice in a list."""
    for match in _TWICE_QUOTED.finditer(words):
        yield _finding("repeated", passage, match.start(), match.end(), match.group(1), "引语重复")
    surnames = _misprints().surnames
    for sentence in _LIST.finditer(words):
        if sentence.group().count("、") < 3 or len(sentence.group()) > 2000:
            continue
        seen: set[str] = set()
        for member in re.finditer(r"[^,、]+", sentence.group()):
            words_of = _TOOK_PART.sub("", member.group())
            name = words_of[-3:]
            if len(name) == 3 and name[0] in surnames and _is_named(words_of):
                if name in seen:
                    at = sentence.start() + member.start() + len(words_of)
                    yield _finding("repeated", passage, at - 3, at, None, f"同一名单中“{name}”出现两次")
                seen.add(name)


def _is_named(member: str) -> bool:
    """Whether a member of a list is a name, alone or after an office: 宣传部部长冯志明."""
    return len(member) == 3 or member[:-3].endswith(("长", "记", "任", "员", "席", "导", "总", "师"))


def _dates(passage: Passage, words: str, anchor: date | None) -> Iterator[Finding]:
    """A weekday or a lunar date that is not that of the day beside it."""
    for match in _DAY.finditer(words):
        beside = words[match.end() : match.end() + 12]
        periods = find_periods(match.group(), anchor) if beside[:1] in "(, 星周农" else []
        if not periods:
            continue
        day = periods[0][1].start
        lunar, weekday = LUNAR.match(beside.lstrip("(, ")), WEEKDAY.match(beside.lstrip("(, "))
        if lunar and not same_lunar(lunar, day):
            yield _contradiction(passage, match, beside, lunar, f"{day.isoformat()}是{lunar_name(day)}")
        if weekday and weekday_name(day)[-1] != weekday.group(1).replace("天", "日"):
            yield _contradiction(passage, match, beside, weekday, f"{day.isoformat()}是{weekday_name(day)}")


def _contradiction(passage: Passage, day: re.Match[str], beside: str, other: re.Match[str], reason: str) -> Finding:
    skipped = len(beside) - len(beside.lstrip("(, "))
    return _finding("date", passage, day.start(), day.end() + skipped + other.end(), None, reason)


def _masthead(text: str, stated: dict[str, Fact], anchor: date | None) -> Iterator[Finding]:
    """The weekday and the lunar date that a masthead states, against its date."""
    for name, pattern in (("weekday", WEEKDAY), ("lunar_date", LUNAR)):
        fact = stated.get(name)
        match = pattern.search(fact.value) if fact else None
        if fact is None or fact.span is None or match is None or anchor is None:
            continue
        if name == "weekday":
            actual, good = weekday_name(anchor), weekday_name(anchor)[-1] == match.group(1).replace("天", "日")
        else:
            actual, good = lunar_name(anchor), same_lunar(match, anchor)
        if not good:
            reason = f"{anchor.isoformat()}是{actual}"
            yield Finding("date", fact.span, fact.span.of(text), actual, reason)


def _names(layout: Layout, whole: str) -> Iterator[Finding]:
    """A speaker's name that stands once and is one character from one that stands often: 吴小洁 beside 吴小杰."""
    surnames = _misprints().surnames
    counts = Counter(match.group(1) for match in _SPEAKER.finditer(whole) if match.group(1)[0] in surnames)
    often = sorted(name for name, count in counts.items() if count > 2)
    rare = {name for name in counts if counts[name] == _ONCE and whole.count(name) == _ONCE}
    near = {
        name: other
        for other in often[:200]
        for name in sorted(rare)
        if name[0] == other[0] and sum(a != b for a, b in zip(name, other, strict=True)) == 1
    }
    for passage in layout.passages:
        for match in _SPEAKER.finditer(fold_width(passage.text)) if near else ():
            name = match.group(1)
            if name in near:
                reason = f"文中多次作“{near[name]}”，或为一人"
                yield _finding("name", passage, match.start(1), match.end(1), near[name], reason)
