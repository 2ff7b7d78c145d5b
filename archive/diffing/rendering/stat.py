"""A diff in one line."""

from __future__ import annotations

from collections import Counter

from archive.diffing.records import Diff
from archive.diffing.rendering.wording import words

_ORDER = ("replace", "insert", "delete", "move", "split", "merge", "renumber")


def stat_line(diff: Diff, language: str = "en") -> str:
    """How many passages changed in which way, how many figures, and how many characters came and went."""
    table = words(language)
    counts: Counter[str] = Counter(block.op for block in diff.changes)
    if not counts:
        return table["no_change"]
    parts = [f"{counts[op]} {table[op]}" for op in _ORDER if counts[op]]
    figures = sum(block.change == "figure" for block in diff.changes)
    if figures:
        parts.append(f"{figures} {table['figure']}")
    inserted, deleted = diff.inserted_and_deleted()
    return f"{', '.join(parts)}; +{inserted} −{deleted}"
