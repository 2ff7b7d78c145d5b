"""The targets of one series over the years: each metric a line, with what was reported the year after."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.analysis.pairs.agreement import flows_forbid, place_unsaid, places_agree
from archive.analysis.pairs.arithmetic import signed
from archive.analysis.pairs.matching import Fit, likeness, match
from archive.analysis.pairs.partners import Key
from archive.analysis.pairs.results import fits_as_result
from archive.analysis.pairs.statements import Statement, read_statements
from archive.analysis.pairs.vocabulary import vocabulary
from archive.analysis.pairs.windows import canonical_order
from archive.analysis.pairs.wording import Weights, wording
from archive.model import AnalysedVersion, Comparator, FigureAt

_SAME_METRIC = 0.7
_RESULT, _LEAST_RESULT = 0.62, 0.4
_MOST_ALIKE = 40  # targets of one value and unit that are looked through for one said again
_SEVERAL = re.compile("[和与及、]")
_MEASURES = frozenset({"level", "delta", "growth_rate", "share", "rate", "pp_change"})


@dataclass(frozen=True, slots=True)
class TargetYear:
    """One year of a line: the target set for it and the outcome told later, or the reason why one is missing."""

    year: int
    target: FigureAt | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    comparator: Comparator | None
    outcome: FigureAt | None
    outcome_value: Decimal | None  # below zero for a fall beside a promised rise
    reason: str  # empty where target and outcome are both there


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One metric over the years of a series, first year first."""

    metric: str
    years: tuple[TargetYear, ...]

    @property
    def targets(self) -> int:
        """In how many years the metric had a target."""
        return sum(year.target is not None for year in self.years)


def target_lines(versions: Sequence[AnalysedVersion]) -> tuple[TargetLine, ...]:
    """A line for each metric that a series sets a target for, the longest lines first.

    `versions` are the newest versions of the documents of ONE series and region, one a year. A target counts for the
    year of its document; its outcome is looked for in the next year's document. Positions are the caller's.
    """
    order = canonical_order(versions)
    by_year: dict[int, list[Statement]] = defaultdict(list)
    for own in read_statements([versions[index] for index in order]):
        for statement in own:
            if statement.source.year is not None and statement.measure in _MEASURES:
                by_year[statement.source.year].append(statement)
    documents = sorted({version.source.year for version in versions if version.source.year is not None})
    weights = Weights(statement.wording for own in by_year.values() for statement in own)
    lines = _lines([_once(_targets(by_year[year], year), weights) for year in documents], weights)
    outcomes = _outcomes(by_year, documents, weights)
    made = [_line(line, documents, outcomes, order) for line in lines]
    return tuple(sorted(made, key=lambda line: (-line.targets, _first(line))))


def _targets(statements: Iterable[Statement], year: int) -> list[Statement]:
    """The targets that a document sets for its own year."""
    return [item for item in statements if item.forward and item.year == year]


def _once(targets: Sequence[Statement], weights: Weights) -> list[Statement]:
    """The targets without those that say an earlier one of the same document again (经济增长预期目标6.5%－7%)."""
    told: list[Statement] = []
    by_value: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for target in targets:
        figure = target.figure
        alike = by_value[target.unit, target.measure, target.value, figure.value_max, figure.comparator]
        if not any(_says_again(before, target, weights) for before in alike[:_MOST_ALIKE]):
            told.append(target)
            alike.append(target)
    return told


def _says_again(before: Statement, target: Statement, weights: Weights) -> bool:
    if before.place != target.place or before.stage != target.stage or before.flow != target.flow:
        return False
    named = target.own.content and not vocabulary().nameless_pattern.match(target.figure.metric)
    if not named and target.measure != "level":
        return True
    return likeness(before, target, weights) >= _SAME_METRIC


def _lines(years: Sequence[list[Statement]], weights: Weights) -> list[dict[int, Statement]]:
    """Targets of one metric together, by year; a year may be left out and the metric come back."""
    lines: list[dict[int, Statement]] = []
    for targets in years:
        last = [line[max(line)] for line in lines]
        matched = match(
            last,
            targets,
            _keys,
            lambda one, other: _same_metric(one, other, weights),
            _SAME_METRIC,
            weights,
            _SAME_METRIC,
        )
        placed = set()
        for found in matched:
            target = targets[found.right]
            lines[found.left][_year(target)] = target
            placed.add(found.right)
        _share(lines, last, targets)
        lines.extend({_year(target): target} for index, target in enumerate(targets) if index not in placed)
    return lines


def _share(lines: Sequence[dict[int, Statement]], last: Sequence[Statement], targets: Sequence[Statement]) -> None:
    """Let a target said of several metrics (甲和乙增长均为12%) go on each of their lines."""
    waiting: dict[tuple[object, ...], int] = {}
    for number, (line, before) in enumerate(zip(lines, last, strict=True)):
        if line[max(line)] is before:
            waiting.setdefault((before.unit, before.measure, before.place, before.wording.content), number)
    for target in targets:
        names = _SEVERAL.split(target.figure.metric)
        for name in names if len(names) > 1 else ():
            number = waiting.get((target.unit, target.measure, target.place, wording(name).content), -1)
            if number >= 0:
                lines[number].setdefault(_year(target), target)


def _year(statement: Statement) -> int:
    return statement.source.year or 0


def _keys(statement: Statement) -> Iterable[Key]:
    return [(statement.unit, statement.kind)]


def _same_metric(one: Statement, other: Statement, weights: Weights) -> Fit | None:
    if not places_agree(one, other) and not place_unsaid(one, other):
        return None
    if one.remainder != other.remainder or flows_forbid(one, other):
        return None
    if one.stage and other.stage and one.stage != other.stage:
        return None
    return Fit(likeness(one, other, weights))


def _outcomes(
    by_year: dict[int, list[Statement]], documents: Sequence[int], weights: Weights
) -> dict[FigureAt, Statement]:
    """By target: what the next year's document tells of it."""
    outcomes = {}
    for year in documents:
        targets = _targets(by_year[year], year)
        results = [item for item in by_year.get(year + 1, ()) if not item.forward]
        found = match(
            targets,
            results,
            _keys,
            lambda one, other: fits_as_result(one, other, weights),
            _RESULT,
            weights,
            _LEAST_RESULT,
        )
        outcomes.update({targets[item.left].at: results[item.right] for item in found})
    return outcomes


def _line(
    line: dict[int, Statement], documents: Sequence[int], outcomes: dict[FigureAt, Statement], order: Sequence[int]
) -> TargetLine:
    newest = line[max(line)]
    years = tuple(_target_year(year, line.get(year), documents, outcomes, order) for year in _span(documents))
    return TargetLine(newest.figure.metric, years)


def _span(documents: Sequence[int]) -> range:
    return range(documents[0], documents[-1] + 1)


def _target_year(
    year: int,
    target: Statement | None,
    documents: Sequence[int],
    outcomes: dict[FigureAt, Statement],
    order: Sequence[int],
) -> TargetYear:
    if target is None:
        reason = (
            f"the document of {year} names no target for this metric"
            if year in documents
            else f"no document of {year} in this corpus"
        )
        return TargetYear(year, None, None, None, None, None, None, None, reason)
    outcome = outcomes.get(target.at)
    reason = ""
    if outcome is None:
        reason = (
            f"the document of {year + 1} tells no result"
            if year + 1 in documents
            else f"no document of {year + 1} in this corpus"
        )
    figure = target.figure
    return TargetYear(
        year,
        _as_the_caller_counts(target.at, order),
        figure.value,
        figure.value_max,
        figure.unit,
        figure.comparator,
        _as_the_caller_counts(outcome.at, order) if outcome else None,
        _reached(outcome, target) if outcome else None,
        reason,
    )


def _reached(outcome: Statement, target: Statement) -> Decimal:
    """The outcome's value; below zero where it fell though a rise was promised."""
    value = outcome.figure.value
    return -value if signed(outcome) < 0 and target.direction != "down" else value


def _as_the_caller_counts(at: FigureAt, order: Sequence[int]) -> FigureAt:
    return FigureAt(order[at.version], at.figure)


def _first(line: TargetLine) -> tuple[int, int]:
    first = next(year for year in line.years if year.target is not None)
    return (first.year, first.target.figure if first.target else 0)
