"""What a diff is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from archive.diffing.collector import CollectorAtRest

Op = Literal["equal", "insert", "delete", "replace", "move", "split", "merge", "renumber"]
ChangeClass = Literal["layout", "wording", "figure"]
Range = tuple[int, int]


#: So many characters only in the old text, then so many only in the new one, then so many that are equal.
Step = tuple[int, int, int]
EditOp = Literal["equal", "insert", "delete"]


class Edit(NamedTuple):
    """A stretch inside a block: equal on both sides, or only in one text."""

    op: EditOp
    old: Range | None
    new: Range | None

    def flipped(self) -> Edit:
        """The same seen from the new text."""
        other: dict[str, Any] = {"equal": "equal", "insert": "delete", "delete": "insert"}
        return Edit(other[self.op], self.new, self.old)


class Amount(NamedTuple):
    """A figure on one side of a change, with its place in that side's text."""

    span: Range
    text: str
    value: Decimal
    unit: str
    base_value: Decimal
    base_unit: str
    comparator: str
    base_max: Decimal | None = None  # of a range, in the base unit
    sign: int = 0  # -1 for what something fell by, 1 for what it rose by
    is_rank: bool = False  # a place in an order, the first one the highest
    uncounted: bool = False  # 一 where it is an article, and a number only against another one

    def to_dict(self) -> dict[str, Any]:
        """The amount as JSON."""
        return {
            "span": list(self.span),
            "text": self.text,
            "value": json_number(self.value),
            "unit": self.unit,
            "base_value": json_number(self.base_value),
            "base_value_max": json_number(self.base_max),
            "base_unit": self.base_unit,
            "comparator": self.comparator,
        }


class FigureChange(NamedTuple):
    """A figure that was changed, written otherwise, put in or taken out."""

    old: Amount | None
    new: Amount | None
    direction: Literal["up", "down", "same"] | None = None
    change_abs: Decimal | None = None  # new - old, in the base unit; of ranks, the places won
    change_pct: Decimal | None = None  # of the old amount, rounded to two places
    hedge: str | None = None  # hardened, softened, changed; None where it stayed

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON."""
        return {
            "from": self.old.to_dict() if self.old else None,
            "to": self.new.to_dict() if self.new else None,
            "direction": self.direction,
            "change_abs": json_number(self.change_abs),
            "change_pct": json_number(self.change_pct),
            "hedge": self.hedge,
        }


class Block(NamedTuple):
    """What became of one passage; of several only where they are equal, moved together, split or merged."""

    op: Op
    change: ChangeClass | None  # None where nothing changed
    old: tuple[Range, ...]
    new: tuple[Range, ...]
    steps: tuple[Step, ...] = ()
    move: int | None = None
    heading: str = ""
    figures: tuple[FigureChange, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What is equal, put in and taken out, in order; made of the steps at each call, for few readers want it."""
        return tuple(Edit(*stretch) for stretch in self.stretches())

    def stretches(self) -> Iterator[tuple[EditOp, Range | None, Range | None]]:
        """The edits as plain tuples."""
        olds, news = iter(self.old), iter(self.new)
        (old_at, old_end), (new_at, new_end) = next(olds, (0, 0)), next(news, (0, 0))
        for gone, come, kept in self.steps:
            if old_at == old_end and (gone or kept):
                old_at, old_end = next(olds)
            if gone:
                yield "delete", (old_at, old_at + gone), None
                old_at += gone
                if old_at == old_end and kept:
                    old_at, old_end = next(olds)
            if new_at == new_end and (come or kept):
                new_at, new_end = next(news)
            if come:
                yield "insert", None, (new_at, new_at + come)
                new_at += come
                if new_at == new_end and kept:
                    new_at, new_end = next(news)
            if kept:
                yield "equal", (old_at, old_at + kept), (new_at, new_at + kept)
                old_at += kept
                new_at += kept

    def to_dict(self, old: str, new: str) -> dict[str, Any]:
        """The block as JSON; the texts are needed for the words that were put in and taken out."""
        spans: list[dict[str, Any]] = []
        for op, before, after in self.stretches():
            if before and after:
                spans.append({"op": op, "from": [*before], "to": [*after]})
            elif after:
                spans.append({"op": op, "from": None, "to": [*after], "text": new[after[0] : after[1]]})
            elif before:
                spans.append({"op": op, "from": [*before], "to": None, "text": old[before[0] : before[1]]})
        return {
            "op": self.op,
            "class": self.change,
            "heading": self.heading,
            "from": [[*piece] for piece in self.old],
            "to": [[*piece] for piece in self.new],
            "move": self.move,
            "spans": spans,
            "figures": [figure.to_dict() for figure in self.figures],
        }


class ArticleChange(NamedTuple):
    """What an amending decision would say of one article of a law."""

    op: Literal["modify", "insert", "delete", "renumber"]
    old: str | None  # 第十条
    new: str | None

    def to_dict(self) -> dict[str, str | None]:
        """The change as JSON."""
        return {"op": self.op, "from": self.old, "to": self.new}


@dataclass(frozen=True, slots=True)
class Diff:
    """How one text became another: blocks in the order of the new text, deletions where they stood in the old one."""

    engine: Mapping[str, Any]
    old: str
    new: str
    blocks: tuple[Block, ...]
    articles: tuple[ArticleChange, ...] = ()

    @property
    def changes(self) -> tuple[Block, ...]:
        """The blocks that are not equal."""
        return tuple(block for block in self.blocks if block.op != "equal")

    def to_dict(
        self,
        old_address: tuple[str | None, int | None] = (None, None),
        new_address: tuple[str | None, int | None] = (None, None),
    ) -> dict[str, Any]:
        """The diff as JSON; the addresses are document and version, where the texts have one."""
        ops: dict[str, int] = {}
        for block in self.blocks:
            ops[block.op] = ops.get(block.op, 0) + 1
        inserted, deleted = self.inserted_and_deleted()
        with CollectorAtRest():
            blocks = [block.to_dict(self.old, self.new) for block in self.blocks]
        return {
            "engine": dict(self.engine),
            "from": _side(self.old, *old_address),
            "to": _side(self.new, *new_address),
            "blocks": blocks,
            "summary": {
                "blocks": ops,
                "inserted_chars": inserted,
                "deleted_chars": deleted,
                "figures": sum(len(block.figures) for block in self.blocks),
                "articles": [article.to_dict() for article in self.articles],
            },
        }

    def inserted_and_deleted(self) -> tuple[int, int]:
        """How many characters only the new text has, and how many only the old one."""
        steps = [step for block in self.blocks for step in block.steps]
        return sum([come for _, come, _ in steps]), sum([gone for gone, _, _ in steps])


def json_number(value: Decimal | None) -> int | float | None:
    """`value` as JSON writes numbers: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _side(text: str, document: str | None, version: int | None) -> dict[str, Any]:
    return {
        "document": document,
        "version": version,
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "length": len(text),
    }
