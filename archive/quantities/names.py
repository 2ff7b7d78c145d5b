"""Numerals that are part of a name, a code, an ordinal or a set phrase, told from their neighbours."""

from __future__ import annotations

import re
from functools import cache

from archive.reading.word_lists import load_data

LONGEST_NAME = 8


@cache
def _names() -> re.Pattern[str]:
    data = load_data("not_figures")
    words = {*data["fixed"]["phrases"], *data["places"]["names"], *data["idioms"]["words"]}
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    firsts = "".join(map(re.escape, sorted(by_first)))
    listed = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items()))
    return re.compile(rf"(?=[{firsts}])(?:{listed})|[二三四五六七八九十]+[个项]一[批个百]?")


@cache
def _beside() -> tuple[str, str]:
    data = load_data("not_figures")["beside"]
    return data["before"], data["after"]


@cache
def _latin_metrics() -> tuple[str, ...]:
    return tuple(load_data("not_figures")["beside"]["latin_metrics"])


@cache
def _before_chinese() -> str:
    return str(load_data("not_figures")["beside"]["before_chinese"])


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the numeral at `start` belongs to a name or code rather than counting something.

    >>> is_name("三里屯路", 0, 1), is_name("PM2.5", 2, 5), is_name("第五批", 1, 3), is_name("新建5个", 2, 4)
    (True, True, True, False)
    """
    before, after = _beside()
    previous = text[start - 1 : start]
    if previous:
        if previous in before or (previous in _before_chinese() and not text[start].isdigit()):
            return True
        if previous.isascii() and (previous.isalnum() or previous in ".-"):
            return not _may_follow_latin(text, start, end)
        if previous in "－—–" and text[start - 2 : start - 1].isalnum() and text[start - 2 : start - 1].isascii():
            return True
    if text[end : end + 1] and text[end] in after:
        return True
    return text[start].isdigit() is False and _names().match(text, start) is not None


def _may_follow_latin(text: str, start: int, end: int) -> bool:
    """占GDP3.5% is a share and 下降-2.1% a fall; PM2.5 and 010-6438 are names."""
    if text[start - 1] == "-":
        return not (text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalnum())
    if text.endswith(_latin_metrics(), 0, start):
        return True
    return text[start - 3 : start].isalpha() and text[start - 3 : start].isascii() and text[end - 1] in "%％"
