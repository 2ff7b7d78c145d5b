"""Which pieces of the old text became which pieces of the new one, whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from archive.diffing.pairing import FREE, Pairing
from archive.diffing.provisions import pair_better, pair_grown, pair_rewritten_articles, pair_titles
from archive.diffing.sequence import heaviest_increasing
from archive.diffing.similarity import (
    SCATTERED,
    Candidate,
    alone_with_letters,
    are_alike,
    are_closer,
    closest,
    likeness,
    sharing_clauses,
)
from archive.diffing.splitting import group_rewrapped, group_split
from archive.diffing.units import fold, split_clauses

#: How alike two neighbours' neighbours must be to be one passage edited, and two passages far apart.
ALIKE_IN_PLACE = 0.5
ALIKE_BEYOND_DOUBT = 0.65
ALIKE_ALONE = 0.35
ALIKE_ELSEWHERE = 0.6
#: A passage shorter than this is not looked for elsewhere unless it is the only one of its wording.
SHORTEST_REPEATED_MOVE = 6
#: From so many possible pairs on, sure ones are looked for first.
WORTH_ANCHORS = 30


def match_pieces(old: Sequence[str], new: Sequence[str]) -> Pairing:
    """Pair the pieces of two texts: the same, the same but for layout, the alike here, the alike elsewhere."""
    pairing = Pairing(old, new)
    _pair_same_ends(pairing)
    _pair_unique(pairing, old, new)
    _pair_neighbours(pairing, old, new)
    _pair_folded(pairing)
    pair_titles(pairing)
    pairing.settle_order()
    group_rewrapped(pairing)
    _pair_in_gaps(pairing)
    _pair_beside_moved(pairing)
    _pair_elsewhere(pairing)
    pair_better(pairing)
    pair_rewritten_articles(pairing)
    pair_grown(pairing)
    group_split(pairing)
    pairing.settle_order()
    return pairing


def _pair_same_ends(pairing: Pairing) -> None:
    old, new = pairing.old, pairing.new
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        pairing.pair(head, head)
        head += 1
    tail = 1
    while tail <= shorter - head and old[-tail] == new[-tail]:
        pairing.pair(len(old) - tail, len(new) - tail)
        tail += 1


def _pair_unique(pairing: Pairing, old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
    """Pair what is still free and has a key of its own on both sides; equally many of one key pair in their order."""
    free_old, free_new = pairing.left_over()
    places: dict[str, list[int]] = {}
    for j in free_new:
        places.setdefault(new_keys[j], []).append(j)
    counts = Counter(old_keys[i] for i in free_old)
    taken: Counter[str] = Counter()
    for i in free_old:
        key = old_keys[i]
        there = places.get(key)
        if there is None or len(there) != counts[key] or not key:
            continue
        if len(there) > 1 and len(key) < SHORTEST_REPEATED_MOVE:
            continue
        pairing.pair(i, there[taken[key]])
        taken[key] += 1


def _pair_neighbours(pairing: Pairing, old: Sequence[str], new: Sequence[str]) -> None:
    """Pair equal pieces that are not unique but stand beside a pair, on either side."""
    if pairing.is_settled:
        return
    for step, order in ((1, range(len(old))), (-1, range(len(old) - 1, -1, -1))):
        for i in order:
            j = pairing.to_new[i]
            i_next, j_next = i + step, j + step
            if (
                j >= 0
                and 0 <= i_next < len(old)
                and 0 <= j_next < len(new)
                and pairing.to_new[i_next] == FREE
                and pairing.to_old[j_next] == FREE
                and old[i_next] == new[j_next]
            ):
                pairing.pair(i_next, j_next)


def _pair_folded(pairing: Pairing) -> None:
    """Pair what is alone in saying what it says, on both sides, and differs in layout only."""
    free_old, free_new = pairing.left_over()
    olds, news = [pairing.old[i] for i in free_old], [pairing.new[j] for j in free_new]
    for x, y, _ in alone_with_letters(olds, news):
        if fold(olds[x]) == fold(news[y]):
            pairing.pair(free_old[x], free_new[y])


def _pair_in_gaps(pairing: Pairing) -> None:
    """Pair what is alike between two neighbours that kept their order, in order."""
    for olds, news in list(pairing.gaps()):
        for i, j in pair_in_order(pairing, olds, news):
            pairing.pair(i, j)


def pair_in_order(pairing: Pairing, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
    """The heaviest pairs in order among free pieces of one gap, by likeness."""
    old, new = pairing.old, pairing.new
    if len(olds) == len(news):
        least = ALIKE_ALONE if len(olds) == 1 else ALIKE_IN_PLACE
        straight = list(zip(olds, news, strict=True))
        if all(are_alike(old[i], new[j], least) for i, j in straight):
            return straight
    head = _peel(pairing, olds, news, 1)
    tail = _peel(pairing, olds[head:], news[head:], -1)
    chosen = [*zip(olds[:head], news[:head], strict=True)]
    if tail:
        chosen += zip(olds[-tail:], news[-tail:], strict=True)
    return chosen + _pair_by_likeness(pairing, olds[head : len(olds) - tail], news[head : len(news) - tail])


def _pair_by_likeness(pairing: Pairing, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
    """The heaviest pairs in order: those beyond doubt that share a clause of their own, then what lies between."""
    if not olds or not news:
        return []
    old, new = [pairing.old[i] for i in olds], [pairing.new[j] for j in news]
    chosen = []
    low = below = 0
    for x, y in [*_sure_pairs(old, new, pairing.clauses), (len(olds), len(news))]:
        found = closest(old[low:x], new[below:y], ALIKE_IN_PLACE) if low < x and below < y else []
        pairs = _in_order(found, old[low:x], new[below:y])
        chosen += [(olds[low + i], news[below + j]) for i, j in pairs]
        if x < len(olds):
            chosen.append((olds[x], news[y]))
        low, below = x + 1, y + 1
    return chosen


def _sure_pairs(old: Sequence[str], new: Sequence[str], clauses: dict[str, list[str]]) -> list[tuple[int, int]]:
    if len(old) * len(new) < WORTH_ANCHORS:
        return []
    clauses |= {piece: split_clauses(piece) for piece in (*old, *new)}
    shared = sharing_clauses([clauses[piece] for piece in old], [clauses[piece] for piece in new])
    scored = ((i, j, likeness(old[i], new[j], ALIKE_BEYOND_DOUBT)) for i, j in shared)
    return _in_order([candidate for candidate in scored if candidate[2]], old, new)


def _in_order(found: list[Candidate], old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Of the candidates, the heaviest that keep one order."""
    found.sort(key=lambda candidate: (candidate[0], -candidate[1]))
    weights = [int(score * 1000 * min(len(old[i]), len(new[j]))) for i, j, score in found]
    return [found[k][:2] for k in heaviest_increasing([j for _, j, _ in found], weights)]


def _peel(pairing: Pairing, olds: Sequence[int], news: Sequence[int], step: int) -> int:
    """How many pieces from one end of a gap are so alike, one by one, that no other partner need be asked."""
    count = 0
    shorter = min(len(olds), len(news))
    while count < shorter:
        k = count if step == 1 else -1 - count
        score = likeness(pairing.old[olds[k]], pairing.new[news[k]], ALIKE_BEYOND_DOUBT)
        if not score:
            break
        if count + 1 < len(news) and are_closer(pairing.old[olds[k]], pairing.new[news[k + step]], score):
            break
        if count + 1 < len(olds) and are_closer(pairing.old[olds[k + step]], pairing.new[news[k]], score):
            break
        count += 1
    return count


def _pair_beside_moved(pairing: Pairing) -> None:
    """Pair alike pieces that stand beside a pair that moved: a block that moved together was edited on the way."""
    if pairing.is_settled:
        return
    kept = set(pairing.in_order)
    if all(i in kept for i, j in enumerate(pairing.to_new) if j >= 0):
        return
    for step in (1, -1):
        order = range(len(pairing.old)) if step == 1 else range(len(pairing.old) - 1, -1, -1)
        for i in order:
            j = pairing.to_new[i]
            i_next, j_next = i + step, j + step
            if j < 0 or i in kept or not (0 <= i_next < len(pairing.old) and 0 <= j_next < len(pairing.new)):
                continue
            if pairing.to_new[i_next] != FREE or pairing.to_old[j_next] != FREE:
                continue
            if are_alike(pairing.old[i_next], pairing.new[j_next], ALIKE_IN_PLACE):
                pairing.pair(i_next, j_next)


def _pair_elsewhere(pairing: Pairing) -> None:
    free_old, free_new = pairing.left_over()
    free_old = [i for i in free_old if len(pairing.old[i].strip()) >= SHORTEST_REPEATED_MOVE]
    free_new = [j for j in free_new if len(pairing.new[j].strip()) >= SHORTEST_REPEATED_MOVE]
    if not free_old or not free_new:
        return
    found = closest([pairing.old[i] for i in free_old], [pairing.new[j] for j in free_new], ALIKE_ELSEWHERE)
    for x, y, _ in sorted(found, key=lambda candidate: (-candidate[2], candidate[0], candidate[1])):
        i, j = free_old[x], free_new[y]
        shorter, longer = sorted((len(pairing.old[i]), len(pairing.new[j])))
        if pairing.to_new[i] == FREE and pairing.to_old[j] == FREE and longer <= SCATTERED * shorter:
            pairing.pair(i, j)
