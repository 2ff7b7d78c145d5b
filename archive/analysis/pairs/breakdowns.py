"""Wholes with their parts, and amounts with what is said of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from archive.analysis.pairs.arithmetic import bound, percent, rounded, signed
from archive.analysis.pairs.statements import Statement
from archive.model import AnalysedVersion, FigurePair, Relation

_SAID_OF = frozenset({"growth_rate", "share", "delta", "pp_change", "pp_gap", "rate", "progress"})
_OF_WHICH = re.compile(r"其中|包括|包含|分别为|当中|之中|个中")
_FURTHEST = 8  # parts are told within this many figures after their whole
_BEFORE = 24


def breakdown_pairs(versions: Sequence[AnalysedVersion], statements: Sequence[Sequence[Statement]]) -> list[FigurePair]:
    """A pair for every part with its whole (does the sum hold?) and every percentage or increment with its amount."""
    pairs: list[FigurePair] = []
    for version, own in zip(versions, statements, strict=True):
        parts: dict[int, list[Statement]] = defaultdict(list)
        for statement in own:
            if statement.whole is not None and statement.whole < len(own):
                whole = own[statement.whole]
                if _is_part(whole, statement):
                    parts[statement.whole].append(statement)
                elif statement.figure.measure in _SAID_OF:
                    pairs.append(_derived(whole, statement))
        _add_told_parts(version, own, parts)
        for position, members in parts.items():
            pairs.extend(_parts(own[position], members))
    return pairs


def _is_part(whole: Statement, part: Statement) -> bool:
    if part.figure.measure != whole.figure.measure or part.figure.measure not in {"level", "delta"}:
        return False
    return whole.unit == part.unit and part.value <= whole.value


def _add_told_parts(version: AnalysedVersion, own: Sequence[Statement], parts: dict[int, list[Statement]]) -> None:
    """Find parts that the reading of figures did not mark: numbers right after a whole that add up to it exactly."""
    marked = {part.at.figure for members in parts.values() for part in members}
    for position, whole in enumerate(own):
        if position in parts or whole.figure.measure != "level" or whole.value < 2:
            continue
        run: list[Statement] = []
        total = Fraction(0)
        for part in own[position + 1 : position + 1 + _FURTHEST]:
            if part.figure.passage != whole.figure.passage or not _same_kind(whole, part):
                break
            if part.at.figure in marked or part.value >= whole.value:
                break
            run.append(part)
            total += part.value
            if total >= whole.value:
                break
        if len(run) > 1 and total == whole.value and all(_tells_of(version, whole, part) for part in run):
            parts[position] = run
            marked.update(part.at.figure for part in run)


def _same_kind(whole: Statement, part: Statement) -> bool:
    return part.unit == whole.unit and part.figure.measure == "level" and part.forward == whole.forward


def _tells_of(version: AnalysedVersion, whole: Statement, part: Statement) -> bool:
    """Whether the part counts what the whole counts, by its own name or by leaving the name out."""
    if part.wording.content == whole.wording.content or not part.own.content:
        return True
    if set(part.own.grams) & set(whole.wording.grams):
        return True
    before = version.text[max(0, part.figure.span.start - _BEFORE) : part.figure.span.start]
    return bool(_OF_WHICH.search(before))


def _parts(whole: Statement, members: list[Statement]) -> list[FigurePair]:
    total = sum((part.value for part in members), Fraction(0))
    sums = f"{' + '.join(_plain(part.value) for part in members)} = {_plain(total)}"
    if len(members) == 1:
        note = ""
    elif total == whole.value:
        note = f"{sums}: the parts make up the whole"
    elif total < whole.value:
        note = f"{sums} of {_plain(whole.value)}: other parts are not told"
    else:
        note = f"{sums}, more than the whole {_plain(whole.value)}: the parts overlap or a number is wrong"
    return [
        FigurePair(
            whole.at,
            part.at,
            "breakdown",
            "comparable",
            share_pct=percent(part.value, whole.value),
            bound=bound(whole.figure.comparator, part.figure.comparator),
            note=note,
        )
        for part in members
    ]


def _derived(amount: Statement, said: Statement) -> FigurePair:
    relation: Relation = "progress_of_target" if said.figure.measure == "progress" else "breakdown"
    return FigurePair(amount.at, said.at, relation, "derived", note=_implied(amount, said))


def _implied(amount: Statement, said: Statement) -> str:
    """What the two numbers imply together, where both are plain: the amount a year before, or the whole."""
    if amount.figure.measure != "level" or said.figure.value_max is not None or amount.figure.value_max is not None:
        return ""
    unit = amount.unit
    if said.figure.measure == "share" and 0 < said.value <= 100:
        return f"implies a whole of about {_plain(rounded(100 * amount.value / said.value))}{unit}"
    if said.figure.measure == "growth_rate" and signed(said) > -100:
        return f"implies about {_plain(rounded(amount.value * 100 / (100 + signed(said))))}{unit} before"
    if said.figure.measure == "delta" and said.unit == unit and amount.value != signed(said):
        before = amount.value - signed(said)
        return f"implies {_plain(before)}{unit} before, a change of {percent(signed(said), abs(before))}%"
    return ""


def _plain(number: object) -> str:
    if isinstance(number, Fraction):
        number = number.numerator if number.denominator == 1 else rounded(number)
    return f"{number:f}" if not isinstance(number, int) else str(number)
