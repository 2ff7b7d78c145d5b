"""The changes by weight, to be shown one after the other, and wordings changed alike in several places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archive.diffing.ranking import LAYOUT, Replacement, rank, replacements
from archive.diffing.records import Diff
from archive.diffing.rendering.rows import Row
from archive.diffing.rendering.wording import visible

#: Repeated changes that are named, and the longest one that is.
_REPEATED, _LONGEST_REPEATED = 12, 40


def ranked_rows(diff: Diff, terms: Iterable[str] = ()) -> list[Row]:
    """The changes alone, weightiest first, those of layout left out; what touches one of `terms` weighs more."""
    return [Row("change", change.block) for change in rank(diff, terms) if change.weight > LAYOUT]


def repeated(diff: Diff) -> list[Replacement]:
    """Wordings that took the place of others more than once, the most frequent first."""
    return [
        one
        for one in replacements(diff)
        if len(one.positions) > 1 and 0 < len(one.old.strip() + one.new.strip()) <= _LONGEST_REPEATED
    ][:_REPEATED]


def say_repeated(one: Replacement) -> str:
    """A wording that was put for another, and how often: ``3× 第四次 → 第六次``."""
    old, new = (visible(words.strip()) or "∅" for words in (one.old, one.new))
    return f"{len(one.positions)}× {old} → {new}"


def ranking(diff: Diff, terms: Iterable[str] = ()) -> dict[str, Any]:
    """The order and the repeated changes as JSON: numbers count the blocks of the diff."""
    return {
        "ranking": [{"block": change.position, "weight": change.weight} for change in rank(diff, terms)],
        "repeated": [
            {"from": one.old, "to": one.new, "blocks": list(dict.fromkeys(one.positions))} for one in repeated(diff)
        ],
    }
