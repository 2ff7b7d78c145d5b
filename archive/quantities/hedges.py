"""Hedges around a number: 约, 超, 不少于, 以上, 左右 …, and the comparator that they make together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from archive.model import Comparator
from archive.reading.word_lists import load_data

LONGEST_HEDGE = 4
_BLANK = " \u3000\xa0"


@cache
def _before() -> dict[str, Comparator]:
    return {word: sign for sign, words in load_data("hedges")["before"].items() for word in words}


@cache
def _after() -> dict[str, Comparator]:
    return {word: sign for sign, words in load_data("hedges")["after"].items() for word in words}


@cache
def _last_of_before() -> frozenset[str]:
    return frozenset(word[-1] for word in _before())


@cache
def _not_after() -> dict[str, tuple[str, ...]]:
    return {word: tuple(others) for word, others in load_data("hedges")["not_after"].items()}


@cache
def _only_before_chinese() -> frozenset[str]:
    return frozenset(load_data("hedges")["only_before_chinese"]["words"])


@cache
def after_expression() -> str:
    """A regular expression for a hedge behind a number."""
    return "|".join(map(re.escape, sorted(_after(), key=lambda word: (-len(word), word))))


def hedges_before(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    """Where the hedges that close at `end` begin, and the hedges in reading order.

    >>> hedges_before("力争不少于约", 6)
    (2, ('不少于', '约'))
    """
    found: list[str] = []
    start = end
    while True:
        here = start
        while here and text[here - 1] in _BLANK:
            here -= 1
        if here == 0 or text[here - 1] not in _last_of_before():
            return start, tuple(found)
        for length in range(LONGEST_HEDGE, 0, -1):
            word = text[max(0, here - length) : here]
            if (
                len(word) == length
                and word in _before()
                and not (text[end : end + 1].isdecimal() and word in _only_before_chinese())
                and not text.endswith(_not_after().get(word, ()), 0, here - length)
            ):
                found.insert(0, word)
                start = here - length
                break
        else:
            return start, tuple(found)
        if len(found) == 3:
            return start, tuple(found)


def comparator_of(before: Sequence[str], after: Sequence[str]) -> Comparator:
    """The comparator that hedges make; an estimate stays one (约3200余万), else the one in front rules.

    >>> comparator_of(["约"], ["余"])
    '~'
    >>> comparator_of([], ["以上"])
    '>='
    """
    if not before and not after:
        return "="
    signs: list[Comparator] = [_before()[word] for word in before] + [
        _after()[word] for word in after if word in _after()
    ]
    if "~" in signs:
        return "~"
    return signs[0] if signs else "="
