"""A theme's wordings in order of time, as a small graph of variants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from archive.analysis.theme_key import theme_key


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words that two wordings share, or that only one of them has."""

    op: Literal["equal", "insert", "delete"]
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording with how often, and when first and last, it was seen."""

    theme: str
    wording: str
    mentions: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Evolution:
    """The variants of a theme in order of time; each edge leads from one wording to the next new one."""

    variants: tuple[Variant, ...]
    edges: tuple[tuple[int, int, tuple[WordChange, ...]], ...]

    def to_dict(self) -> dict[str, Any]:
        """The graph as JSON carries it."""
        return {
            "variants": [
                {"theme": v.theme, "wording": v.wording, "mentions": v.mentions, "first": v.first, "last": v.last}
                for v in self.variants
            ],
            "edges": [
                {"from": a, "to": b, "diff": [{"op": change.op, "text": change.text} for change in changes]}
                for a, b, changes in self.edges
            ],
        }


def word_diff(old: str, new: str) -> tuple[WordChange, ...]:
    """How one wording becomes another, word by word; the two texts can be put together again from it.

    >>> [(change.op, change.text) for change in word_diff("科技创新推动产业创新", "科技创新引领产业创新")]
    [('equal', '科技创新'), ('delete', '推动'), ('insert', '引领'), ('equal', '产业创新')]
    """
    import rjieba
    from rapidfuzz.distance import Indel

    before, after = rjieba.cut(old), rjieba.cut(new)
    if not set(before) & set(after):  # wordings such as 文旅商 and 文旅商展 are one word each to the segmenter
        before, after = list(old), list(new)
    changes: list[WordChange] = []
    removed = added = ""
    for code in Indel.opcodes(before, after):
        if code.tag != "equal":
            removed += "".join(before[code.src_start : code.src_end])
            added += "".join(after[code.dest_start : code.dest_end])
            continue
        changes += _replaced(removed, added)
        removed = added = ""
        changes.append(WordChange("equal", "".join(before[code.src_start : code.src_end])))
    return (*changes, *_replaced(removed, added))


def _replaced(removed: str, added: str) -> list[WordChange]:
    changes: list[WordChange] = []
    if removed:
        changes.append(WordChange("delete", removed))
    if added:
        changes.append(WordChange("insert", added))
    return changes


def evolution_of(seen: Iterable[tuple[str, str, str | None]]) -> Evolution:
    """The graph of the wordings given as (theme, wording, date or year) of every mention.

    Wordings that differ only in quotes, width or dashes are one; undated ones come last.
    """
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], Counter[str]] = {}
    days: dict[tuple[str, str], list[str]] = {}
    for theme, wording, day in seen:
        key = theme, theme_key(wording)
        counts[key] += 1
        shown.setdefault(key, Counter())["".join(wording.split())] += 1
        days.setdefault(key, [])
        if day:
            days[key].append(day)
    variants = [
        Variant(
            theme=key[0],
            wording=min(shown[key], key=lambda wording: (-shown[key][wording], wording)),
            mentions=count,
            first=min(days[key], default=None),
            last=max(days[key], default=None),
        )
        for key, count in counts.items()
    ]
    variants.sort(key=lambda v: (v.first is None, v.first or "", v.last or "", -v.mentions, v.theme, v.wording))
    edges = tuple(
        (index, index + 1, word_diff(before.wording, after.wording))
        for index, (before, after) in enumerate(pairwise(variants))
        if before.first != after.first
    )
    return Evolution(tuple(variants), edges)
