"""Runs that a reader would see: changes slid to where clauses end, and coincidences between larger changes given up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from archive.diffing.sequence import Run

_LINE_END = "\n"
_SENTENCE_END = "。！？；!?;"
_CLAUSE_END = "，：、,:”’」』）)》】"


def slid(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The same runs, with what was put in or taken out between two of them moved to where it reads best.

    Where 加快建设，加快改革 became 加快建设，加快发展，加快改革, what was put in is 加快发展， and not 发展，加快. A change that
    can be moved until it meets the one before it or after it becomes one with that.

    >>> slid([(0, 0, 3), (3, 5, 2)], "a，b，c", "a，b，b，c")
    [(0, 0, 4), (4, 6, 1)]
    """
    result: list[Run] = []
    for run in runs:
        if not result:
            result.append(run)
            continue
        i, j, size = result[-1]
        x, y, length = run
        if x == i + size:
            step = _best_step(new, j + size, y, size, length)
        elif y == j + size:
            step = _best_step(old, i + size, x, size, length)
        else:
            step = 0
        if not step:
            result.append(run)
            continue
        if size + step:
            result[-1] = (i, j, size + step)
        else:
            result.pop()
        if length - step:
            result.append((x + step, y + step, length - step))
    return result


def _best_step(text: Sequence[str], start: int, end: int, before: int, after: int) -> int:
    """How many elements further on `text[start:end]` is best said to begin, which came or went between equal ones."""
    low = high = 0
    while low > -before and text[start + low - 1] == text[end + low - 1]:
        low -= 1
    while high < after and text[start + high] == text[end + high]:
        high += 1
    if not low and not high:
        return 0
    if low == -before:
        return low
    if high == after:
        return high
    return max(range(low, high + 1), key=lambda step: (_rest(text[start + step - 1]), step))


def _rest(element: str) -> int:
    """How good a place the end of an element is for a change to begin."""
    last = element[-1:]
    return 3 if last == _LINE_END else 2 if last in _SENTENCE_END else 1 if last in _CLAUSE_END else 0


def without_coincidences(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The same runs without those that are no longer than the change before them and the change after them.

    Neither in elements nor in characters, that is: 的 between two rewritten clauses is a coincidence.

    >>> without_coincidences([(0, 0, 2), (4, 4, 1), (7, 7, 2)], "甲乙一二的三四丙丁", "甲乙五六的七八丙丁")
    [(0, 0, 2), (7, 7, 2)]
    """
    kept: list[Run] = []
    given_up = False
    for run in [*runs, (len(old), len(new), 0)]:
        while kept:
            i, j, size = kept[-1]
            x, y = i + size, j + size
            if size > max(run[0] - x, run[1] - y):
                break
            p, q, length = kept[-2] if len(kept) > 1 else (0, 0, 0)
            p, q = p + length, q + length
            if size > max(i - p, j - q):
                break
            if (i == p and run[1] == y) or (j == q and run[0] == x):
                break  # only put in before, only taken out after, or the other way round: nothing was rewritten
            said = _length(old[i:x])
            if said > max(_length(old[x : run[0]]), _length(new[y : run[1]])):
                break
            if said > max(_length(old[p:i]), _length(new[q:j])):
                break
            kept.pop()
            given_up = True
        kept.append(run)
    kept = _grown(kept, old, new) if given_up else kept
    return [run for run in kept if run[2]]


def _grown(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The same runs, each as long as it can be on both sides."""
    grown = []
    x = y = 0
    for run, (x_next, y_next, _) in pairwise([*runs, (len(old), len(new), 0)]):
        i, j = run[0], run[1]
        while i > x and j > y and old[i - 1] == new[j - 1]:
            i, j = i - 1, j - 1
        x, y = run[0] + run[2], run[1] + run[2]
        while x < x_next and y < y_next and old[x] == new[y]:
            x, y = x + 1, y + 1
        grown.append((i, j, x - i))
    return grown


def _length(elements: Sequence[str]) -> int:
    return len("".join(elements))
