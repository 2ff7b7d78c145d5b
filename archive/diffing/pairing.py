"""Pairs of pieces under way from the old text to the new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from archive.diffing.sequence import heaviest_increasing

FREE = -1
GROUPED = -2

#: What a passage weighs when it is asked what moved, besides its length; a line shorter than this is hardly one.
PASSAGE = 100_000
SHORTEST_PASSAGE = 8


class Match(NamedTuple):
    """Pieces `old_start:old_end` that became new pieces `new_start:new_end`: one and one, unless split or merged."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    moved: bool = False

    @property
    def is_single(self) -> bool:
        """Whether one piece became one piece."""
        return self.old_end - self.old_start == 1 == self.new_end - self.new_start

    def flipped(self) -> Match:
        """The same seen from the new text."""
        return Match(self.new_start, self.new_end, self.old_start, self.old_end, self.moved)


def _weight(piece: str) -> int:
    """How much keeping a piece in its place counts: the fewest passages move, and of so many the shortest ones."""
    return len(piece) if len(piece) < SHORTEST_PASSAGE else PASSAGE + min(len(piece), PASSAGE - 1)


class Pairing:
    """Pairs under way: `to_new[i]` is the piece that old piece `i` became, `FREE` or `GROUPED`; `to_old` so back."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old = old
        self.new = new
        self.to_new = [FREE] * len(old)
        self.to_old = [FREE] * len(new)
        #: The first old pieces of what kept its order.
        self.in_order: list[int] = []
        self._settled = 0
        #: The clauses of the pieces that were read for them.
        self.clauses: dict[str, list[str]] = {}
        #: Pieces that became other pieces together, by the first old one; each of them is marked `GROUPED`.
        self.groups: dict[int, Match] = {}

    def pair(self, i: int, j: int) -> None:
        """Note that old piece `i` became new piece `j`."""
        self.to_new[i] = j
        self.to_old[j] = i

    def group(self, match: Match) -> None:
        """Note that several pieces became others together."""
        self.groups[match.old_start] = match
        self.to_new[match.old_start : match.old_end] = [GROUPED] * (match.old_end - match.old_start)
        self.to_old[match.new_start : match.new_end] = [GROUPED] * (match.new_end - match.new_start)

    def release(self, match: Match) -> None:
        """Forget what was thought of the pieces of a match one by one."""
        for i in range(match.old_start, match.old_end):
            if self.to_new[i] >= 0:
                self.to_old[self.to_new[i]] = FREE
                self.to_new[i] = FREE
        for j in range(match.new_start, match.new_end):
            if self.to_old[j] >= 0:
                self.to_new[self.to_old[j]] = FREE
                self.to_old[j] = FREE

    def settle_order(self) -> None:
        """Choose the most and longest of what was found that kept its order; the rest moved."""
        found = [(i, j) for i, j in enumerate(self.to_new) if j >= 0]
        if len(found) + len(self.groups) == self._settled:
            return
        self._settled = len(found) + len(self.groups)
        if self.groups:
            found = sorted(found + [(group.old_start, group.new_start) for group in self.groups.values()])
        places = [j for _, j in found]
        if all(left < right for left, right in pairwise(places)):
            self.in_order = [i for i, _ in found]
            return
        chain = heaviest_increasing(places, [_weight(self.old[i]) for i, _ in found])
        self.in_order = [found[k][0] for k in chain]

    @property
    def is_settled(self) -> bool:
        """Whether nothing more can be paired: one side has no free piece left."""
        return FREE not in self.to_new or FREE not in self.to_old

    def matches(self) -> list[Match]:
        """All that was found, in the order of the new text."""
        kept = set(self.in_order)
        found = [Match(i, i + 1, j, j + 1, i not in kept) for j, i in enumerate(self.to_old) if i >= 0]
        if self.groups:
            found += [group._replace(moved=group.old_start not in kept) for group in self.groups.values()]
            found.sort(key=attrgetter("new_start"))
        return found

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """The free pieces between each two neighbours that kept their order: old ones, new ones, neither empty."""
        if self.is_settled:
            return
        for old_start, old_end, new_start, new_end, _ in self.between():
            olds = [k for k in range(old_start, old_end) if self.to_new[k] == FREE]
            news = [k for k in range(new_start, new_end) if self.to_old[k] == FREE]
            if olds and news:
                yield olds, news

    def between(self) -> Iterator[Match]:
        """What lies between each two neighbours that kept their order, on both sides, whatever became of it."""
        old_end = new_end = 0
        for i in [*self.in_order, len(self.old)]:
            group = self.groups.get(i)
            j = group.new_start if group else self.to_new[i] if i < len(self.old) else len(self.new)
            if i > old_end and j > new_end:
                yield Match(old_end, i, new_end, j)
            old_end, new_end = (group.old_end, group.new_end) if group else (i + 1, j + 1)

    def left_over(self) -> tuple[list[int], list[int]]:
        """The pieces without a partner: old ones, new ones."""
        return (
            [i for i, j in enumerate(self.to_new) if j == FREE],
            [j for j, i in enumerate(self.to_old) if i == FREE],
        )
