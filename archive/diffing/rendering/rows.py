"""The order in which a diff is shown: changes, what stands around them, and where moved passages went from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from archive.diffing.records import Block, Diff, Edit, Range
from archive.diffing.units import split_units


class Row(NamedTuple):
    """One thing to show."""

    kind: Literal["change", "context", "skipped", "departure"]
    block: Block
    old: Range = (0, 0)  # of context: the range in either text
    new: Range = (0, 0)
    passages: int = 0  # of skipped: how many passages


def rows(diff: Diff, context: int) -> Iterator[Row]:
    """The rows to show, with up to `context` unchanged passages on each side of a change."""
    departures = sorted((block for block in diff.blocks if block.move is not None), key=lambda block: -block.old[0][0])
    last = len(diff.blocks) - 1
    for index, block in enumerate(diff.blocks):
        if block.move is None and block.old:
            while departures and departures[-1].old[0][0] < block.old[0][0]:
                yield Row("departure", departures.pop())
        if block.op == "equal":
            yield from _around(diff, block, context if index else 0, context if index < last else 0)
        else:
            yield Row("change", block)
    while departures:
        yield Row("departure", departures.pop())


class Gaps:
    """Where sentences are missing in passages because they moved: each place with its end and the move's number."""

    def __init__(self, diff: Diff) -> None:
        moves = [block for block in diff.blocks if block.move is not None]
        self._old = {start: (end, block.move or 0) for block in moves for start, end in block.old}
        self._new = {start: (end, block.move or 0) for block in moves for start, end in block.new}

    def filled(self, block: Block) -> Iterator[tuple[Edit, int | None]]:
        """The edits of a block in order, and between them, with the move's number, what went from there or came."""
        old_at = block.old[0][0] if block.old else 0
        new_at = block.new[0][0] if block.new else 0
        for edit in block.edits:
            while edit.old and old_at < edit.old[0]:
                end, number = self._old[old_at]
                yield Edit("delete", (old_at, end), None), number
                old_at = end
            while edit.new and new_at < edit.new[0]:
                end, number = self._new[new_at]
                yield Edit("insert", None, (new_at, end)), number
                new_at = end
            yield edit, None
            old_at = edit.old[1] if edit.old else old_at
            new_at = edit.new[1] if edit.new else new_at


def _around(diff: Diff, block: Block, after: int, before: int) -> Iterator[Row]:
    old, new = block.old[0][0], block.new[0][0]
    pieces = split_units(diff.new[slice(*block.new[0])])
    hidden = range(after, max(after, len(pieces) - before))
    for index, piece in enumerate(pieces):
        if index == hidden.start and hidden:
            yield Row("skipped", block, passages=len(hidden))
        if index not in hidden:
            yield Row("context", block, (old, old + len(piece)), (new, new + len(piece)))
        old, new = old + len(piece), new + len(piece)
