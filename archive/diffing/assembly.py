"""From matches and scripts to blocks whose ranges partition both texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from archive.diffing.pairing import Match
from archive.diffing.records import Block, ChangeClass, Op, Range, Step
from archive.diffing.refinement import Script
from archive.diffing.units import ends_sentence, is_blank, same_but_layout


class Sides:
    """Both texts with the borders of their pieces; white space between two pieces may go from one to the other."""

    def __init__(self, old: str, new: str, old_pieces: Sequence[str], new_pieces: Sequence[str]) -> None:
        self.old = old
        self.new = new
        self.old_borders = [0, *accumulate(map(len, old_pieces))]
        self.new_borders = [0, *accumulate(map(len, new_pieces))]

    def ranges(self, match: Match) -> tuple[Range, Range]:
        """Where a match lies in both texts."""
        return (
            (self.old_borders[match.old_start], self.old_borders[match.old_end]),
            (self.new_borders[match.new_start], self.new_borders[match.new_end]),
        )

    def texts(self, match: Match) -> tuple[str, str]:
        """What a match says in both texts."""
        (a, b), (c, d) = self.ranges(match)
        return self.old[a:b], self.new[c:d]


def give_line_ends(sides: Sides, matches: Sequence[Match], scripts: dict[Match, Script]) -> None:
    """Let a line end that came or went together with the next passage belong to that passage.

    A paragraph put in after the last one brings the line end before it along; the last one itself is unchanged.
    """
    grown = [
        match
        for match, script in scripts.items()
        if len(script) == 2 and not (script[0][0] or script[0][1] or script[1][2]) and match.is_single
    ]
    if not grown:
        return
    taken_old = {k for match in matches for k in range(match.old_start, match.old_end)}
    taken_new = {k for match in matches for k in range(match.new_start, match.new_end)}
    for match in grown:
        script = scripts[match]
        gone, come, _ = script[1]
        if gone and come:
            continue
        text, borders, end, taken = (
            (sides.old, sides.old_borders, match.old_end, taken_old)
            if gone
            else (sides.new, sides.new_borders, match.new_end, taken_new)
        )
        length = gone or come
        if end == len(borders) - 1 or end in taken or not text[borders[end] - length : borders[end]].isspace():
            continue
        borders[end] -= length
        del scripts[match]


def assemble(sides: Sides, matches: Sequence[Match], scripts: dict[Match, Script]) -> list[Block]:
    """The blocks, in the order of the new text, deletions first where both stand at one place; headings come later."""
    blocks = []
    moves = 0
    for run in _runs(sides, matches, scripts):
        if isinstance(run, Block):
            blocks.append(run)
            continue
        if run[0].moved:
            moves += 1
        blocks.append(_block(sides, run, scripts, moves if run[0].moved else None))
    return blocks


def _runs(sides: Sides, matches: Sequence[Match], scripts: dict[Match, Script]) -> Iterator[Block | list[Match]]:
    """One-sided blocks, and runs of matches that make one block: unchanged neighbours, or what moved together."""
    old_count, new_count = len(sides.old_borders) - 1, len(sides.new_borders) - 1
    deleted = [True] * old_count
    for match in matches:
        deleted[match.old_start : match.old_end] = [False] * (match.old_end - match.old_start)
    old_at = new_at = 0
    run: list[Match] = []
    unchanged = False  # whether nothing changed in the run, and more of that may follow
    for match in [*matches, Match(old_count, old_count, new_count, new_count)]:
        was_unchanged, unchanged = unchanged, match not in scripts and match.old_start < match.old_end
        if run and _follows(match, run[-1]) and (match.moved or (was_unchanged and unchanged)):
            run.append(match)
        else:
            if run:
                yield run
            run = [match]
            if not match.moved:
                for k in range(old_at, match.old_start):
                    if deleted[k]:
                        yield _one_sided(sides, "delete", (sides.old_borders[k], sides.old_borders[k + 1]))
            for k in range(new_at, match.new_start):
                yield _one_sided(sides, "insert", (sides.new_borders[k], sides.new_borders[k + 1]))
        if not match.moved:
            old_at = match.old_end
        new_at = match.new_end


def _follows(match: Match, before: Match) -> bool:
    """Whether a match stands behind another one in both texts, and both moved or both did not."""
    return before.old_end == match.old_start and before.new_end == match.new_start and before.moved == match.moved


def _one_sided(sides: Sides, op: Op, place: Range) -> Block:
    text = (sides.old if op == "delete" else sides.new)[place[0] : place[1]]
    change: ChangeClass = "layout" if is_blank(text) else "wording"
    if op == "delete":
        return Block(op, change, (place,), (), ((len(text), 0, 0),))
    return Block(op, change, (), (place,), ((0, len(text), 0),))


def _block(sides: Sides, run: Sequence[Match], scripts: dict[Match, Script], move: int | None) -> Block:
    old_start, new_start = sides.old_borders[run[0].old_start], sides.new_borders[run[0].new_start]
    old, new = (old_start, sides.old_borders[run[-1].old_end]), (new_start, sides.new_borders[run[-1].new_end])
    if scripts.keys().isdisjoint(run):
        if move is None:
            return Block("equal", None, (old,), (new,))
        return Block("move", "layout", (old,), (new,), ((0, 0, old[1] - old[0]),), move)
    steps: list[Step] = []
    change: ChangeClass = "layout"
    for match in run:
        script = scripts.get(match)
        if script is None:
            start, end = sides.ranges(match)[0]
            steps.append((0, 0, end - start))
            continue
        steps += script
        if change == "layout" and not same_but_layout(*sides.texts(match)):
            change = "wording"
    op: Op = "move" if move is not None else _op(sides, run[0])
    return Block(op, change, (old,), (new,), tuple(steps), move)


def _op(sides: Sides, match: Match) -> Op:
    """`split` or `merge` where the author broke or joined passages; what a layout broke is one passage all along."""
    olds, news = match.old_end - match.old_start, match.new_end - match.new_start
    if olds == 1 and news > 1:
        text, borders, op = sides.new, sides.new_borders[match.new_start : match.new_end + 1], "split"
    elif news == 1 and olds > 1:
        text, borders, op = sides.old, sides.old_borders[match.old_start : match.old_end + 1], "merge"
    else:
        return "replace"
    if any(ends_sentence(text[start:end]) for start, end in pairwise(borders[:-1])):
        return "split" if op == "split" else "merge"
    return "replace"
