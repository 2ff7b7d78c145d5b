"""Which amount of the old text stands against which amount of the new one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from archive.diffing.clauses import Clause, Kept
from archive.diffing.records import Amount, Range

Opposites = tuple[Amount | None, Amount | None]

#: So many letters beside an amount say what it is an amount of.
TELLING = 2


def set_against(clause: Clause, olds: Sequence[Amount], news: Sequence[Amount]) -> list[Opposites]:
    """The amounts of a clause side by side, and alone what has none opposite.

    Those that share characters come first, then those of one unit that follow the same kept words, then those that
    precede them. Of the rest those of one unit stand in order, and last whatever is left between them; a 一 that nobody
    counted is no amount unless it was found before.
    """
    if len(olds) == 1 == len(news) and not olds[0].uncounted and not news[0].uncounted:
        return [(olds[0], news[0])]
    if not olds or not news:
        return [(before, None) for before in olds if not before.uncounted] + [
            (None, after) for after in news if not after.uncounted
        ]
    partner: dict[int, int] = {}
    free = set(range(len(news)))
    for places in (_carried, _after_the_same, _before_the_same):
        for i, place in places(clause.kept, olds):
            j = bisect_right(news, place, key=lambda amount: amount.span[0]) - 1
            alike = places is _carried or (j >= 0 and news[j].base_unit == olds[i].base_unit)
            if i not in partner and j in free and place < news[j].span[1] and alike:
                partner[i] = j
                free.discard(j)
    alone = [i for i, before in enumerate(olds) if i not in partner and not before.uncounted]
    left = [j for j in sorted(free) if not news[j].uncounted]
    if len(alone) == 1 == len(left):
        partner[alone[0]] = left[0]
    else:
        _pair_in_order(partner, alone, left, [before.base_unit for before in olds], [after.base_unit for after in news])
        _pair_in_order(partner, alone, left, [""] * len(olds), [""] * len(news))
    taken = set(partner.values())
    pairs: list[Opposites] = [
        (before, news[partner[i]] if i in partner else None)
        for i, before in enumerate(olds)
        if i in partner or not before.uncounted
    ]
    return pairs + [(None, after) for j, after in enumerate(news) if j not in taken and not after.uncounted]


def _pair_in_order(
    partner: dict[int, int], alone: Iterable[int], left: Iterable[int], units: Sequence[str], other_units: Sequence[str]
) -> None:
    """Pair what is alone with the first of its unit that is left between the partners on both sides."""
    taken = set(partner.values())
    places: dict[str, list[int]] = {}
    for j in left:
        if j not in taken:
            places.setdefault(other_units[j], []).append(j)
    next_taken = len(other_units)
    bounds = [next_taken] * len(units)
    for i in reversed(range(len(units))):
        bounds[i] = next_taken
        next_taken = min(next_taken, partner.get(i, next_taken))
    low = -1
    lonely = set(alone)
    for i, unit in enumerate(units):
        if i in lonely and i not in partner:
            there = places.get(unit, [])
            k = bisect_right(there, low)
            if k < len(there) and there[k] < bounds[i]:
                partner[i] = there[k]
        low = max(low, partner.get(i, low))


def set_against_elsewhere(old: str, new: str, found: Iterable[Opposites]) -> list[Opposites]:
    """The same for a whole passage, what stood alone in one clause set against what stands alone in another one.

    Both stand beside the same letters: an amendment that puts a provision in another order has changed its amount all
    the same. Where the same is said twice, the first time is meant: 处五万元以下的罚款；情节严重的，处五万元以上的罚款.
    """
    pairs = list(found)
    if all(before and after for before, after in pairs):
        return pairs
    pairs = _first_of_the_same(old, new, pairs)
    for side in (1, 0):
        waiting: dict[tuple[str, str], list[int]] = {}
        for k, (before, after) in enumerate(pairs):
            if after and not before:
                waiting.setdefault((after.base_unit, _beside(new, after.span, side)), []).append(k)
        for k, (before, after) in enumerate(pairs):
            beside = _beside(old, before.span, side) if before and not after else ""
            if before and beside and (there := waiting.get((before.base_unit, beside))):
                pairs[k] = before, pairs[there[0]][1]
                pairs[there.pop(0)] = None, None
    return [pair for pair in pairs if pair != (None, None)]


def _first_of_the_same(old: str, new: str, pairs: list[Opposites]) -> list[Opposites]:
    """The same pairs, an amount set against the first of those that are alone and say it in the same words."""
    for own, text in ((1, new), (0, old)):
        alone: dict[tuple[str, str, str] | None, list[int]] = {}
        for k, pair in enumerate(pairs):
            amount = pair[own]
            if amount and not pair[1 - own]:
                alone.setdefault(_words(text, amount), []).append(k)
        for k, (before, after) in enumerate(pairs):
            if not before or not after or before.text == after.text:
                continue
            words = _words(old, before) if own else _words(new, after)
            mine = after if own else before
            earlier = alone.get(words, []) if words else []
            first = next((n for n in earlier if (pairs[n][own] or mine).span < mine.span), None)
            if first is not None:
                earlier.remove(first)
                alone.setdefault(_words(text, mine), []).append(first)
                other = pairs[first][own]
                pairs[first] = (None, mine) if own else (mine, None)
                pairs[k] = (before, other) if own else (other, after)
    return pairs


def _words(text: str, amount: Amount) -> tuple[str, str, str] | None:
    """The unit of an amount and what stands on both sides of it; None where no letter does."""
    start, end = amount.span
    sides = text[max(0, start - TELLING) : start], text[end : end + TELLING]
    return (amount.base_unit, *sides) if all(map(_has_letter, sides)) else None


def _has_letter(words: str) -> bool:
    return any(map(str.isalnum, words))


def _beside(text: str, span: Range, side: int) -> str:
    """The letters right after an amount or, with `side` 0, right before it; empty where there are fewer."""
    start = span[1] if side else max(0, span[0] - TELLING)
    letters = text[start : start + TELLING]
    return letters if len(letters) == TELLING and letters.isalnum() else ""


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges share a place."""
    return one[0] < other[1] and other[0] < one[1]


def _carried(kept: Sequence[Kept], olds: Sequence[Amount]) -> Iterator[tuple[int, int]]:
    """Where the first kept character of each old amount stands in the new text."""
    for i, amount in enumerate(olds):
        k = bisect_right(kept, amount.span[0], key=itemgetter(1))
        if k < len(kept) and kept[k][0] < amount.span[1]:
            yield i, max(amount.span[0], kept[k][0]) + kept[k][2]


def _after_the_same(kept: Sequence[Kept], olds: Sequence[Amount]) -> Iterator[tuple[int, int]]:
    """The place in the new text after the kept words that an old amount follows at once."""
    ends = {end: end + shift for _, end, shift in kept}
    return ((i, ends[amount.span[0]]) for i, amount in enumerate(olds) if amount.span[0] in ends)


def _before_the_same(kept: Sequence[Kept], olds: Sequence[Amount]) -> Iterator[tuple[int, int]]:
    """The last place in the new text before the kept words that an old amount precedes at once."""
    starts = {start: start + shift - 1 for start, _, shift in kept}
    return ((i, starts[amount.span[1]]) for i, amount in enumerate(olds) if amount.span[1] in starts)
