"""A diff in one line."""

from __future__ import annotations

from collections import Counter

from archive.diffing.records import Diff
from archive.diffing.rendering.wording import DiffWording

_ORDER = ("replace", "insert", "delete", "move", "split", "merge", "renumber")


def stat_line(diff: Diff, wording: DiffWording | None = None) -> str:
    """How many passages changed in which way, how many figures, and how many characters came and went."""
    say = (wording or DiffWording()).say
    counts: Counter[str] = Counter(block.op for block in diff.changes)
    if not counts:
        return say("no_change")
    parts = [say("counted", count=counts[op], what=say(op)) for op in _ORDER if counts[op]]
    figures = sum(block.change == "figure" for block in diff.changes)
    if figures:
        parts.append(say("counted", count=figures, what=say("figure")))
    inserted, deleted = diff.inserted_and_deleted()
    return say("summed", counts=say("between").join(parts), inserted=inserted, deleted=deleted)
