"""Clauses of a block in which a change may touch a figure or its hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from archive.diffing.firmness import words_of_promise
from archive.diffing.records import Block, Range, Step
from archive.diffing.words import DIGITS, unit_words

_CLAUSE_END = re.compile(r"[，。；：！？、;:!?\n]|,(?!\d)")
_LAST_END = re.compile(rf"(?s:.*)(?:{_CLAUSE_END.pattern})")
#: A change further from every numeral than this leaves figures alone: a figure is one word with its hedge and unit.
NEAR = 2
#: A clause is read no further than this from the change.
LONGEST_CLAUSE = 200
_NUMERAL = "零〇一二三四五六七八九十百千万亿两几"
_AMOUNT_BEGINS = rf"{DIGITS}{_NUMERAL}分翻倍过减第首榜前"

Corner = tuple[int, int]  # a place in both texts
Kept = tuple[int, int, int]  # an equal stretch: its place in the old text, and how much further on it stands in the new


class Clause(NamedTuple):
    """A changed clause of a block, on both sides, with the equal stretches in and around it."""

    block: int
    old: Range
    new: Range
    kept: Sequence[Kept]


def changed_clauses(index: int, old: str, new: str, block: Block) -> Iterator[Clause]:
    """The stretches between clause ends that both sides share, where a change may touch a figure or its hedge."""
    if len(block.old) == len(block.new) == 1:
        return _changed_between(index, old, new, (block.old[0][0], block.new[0][0]), block.steps)
    parts = [_changed_between(index, old, new, at, steps) for at, steps in _between_breaks(block)]
    return chain.from_iterable(parts)


def clause_around(text: str, place: Range) -> str:
    """The clause that a place lies in, without the sign that closes it.

    >>> clause_around("限期改正，可以处五百元罚款。", (8, 11))
    '可以处五百元罚款'
    """
    end = _LAST_END.match(text, max(0, place[0] - LONGEST_CLAUSE), place[0])
    close = _CLAUSE_END.search(text, place[1], place[1] + LONGEST_CLAUSE)
    start = end.end() if end else max(0, place[0] - LONGEST_CLAUSE)
    return text[start : close.start() if close else place[1] + LONGEST_CLAUSE]


def _between_breaks(block: Block) -> Iterator[tuple[Corner, Sequence[Step]]]:
    """The steps of a block from a place in both texts, apart where a sentence that moved was taken out or put in."""
    breaks = {start for start, _ in block.old[1:]}, {start for start, _ in block.new[1:]}
    at = old_at, new_at = block.old[0][0], block.new[0][0]
    steps: list[Step] = []
    for _, before, after in block.stretches():
        old_at, old_end = before or (old_at, old_at)
        new_at, new_end = after or (new_at, new_at)
        if steps and ((before and old_at in breaks[0]) or (after and new_at in breaks[1])):
            yield at, steps
            steps = []
        if not steps:
            at = old_at, new_at
        kept = old_end - old_at if before and after else 0
        steps.append((old_end - old_at - kept, new_end - new_at - kept, kept))
        old_at, new_at = old_end, new_end
    yield at, steps


def _changed_between(index: int, old: str, new: str, at: Corner, steps: Sequence[Step]) -> Iterator[Clause]:
    touches, is_amount = _figure_or_promise().search, _amount_sign().search
    old_at, new_at = at
    closed = -1  # the last step whose equal stretch closed a clause, or may open the next one
    for k, (gone, come, kept) in enumerate(steps):
        old_end, new_end = old_at + gone, new_at + come
        if k > closed and (
            (gone and touches(old, old_at - NEAR, old_end + NEAR))
            or (come and touches(new, new_at - NEAR, new_end + NEAR))
        ):
            begin, before = _begin(old, (old_at, new_at), steps[max(closed, 0) : k])
            close, after, closed = _close(old, (old_end, new_end), steps, k)
            clause = Clause(index, (begin[0], close[0]), (begin[1], close[1]), [*reversed(before), *after])
            is_two_sided = clause.kept or (clause.old[0] < clause.old[1] and clause.new[0] < clause.new[1])
            if is_two_sided and (is_amount(old, *clause.old) or is_amount(new, *clause.new)):
                yield clause
        old_at, new_at = old_end + kept, new_end + kept


def _begin(old: str, change: Corner, steps: Sequence[Step]) -> tuple[Corner, list[Kept]]:
    """Where the clause of a change after some steps begins, with the equal stretches on the way back there."""
    x, y = change
    found: list[Kept] = []
    for gone, come, kept in reversed(steps):
        start = x - kept
        if kept:
            found.append((start, x, y - x))
            nearest = max(start, x - LONGEST_CLAUSE)
            end = _LAST_END.match(old, nearest, x)
            if end or nearest > start:
                place = end.end() if end else nearest
                return (place, place + y - x), found
        x, y = start - gone, y - kept - come
    return (x, y), found


def _close(old: str, change: Corner, steps: Sequence[Step], k: int) -> tuple[Corner, list[Kept], int]:
    """Where the clause of the change of step `k` closes, with the equal stretches on the way and the last step."""
    x, y = change
    found: list[Kept] = []
    while True:
        kept = steps[k][2]
        stop = x + kept
        if kept:
            found.append((x, stop, y - x))
            furthest = min(stop, x + LONGEST_CLAUSE)
            end = _CLAUSE_END.search(old, x, furthest)
            if end or furthest < stop:
                place = end.end() if end else furthest
                return (place, place + y - x), found, k
        k += 1
        if k == len(steps):
            return (stop, y + kept), found, k
        x, y = stop + steps[k][0], y + kept + steps[k][1]


@cache
def _amount_sign() -> re.Pattern[str]:
    """Where an amount may be: a digit, a numeral of some length, or one before what may be a unit; no 第二条."""
    # The first character stands alone and is looked back at: so the pattern can be searched for at speed.
    return re.compile(f"[{_AMOUNT_BEGINS}](?:{_amount_ends()})")


@cache
def _figure_or_promise() -> re.Pattern[str]:
    """Where an amount may be, or a word of promise is."""
    words = words_of_promise()
    begins = "".join(sorted({word[0] for word in words}))
    ends = "|".join(f"(?<={word[0]}){re.escape(word[1:])}" for word in words)
    return re.compile(f"[{_AMOUNT_BEGINS}{begins}](?:{_amount_ends()}|{ends})")


def _amount_ends() -> str:
    counts = "".join(sorted({re.escape(unit[0]) for unit in unit_words()}))
    return (
        rf"(?<=\d)(?<![第\d].)|(?<=[{_NUMERAL}])(?<![第{_NUMERAL}].)(?=[{_NUMERAL}{counts}成折])(?:(?<!一)|(?=[{_NUMERAL}倍成年天周]|个[百月]|小时))"
        r"|(?<=倍)|(?<=分)之|(?<=翻)一?番|(?<=[过减])半"
        # A place in an order, but no part of a law: 第三, 首位, 前三.
        rf"|(?<=第)[\d{_NUMERAL}]{{1,3}}+(?![条章节款项编季批期次届轮])|(?<=首)位|(?<=榜)首|(?<=前)[\d{_NUMERAL}]"
    )
