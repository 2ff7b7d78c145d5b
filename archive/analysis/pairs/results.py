"""Targets and plans with what came of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from archive.analysis.pairs.agreement import flows_forbid, periods_agree, place_unsaid, places_agree
from archive.analysis.pairs.arithmetic import sums
from archive.analysis.pairs.matching import (
    Fit,
    Match,
    assign_apart,
    edges,
    likeness,
    likeness_and_nearness,
    match,
)
from archive.analysis.pairs.partners import Key, near_value
from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.wording import Weights
from archive.model import Comparability, FigureAt, FigurePair, Relation

_THRESHOLD = 0.55
_LEAST_LIKE = 0.4  # below it, nothing that a pair can have going for it lifts it over the threshold
_ANOTHER_DOCUMENT = 0.1  # a document follows its own words; another one may use the same words for something else
_UNSTATED_PLACE = 0.12
_LIKENESS_BY_PERCENTAGE = 1.0  # the text itself says what percentage of the task this is
_ANOTHER_YEAR = 0.05  # a year measures the target of that year before the target of five
_ROUNDING = 0.003  # of a stated percentage, as a part of it
_UNLIKELY_RATIO = 0.15
_EARLIER_STAGE = 0.1  # of 开工3300个、完工2680个 the second is what 改造2500个 promised
_STAGES = ("preparation", "start", "underway", "completion")
_DOCUMENTS_ASKED = 8  # for what came of a target: so many before its own, so many from it on, and so many at the end
_UNPAIRED = frozenset({"rank", "pp_gap"})
_NO_TARGET = _UNPAIRED | {"progress"}


def result_pairs(
    promised: Sequence[Statement],
    statements: Sequence[Statement],
    own: Collection[int],
    weights: Weights,
    of_the_task: Mapping[FigureAt, Statement],
) -> list[FigurePair]:
    """A pair for every target or plan whose result, or whose present stage, can be told.

    Of each pair the target or the result is of a document whose position is in `own`; `promised` are looked through for
    targets alone. `of_the_task` holds, by result, the percentage of the year's task that the text says it is.
    """
    targets = [statement for statement in (*promised, *statements) if _can_be_target(statement)]
    results = [item for item in statements if not item.forward and item.figure.measure not in _UNPAIRED]
    progress = _progress_matches(targets, results, own, weights, of_the_task)
    taken = {
        (targets[found.left].version, results[found.right].version, results[found.right].number) for found in progress
    }
    pairs = [_pair(targets[found.left], results[found.right], found.fit) for found in progress]
    # What has come no further than a plan or an early stage stands beside its promise, without a percentage.
    waiting = [
        item
        for item in statements
        if item.stage in _STAGES[:-1] and item.figure.tense != "target" and item.figure.measure not in _UNPAIRED
    ]
    exact_targets = [item for item in targets if item.figure.tense == "target"]
    staged = match(
        exact_targets,
        waiting,
        lambda item: ((*key, item.size) for key in _keys(item)),
        lambda target, result: (
            _stage_fit(target, result, weights)
            if (target.version in own or result.version in own)
            and (target.version, result.version, result.number) not in taken
            else None
        ),
        _THRESHOLD,
        weights,
        _THRESHOLD,
    )
    pairs.extend(_pair(exact_targets[found.left], waiting[found.right], found.fit) for found in staged)
    return pairs


def _can_be_target(statement: Statement) -> bool:
    return statement.forward and statement.figure.measure not in _NO_TARGET


def _keys(statement: Statement) -> Iterable[Key]:
    last = statement.year
    if last is None:
        return [(statement.unit, statement.kind, None)]
    first = statement.first_day.year if statement.forward and statement.first_day else last
    return [(statement.unit, statement.kind, year) for year in range(max(first, last - 10), last + 1)]


def _progress_matches(
    targets: Sequence[Statement],
    results: Sequence[Statement],
    own: Collection[int],
    weights: Weights,
    of_the_task: Mapping[FigureAt, Statement],
) -> list[Match]:
    documents: defaultdict[Key, set[int]] = defaultdict(set)
    for result in results:
        for key in _keys(result):
            documents[key].add(result.version)
    told_in = {key: sorted(versions) for key, versions in documents.items()}
    told_in_own = {key: [version for version in versions if version in own] for key, versions in told_in.items()}

    def keys(statement: Statement) -> Iterator[Key]:
        # Each document that tells results is asked by itself: a half year's takes no place from the whole year's.
        for key in _keys(statement):
            if statement.forward:
                versions = (told_in if statement.version in own else told_in_own).get(key, ())
                yield from ((*key, version) for version in _asked(versions, statement.version))
            else:
                yield (*key, statement.version)

    by_words = edges(
        targets,
        results,
        keys,
        lambda target, result: fits_as_result(target, result, weights),
        _THRESHOLD,
        weights,
        _LEAST_LIKE,
    )
    # Where the text says what percentage of the task a result is, the arithmetic names the target.
    by_percentage = []
    for left, right in _named_by_percentage(targets, results, of_the_task):
        touches = targets[left].version in own or results[right].version in own
        fit = fits_as_result(targets[left], results[right], weights, least=0) if touches else None
        if fit is not None:
            reasons = (*fit.reasons, "the text's own percentage of the task gives this target")
            by_percentage.append(
                Match(left, right, replace(fit, score=fit.score + _LIKENESS_BY_PERCENTAGE, reasons=reasons))
            )
    return assign_apart(
        [*by_words, *by_percentage], lambda edge: (targets[edge.left].version, results[edge.right].version)
    )


def _asked(versions: Sequence[int], version: int) -> Sequence[int]:
    """Of many documents, in canonical order, those around the one at position `version`, and the last ones.

    So the pairs of a paper's hundreds of pages grow with their number, and not with its square.
    """
    if len(versions) <= 3 * _DOCUMENTS_ASKED:
        return versions
    place = bisect_left(versions, version)
    around = range(max(0, place - _DOCUMENTS_ASKED), min(len(versions), place + _DOCUMENTS_ASKED))
    last = range(len(versions) - _DOCUMENTS_ASKED, len(versions))
    return [versions[at] for at in sorted({*around, *last})]


def fits_as_result(target: Statement, result: Statement, weights: Weights, least: float = _LEAST_LIKE) -> Fit | None:
    """How well `result` is a result of `target`; None where it cannot be one, or is less like it than `least`."""
    if not periods_agree(target, result) or not places_agree(target, result) or _one_of_the_other(target, result):
        return None
    if flows_forbid(target, result) or (target.label and result.label):
        return None
    stages = _stages(target, result)
    if stages is None:
        return None
    score, near = likeness_and_nearness(target, result, weights)
    if score < least:
        return None
    likely = score
    reasons: list[str] = []
    comparability: Comparability = stages
    if target.version != result.version:
        score -= _ANOTHER_DOCUMENT
    if target.year != result.year:
        score -= _ANOTHER_YEAR
    if target.place != result.place:
        score -= _UNSTATED_PLACE
        comparability = "caveat"
        reasons.append(f"scopes: {target.place or 'whole'} and {result.place or 'whole'}")
    if target.remainder != result.remainder:
        comparability = "partial"
        reasons.append("the target counts what is left")
    elif _unlikely(target, result):
        score -= _UNLIKELY_RATIO
    if stages != "comparable":
        score -= _EARLIER_STAGE
    # The same stage in the same words, plainly said on both sides, decides between two results of one thing.
    if target.stage and target.stage == result.stage:
        score += 0.1 if target.stage_word == result.stage_word else 0.06
    score += 0.02 if target.figure.base_unit == result.figure.base_unit else 0.0
    score += 0.05 * near
    # Of a half year's result and a whole year's, the one that reaches as far as the promise answers it.
    score += 0.03 if result.last_day is not None and result.last_day == target.last_day else 0.0
    score += 0.04 if target.flow and target.flow == result.flow else 0.0
    if comparability == "stage":
        reasons.append(_stage_reason(target, result))
    return Fit(score, comparability, tuple(reasons), likely)


def _stages(target: Statement, result: Statement) -> Comparability | None:
    """Whether the stages allow a percentage: yes, with a caveat, none but side by side, or not at all (then None)."""
    promised, reached = target.stage, result.stage
    if promised == "pending":
        return None  # 15个未开工项目 are waiting: there is no result but their next stage
    if promised == reached or reached is None:
        return "comparable"
    if promised is None:
        if reached in ("start", "underway"):
            return "stage" if target.made or target.flow == "new" else "caveat"
        return "comparable" if reached == "completion" else None
    if promised == "underway" and reached == "completion":
        return "caveat"
    return "caveat" if promised == "underway" and reached == "start" else None


def _stage_fit(target: Statement, result: Statement, weights: Weights) -> Fit | None:
    """Two counts of the same things, the later stage promised and an earlier one reached."""
    if not places_agree(target, result) and not place_unsaid(target, result):
        return None
    if not periods_agree(target, result):
        return None
    promised = "completion" if target.stage in (None, "pending") else target.stage
    if result.stage not in _STAGES or _STAGES.index(result.stage) >= _STAGES.index(promised):
        return None
    likely = likeness(target, result, weights)
    score = likely - _ANOTHER_DOCUMENT if target.version != result.version else likely
    return Fit(score, "stage", (_stage_reason(target, result),), likely)


def _stage_reason(target: Statement, result: Statement) -> str:
    return f"{result.stage_word} → {target.stage_word or '完成'}"


def _one_of_the_other(one: Statement, other: Statement) -> bool:
    """Whether the two are told together, as a whole and its part or as parts of one whole."""
    if one.version != other.version:
        return False
    if one.figure.tense == "plan" and one.figure.passage == other.figure.passage:
        return True  # 启动实施9个、谋划储备29个: members of one list
    return one.whole == other.number or other.whole == one.number


def _unlikely(target: Statement, result: Statement) -> bool:
    return result.size > 10 * target.size or 200 * result.size < target.size


def _named_by_percentage(
    targets: Sequence[Statement], results: Sequence[Statement], of_the_task: Mapping[FigureAt, Statement]
) -> list[tuple[int, int]]:
    """(target, result) by position, where the stated percentage makes the result that part of the target."""
    if not of_the_task:
        return []
    by_unit: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for position, target in enumerate(targets):
        by_unit[target.unit].append((target.size, position))
    for values in by_unit.values():
        values.sort()
    found: list[tuple[int, int]] = []
    for position, result in enumerate(results):
        share = of_the_task.get(result.at)
        if share is not None and share.size and result.size:
            task = 100 * result.size / share.size
            partners = near_value(by_unit[result.unit], task * (1 - _ROUNDING), task * (1 + _ROUNDING))
            found.extend((partner, position) for partner in partners)
    return found


def _pair(target: Statement, result: Statement, fit: Fit) -> FigurePair:
    same_document = target.version == result.version
    relation: Relation = "progress_of_target" if target.figure.tense == "target" and same_document else "plan_vs_actual"
    if fit.comparability == "stage":
        note = f"stage: {fit.reasons[-1]}"
    elif fit.comparability == "partial":
        note = "the target counts what is left, so the result is no percentage of it"
    else:
        note = _period_note(target, result)
    told = sums(relation, fit.comparability, target, result)
    return FigurePair(target.at, result.at, relation, fit.comparability, *told, note, fit.told())


def _period_note(target: Statement, result: Statement) -> str:
    if _ends(result.last_day) != _ends(target.last_day):
        return f"target to {_ends(target.last_day)}, result to {_ends(result.last_day)}"
    return ""


def _ends(day: date | None) -> str:
    return day.isoformat() if day else "an unknown day"
