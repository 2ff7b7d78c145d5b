"""How a figure is meant beside its number: how firmly it is promised, and whether it is a rise or a fall."""

from __future__ import annotations

import re
from functools import cache

from archive.reading.word_lists import load_data, one_of, word_list

_MINUS = re.compile(r"(?<![\dA-Za-z])[-−－]$")


def strength(comparator: str) -> int:
    """How much a comparator binds: about the least, a floor or ceiling the most."""
    return int(load_data("firmness")["comparator"][comparator])


def tone(clause: str) -> int:
    """1 where a clause binds, -1 where it is loose, else 0."""
    found = set(_promises().findall(clause))
    if not found:
        return 0
    words = load_data("firmness")
    return (not found.isdisjoint(words["firm"]["words"])) - (not found.isdisjoint(words["loose"]["words"]))


def words_of_promise() -> list[str]:
    """The words that bind or loosen what a clause promises."""
    words = load_data("firmness")
    return [*words["firm"]["words"], *words["loose"]["words"]]


def sign_before(words: str) -> int:
    """-1 where the words before a number say that something fell by it, 1 where it rose, else 0.

    >>> sign_before("同比下降了"), sign_before("同比增长"), sign_before("增长-"), sign_before("下降到")
    (-1, 1, -1, 0)
    """
    if words[-1:] not in _last_of_moves():
        return 0
    if _MINUS.search(words):
        return -1
    found = _moves().search(words)
    return 0 if found is None else -1 if found["falls"] else 1


@cache
def _moves() -> re.Pattern[str]:
    return re.compile(f"(?:(?P<falls>{one_of('measures', 'change', 'down')})|{one_of('measures', 'change', 'up')})了?$")


@cache
def _last_of_moves() -> frozenset[str]:
    """What a word of a move ends with, so that most words are told by one character."""
    moves = [*word_list("measures", "change", "down"), *word_list("measures", "change", "up")]
    return frozenset("-−－了").union(word[-1] for word in moves)


@cache
def _promises() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words_of_promise())))
