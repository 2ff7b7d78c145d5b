"""What changed inside a passage: first clause by clause, then word by word in the clauses that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from archive.diffing.sequence import CodePoints, common_runs
from archive.diffing.units import split_clauses
from archive.diffing.words import cut_words

#: ``=``, ``-`` or ``+`` and a number of characters, in the order of both texts; between two ``=`` a ``-`` comes first.
Step = tuple[str, int]
Script = list[Step]
_Part = int | tuple[str, str]  # so many equal characters, or two differing texts

#: Texts shorter than this, both sides together, are taken word by word at once.
SHORT = 60
#: Equal clauses of so few characters between two changes are a coincidence.
COINCIDENCE = 3


def refine(pairs: Sequence[tuple[str, str]], terms: tuple[str, ...] = ()) -> list[Script]:
    """How each first text becomes the second, never cutting a word; all pairs are cut into words in one go."""
    codes = CodePoints()
    drafts = [_by_clause(a, b, codes) for a, b in pairs]
    differing = [part for draft in drafts for part in draft if not isinstance(part, int) and part[0] and part[1]]
    words = iter(cut_words([text for part in differing for text in part], terms)) if differing else iter(())
    scripts = []
    for draft in drafts:
        steps: Script = []
        for part in draft:
            if isinstance(part, int):
                steps.append(("=", part))
            elif part[0] and part[1]:
                _add_words(steps, next(words), next(words), codes)
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
    runs = common_runs(old, new, codes, tidy=False)
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


def _add_words(steps: Script, old: list[str], new: list[str], codes: CodePoints) -> None:
    at_old = at_new = 0
    for i, j, length in common_runs(old, new, codes, tidy=True):
        if i > at_old:
            steps.append(("-", len("".join(old[at_old:i]))))
        if j > at_new:
            steps.append(("+", len("".join(new[at_new:j]))))
        at_old, at_new = i + length, j + length
        steps.append(("=", len("".join(old[i:at_old]))))
    if at_old < len(old):
        steps.append(("-", len("".join(old[at_old:]))))
    if at_new < len(new):
        steps.append(("+", len("".join(new[at_new:]))))
