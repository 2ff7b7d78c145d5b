"""What became of each target and plan: met, missed, open, or no result found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from archive.analysis.figure_words import in_words
from archive.analysis.pairs.arithmetic import POINTS, signed
from archive.analysis.pairs.statements import Statement, read_statements
from archive.analysis.pairs.vocabulary import vocabulary
from archive.model import AnalysedVersion, FigureAt, FigurePair

Status = Literal["met", "missed", "open", "no result found"]

#: The relations of a target or plan with what came of it.
PROMISES = frozenset({"progress_of_target", "plan_vs_actual"})
_NEAR = Fraction(1, 10)  # 左右 and 约 are kept within a tenth


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """The status of one target or plan, the result it rests on, and why."""

    target: FigureAt
    status: Status
    result: FigureAt | None
    pair: FigurePair | None
    reason: str


def target_outcomes(
    versions: Sequence[AnalysedVersion], pairs: Sequence[FigurePair], today: date | None
) -> tuple[TargetOutcome, ...]:
    """One outcome for every target and plan, in reading order.

    `pairs` are those of `pair_figures(versions)`. `today` says which periods are over; with None only a result that
    covers the target's whole period does.
    """
    statements = {statement.at: statement for own in read_statements(versions) for statement in own}
    targets = [statement for statement in statements.values() if statement.forward]
    return tuple(outcomes_of(targets, pairs, statements, today))


def outcomes_of(
    targets: Iterable[Statement],
    pairs: Iterable[FigurePair],
    statements: Mapping[FigureAt, Statement],
    today: date | None,
) -> Iterator[TargetOutcome]:
    """The outcome of each of these targets; `statements` are to hold both sides of every pair of theirs."""
    results: dict[FigureAt, list[FigurePair]] = defaultdict(list)
    for pair in pairs:
        if is_result(pair):
            results[pair.a].append(pair)
    for target in targets:
        yield _outcome(target, results[target.at], statements, today)


def is_result(pair: FigurePair) -> bool:
    """Whether the pair says what became of a target or plan."""
    return pair.relation in PROMISES and pair.comparability != "derived"


def _outcome(
    target: Statement,
    pairs: Sequence[FigurePair],
    statements: Mapping[FigureAt, Statement],
    today: date | None,
) -> TargetOutcome:
    over = None if today is None or target.last_day is None else today > target.last_day
    measured = [pair for pair in pairs if pair.comparability in ("comparable", "caveat")]
    if not measured:
        return _unmeasured(target, pairs, over)
    # The result that reaches furthest into the period decides.
    last = max(measured, key=lambda pair: (_last_day(statements[pair.b]), pair.b.version, pair.b.figure))
    result = statements[last.b]
    words = f"{_told(result, target)} of {in_words(target.figure)}"
    caveat = "; with a caveat" if last.comparability == "caveat" else ""
    covered = target.last_day is not None and _last_day(result) >= target.last_day
    met = _is_met(target, result)
    # What adds up stays reached; a growth, a rate or a ceiling can still change before the period ends.
    can_change = target.figure.measure in POINTS or _is_ceiling(target)
    if met and (covered or not can_change):
        return TargetOutcome(target.at, "met", last.b, last, f"{words}{caveat}")
    if met:
        by = _last_day(result).isoformat()
        return TargetOutcome(
            target.at, "open", last.b, last, f"{words} by {by}: on course, and can still change{caveat}"
        )
    if covered:
        return TargetOutcome(target.at, "missed", last.b, last, f"{words}, for the whole period{caveat}")
    note = "the period is not over" if over is False else "no later result was found"
    if over:
        note = f"the period is over, and {note}"
    return TargetOutcome(target.at, "open", last.b, last, f"{words} by {_last_day(result).isoformat()}; {note}{caveat}")


def _unmeasured(target: Statement, pairs: Sequence[FigurePair], over: bool | None) -> TargetOutcome:
    if pairs:
        pair = pairs[0]
        return TargetOutcome(target.at, "open", pair.b, pair, pair.note or "no percentage can be told")
    if target.last_day and over is False:
        reason = f"the period ends on {target.last_day.isoformat()}; no result in this corpus yet"
        return TargetOutcome(target.at, "open", None, None, reason)
    return TargetOutcome(target.at, "no result found", None, None, "no result of this metric and period in this corpus")


def _told(result: Statement, target: Statement) -> str:
    """The result in its words; a fall is called one where a rise was promised."""
    words = in_words(result.figure)
    if signed(result) < 0 and target.direction != "down":
        return f"a decrease by {words.removeprefix('↓')}"
    return words


def _last_day(statement: Statement) -> date:
    return statement.last_day or date.min


def _is_met(target: Statement, result: Statement) -> bool:
    figure = target.figure
    low, reached = signed(target), signed(result)
    if target.direction == "down" and result.direction == "down":
        low, reached = -low, -reached  # 下降3%以上: a greater fall is a better one
    if figure.measure == "rank" or figure.comparator in ("<", "<="):
        return reached <= low if figure.comparator != "<" else reached < low
    if _is_ceiling(target) and target.direction != "down":
        high = Fraction(figure.base_value_max) * target.scale if figure.base_value_max is not None else low
        return reached <= high
    if figure.comparator == "~":
        return reached >= low - abs(low) * _NEAR
    # 1000余户 is more than 1000 just as the 1000余户 that were promised are.
    more = figure.comparator == ">" and result.figure.comparator != ">"
    return reached > low if more else reached >= low


def _is_ceiling(target: Statement) -> bool:
    """Whether less is better: unemployment, prices, accidents."""
    return bool(vocabulary().ceiling_pattern.search(target.figure.metric))
