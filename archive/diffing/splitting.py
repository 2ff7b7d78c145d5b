"""Passages that were split or merged, and lines that a layout broke elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from rapidfuzz.distance import LCSseq

from archive.diffing.pairing import FREE, Match, Pairing
from archive.diffing.units import fold

#: The share of a piece that must come from its neighbour's partner for it to have been split off from there.
SPLIT_OFF = 0.6
SHORTEST_SPLIT = 6
#: Longer pieces are not held against each other character by character.
LONGEST_SPLIT = 6000


def group_rewrapped(pairing: Pairing) -> None:
    """Group what is the same text with its lines broken elsewhere, from either end of each gap."""
    for olds, news in list(pairing.gaps()):
        if len(olds) == len(news) == 1 or olds[-1] - olds[0] >= len(olds) or news[-1] - news[0] >= len(news):
            continue
        old = [fold(pairing.old[i]) for i in olds]
        new = [fold(pairing.new[j]) for j in news]
        head = _common_head("".join(old), "".join(new))
        done_old, done_new = _group_up_to(pairing, old, new, olds[0], news[0], head)
        old, new = old[done_old:], new[done_new:]
        tail = _common_head("".join(old)[::-1], "".join(new)[::-1])
        old_borders = {length: k for k, length in enumerate(accumulate(map(len, reversed(old))), 1) if length <= tail}
        new_borders = {length: k for k, length in enumerate(accumulate(map(len, reversed(new))), 1) if length <= tail}
        shared = max(old_borders.keys() & new_borders.keys(), default=0)
        if shared:
            last_old, last_new = old_borders[shared], new_borders[shared]
            _group_up_to(
                pairing, old[-last_old:], new[-last_new:], olds[-1] + 1 - last_old, news[-1] + 1 - last_new, shared
            )


def _group_up_to(
    pairing: Pairing, old: list[str], new: list[str], first_old: int, first_new: int, reach: int
) -> tuple[int, int]:
    """Group pieces between borders that both sides share within `reach` folded characters; how many were grouped."""
    new_borders = {length: k for k, length in enumerate(accumulate(map(len, new)), 1)}
    at_old = at_new = 0
    for k, length in enumerate(accumulate(map(len, old)), 1):
        if length > reach:
            break
        there = new_borders.get(length)
        if there is None or there <= at_new:
            continue
        if k - at_old == 1 and there - at_new == 1:
            pairing.pair(first_old + at_old, first_new + at_new)
        else:
            pairing.group(Match(first_old + at_old, first_old + k, first_new + at_new, first_new + there))
        at_old, at_new = k, there
    return at_old, at_new


def group_split(pairing: Pairing) -> None:
    """Group a pair with the free neighbours that hold a part of it: one passage became several, or several one."""
    if FREE not in pairing.to_new and FREE not in pairing.to_old:
        return
    for i, j in [(i, j) for i, j in enumerate(pairing.to_new) if j >= 0]:
        whole, part = pairing.old[i], pairing.new[j]
        if len(whole) > len(part) + SHORTEST_SPLIT // 2:
            start, end = _reach(whole, pairing.new, pairing.to_old, j)
            if end - start > 1:
                pairing.group(Match(i, i + 1, start, end))
        elif len(part) > len(whole) + SHORTEST_SPLIT // 2:
            start, end = _reach(part, pairing.old, pairing.to_new, i)
            if end - start > 1:
                pairing.group(Match(start, end, j, j + 1))


def _reach(whole: str, pieces: Sequence[str], partners: Sequence[int], at: int) -> tuple[int, int]:
    """The range of pieces around `at`, itself and free neighbours, that `whole` is made of."""
    start, end = at, at + 1
    if len(whole) > LONGEST_SPLIT:
        return start, end
    have = pieces[at]
    common = LCSseq.similarity(whole, have)
    grown = True
    while grown:
        grown = False
        for neighbour in (start - 1, end):
            if not 0 <= neighbour < len(pieces) or partners[neighbour] != FREE:
                continue
            piece = pieces[neighbour].strip()
            if len(piece) < SHORTEST_SPLIT or len(have) + len(piece) * SPLIT_OFF > len(whole) + SHORTEST_SPLIT:
                continue
            joined = pieces[neighbour] + have if neighbour < start else have + pieces[neighbour]
            shared = LCSseq.similarity(whole, joined)
            if shared - common >= SPLIT_OFF * len(piece):
                start, end = min(start, neighbour), max(end, neighbour + 1)
                have, common, grown = joined, shared, True
                break
    return start, end


def _common_head(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
