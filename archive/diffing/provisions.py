"""Passages that are the same for another reason than that they are alike: a title, a number, one in the other."""

from __future__ import annotations

from collections import Counter

from archive.diffing.numbering import article_opened, title_of_part
from archive.diffing.pairing import FREE, Pairing
from archive.diffing.similarity import are_alike, are_closer

#: A title stands once in a law, and once in its list of contents; what stands more often may be another part's.
MOST_TITLES = 2
#: How alike two beginnings of an article in one place must be.
ALIKE_UNDER_NUMBER = 0.35
#: How alike a passage must be for it to take another one's place, and how alike that one may be at most.
ALIKE_ANYWHERE = 0.8
ALIKE_FOR_WANT = 0.65
SHORTEST_BETTER = 15
NEARBY = 12
#: A passage of fewer characters is no beginning of another one, and no gap of more pairs is gone through for one.
SHORTEST_GROWN = 8
MOST_GROWN = 400


def pair_titles(pairing: Pairing) -> None:
    """Pair the titles of a law's parts that say the same under another number, in its list of contents and in it."""
    free_old, free_new = pairing.left_over()
    by_title: dict[tuple[str, str], list[int]] = {}
    for j in free_new:
        title = title_of_part(pairing.new[j])
        if title:
            by_title.setdefault(title, []).append(j)
    if not by_title:
        return
    titles = {i: title for i in free_old if (title := title_of_part(pairing.old[i]))}
    counts = Counter(titles.values())
    for i, title in titles.items():
        there = by_title.get(title, [])
        if 0 < len(there) == counts[title] <= MOST_TITLES:
            pairing.pair(i, there.pop(0))
            counts[title] -= 1


def pair_better(pairing: Pairing) -> None:
    """Pair a free piece with one nearby that says nearly the same, where that was paired for want of a better one.

    Only what begins the same is asked about.
    """
    for free, olds in zip(pairing.left_over(), (True, False), strict=True):
        near = pairing.to_new if olds else pairing.to_old
        back = pairing.to_old if olds else pairing.to_new
        pieces, others = (pairing.old, pairing.new) if olds else (pairing.new, pairing.old)
        for i in free:
            if len(pieces[i]) < SHORTEST_BETTER:
                continue
            begin = pieces[i].lstrip()[:2]
            place = next((near[k] for k in range(i - 1, max(-1, i - NEARBY), -1) if near[k] >= 0), 0)
            for j in range(max(0, place - NEARBY), min(len(others), place + NEARBY)):
                rival = back[j]
                if (
                    rival >= 0
                    and others[j].lstrip().startswith(begin)
                    and are_closer(pieces[i], others[j], ALIKE_ANYWHERE)
                    and not are_closer(pieces[rival], others[j], ALIKE_FOR_WANT)
                ):
                    near[rival] = FREE
                    pairing.pair(*((i, j) if olds else (j, i)))
                    break


def pair_rewritten_articles(pairing: Pairing) -> None:
    """Pair the beginnings of two articles in one place, of one number or alone there, though little was kept."""
    for olds, news in list(pairing.gaps()):
        opened_old = {number: i for i in reversed(olds) if (number := article_opened(pairing.old[i]))}
        opened_new = {number: j for j in reversed(news) if (number := article_opened(pairing.new[j]))}
        pairs = [(i, opened_new[number]) for number, i in opened_old.items() if number in opened_new]
        if not pairs and len(opened_old) == 1 == len(opened_new):
            pairs = list(zip(opened_old.values(), opened_new.values(), strict=True))
        for i, j in pairs:
            if are_alike(pairing.old[i], pairing.new[j], ALIKE_UNDER_NUMBER):
                pairing.pair(i, j)


def pair_grown(pairing: Pairing) -> None:
    """Pair what lies in one gap and begins or ends with all of the other: it was added to, or cut down."""
    for olds, news in list(pairing.gaps()):
        if len(olds) * len(news) > MOST_GROWN:
            continue
        for i in olds:
            piece = pairing.old[i].strip()
            for j in news:
                other = pairing.new[j].strip()
                shorter, longer = sorted((piece, other), key=len)
                is_part = longer.startswith(shorter) or longer.endswith(shorter)
                if is_part and len(shorter) >= SHORTEST_GROWN and pairing.to_old[j] == FREE:
                    pairing.pair(i, j)
                    break
