"""Changes by weight, and the same change made in many places as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.diffing.records import Block, Diff
from archive.diffing.units import skeleton

#: What a change weighs before its length is looked at.
FIGURE = 100
TERM = 60
PASSAGE = 30
WORDING = 20
MOVE = 10
LAYOUT = 0
#: No change weighs more for its length than this many characters do.
LONGEST = 40


class Ranked(NamedTuple):
    """A change with its weight; `position` counts the blocks of the diff."""

    weight: int
    position: int
    block: Block


class Replacement(NamedTuple):
    """One wording that took the place of another, with the blocks it did so in; either may be empty."""

    old: str
    new: str
    positions: tuple[int, ...]


def rank(diff: Diff, terms: Iterable[str] = ()) -> list[Ranked]:
    """The changes, weightiest first: figures, then `terms` (projects, formulations), passages, words, signs alone."""
    fixed = tuple(sorted(terms))
    ranked = [
        Ranked(_weight(diff, block, fixed), position, block)
        for position, block in enumerate(diff.blocks)
        if block.op != "equal"
    ]
    return sorted(ranked, key=lambda change: (-change.weight, change.position))


def replacements(diff: Diff) -> list[Replacement]:
    """Every wording that was put for another, the most frequent first: one change made in thirty places is one.

    A word put in or taken out alone counts too; whole passages that came or went do not.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for position, block in enumerate(diff.blocks):
        if block.old and block.new:
            for pair in _pairs(diff, block):
                places.setdefault(pair, []).append(position)
    found = [Replacement(old, new, tuple(positions)) for (old, new), positions in places.items()]
    return sorted(found, key=lambda one: (-len(one.positions), one.positions[0]))


def _pairs(diff: Diff, block: Block) -> Iterator[tuple[str, str]]:
    gone = ""
    for edit in block.edits:
        if edit.op == "delete" and edit.old:
            gone = diff.old[slice(*edit.old)]
        elif edit.op == "insert" and edit.new:
            yield gone, diff.new[slice(*edit.new)]
            gone = ""
        elif gone:
            yield gone, ""
            gone = ""
    if gone:
        yield gone, ""


def _weight(diff: Diff, block: Block, terms: tuple[str, ...]) -> int:
    if block.change == "layout" or block.change is None:
        return MOVE if block.op == "move" else LAYOUT
    changed = "".join(
        diff.new[slice(*edit.new)]
        if edit.op == "insert" and edit.new
        else diff.old[slice(*edit.old)]
        if edit.old
        else ""
        for edit in block.edits
        if edit.op != "equal"
    )
    spoken = len(skeleton(changed))
    if not spoken:
        return LAYOUT + 1
    weight = WORDING + min(spoken, LONGEST)
    if block.change == "figure":
        weight += FIGURE
    if block.op in ("insert", "delete"):
        weight += PASSAGE
    if any(term in changed for term in terms):
        weight += TERM
    return weight
