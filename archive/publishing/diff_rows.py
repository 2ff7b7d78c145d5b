"""The rows of a diff as a page shows them: in order with what stands around each change, or the weightiest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from archive.diffing import Diff
from archive.diffing.ranking import rank
from archive.diffing.records import Block, Range
from archive.diffing.rendering.ranked import repeated
from archive.diffing.rendering.rows import Gaps
from archive.diffing.rendering.wording import DiffWording, describe, moved_up, say_article
from archive.diffing.units import split_units
from archive.publishing.marking import shown

Row = dict[str, Any]

#: Characters shown of a passage that only stands beside a change, or that moved away from there.
_AROUND, _GONE = 160, 400
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


class DiffRows:
    """A diff as rows of plain data; `layout` shows changes of layout too, `wording` is the reader's."""

    def __init__(self, diff: Diff, *, layout: bool, wording: DiffWording) -> None:
        self._diff = diff
        self._layout = layout
        self._wording = wording
        self._gaps = Gaps(diff)
        self._rises = moved_up(diff)
        self._numbers = {block.move: number for number, block in enumerate(diff.blocks) if block.move is not None}

    def ranked(self, terms: Iterable[str]) -> list[Row]:
        """The changes alone, weightiest first; those that touch one of `terms` weigh more."""
        return _told_once(
            [
                self._change(change.position, change.block)
                for change in rank(self._diff, terms)
                if not self._quiet(change.block)
            ]
        )

    def in_order(self) -> list[Row]:
        """The changes as they stand in the new text, what lies between folded, each move also where it went from."""
        blocks = self._diff.blocks
        departures = sorted((block for block in blocks if block.move is not None), key=lambda block: -block.old[0][0])
        found: list[Row] = []
        run: list[Block] = []
        for number, block in enumerate(blocks):
            if block.move is None and block.old:
                while departures and departures[-1].old[0][0] < block.old[0][0]:
                    found += self._folded(run, first=not found)
                    run = []
                    found.append(self._departure(departures.pop()))
            if self._quiet(block):
                run.append(block)
                continue
            found += self._folded(run, first=not found)
            run = []
            found.append(self._change(number, block))
        if not found:
            return []
        found += [self._departure(block) for block in reversed(departures)]
        return _told_once(found + self._folded(run, last=True))

    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind; a passage that only moved is no change of layout here."""
        changes = self._diff.changes
        counted = {
            kind: sum(block.change == kind and (block.move is None or kind != "layout") for block in changes)
            for kind in ("figure", "wording", "layout")
        }
        return {**counted, "move": len(self._numbers)}

    def articles(self) -> list[str]:
        """What became of each article of a law, a line each."""
        return [say_article(article, self._wording) for article in self._diff.articles]

    def repeated(self) -> list[Row]:
        """Wordings that took the place of others more than once, the most frequent first."""
        return [
            {"old": one.old.strip(), "new": one.new.strip(), "times": len(one.positions), "first": one.positions[0]}
            for one in repeated(self._diff)
        ]

    def _quiet(self, block: Block) -> bool:
        """Whether a block only surrounds the changes: nothing in it moved, came or went but white space."""
        if block.op == "equal":
            return True
        if block.change != "layout" or block.move is not None or self._layout:
            return False
        return all(move is None for _, move in self._gaps.filled(block))

    def _change(self, number: int, block: Block) -> Row:
        inline = list(self._pieces(block))
        return {
            "kind": "change",
            "number": number,
            "op": block.op,
            "class": block.change,
            "what": self._sign(block.move) + describe(block, self._rises.get(block.move or 0, False), self._wording),
            "heading": block.heading,
            "from": block.old,
            "to": block.new,
            "move": block.move,
            "old": [piece for piece in inline if piece["op"] in ("equal", "delete", "gone")],
            "new": [piece for piece in inline if piece["op"] in ("equal", "insert", "came")],
            "inline": inline,
            "figures": [figure.to_dict() for figure in block.figures],
        }

    def _pieces(self, block: Block) -> Iterator[Row]:
        """The words of a block that stayed, came and went; a sentence that moved is a link to its other end."""
        begun = False
        for edit, move in self._gaps.filled(block):
            gone = edit.op == "delete"
            if move is not None:
                yield {
                    "op": "gone" if gone else "came",
                    "text": self._sign(move).strip(),
                    "to": f"b{self._numbers[move]}",
                }
                continue
            span = edit.old if gone else edit.new
            text = self._text(gone, span, kept=edit.op == "equal") if span else ""
            if not begun:
                text = text.lstrip()
            if text:
                begun = True
                yield {"op": edit.op, "text": text, "to": None}

    def _text(self, old: bool, span: Range, *, kept: bool) -> str:
        raw = (self._diff.old if old else self._diff.new)[slice(*span)]
        read = "\n".join(map(shown, _BLANK_LINE.split(raw)))
        if read.strip() or kept or not self._layout:
            return read if read.strip() or kept else ""
        return "⏎" if "\n" in raw else "␣"

    def _departure(self, block: Block) -> Row:
        text = shown(self._diff.old[slice(*block.old[0])].strip())
        way = "from_here_up" if self._rises[block.move or 0] else "from_here_down"
        return {
            "kind": "departure",
            "move": block.move,
            "number": self._numbers[block.move or 0],
            "what": self._sign(block.move) + self._wording.say(way),
            "text": text if len(text) <= _GONE else f"{text[:_GONE]}…",
        }

    def _sign(self, move: int | None) -> str:
        return "" if move is None else f"{'↑' if self._rises[move] else '↓'}{move} "

    def _folded(self, run: Sequence[Block], *, first: bool = False, last: bool = False) -> list[Row]:
        """What stands between two changes: its last passage before the next one, its first after the one above."""
        pieces = [piece for block in run for piece in block.new]
        if not pieces:
            return []
        span = pieces[0][0], pieces[-1][1]
        passages = [text for unit in split_units(self._diff.new[slice(*span)]) if (text := shown(unit.strip()))]
        after = [] if first else passages[:1]
        before = [] if last else passages[len(after) :][-1:]
        hidden = len(passages) - len(after) - len(before)
        return [
            {
                "kind": "fold",
                "after": [text if len(text) <= _AROUND else f"{text[:_AROUND]}…" for text in after],
                "before": [text if len(text) <= _AROUND else f"…{text[-_AROUND:]}" for text in before],
                "said": self._wording.skipped(hidden) if hidden else "",
                "layout_changes": sum(block.change == "layout" for block in run),
                "to": span,
            }
        ]


def _told_once(rows: list[Row]) -> list[Row]:
    """The rows, those noted that come or go as the passage above them does: what happened is said once for all."""
    for above, row in pairwise(rows):
        row["goes_on"] = (
            row["kind"] == above["kind"] == "change"
            and row["op"] in ("insert", "delete")
            and (row["op"], row["class"], row["heading"]) == (above["op"], above["class"], above["heading"])
        )
    return rows
