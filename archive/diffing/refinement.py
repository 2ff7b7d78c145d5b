"""What changed inside a passage: first clause by clause, then word by word in the clauses that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from archive.diffing.sequence import EXACT_LIMIT, CodePoints, Run, common_runs, exact_runs
from archive.diffing.tidying import Corner, slid, without_coincidences
from archive.diffing.units import split_clauses
from archive.diffing.words import cut_in_one

#: ``=``, ``-`` or ``+`` and a number of characters, in the order of both texts; between two ``=`` a ``-`` comes first.
Step = tuple[str, int]
Script = list[Step]
_Texts = tuple[str, str]
_Part = int | _Texts  # so many equal characters, or two differing texts

#: Texts shorter than this, both sides together, are taken word by word at once.
SHORT = 60
#: Equal clauses of so few characters between two changes are a coincidence.
COINCIDENCE = 3
#: So many characters are cut into words in one go.
LOT = 100_000


def refine(pairs: Sequence[_Texts], terms: tuple[str, ...] = ()) -> list[Script]:
    """How each first text becomes the second, never cutting a word; all pairs are cut into words in one go."""
    codes = CodePoints()
    drafts = [_by_clause(a, b, codes) for a, b in pairs]
    differing = [part for draft in drafts for part in draft if not isinstance(part, int) and part[0] and part[1]]
    by_word = _by_word(differing, terms, codes)
    scripts = []
    for draft in drafts:
        steps: Script = []
        for part in draft:
            if isinstance(part, int):
                steps.append(("=", part))
            elif part[0] and part[1]:
                steps += next(by_word)
            else:
                steps.append(("-", len(part[0])))
                steps.append(("+", len(part[1])))
        scripts.append(tidy(steps))
    return scripts


def tidy(steps: Iterable[Step]) -> Script:
    """The same script with neighbours of one kind joined and each deletion before the insertion beside it."""
    script: Script = []
    equal = gone = come = 0
    for op, length in steps:
        if not length:
            continue
        if op == "=":
            if gone:
                script.append(("-", gone))
            if come:
                script.append(("+", come))
            if gone or come:
                gone = come = 0
            elif script:
                script[-1] = ("=", script[-1][1] + length)
                continue
            script.append(("=", length))
            equal += length
        elif op == "-":
            gone += length
        else:
            come += length
    if gone:
        script.append(("-", gone))
    if come:
        script.append(("+", come))
    return script


def flip(script: Script) -> Script:
    """How the second text becomes the first."""
    other = {"=": "=", "-": "+", "+": "-"}
    return tidy((other[op], length) for op, length in script)


def _by_clause(a: str, b: str, codes: CodePoints) -> list[_Part]:
    if len(a) + len(b) < SHORT:
        return [(a, b)]
    old, new = split_clauses(a), split_clauses(b)
    runs = common_runs(old, new, codes)
    if not runs:
        return [(a, b)]
    old_ends, new_ends = [0, *accumulate(map(len, old))], [0, *accumulate(map(len, new))]
    parts: list[_Part] = []
    at_old = at_new = 0
    for i, j, length in runs:
        start, end, place = old_ends[i], old_ends[i + length], new_ends[j]
        inside = i and j and i + length < len(old) and j + length < len(new)
        if inside and end - start <= COINCIDENCE and (start > at_old or place > at_new):
            continue
        if start > at_old or place > at_new:
            parts.append((a[at_old:start], b[at_new:place]))
        parts.append(end - start)
        at_old, at_new = end, new_ends[j + length]
    if at_old < len(a) or at_new < len(b):
        parts.append((a[at_old:], b[at_new:]))
    return parts


def _by_word(parts: Sequence[_Texts], terms: tuple[str, ...], codes: CodePoints) -> Iterator[Script]:
    """For each two differing texts the steps from word to word."""
    for lot in _lots(parts):
        words, starts = cut_in_one([text for part in lot for text in part], terms)
        ends = list(accumulate(map(len, words), initial=0))
        coded = codes.of(words)[0] if len(words) <= LOT else ""
        for k in range(len(lot)):
            start, middle, end = starts[2 * k : 2 * k + 3]
            if end - start <= EXACT_LIMIT:
                runs = exact_runs(coded[start : middle - 1], coded[middle : end - 1])
            else:
                runs = common_runs(words[start : middle - 1], words[middle : end - 1], codes)
            runs = slid([(start + i, middle + j, size) for i, j, size in runs], words)
            runs = without_coincidences(runs, words, ends, (start, middle), (middle - 1, end - 1))
            yield _steps(runs, ends, (start, middle), (middle - 1, end - 1))


def _lots(parts: Sequence[_Texts]) -> Iterator[list[_Texts]]:
    lot: list[_Texts] = []
    size = 0
    for part in parts:
        length = len(part[0]) + len(part[1])
        if lot and size + length > LOT:
            yield lot
            lot, size = [], 0
        lot.append(part)
        size += length
    if lot:
        yield lot


def _steps(runs: Sequence[Run], ends: Sequence[int], first: Corner, last: Corner) -> Script:
    """The script of runs of words, in characters."""
    steps: Script = []
    old, new = ends[first[0]], ends[first[1]]
    for i, j, size in runs:
        kept = ends[i + size] - ends[i]
        steps += (("-", ends[i] - old), ("+", ends[j] - new), ("=", kept))
        old, new = ends[i] + kept, ends[j] + kept
    steps += (("-", ends[last[0]] - old), ("+", ends[last[1]] - new))
    return steps
