"""A diff in the unified format, by lines, for `patch` and `git apply`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from archive.diffing.records import Diff
from archive.diffing.rendering.wording import visible

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\n\\ No newline at end of file\n"

_Step = tuple[str, int, int]  # " ", "-" or "+", the old line, the new line


def render_unified(diff: Diff, *, context: int = 3, old_name: str = "old", new_name: str = "new") -> str:
    """The diff as unified lines; empty where the texts are the same.

    A passage that moved is taken out where it stood and put in where it stands now: the format knows no other way.
    """
    old, new = _LINE.findall(diff.old), _LINE.findall(diff.new)
    if diff.old == diff.new:
        return ""
    steps = list(_steps(diff, old, new))
    parts = [f"--- {visible(old_name)}\n+++ {visible(new_name)}\n"]
    for start, end in _hunks(steps, context):
        hunk = steps[start:end]
        parts.append(f"@@ -{_place(hunk, '+')} +{_place(hunk, '-')} @@\n")
        for sign, i, j in hunk:
            line = new[j] if sign == "+" else old[i]
            parts.append(f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}{_NO_END}")
    return "".join(parts)


def _steps(diff: Diff, old: Sequence[str], new: Sequence[str]) -> Iterator[_Step]:
    """Every line of both texts: kept where it lies whole in an equal block, else taken out or put in."""
    old_starts = [0, *accumulate(map(len, old))]
    new_line = {start: index for index, start in enumerate(accumulate(map(len, new), initial=0))}
    i = j = 0
    for block in diff.blocks:
        if block.op != "equal":
            continue
        (start, end), shift = block.old[0], block.new[0][0] - block.old[0][0]
        while i < len(old) and old_starts[i] < start:
            yield "-", i, j
            i += 1
        while i < len(old) and old_starts[i + 1] <= end:
            there = new_line.get(old_starts[i] + shift)
            if there is not None and there < len(new) and new[there] == old[i]:
                for k in range(j, there):
                    yield "+", i, k
                yield " ", i, there
                j = there + 1
            else:
                yield "-", i, j
            i += 1
    for k in range(i, len(old)):
        yield "-", k, j
    for k in range(j, len(new)):
        yield "+", len(old), k


def _hunks(steps: Sequence[_Step], context: int) -> Iterator[tuple[int, int]]:
    start = end = -1
    for index, (sign, _, _) in enumerate(steps):
        if sign == " ":
            continue
        if end < 0 or index - context > end:
            if end >= 0:
                yield start, end
            start = max(index - context, 0)
        end = min(index + context + 1, len(steps))
    if end >= 0:
        yield start, end


def _place(hunk: Sequence[_Step], other: str) -> str:
    """First line and number of lines on one side of a hunk, as the format counts them; `other` signs the other side."""
    lines = [step for step in hunk if step[0] != other]
    _, old, new = lines[0] if lines else hunk[0]
    return f"{(old if other == '+' else new) + bool(lines)},{len(lines)}"
