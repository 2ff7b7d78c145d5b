"""What changed inside a passage: first clause by clause, then word by word in the clauses that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from archive.diffing.records import Step
from archive.diffing.sequence import CodePoints, Run, common_runs
from archive.diffing.tidying import slid, without_coincidences
from archive.diffing.units import same_clauses, split_clauses
from archive.diffing.words import cut_in_one

#: Only the first step may have nothing but equal characters, only the last one none.
Script = list[Step]
_Texts = tuple[str, str]
_Part = int | _Texts  # so many equal characters, or two differing texts
#: Runs of words, closed with an empty one; where in characters each word begins; and where the two texts do.
_Lined = tuple[Sequence[Run], Sequence[int], int, int]
_ONE_SIDE = ((0, 1, 0),)
_NONE_KNOWN: Mapping[str, list[str]] = MappingProxyType({})

#: Texts shorter than this, both sides together, are taken word by word at once.
SHORT = 60
#: Equal clauses of so few characters between two changes are a coincidence.
COINCIDENCE = 3
#: So many characters are cut into words in one go: few enough for their words to stay in the processor's cache.
LOT = 5_000


def refine(
    pairs: Sequence[_Texts], terms: tuple[str, ...] = (), clauses: Mapping[str, list[str]] = _NONE_KNOWN
) -> list[Script]:
    """How each first text becomes the second, never cutting a word; `clauses` of texts are known already."""
    codes = CodePoints()
    drafts = [_by_clause(a, b, codes, clauses) for a, b in pairs]
    differing = [part for draft in drafts for part in draft if not isinstance(part, int) and part[0] and part[1]]
    by_word = _by_word(differing, terms, codes)
    return [_script(draft, by_word) for draft in drafts]


def _script(draft: Sequence[_Part], by_word: Iterator[_Lined]) -> Script:
    """The steps of a draft, with those of its differing texts; what is equal in two neighbours is joined."""
    script: Script = []
    gone = come = kept = 0
    for part in draft:
        if isinstance(part, int):
            kept += part
            continue
        a, b = part
        runs, ends, old, new = next(by_word) if a and b else (_ONE_SIDE, (len(a), len(b)), 0, 0)
        for i, j, size in runs:
            old_start, new_start = ends[i], ends[j]
            if old_start > old or new_start > new:
                if gone or come or kept:
                    script.append((gone, come, kept))
                gone, come, kept = old_start - old, new_start - new, 0
            old = ends[i + size]
            new = new_start + old - old_start
            kept += old - old_start
    script.append((gone, come, kept))
    return script


def flip(script: Script) -> Script:
    """How the second text becomes the first."""
    return [(come, gone, kept) for gone, come, kept in script]


def _by_clause(a: str, b: str, codes: CodePoints, clauses: Mapping[str, list[str]]) -> list[_Part]:
    """What of two passages is equal in whole clauses, and the differing texts between."""
    if len(a) + len(b) < SHORT:
        return [(a, b)]
    head, tail = same_clauses(a, b)
    old_end, new_end = len(a) - tail, len(b) - tail
    old, new = _clauses(a, head, old_end, clauses), _clauses(b, head, new_end, clauses)
    if set(old).isdisjoint(new):
        return [head, (a[head:old_end], b[head:new_end]), tail]
    old_ends, new_ends = list(accumulate(map(len, old), initial=head)), list(accumulate(map(len, new), initial=head))
    parts: list[_Part] = [head]
    at_old = at_new = head
    for i, j, length in common_runs(old, new, codes):
        start, end = old_ends[i], old_ends[i + length]
        place, place_end = new_ends[j], new_ends[j + length]
        if start > at_old or place > at_new:
            at_either_end = not start or not place or end == len(a) or place_end == len(b)
            if end - start <= COINCIDENCE and not at_either_end and (end < old_end or place_end < new_end):
                continue
            parts.append((a[at_old:start], b[at_new:place]))
        parts.append(end - start)
        at_old, at_new = end, place_end
    if at_old < old_end or at_new < new_end:
        parts.append((a[at_old:old_end], b[at_new:new_end]))
    parts.append(tail)
    return parts


def _clauses(text: str, start: int, end: int, known: Mapping[str, list[str]]) -> list[str]:
    """The clauses of a text from the beginning of one to the end of another."""
    clauses = known.get(text) if known else None
    if clauses is None:
        return split_clauses(text[start:end])
    first, last = 0, len(clauses)
    rest = len(text) - end
    while start > 0:
        start -= len(clauses[first])
        first += 1
    while rest > 0:
        last -= 1
        rest -= len(clauses[last])
    return clauses[first:last]


def _by_word(parts: Sequence[_Texts], terms: tuple[str, ...], codes: CodePoints) -> Iterator[_Lined]:
    """For each two differing texts the words that they share."""
    for lot in _lots(parts):
        words, starts = cut_in_one([text for part in lot for text in part], terms)
        ends = list(accumulate(map(len, words), initial=0))
        for start, middle, end in zip(starts[::2], starts[1::2], starts[2::2], strict=False):
            first, last = (start, middle), (middle - 1, end - 1)
            runs = common_runs(words[start : middle - 1], words[middle : end - 1], codes, *first)
            if len(runs) > 1:
                runs = slid(runs, words)
            yield without_coincidences(runs, words, ends, first, last), ends, ends[start], ends[middle]


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
