"""How alike two pieces of text are, and which pieces are worth asking about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

#: Up to this many pairs every piece is held against every other one; above, only those that share rare n-grams.
FEW_PAIRS = 36
GRAM = 4
#: An n-gram in more pieces than this says nothing about any of them.
COMMON_GRAM = 12
#: Pieces are read this far for n-grams, and asked about with this many candidates.
GRAM_REACH = 1200
CANDIDATES = 4
#: Pieces longer than this are compared by their n-grams alone, for the exact measure is quadratic.
LONGEST_EXACT = 5000
#: A piece is also alike another one that holds so much of it, if it is not very short: it was added to, or cut down.
CONTAINED = 0.75
SHORTEST_CONTAINED = 20

Candidate = tuple[int, int, float]


def likeness(a: str, b: str, least: float) -> float:
    """The share of characters that two pieces have in common in order, 0 to 1; 0.0 where they are not alike.

    They are alike from `least` on, and where one holds nearly all of the other.
    """
    a, b = a.strip(), b.strip()
    if not a or not b:
        return 0.0
    if len(a) + len(b) > LONGEST_EXACT:
        share = _gram_share(a, b)
        return share if share >= least * 0.5 else 0.0
    total, shorter = len(a) + len(b), min(len(a), len(b))
    wanted = least * total / 2
    within = CONTAINED * shorter if shorter >= SHORTEST_CONTAINED else wanted
    common: int = LCSseq.similarity(a, b, score_cutoff=int(min(wanted, within)))
    share = 2 * common / total
    return share if share >= least else least if common >= within else 0.0


def closest(olds: Sequence[str], news: Sequence[str], least: float) -> list[Candidate]:
    """Pairs of pieces at least that alike: index of the old one, of the new one, likeness; a few for each old one."""
    if len(olds) * len(news) <= FEW_PAIRS:
        pairs = [(i, j) for i in range(len(olds)) for j in range(len(news))]
    else:
        pairs = _sharing_grams(olds, news)
    scored = ((i, j, likeness(olds[i], news[j], least)) for i, j in pairs)
    return [candidate for candidate in scored if candidate[2]]


def _grams(text: str) -> set[str]:
    text = text.strip()[:GRAM_REACH]
    return {text[k : k + GRAM] for k in range(len(text) - GRAM + 1)} or {text}


def _gram_share(a: str, b: str) -> float:
    in_a, in_b = ({text[k : k + GRAM] for k in range(len(text) - GRAM + 1)} for text in (a, b))
    return 2 * len(in_a & in_b) / (len(in_a) + len(in_b)) if in_a and in_b else 0.0


def _sharing_grams(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    places: dict[str, list[int]] = {}
    for j, text in enumerate(news):
        for gram in _grams(text):
            places.setdefault(gram, []).append(j)
    pairs: list[tuple[int, int]] = []
    for i, text in enumerate(olds):
        votes: Counter[int] = Counter()
        for gram in _grams(text):
            there = places.get(gram)
            if there and len(there) <= COMMON_GRAM:
                votes.update(there)
        best = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:CANDIDATES]
        pairs.extend((i, j) for j, _ in best)
    return pairs
