"""The same figure again: in a later year, or stated once more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from archive.analysis.pairs.agreement import place_unsaid, places_agree
from archive.analysis.pairs.arithmetic import sums
from archive.analysis.pairs.matching import Fit, likeness, match
from archive.analysis.pairs.partners import Key
from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.vocabulary import vocabulary
from archive.analysis.pairs.wording import Weights
from archive.model import Comparability, FigureAt, FigurePair

_LATER = 0.72
_LEAST_LIKE = 0.7
_AGAIN = 0.85
_OTHER_SERIES = 0.04
_DEPTH = 0.06  # a part of a part is less likely to be what another year counts
_MOST_ALIKE = 40  # statements of one value, unit and year that are looked through for restatements
_UNSTATED_PLACE = 0.05
_UNSTATED_STAGE = 0.03
_LONGER = 2.5
_UNPAIRED = frozenset({"progress", "pp_gap"})


def later_year_pairs(
    earlier: Sequence[Statement], later: Sequence[Statement], weights: Weights, depths: Mapping[FigureAt, int]
) -> list[FigurePair]:
    """A pair for every figure of the `earlier` year's documents that those of the `later` one tell again.

    `depths` says how many wholes are above a figure.
    """
    lefts, rights = ([item for item in year if item.figure.measure not in _UNPAIRED] for year in (earlier, later))
    found = match(
        lefts,
        rights,
        _keys,
        lambda one, other: _later_fit(one, other, weights, depths),
        _LATER,
        weights,
        _LEAST_LIKE,
    )
    return [_later_pair(lefts[item.left], rights[item.right], item.fit) for item in found]


def _keys(statement: Statement) -> Iterable[Key]:
    # A count of what is being prepared is a count, whether the text calls it a plan or not.
    ahead = statement.forward and not (statement.figure.tense == "plan" and statement.stage == "preparation")
    kind = _kind_of_stage(statement)
    return [(statement.unit, statement.kind, ahead, None if kind == "completion" else kind)]


def _later_fit(one: Statement, other: Statement, weights: Weights, depths: Mapping[FigureAt, int]) -> Fit | None:
    if one.year is None or other.year is None or one.year >= other.year:
        return None
    if not places_agree(one, other) and not place_unsaid(one, other):
        return None
    if one.remainder or other.remainder or _lengths_forbid(one, other) or not _flows_agree(one, other):
        return None
    score = likeness(one, other, weights)
    if score < _LEAST_LIKE:
        return None
    likely = score
    caveats = []
    if one.stage_word and other.stage_word and one.stage_word != other.stage_word:
        caveats.append(f"{one.stage_word} → {other.stage_word}")
    if _kind_of_stage(one) != _kind_of_stage(other):
        caveats.append("one side leaves its stage unsaid")
        score -= _UNSTATED_STAGE
    if one.own.content != other.own.content:
        caveats.append("the wording changed")
    if one.place != other.place:
        caveats.append("one side leaves its scope unsaid")
        score -= _UNSTATED_PLACE
    if _days(one) and _days(other) and abs(_days(one) - _days(other)) > 31:
        caveats.append("periods of different length")
    if one.source.series is None or one.source.series != other.source.series:
        score -= _OTHER_SERIES
    score -= _DEPTH * (depths.get(one.at, 0) + depths.get(other.at, 0))
    score += 0.02 if one.figure.base_unit == other.figure.base_unit else 0.0
    return Fit(score, "caveat" if caveats else "comparable", tuple(caveats), likely)


def _kind_of_stage(statement: Statement) -> str | None:
    """The stage, coarsely: what has been started and what is being built are both under way; 推进 may be either."""
    if statement.stage_word and vocabulary().stage_of[statement.stage_word] == "advancing":
        return "advancing"
    if statement.stage_word in vocabulary().any_work:
        return None  # 完成改造43个 and 改造36个 count the same
    return "underway" if statement.stage == "start" else statement.stage


def _flows_agree(one: Statement, other: Statement) -> bool:
    """Whether both count additions of a period, or both what there is; 建成 and 改造 add without being called new."""
    flows = {one.flow, other.flow}
    if len(flows) == 1:
        return True
    if None not in flows or "sum" in flows:
        return False
    unsaid = one if one.flow is None else other
    return unsaid.made == ("new" in flows)


def _lengths_forbid(one: Statement, other: Statement) -> bool:
    """Whether one counts a year and the other several: only shares, rates and what is under way can be compared."""
    shorter, longer = sorted((_days(one), _days(other)))
    if not shorter or longer <= _LONGER * shorter or one.figure.measure in {"share", "rate", "rank"}:
        return False
    if one.flow == "stock" or other.flow == "stock":
        return False
    # What is being built stands there on any day; what was begun was begun within the period.
    return one.stage == "start" or _kind_of_stage(one) not in {"preparation", "underway", "advancing"}


def _days(statement: Statement) -> int:
    if statement.first_day is None or statement.last_day is None:
        return 0
    return (statement.last_day - statement.first_day).days + 1


def _later_pair(one: Statement, other: Statement, fit: Fit) -> FigurePair:
    # The growth of half a year's additions over a whole year's says nothing.
    flows = one.flow == "new" and "periods of different length" in fit.reasons
    comparability: Comparability = "partial" if flows else fit.comparability
    told = sums("later_year", comparability, one, other)
    return FigurePair(one.at, other.at, "later_year", comparability, *told, "; ".join(fit.reasons), fit.told())


def restatements(statements: Sequence[Statement], own: Collection[int], weights: Weights) -> list[FigurePair]:
    """A pair for a figure of the documents at the positions `own` that tells again what was told before.

    That is the same value for the same year.
    """
    first: dict[Key, Statement] = {}
    alike: dict[Key, list[Statement]] = {}
    for statement in statements:
        figure = statement.figure
        if figure.measure == "rank":
            continue  # 居首位 is said of many things
        key = (
            *(statement.unit, statement.measure, *statement.value.as_integer_ratio(), figure.value_max),
            *(statement.direction, statement.forward, statement.year),
        )
        before = first.setdefault(key, statement)
        if before is not statement:
            alike.setdefault(key, [before]).append(statement)
    pairs = []
    for group in alike.values():
        told: list[Statement] = []
        for statement in group[-_MOST_ALIKE:]:
            if statement.version in own:
                again = next((item for item in reversed(told) if _told_again(item, statement, weights)), None)
                if again is not None:
                    pairs.append(_restatement(again, statement))
            told.append(statement)
    return pairs


def _told_again(one: Statement, other: Statement, weights: Weights) -> bool:
    if one.version == other.version and one.figure.passage == other.figure.passage:
        return False
    if one.place != other.place or one.flow != other.flow or one.remainder != other.remainder:
        return False
    if _kind_of_stage(one) != _kind_of_stage(other):
        return False
    return likeness(one, other, weights) >= _AGAIN and len(one.wording.content) > 2


def _restatement(one: Statement, other: Statement) -> FigurePair:
    same = one.last_day == other.last_day and one.figure.comparator == other.figure.comparator
    note = "" if same else "the same number for another period or with another hedge"
    return FigurePair(one.at, other.at, "restatement", "comparable" if same else "caveat", note=note)
