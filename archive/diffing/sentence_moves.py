"""Sentences that went from one passage to another, or from one place in a passage to another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from archive.diffing.numbering import is_after_article_number, without_article_number
from archive.diffing.records import Block, ChangeClass, Op, Range, Step
from archive.diffing.refinement import Script, flip, refine
from archive.diffing.similarity import alone_with_letters, closest_in_full
from archive.diffing.units import is_blank, same_but_layout, skeleton

#: A sentence of fewer letters is not looked for elsewhere; one that was edited on the way must be longer yet.
SHORTEST_SAME = 8
SHORTEST_ALIKE = 15
ALIKE_SENTENCE = 0.75
#: One that is the same but for its figures may be shorter.
SHORTEST_MASKED = 6

_BEFORE = frozenset("。！？；!?;\n”") | {""}
_AFTER = frozenset("。！？；!?;”")
_CLOSING = _AFTER | {"\n"}
_FIGURE = re.compile(r"\d[\d.,．，]*|[零〇一二三四五六七八九十百千万亿两]+")
_SENTENCE = re.compile(r"[^。！？；!?;\n]++(?:[。！？；!?;]++[”’」』）)》】]*+)?")


#: A sentence, whole or what is left of it, that came or went: where it begins and ends in its text, and its block.
Stretch = tuple[int, int, int]


class Journey(NamedTuple):
    """Where sentences stood and stand, the blocks they left and joined, and what changed on the way."""

    old: Range
    new: Range
    left: int
    joined: int
    script: Script


def with_moved_sentences(
    old: str, new: str, blocks: Sequence[Block], mirrored: bool, terms: tuple[str, ...] = ()
) -> list[Block]:
    """The same blocks, with sentences that one of them lost and another one got as moves of their own.

    The passages they left and joined keep the ranges around them. With `mirrored`, sentences are sought from the new
    text's side, so that both ways give the same.
    """
    gone, come = _stretches(old, new, blocks)
    if not gone or not come:
        return list(blocks)
    found = [(i, j) for j, i in _pairs(new, come, old, gone)] if mirrored else list(_pairs(old, gone, new, come))
    if not found:
        return list(blocks)
    pairs = sorted((gone[i], come[j]) for i, j in found)
    return _rebuilt(old, new, blocks, list(_journeys(old, new, blocks, pairs, mirrored, terms)))


def _stretches(old: str, new: str, blocks: Sequence[Block]) -> tuple[list[Stretch], list[Stretch]]:
    """The sentences that went and those that came, each in the order of its text."""
    gone: list[Stretch] = []
    come: list[Stretch] = []
    for index, block in enumerate(blocks):
        if block.change != "wording" or block.op == "move":
            continue
        old_at, new_at = block.old[0][0] if block.old else 0, block.new[0][0] if block.new else 0
        for out, put_in, kept in block.steps:
            old_end, new_end = old_at + out, new_at + put_in
            if out >= SHORTEST_SAME:
                gone += _sentences(old, old_at, old_end, index)
            if put_in >= SHORTEST_SAME:
                come += _sentences(new, new_at, new_end, index)
            old_at, new_at = old_end + kept, new_end + kept
    return sorted(gone), sorted(come)


def _sentences(text: str, start: int, end: int, block: int) -> list[Stretch]:
    first = _SENTENCE.match(text, start, end)
    if first and first.end() == end:
        return [(start, end, block)]  # as most are; a stretch is long enough
    found: list[Stretch] = []
    for sentence in _SENTENCE.finditer(text, start, end):
        begin, stop = sentence.span()
        if stop - begin >= SHORTEST_SAME:
            found.append((begin, stop, block))
    return found


def _pairs(
    text: str, firsts: Sequence[Stretch], other_text: str, seconds: Sequence[Stretch]
) -> Iterator[tuple[int, int]]:
    """Stretches of the same letters that are alone with them on both sides, then alike ones of different passages."""
    texts = [text[start:end] for start, end, _ in firsts]
    others = [other_text[start:end] for start, end, _ in seconds]
    free_first, free_second = set(range(len(firsts))), set(range(len(seconds)))
    for i, j, letters in alone_with_letters(texts, others):
        if len(letters) >= SHORTEST_SAME:
            free_first.discard(i)
            free_second.discard(j)
            yield i, j
    rest = [i for i in sorted(free_first) if _is_whole(text, firsts[i])]
    other = [j for j in sorted(free_second) if _is_whole(other_text, seconds[j])] if rest else []
    for i, j in [*_with_other_figures(texts, rest, others, other), *_alike(texts, rest, others, other)]:
        if i in free_first and j in free_second and firsts[i][2] != seconds[j][2]:
            free_first.discard(i)
            free_second.discard(j)
            yield i, j


def _with_other_figures(
    texts: Sequence[str], rest: Sequence[int], others: Sequence[str], other: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Sentences that say the same with other figures, and are alone with it on both sides."""
    rest, other = ([i for i in left if _FIGURE.search(said[i])] for left, said in ((rest, texts), (other, others)))
    for x, y, letters in alone_with_letters([_masked(texts[i]) for i in rest], [_masked(others[j]) for j in other]):
        if len(letters) >= SHORTEST_MASKED and "0" in letters:
            yield rest[x], other[y]


def _masked(sentence: str) -> str:
    return _FIGURE.sub("0", sentence)


def _alike(
    texts: Sequence[str], rest: Sequence[int], others: Sequence[str], other: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Sentences that are alike, those most alike first."""
    rest = [i for i in rest if len(skeleton(texts[i])) >= SHORTEST_ALIKE]
    other = [j for j in other if len(skeleton(others[j])) >= SHORTEST_ALIKE]
    if not rest or not other:
        return
    found = closest_in_full(
        [without_article_number(texts[i]) for i in rest],
        [without_article_number(others[j]) for j in other],
        ALIKE_SENTENCE,
    )
    for x, y, score in sorted(found, key=lambda candidate: (-candidate[2], candidate[0], candidate[1])):
        if score > ALIKE_SENTENCE:
            yield rest[x], other[y]


def _is_whole(text: str, stretch: Stretch) -> bool:
    """Whether a stretch is a whole sentence, but for the sign that closes it."""
    start, end, _ = stretch
    return (text[end - 1] in _AFTER or text[end : end + 1] in _CLOSING) and (
        text[start - 1 : start] in _BEFORE or is_after_article_number(text, start)
    )


def _journeys(
    old: str,
    new: str,
    blocks: Sequence[Block],
    pairs: Sequence[tuple[Stretch, Stretch]],
    mirrored: bool,
    terms: tuple[str, ...],
) -> Iterator[Journey]:
    """The pairs, those that stand together on both sides made one, each with its script."""
    runs: list[tuple[Range, Range, int, int]] = []
    for (start, end, block), (place, place_end, other) in pairs:
        if runs:
            before, after, left, joined = runs[-1]
            if (before[1], after[1], left, joined) == (start, place, block, other):
                runs[-1] = (before[0], end), (after[0], place_end), left, joined
                continue
        runs.append(((start, end), (place, place_end), block, other))
    runs = [
        (_whole(old, blocks[left], before), _whole(new, blocks[joined], after), left, joined)
        for before, after, left, joined in runs
    ]
    texts = [(old[slice(*before)], new[slice(*after)]) for before, after, _, _ in runs]
    scripts = refine([(b, a) for a, b in texts] if mirrored else texts, terms)
    for (before, after, left, joined), script in zip(runs, scripts, strict=True):
        yield Journey(before, after, left, joined, flip(script) if mirrored else script)


def _whole(text: str, block: Block, place: Range) -> Range:
    """`place`, with the blanks around it where there is nothing else in a passage that came or went."""
    if block.op not in ("insert", "delete"):
        return place
    start, end = (block.old or block.new)[0]
    return (start, end) if is_blank(text[start : place[0]] + text[place[1] : end]) else place


def _rebuilt(old: str, new: str, blocks: Sequence[Block], journeys: Sequence[Journey]) -> list[Block]:
    arrivals: dict[int, list[Journey]] = {}
    for journey in sorted(journeys, key=lambda one: one.new):
        arrivals.setdefault(journey.joined, []).append(journey)
    touched = {journey.left for journey in journeys} | set(arrivals)
    lost = [journey.old for journey in journeys], sorted(journey.new for journey in journeys)
    result: list[Block] = []
    for index, block in enumerate(blocks):
        rest = _without(old, new, block, *lost) if index in touched else block
        at = rest.new[0] if rest and rest.new else (0, 0)
        moved = arrivals.get(index, ())
        result += [_arrived(old, new, blocks, journey) for journey in moved if journey.new < at]
        if rest:
            result.append(rest)
        result += [_arrived(old, new, blocks, journey) for journey in moved if journey.new >= at]
    return _numbered(result)


def _without(old: str, new: str, block: Block, lost_old: Sequence[Range], lost_new: Sequence[Range]) -> Block | None:
    """What is left of a block; None where nothing is."""
    steps: list[Step] = []
    olds: list[Range] = []
    news: list[Range] = []
    changed = ""
    for _, before, after in block.stretches():
        if before and after:
            steps.append((0, 0, before[1] - before[0]))
            olds.append(before)
            news.append(after)
        elif before:
            for start, end in _remainder(before, lost_old):
                steps.append((end - start, 0, 0))
                olds.append((start, end))
                changed += old[start:end]
        elif after:
            for start, end in _remainder(after, lost_new):
                steps.append((0, end - start, 0))
                news.append((start, end))
                changed += new[start:end]
    if not steps:
        return None
    if not changed and len(_joined(olds)) == len(_joined(news)) == 1:
        return Block("equal", None, _joined(olds), _joined(news))
    op: Op = block.op if olds and news else "delete" if olds else "insert"
    return block._replace(
        op=op,
        change="wording" if block.change == "wording" and changed.strip() else "layout",
        old=_joined(olds),
        new=_joined(news),
        steps=tuple(steps),
    )


def _remainder(place: Range, lost: Sequence[Range]) -> Iterator[Range]:
    """`place` without the ranges lost, which are in order."""
    start, end = place
    for k in range(bisect_right(lost, (start, start)), len(lost)):
        if lost[k][0] >= end:
            break
        if lost[k][0] > start:
            yield start, lost[k][0]
        start = lost[k][1]
    if start < end:
        yield start, end


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    joined: list[Range] = []
    for start, end in ranges:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _arrived(old: str, new: str, blocks: Sequence[Block], journey: Journey) -> Block:
    same = same_but_layout(old[slice(*journey.old)], new[slice(*journey.new)])
    change: ChangeClass = "layout" if same else "wording"
    parted = _parted(old, new, blocks, journey)
    block = Block(parted or "move", change, (journey.old,), (journey.new,), tuple(journey.script))
    return block if parted else block._replace(move=0)


def _parted(old: str, new: str, blocks: Sequence[Block], journey: Journey) -> Op | None:
    """`split` where sentences at the edge of a passage stayed where they were, and what was put in parts them from it.

    `merge` where what was taken out parted them from the passage that they are now in; None where they moved.
    """
    left, joined = blocks[journey.left], blocks[journey.joined]
    low, high = sorted((journey.left, journey.joined))
    op: Op
    if joined.op == "insert" and left.new:
        op, text, place, passage, is_before = "split", old, journey.old, left.old, journey.joined < journey.left
    elif left.op == "delete" and joined.old:
        op, text, place, passage, is_before = "merge", new, journey.new, joined.new, journey.left < journey.joined
    else:
        return None
    beyond = text[passage[0][0] : place[0]] if is_before else text[place[1] : passage[-1][1]]
    stayed = not beyond.strip() and all(block.op in ("insert", "delete") for block in blocks[low + 1 : high])
    return op if stayed else None


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    numbers = count(1)
    return [block if block.move is None else block._replace(move=next(numbers)) for block in blocks]
