"""Passages that were split or merged, and lines that a layout broke elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from rapidfuzz.distance import LCSseq, Prefix

from archive.diffing.numbering import article_opened, without_item_number
from archive.diffing.pairing import FREE, GROUPED, Match, Pairing
from archive.diffing.units import LATIN_GAP, end_apart, fold, part_ways

#: The share of a piece that must come from its neighbour's partner for it to have been split off from there.
SPLIT_OFF = 0.6
SHORTEST_SPLIT = 6
#: No two passages begin with so many characters alike by chance: the first of a list is what the whole began with.
LONGEST_COINCIDENCE = 12
#: Longer pieces are not held against each other character by character.
LONGEST_SPLIT = 6000


def group_rewrapped(pairing: Pairing) -> None:
    """Group what is the same text with its lines broken elsewhere, from either end of each gap.

    A line of it that seems to have moved is the same line by chance: where lines are broken often, some are.
    """
    for gap in list(pairing.between()):
        old, new = slice(gap.old_start, gap.old_end), slice(gap.new_start, gap.new_end)
        if gap.is_single or GROUPED in pairing.to_new[old] or GROUPED in pairing.to_old[new]:
            continue
        i, j = gap.old_start, gap.new_start
        for olds, news in _same_text(pairing.old[old], pairing.new[new]):
            _pair_or_group(pairing, Match(i, i + olds, j, j + news))
            i, j = i + olds, j + news
        if (
            i == gap.old_end
            or j == gap.new_end
            or end_apart(pairing.old[gap.old_end - 1], pairing.new[gap.new_end - 1])
        ):
            continue
        backward = _same_text(
            [piece[::-1] for piece in reversed(pairing.old[i : gap.old_end])],
            [piece[::-1] for piece in reversed(pairing.new[j : gap.new_end])],
        )
        i, j = gap.old_end, gap.new_end
        for olds, news in backward:
            _pair_or_group(pairing, Match(i - olds, i, j - news, j))
            i, j = i - olds, j - news


def _pair_or_group(pairing: Pairing, match: Match) -> None:
    if not match.is_single:
        pairing.release(match)
        pairing.group(match)
    elif pairing.to_new[match.old_start] == FREE == pairing.to_old[match.new_start]:
        pairing.pair(match.old_start, match.new_start)


def _same_text(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From the first pieces on, how many of each side are the same text together, as long as they are."""
    if not old or not new or part_ways(old[0], new[0]):
        return
    sides = map(fold, old), map(fold, new)
    read = [0, 0]
    last = ["", ""]
    ahead, rest, at = 0, "", 0  # the side that is ahead of the other one by rest[at:]
    while True:
        behind = 1 - ahead if at < len(rest) else 0
        piece = next(sides[behind], None)
        if piece is None:
            return
        read[behind] += 1
        if _latin_meet(last[behind], piece):
            piece = LATIN_GAP + piece
        last[behind] = piece[-1:] or last[behind]
        left = len(rest) - at
        if not left:
            ahead, rest, at = 0, piece, 0
        elif len(piece) <= left and rest.startswith(piece, at):
            at += len(piece)
        elif len(piece) > left and piece.startswith(rest[at:]):
            ahead, rest, at = behind, piece, left
        else:
            return
        if at == len(rest) and all(read):
            yield read[0], read[1]
            read, last = [0, 0], ["", ""]


def _latin_meet(last: str, piece: str) -> bool:
    """Whether a line end between the two parts one Latin word or number from another."""
    return last.isascii() and last.isalnum() and piece[:1].isascii() and piece[:1].isalnum()


def group_split(pairing: Pairing) -> None:
    """Group a pair with the free neighbours that hold a part of it: one passage became several, or several one."""
    if FREE not in pairing.to_new and FREE not in pairing.to_old:
        return
    for i, j in _beside_free(pairing):
        whole, part = pairing.old[i], pairing.new[j]
        if len(whole) > len(part) + SHORTEST_SPLIT // 2:
            start, end = _reach(whole, pairing.new, pairing.to_old, j)
            if end - start > 1:
                pairing.group(Match(i, i + 1, start, end))
        elif len(part) > len(whole) + SHORTEST_SPLIT // 2:
            start, end = _reach(part, pairing.old, pairing.to_new, i)
            if end - start > 1:
                pairing.group(Match(start, end, j, j + 1))


def _beside_free(pairing: Pairing) -> list[tuple[int, int]]:
    """The pairs that have a free neighbour on either side."""
    beside = {i + step for i, j in enumerate(pairing.to_new) if j == FREE for step in (-1, 1)}
    across = {j + step for j, i in enumerate(pairing.to_old) if i == FREE for step in (-1, 1)}
    return [(i, j) for i, j in enumerate(pairing.to_new) if j >= 0 and (i in beside or j in across)]


def _reach(whole: str, pieces: Sequence[str], partners: list[int], at: int) -> tuple[int, int]:
    """The range of pieces around `at`, itself and free neighbours, that `whole` is made of."""
    start, end = at, at + 1
    beside = partners[max(start - 1, 0) : start] + partners[end : end + 1]
    if FREE not in beside or len(whole) > LONGEST_SPLIT:
        return start, end
    have, common = pieces[at], -1
    grown = True
    while grown:
        grown = False
        for neighbour in (start - 1, end):
            if not 0 <= neighbour < len(pieces) or partners[neighbour] != FREE:
                continue
            piece = without_item_number(pieces[neighbour])
            least = SPLIT_OFF * len(piece) if len(piece) >= SHORTEST_SPLIT else len(piece)
            if neighbour < start:
                least = min(least, _same_opening(whole, piece) or least)
            if not piece or len(have) + least > len(whole) + SHORTEST_SPLIT:
                continue
            if common < 0:
                common = LCSseq.similarity(whole, have)
            joined = pieces[neighbour] + have if neighbour < start else have + pieces[neighbour]
            shared = LCSseq.similarity(whole, joined, score_cutoff=common + ceil(least))
            if shared >= common + least:
                start, end = min(start, neighbour), max(end, neighbour + 1)
                have, common, grown = joined, shared, True
                break
    return start, end


def _same_opening(whole: str, piece: str) -> int:
    """How many characters a piece begins with as the whole does, after the number of an article; 0 where few."""
    number, other = article_opened(whole) or "", article_opened(piece) or ""
    same = Prefix.similarity(whole.lstrip().removeprefix(number), piece.removeprefix(other))
    return same if same >= LONGEST_COINCIDENCE else 0
