"""Longest common runs of two sequences of strings, in time bounded by the algorithm and never by a clock."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import fast_diff_match_patch
from rapidfuzz.distance import LCSseq

#: Strings are mapped to the code points of the private planes: no surrogate, no line break, no case lies there.
FIRST_CODE = 0xF0000
LAST_CODE = 0x10FFFD
#: Elements of both sides together up to which the exact algorithm (quadratic in the differences) is let loose.
EXACT_LIMIT = 3000
#: Elements of both sides together up to which diff-match-patch says which of several ways is taken.
FEW = 12
#: How often an element may stand on either side and still be an anchor.
RARE = 4

Run = tuple[int, int, int]  # start in a, start in b, length


class CodePoints:
    """One private code point for each distinct string, given on first sight."""

    def __init__(self) -> None:
        self._codes = self._empty()

    def of(self, *sequences: Sequence[str]) -> list[str]:
        """The sequences as strings of code points; what was mapped before is forgotten where room runs out."""
        if len(self._codes) + sum(map(len, sequences)) > LAST_CODE - FIRST_CODE:
            self._codes = self._empty()
        code = self._codes.__getitem__
        return ["".join(map(code, sequence)) for sequence in sequences]

    @staticmethod
    def _empty() -> defaultdict[str, str]:
        return defaultdict(map(chr, range(FIRST_CODE, LAST_CODE + 1)).__next__)


def common_runs(a: Sequence[str], b: Sequence[str], codes: CodePoints, i: int = 0, j: int = 0) -> list[Run]:
    """The longest runs that both sequences share, in the order of both, where the first elements are `i` and `j`.

    Of few elements that may be read in several ways, diff-match-patch finds them, with no time limit; its time grows
    with the square of the differences, so in longer sequences the same is found 64 cells at a time. There strings are
    held against each other by their hashes; what has the same hash and is not the same is no run. Sequences beyond
    `EXACT_LIMIT` are taken in pieces.

    >>> common_runs("abcx", "abdx", CodePoints())
    [(0, 0, 2), (3, 3, 1)]
    """
    if len(a) + len(b) > EXACT_LIMIT:
        return [(i + x, j + y, size) for x, y, size in _joined(_bounded_runs(a, b, codes))]
    if len(a) + len(b) > FEW or _share_once(a, b):
        runs = []
        for run in LCSseq.editops(a, b).as_matching_blocks():
            x, y, size = run.a, run.b, run.size
            if size and a[x : x + size] == b[y : y + size]:
                runs.append((i + x, j + y, size))
        return runs
    coded, other = codes.of(a, b)
    runs = []
    for sign, length in fast_diff_match_patch.diff(coded, other, timelimit=0, checklines=False, cleanup="No"):
        if sign == "=":
            runs.append((i, j, length))
        i += length if sign != "+" else 0
        j += length if sign != "-" else 0
    return runs


def _share_once(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether each element that two sequences share stands once in both, in one order: one way is the longest then."""
    shared = set(a).intersection(b)
    kept = [x for x in a if x in shared]
    return len(kept) == len(shared) and kept == [x for x in b if x in shared]


def heaviest_increasing(places: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The indexes of a strictly increasing subsequence of `places` with the greatest sum of `weights`.

    >>> heaviest_increasing([3, 1, 2], [1, 1, 1])
    [1, 2]
    """
    # The front: last places in rising order, each with a heavier chain than the one before it.
    tops: list[int] = []
    sums: list[int] = []
    ends: list[int] = []
    previous = [-1] * len(places)
    for index, place in enumerate(places):
        at = bisect_left(tops, place)
        total = weights[index]
        if at:
            total += sums[at - 1]
            previous[index] = ends[at - 1]
        stop = at
        while stop < len(tops) and sums[stop] <= total:
            stop += 1
        if stop == at and at < len(tops) and tops[at] == place:
            continue
        tops[at:stop] = [place]
        sums[at:stop] = [total]
        ends[at:stop] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = previous[index]
    chain.reverse()
    return chain


def _bounded_runs(a: Sequence[str], b: Sequence[str], codes: CodePoints) -> Iterator[Run]:
    """Trim, split at anchors, and be exact in between; where nothing anchors, go on piece by piece."""
    stack = [(0, len(a), 0, len(b))]
    while stack:
        i, i_end, j, j_end = stack.pop()
        while i < i_end and j < j_end and a[i] == b[j]:
            yield i, j, 1
            i, j = i + 1, j + 1
        tail = 0
        while i < i_end - tail and j < j_end - tail and a[i_end - tail - 1] == b[j_end - tail - 1]:
            tail += 1
        if tail:
            stack.append((i_end - tail, i_end, j_end - tail, j_end))
            i_end, j_end = i_end - tail, j_end - tail
        if i == i_end or j == j_end:
            continue
        if i_end - i + j_end - j <= EXACT_LIMIT:
            yield from common_runs(a[i:i_end], b[j:j_end], codes, i, j)
            continue
        anchors = _anchors(a[i:i_end], b[j:j_end])
        cuts = [(i + x, j + y) for x, y in anchors] if anchors else list(_pieces(i, i_end, j, j_end))
        for (x, y), (x_end, y_end) in zip(reversed([(i, j), *cuts]), reversed([*cuts, (i_end, j_end)]), strict=True):
            stack.append((x, x_end, y, y_end))


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Elements seen once on both sides, or failing that equally seldom, in the order of both."""
    in_a, in_b = Counter(a), Counter(b)
    for most in (1, RARE):
        chosen = {x for x, count in in_a.items() if count <= most and in_b.get(x) == count}
        if not chosen:
            continue
        where: dict[str, list[int]] = {}
        for j, x in enumerate(b):
            if x in chosen:
                where.setdefault(x, []).append(j)
        seen: Counter[str] = Counter()
        pairs = []
        for i, x in enumerate(a):
            if x in chosen:
                pairs.append((i, where[x][seen[x]]))
                seen[x] += 1
        kept = heaviest_increasing([j for _, j in pairs], [len(a[i]) for i, _ in pairs])
        return [pairs[k] for k in kept]
    return []


def _pieces(i: int, i_end: int, j: int, j_end: int) -> Iterator[tuple[int, int]]:
    """Cuts that divide two ranges in proportion, so that each piece is within the limit."""
    count = (i_end - i + j_end - j) // (EXACT_LIMIT // 2) + 1
    for k in range(1, count):
        yield i + (i_end - i) * k // count, j + (j_end - j) * k // count


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The same runs, with neighbours that touch on both sides made one."""
    last: Run | None = None
    for run in runs:
        if last and last[0] + last[2] == run[0] and last[1] + last[2] == run[1]:
            last = (last[0], last[1], last[2] + run[2])
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
