"""Figures that a change touches: from what to what, up or down, and whether the hedge hardened or softened."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from archive.diffing.records import Amount, Block, Edit, FigureChange, Range
from archive.model import Quantity
from archive.quantities.scan import scan_quantities

# Where an amount may be: a digit, a numeral of some length, or one before a character that counts.
_NUMERAL = re.compile(
    r"\d|[零〇一二三四五六七八九十百千万亿两几]{2}|分之|翻番|翻一番|倍|过半|减半|[一二三四五六七八九十百千万亿两][^\W一二三四五六七八九十]"
)
_CLAUSE_END = re.compile(r"[，。；：！？、;:!?\n]|,(?!\d)")
_HUNDREDTH = Decimal("0.01")

Hedge = Literal["hardened", "softened", "changed"]


class Clause(NamedTuple):
    """A changed clause of a block, on both sides, with the edits inside it."""

    block: int
    old: Range
    new: Range
    edits: tuple[Edit, ...]


def with_figures(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those whose wording touches a figure with what became of it.

    All clauses are scanned in one go; an unchanged figure in a changed clause is left out.
    """
    clauses = [
        clause
        for index, block in enumerate(blocks)
        if block.change == "wording" and block.old and block.new
        for clause in _changed_clauses(index, old, new, block.edits)
    ]
    result = list(blocks)
    if not clauses:
        return result
    found: dict[int, list[FigureChange]] = {}
    before, after = _scan(old, [clause.old for clause in clauses]), _scan(new, [clause.new for clause in clauses])
    for clause, olds, news in zip(clauses, before, after, strict=True):
        for change in _changes(old, new, clause, olds, news):
            found.setdefault(clause.block, []).append(change)
    for index, changes in found.items():
        changed = any(change.direction != "same" or change.hedge for change in changes)
        result[index] = blocks[index]._replace(figures=tuple(changes), change="figure" if changed else "wording")
    return result


def _changed_clauses(index: int, old: str, new: str, edits: Sequence[Edit]) -> Iterator[Clause]:
    """The stretches between clause ends that both sides share, where something changed and a numeral stands."""
    if not edits:
        return
    old_start, new_start = _starts(edits)
    old_at, new_at = old_start, new_start
    inside: list[Edit] = []
    changed = False
    for edit in edits:
        if edit.op != "equal":
            changed = True
            inside.append(edit)
        elif edit.old and edit.new:
            ends = [end.end() for end in _CLAUSE_END.finditer(old, *edit.old)]
            if not ends:
                inside.append(edit)
            else:
                first, last = ends[0], ends[-1]
                shift = edit.new[0] - edit.old[0]
                if changed:
                    inside.append(Edit("equal", (edit.old[0], first), (edit.new[0], first + shift)))
                    yield from _with_numeral(
                        Clause(index, (old_start, first), (new_start, first + shift), tuple(inside)), old, new
                    )
                old_start, new_start = last, last + shift
                inside = [Edit("equal", (last, edit.old[1]), (last + shift, edit.new[1]))]
                changed = False
        old_at = edit.old[1] if edit.old else old_at
        new_at = edit.new[1] if edit.new else new_at
    if changed:
        yield from _with_numeral(Clause(index, (old_start, old_at), (new_start, new_at), tuple(inside)), old, new)


def _with_numeral(clause: Clause, old: str, new: str) -> Iterator[Clause]:
    if _NUMERAL.search(old, *clause.old) or _NUMERAL.search(new, *clause.new):
        yield clause


def _starts(edits: Sequence[Edit]) -> Range:
    old = next((edit.old[0] for edit in edits if edit.old), 0)
    new = next((edit.new[0] for edit in edits if edit.new), 0)
    return old, new


def _scan(text: str, places: Sequence[Range]) -> list[list[Amount]]:
    """The amounts in each of the places, in order."""
    found: list[list[Amount]] = [[] for _ in places]
    starts = []
    at = 0
    for start, end in places:
        starts.append(at)
        at += end - start + 1
    for quantity in scan_quantities("\n".join(text[start:end] for start, end in places)):
        index = bisect_right(starts, quantity.start) - 1
        start, end = places[index]
        shift = start - starts[index]
        if quantity.end + shift <= end:
            found[index].append(_amount(text, quantity, shift))
    return found


def _amount(text: str, quantity: Quantity, shift: int) -> Amount:
    span = (quantity.start + shift, quantity.end + shift)
    return Amount(
        span,
        text[span[0] : span[1]],
        quantity.value,
        quantity.unit,
        quantity.base_value,
        quantity.base_unit,
        quantity.comparator,
    )


def _changes(old: str, new: str, clause: Clause, olds: list[Amount], news: list[Amount]) -> Iterator[FigureChange]:
    tones = _tone(old[slice(*clause.old)]), _tone(new[slice(*clause.new)])
    for before, after in _paired(clause, olds, news):
        if before and after:
            if before.text != after.text or tones[0] != tones[1]:
                yield _change(before, after, *tones)
        else:
            yield FigureChange(before, after)


def _paired(clause: Clause, olds: list[Amount], news: list[Amount]) -> Iterator[tuple[Amount | None, Amount | None]]:
    """Amounts side by side: those that share characters, then in order those of one unit, then what is left alone."""
    partner = {}
    free = set(range(len(news)))
    for i, before in enumerate(olds):
        place = _carried(clause.edits, before.span)
        same = next(
            (j for j in sorted(free) if place and news[j].span[0] < place[1] and place[0] < news[j].span[1]), None
        )
        if same is not None:
            partner[i] = same
            free.discard(same)
    for wanted in (True, False):
        for i, before in enumerate(olds):
            if i not in partner:
                low = max((j for k, j in partner.items() if k < i), default=-1)
                high = min((j for k, j in partner.items() if k > i), default=len(news))
                for j in sorted(free):
                    if low < j < high and (news[j].base_unit == before.base_unit) == wanted:
                        partner[i] = j
                        free.discard(j)
                        break
    for i, before in enumerate(olds):
        yield before, news[partner[i]] if i in partner else None
    for j in sorted(free):
        yield None, news[j]


def _carried(edits: Sequence[Edit], span: Range) -> Range | None:
    """Where the first kept characters of an old span stand in the new text."""
    for edit in edits:
        if edit.old and edit.new and edit.old[0] < span[1] and span[0] < edit.old[1]:
            shift = edit.new[0] - edit.old[0]
            return max(span[0], edit.old[0]) + shift, min(span[1], edit.old[1]) + shift
    return None


def _change(before: Amount, after: Amount, tone_before: int, tone_after: int) -> FigureChange:
    hedge = _hedge(before.comparator, after.comparator, tone_before, tone_after)
    if before.base_unit != after.base_unit:
        return FigureChange(before, after, hedge=hedge)
    with localcontext() as context:
        context.prec = 60
        difference = after.base_value - before.base_value
        percent = None
        if before.base_value:
            percent = (difference * 100 / before.base_value).quantize(_HUNDREDTH, ROUND_HALF_EVEN)
    direction: Literal["up", "down", "same"] = "up" if difference > 0 else "down" if difference else "same"
    return FigureChange(before, after, direction, difference, percent, hedge)


def _hedge(before: str, after: str, tone_before: int, tone_after: int) -> Hedge | None:
    strength = _firmness()["comparator"]
    moved = (strength[after] - strength[before]) or (tone_after - tone_before)
    if moved:
        return "hardened" if moved > 0 else "softened"
    return "changed" if before != after else None


def _tone(clause: str) -> int:
    """1 where a clause binds, -1 where it is loose, else 0."""
    words = _firmness()
    firm = any(word in clause for word in words["firm"]["words"])
    loose = any(word in clause for word in words["loose"]["words"])
    return firm - loose


@cache
def _firmness() -> dict[str, Any]:
    return tomllib.loads(files("archive.data").joinpath("firmness.toml").read_text(encoding="utf-8"))
