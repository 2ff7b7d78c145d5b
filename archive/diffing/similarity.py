"""How alike two pieces of text are, and which pieces are worth asking about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from rapidfuzz.distance import Indel, LCSseq, Postfix, Prefix
from rapidfuzz.process import extract

from archive.diffing.units import long_opening, openings, part_ways, skeleton

#: What looking for shared n-grams costs a character, and the exact measure a pair, counted in steps of that measure: 64
#: characters held against one.
GRAM_COST = 100
PAIR_COST = 12
GRAM = 4
#: An n-gram in more pieces than this says nothing about any of them.
COMMON_GRAM = 12
#: Pieces are read this far for n-grams, and asked about with this many candidates.
GRAM_REACH = 1200
CANDIDATES = 4
#: Pieces longer than this are compared by their n-grams alone, for the exact measure is quadratic.
LONGEST_EXACT = 20_000
#: A piece is also alike another one that holds so much of it, if it is not very short: it was added to, or cut down.
CONTAINED = 0.75
SHORTEST_CONTAINED = 20
#: In a piece so many times as long any characters are found in any order: there, whole stretches must be.
SCATTERED = 3
#: Pieces longer than this, both together, are first read only so many times as far as they need to be the same.
LONG = 120
ENOUGH = 1.4
#: A clause shorter than this does not tell pieces apart.
SHORTEST_OWN = 6

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
    shorter = min(len(a), len(b))
    cutoff = least * (len(a) + len(b)) / 2
    if shorter >= SHORTEST_CONTAINED:
        cutoff = min(cutoff, CONTAINED * shorter)
    return _share(a, b, LCSseq.similarity(a, b, score_cutoff=int(cutoff)), least)


def are_alike(a: str, b: str, least: float) -> bool:
    """Whether two pieces are alike from `least` on; a part of them answers that for most that are."""
    a, b = a.strip(), b.strip()
    both = len(a) + len(b)
    if both <= LONGEST_EXACT:
        same = Prefix.similarity(a, b)
        same += Postfix.similarity(a[same:], b[same:])
        if same and 2 * same >= least * both:
            return True
        reach = int(ENOUGH * least * both / 2)
        if both > LONG and 2 * LCSseq.similarity(a[:reach], b[:reach]) >= least * both:
            return True
    return likeness(a, b, least) > 0


def are_closer(a: str, b: str, than: float) -> bool:
    """Whether two pieces have more in common than that share of their characters."""
    a, b = a.strip(), b.strip()
    if len(a) + len(b) > LONGEST_EXACT:
        return _gram_share(a, b) > than
    both = (len(a) + len(b)) / 2
    return LCSseq.similarity(a, b, score_cutoff=int(than * both)) > than * both


def closest(olds: Sequence[str], news: Sequence[str], least: float) -> list[Candidate]:
    """Pairs of pieces at least that alike: index of the old one, of the new one, likeness; a few for each old one.

    Every piece is held against every other one while that is cheap; of many, only those that share rare n-grams are.
    """
    if _is_cheap(olds, news):
        return list(_closest_of_all(olds, news, least))
    scored = ((i, j, likeness(olds[i], news[j], least)) for i, j in _sharing_grams(olds, news))
    return [candidate for candidate in scored if candidate[2]]


def _is_cheap(olds: Sequence[str], news: Sequence[str]) -> bool:
    size, other = sum(map(len, olds)), sum(map(len, news))
    return size * other / 64 + len(olds) * len(news) * PAIR_COST <= (size + other) * GRAM_COST


def closest_in_full(olds: Sequence[str], news: Sequence[str], least: float) -> list[Candidate]:
    """As `closest`, but a piece that only holds another one is not alike it."""
    if _is_cheap(olds, news):
        return list(_closest_in_full(olds, news, least))
    return [candidate for candidate in closest(olds, news, least) if candidate[2] > least]


def _closest_in_full(olds: Sequence[str], news: Sequence[str], least: float) -> Iterator[Candidate]:
    lengths, signs = list(map(len, news)), list(map(_signs, news))
    for i, own in enumerate(olds):
        # What is much shorter or longer has too little in common even where it has all of it.
        low, high = len(own) * least / (2 - least) - 1, len(own) * (2 - least) / least + 1
        near = [j for j, length in enumerate(lengths) if low < length < high]
        if not near:
            continue
        cutoff = least * (len(own) + min(lengths[j] for j in near)) / 2
        shares = []
        for k, most in _may_share(own, [signs[j] for j in near], cutoff):
            j = near[k]
            if 2 * (most + 1) > least * (len(own) + lengths[j]):
                shares.append((Indel.normalized_similarity(own, news[j], score_cutoff=least), j))
        for share, j in sorted(shares, key=lambda found: (-found[0], found[1]))[:CANDIDATES]:
            if share:
                yield i, j, share


def _closest_of_all(olds: Sequence[str], news: Sequence[str], least: float) -> Iterator[Candidate]:
    others = [text.strip() for text in news]
    signs = list(map(_signs, others))
    shortest = min(map(len, filter(None, others)), default=0)
    for i, text in enumerate(olds):
        own = text.strip()
        if not own or not shortest:
            continue
        cutoff = least * (len(own) + shortest) / 2
        if len(own) >= SHORTEST_CONTAINED:
            cutoff = min(cutoff, CONTAINED * max(shortest, SHORTEST_CONTAINED), CONTAINED * len(own))
        shares = [
            (_share(own, others[j], LCSseq.similarity(own, others[j]), least), j)
            for j, most in _may_share(own, signs, cutoff)
            if _share(own, others[j], most, least)
        ]
        for share, j in sorted(shares, key=lambda found: (-found[0], found[1]))[:CANDIDATES]:
            if share:
                yield i, j, share


def _may_share(own: str, others: Sequence[bytes], least: float) -> Iterator[tuple[int, int]]:
    """The texts, by their signs, that may have so many characters in common with `own`, and how many at the most."""
    for _, most, j in extract(_signs(own), others, scorer=LCSseq.similarity, score_cutoff=int(least), limit=None):
        yield j, most


def _signs(text: str) -> bytes:
    """A byte for each character: quick to hold against others, and never with less in common than the texts have."""
    return text.encode("utf-16-le", "surrogatepass")[::2]


def _share(a: str, b: str, common: int, least: float) -> float:
    """The likeness of two pieces with so many characters in common in order; 0.0 where they are not alike."""
    if not a or not b:
        return 0.0
    share = 2 * common / (len(a) + len(b))
    if share >= least:
        return share
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    if len(shorter) < SHORTEST_CONTAINED or common < CONTAINED * len(shorter):
        return 0.0
    if len(longer) > SCATTERED * len(shorter):
        grams = _grams(shorter)
        if sum(gram in longer for gram in grams) < len(grams) / 2:
            return 0.0
    return least


def alone_with_letters(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Pairs of pieces that are alone with their letters on both sides, with the letters.

    These are read only where another piece begins with the same few, and only so far until one goes on differently.
    """
    for _, some, others in _sharing(dict(enumerate(openings(olds))), dict(enumerate(openings(news)))):
        further: Iterable[tuple[str, list[int], list[int]]] = [("", some, others)]
        if len(some) > 1 or len(others) > 1:
            further = _sharing({i: long_opening(olds[i]) for i in some}, {j: long_opening(news[j]) for j in others})
        for _, ours, theirs in further:
            if len(ours) == 1 == len(theirs):
                letters = _same_letters(olds[ours[0]], news[theirs[0]])
                if letters:
                    yield ours[0], theirs[0], letters
                continue
            in_full = _sharing({i: skeleton(olds[i]) for i in ours}, {j: skeleton(news[j]) for j in theirs})
            for letters, alone, there in in_full:
                if letters and len(alone) == 1 == len(there):
                    yield alone[0], there[0], letters


def _same_letters(a: str, b: str) -> str:
    """The letters of two pieces where they are the same; else nothing."""
    if part_ways(a, b):
        return ""
    letters = skeleton(a)
    return letters if letters == skeleton(b) else ""


def _sharing(ours: Mapping[int, str], theirs: Mapping[int, str]) -> Iterator[tuple[str, list[int], list[int]]]:
    """The pieces of both sides that have one key, each key that both have with them; in the order of ours."""
    shared = set(ours.values()).intersection(theirs.values())
    if not shared:
        return
    groups: dict[str, tuple[list[int], list[int]]] = {}
    for i, key in ours.items():
        if key in shared:
            groups.setdefault(key, ([], []))[0].append(i)
    for j, key in theirs.items():
        if key in shared:
            groups[key][1].append(j)
    for key, (some, others) in groups.items():
        yield key, some, others


def sharing_clauses(olds: Sequence[Sequence[str]], news: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of pieces, by their clauses, that share one which no other piece on either side has.

    They are quick to find, and seldom wrong.
    """
    shared = set(chain.from_iterable(olds)).intersection(chain.from_iterable(news))
    telling = {clause for clause in shared if len(clause) >= SHORTEST_OWN}
    by_old, by_new = _alone(telling, olds), _alone(telling, news)
    return sorted({(i, by_new[clause]) for clause, i in by_old.items() if clause in by_new})


def _alone(clauses: set[str], pieces: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which of some clauses stand in one piece alone, with its index."""
    places: dict[str, int] = {}
    repeated: set[str] = set()
    for index, piece in enumerate(pieces):
        for clause in clauses.intersection(piece):
            if places.setdefault(clause, index) != index:
                repeated.add(clause)
    return {clause: index for clause, index in places.items() if clause not in repeated}


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
