"""Runs of words that recur: cohesive inside, free at both edges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from archive.analysis.discovering.words import is_worded, may_begin, may_end, may_stand_inside, says_something

LONGEST = 7  # words
LONGEST_TEXT = 18  # characters
#: Least pointwise mutual information (nats) between any two parts of a run.
COHESION = 1.5
_EDGE = -1

Gram = tuple[int, ...]


class Recurring(NamedTuple):
    """A run of words with how often it was seen."""

    text: str
    times: int
    words: int


def recurring_runs(runs: Sequence[Sequence[str]], least: int = 2) -> list[Recurring]:
    """The runs of two and more words that are seen at least `least` times and stand as one.

    A longer run is counted only where both runs one word shorter recur, so work and memory stay near linear. A run is
    free where at least two different words (or none) stand on either side of it; one that is always followed by the
    same word is but a part.

    >>> said = [["发展", "数字", "经济"], ["数字", "经济", "向好"], ["营商", "环境"], ["看", "今天", "明天", "后天"]]
    >>> [run.text for run in recurring_runs(said)]
    ['数字经济']
    """
    numbers: dict[str, int] = {}
    texts = [[numbers.setdefault(word, len(numbers)) for word in run] for run in runs]
    words = list(numbers)
    begins, ends = [may_begin(word) for word in words], [may_end(word) for word in words]
    inside = [may_stand_inside(word) for word in words]
    total = sum(map(len, texts))
    counts: Counter[Gram] = Counter((word,) for text in texts for word in text)
    shorter: Counter[Gram] = Counter({gram: count for gram, count in counts.items() if count >= least})
    known: dict[Gram, int] = dict(shorter)
    found: list[Recurring] = []
    for length in range(2, LONGEST + 1):
        longer: Counter[Gram] = Counter()
        places: defaultdict[Gram, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
        for number, text in enumerate(texts):
            for start in range(len(text) - length + 1):
                gram = tuple(text[start : start + length])
                if gram[:-1] in shorter and gram[1:] in shorter:
                    longer[gram] += 1
                    if begins[gram[0]] and ends[gram[-1]] and all(inside[word] for word in gram[1:-1]):
                        left, right = places[gram]
                        # No neighbour at all is another one each time.
                        left.add(text[start - 1] if start else _EDGE - number)
                        right.add(text[start + length] if start + length < len(text) else _EDGE - number)
        shorter = Counter({gram: count for gram, count in longer.items() if count >= least})
        known.update(shorter)
        for gram, (left, right) in places.items():
            if gram not in shorter or len(left) < 2 or len(right) < 2:
                continue
            parts = [words[word] for word in gram]
            wording = "".join(parts)
            if (
                len(wording) <= LONGEST_TEXT
                and is_worded(wording)
                and says_something(parts)
                and _cohesion(gram, known, total) >= COHESION
            ):
                found.append(Recurring(wording, shorter[gram], length))
        if not shorter:
            break
    return found


def _cohesion(gram: Gram, known: dict[Gram, int], total: int) -> float:
    return min(log(known[gram] * total / (known[gram[:cut]] * known[gram[cut:]])) for cut in range(1, len(gram)))
