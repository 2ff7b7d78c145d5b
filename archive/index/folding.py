"""The folded text that search compares: NFKC and case folding, with the way back to the characters as they stand."""

from __future__ import annotations

import re
from bisect import bisect_right

from archive.reading.characters import nfkc

#: Stands for white space and punctuation in the full-text index, so that a phrase cannot run over them unnoticed.
#: unicode61 takes a private-use character for a letter.
STOP = "\ue000"
SEPARATOR = " "
#: What is no letter or digit of the basic plane.
_NO_WORD = re.compile(r"[\W_\U00010000-\U0010ffff]")
_CLUSTER = re.compile(r"[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]*|.", re.DOTALL)


def fold(text: str) -> str:
    """`text` after NFKC and case folding.

    >>> fold("ＧＤＰ增长５％")
    'gdp增长5%'
    """
    return nfkc(text).casefold()


def index_form(text: str) -> str:
    """`text` as the full-text index takes it in: folded, every character a word of its own."""
    return SEPARATOR.join(_NO_WORD.sub(STOP, fold(text)))


def match_expression(query: str) -> str:
    """The full-text expression that finds every passage in which `query` stands literally (and perhaps a few more)."""
    return f'"{index_form(query)}"'


def occurrences(text: str, query: str) -> list[tuple[int, int]]:
    """The ranges of `text` in which `query` stands after folding both, left to right, none overlapping."""
    wanted = fold(query)
    if not wanted:
        return []
    folded = fold(text)
    starts = [match.start() for match in re.finditer(re.escape(wanted), folded)]
    if not starts:
        return []
    if len(folded) == len(text):
        return [(start, start + len(wanted)) for start in starts]
    heads, offsets, at = [], [], 0
    for cluster in _CLUSTER.finditer(text):
        heads.append(at)
        offsets.append((cluster.start(), cluster.end()))
        at += len(fold(cluster.group()))
    return [
        (offsets[bisect_right(heads, start) - 1][0], offsets[bisect_right(heads, start + len(wanted) - 1) - 1][1])
        for start in starts
    ]
