"""Runs that a reader would see: changes slid to where clauses end, and coincidences between larger changes given up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from archive.diffing.sequence import Run

Corner = tuple[int, int]  # a place in both texts

_LINE_END = "\n"
_SENTENCE_END = "。！？；!?;"
_CLAUSE_END = "，：、,:”’」』）)》】"


def slid(runs: Sequence[Run], words: Sequence[str]) -> list[Run]:
    """The same runs, with what was put in or taken out between two of them moved to where it reads best.

    Where 加快建设，加快改革 became 加快建设，加快发展，加快改革, what was put in is 加快发展， and not 发展，加快. A
    change that can be moved until it meets the one before it or after it becomes one with that. Both texts lie in
    `words`.

    >>> slid([(0, 5, 3), (3, 10, 2)], "a，b，c" + "a，b，b，c")
    [(0, 5, 4), (4, 11, 1)]
    """
    result: list[Run] = list(runs[:1])
    for run in islice(runs, 1, None):
        i, j, size = result[-1]
        x, y, length = run
        old_end, new_end = i + size, j + size
        if x == old_end:
            step = _best_step(words, new_end, y, size, length)
        elif y == new_end:
            step = _best_step(words, old_end, x, size, length)
        else:
            result.append(run)
            continue
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


def _best_step(words: Sequence[str], start: int, end: int, before: int, after: int) -> int:
    """How many words further on `words[start:end]` is best said to begin, which came or went between equal ones."""
    low = high = 0
    while low > -before and words[start + low - 1] == words[end + low - 1]:
        low -= 1
    while high < after and words[start + high] == words[end + high]:
        high += 1
    if not low and not high:
        return 0
    if low == -before:
        return low
    if high == after:
        return high
    return max(range(low, high + 1), key=lambda step: (_rest(words[start + step - 1]), step))


def _rest(word: str) -> int:
    """How good a place the end of a word is for a change to begin."""
    last = word[-1:]
    return 3 if last == _LINE_END else 2 if last in _SENTENCE_END else 1 if last in _CLAUSE_END or last.isspace() else 0


def without_coincidences(
    runs: Sequence[Run], words: Sequence[str], ends: Sequence[int], first: Corner, last: Corner
) -> list[Run]:
    """The same runs without those that are no longer than the change before them and the change after them.

    Neither in words nor in characters, that is: 的 between two rewritten clauses is a coincidence. Both texts lie in
    `words`, from `first` to `last`; `ends[k]` is how many characters there are before word `k`. An empty run at `last`
    closes the result.

    >>> both = "甲乙一二的三四丙丁" + "甲乙五六的七八丙丁"
    >>> without_coincidences([(0, 9, 2), (4, 13, 1), (7, 16, 2)], both, range(19), (0, 9), (9, 18))
    [(0, 9, 2), (7, 16, 2), (9, 18, 0)]
    """
    kept: list[Run] = []
    given_up = False
    for run in (*runs, (*last, 0)):
        x_next, y_next, _ = run
        while kept:
            i, j, size = kept[-1]
            x, y = i + size, j + size
            if x_next - x < size > y_next - y:
                break
            if len(kept) > 1:
                p, q, length = kept[-2]
                p, q = p + length, q + length
            else:
                p, q = first
            if i - p < size > j - q:
                break
            if (i == p and y_next == y) or (j == q and x_next == x):
                break  # only put in before, only taken out after, or the other way round: nothing was rewritten
            end = ends[x]
            said = end - ends[i]
            if ends[x_next] - end < said > ends[y_next] - ends[y] or ends[i] - ends[p] < said > ends[j] - ends[q]:
                break
            if i - p == j - q and _exchanged(words[p:i], words[q:j]):
                break
            if x_next - x == y_next - y and _exchanged(words[x:x_next], words[y:y_next]):
                break
            kept.pop()
            given_up = True
        kept.append(run)
    return _grown([(*first, 0), *kept], words, first, last) if given_up else kept


def _exchanged(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether figures took the place of as many figures, and signs that of signs: what is said of them stayed.

    >>> _exchanged(["96.5%", "，"], ["97.2%", "、"]), _exchanged(["96.5%"], ["全部"])
    (True, False)
    """
    figures = 0
    for before, after in zip(old, new, strict=True):
        if _is_figure(before) and _is_figure(after):
            figures += 1
        elif any(map(str.isalnum, before + after)):
            return False
    return figures > 0


def _is_figure(word: str) -> bool:
    """Whether a word is a figure: it has a digit in it, or more than one Chinese numeral."""
    return any(map(str.isdigit, word)) or sum(map(str.isnumeric, word)) > 1


def _grown(runs: Sequence[Run], words: Sequence[str], first: Corner, last: Corner) -> list[Run]:
    """The same runs, each as long as it can be on both sides; those that stay empty are left out, but for the last."""
    grown = []
    x, y = first
    for run, (x_next, y_next, _) in pairwise([*runs, (*last, 0)]):
        i, j = run[0], run[1]
        while i > x and j > y and words[i - 1] == words[j - 1]:
            i, j = i - 1, j - 1
        x, y = run[0] + run[2], run[1] + run[2]
        while x < x_next and y < y_next and words[x] == words[y]:
            x, y = x + 1, y + 1
        if x > i:
            grown.append((i, j, x - i))
    return [*grown, (*last, 0)]
