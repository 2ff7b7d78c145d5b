"""Which statements belong together: how well two of them fit, and the best assignment among those that do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from archive.analysis.pairs.partners import Key, Partners
from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.wording import Weights, closeness, contradict
from archive.model import Comparability

#: A partner this much worse than the best one of either side is no partner.
_SECOND_CHOICE = 0.2
#: A component of the assignment larger than this is solved greedily; real documents stay far below.
_LARGEST = 120
#: Of a smaller side of so many, every choice is tried.
_FEW = 6
_NEARBY = 0.92  # what the clause says counts a little less than what the metric says
_LEAST_NAMED = 0.3


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two statements go together, and what has to be said about it."""

    score: float
    comparability: Comparability = "comparable"
    reasons: tuple[str, ...] = ()
    likeness: float = 1.0  # of the wordings alone

    def told(self) -> tuple[str, ...]:
        """The reasons for the pair, the likeness first."""
        return (f"wording {self.likeness:.2f}", *self.reasons)


@dataclass(frozen=True, slots=True)
class Match:
    """Two statements that belong together, by position in the two lists that were matched."""

    left: int
    right: int
    fit: Fit


_Cell = tuple[int, int]  # row and column of a table of lefts and rights


def likeness(one: Statement, other: Statement, weights: Weights) -> float:
    """How far two statements count the same thing, by their metrics or else by the words around the numbers."""
    return likeness_and_nearness(one, other, weights)[0]


def likeness_and_nearness(one: Statement, other: Statement, weights: Weights) -> tuple[float, float]:
    """The likeness, and how close the words around the two numbers are."""
    mine, theirs = one.wording, other.wording
    if _say_different_things(one, other):
        return 0.0, 0.0
    named = closeness(mine, theirs, weights)
    if mine is one.nearby and theirs is other.nearby:
        return named, named
    if named < _LEAST_NAMED and len(one.own.content) > 1 and len(other.own.content) > 1:
        return named, 0.0  # two metrics that say what they are, with the same words around them (比上年增加)
    if contradict(one.nearby, other.nearby):
        return named, 0.0
    alike = mine.content == one.nearby.content and theirs.content == other.nearby.content
    near = named if alike else closeness(one.nearby, other.nearby, weights)
    return max(named, _NEARBY * near), near


def _say_different_things(one: Statement, other: Statement) -> bool:
    """Whether they carry words that only different things carry, or are two enumerations without a name in common."""
    if contradict(one.own, other.own):
        return True
    if (one.wording is not one.own or other.wording is not other.own) and contradict(one.wording, other.wording):
        return True
    return bool(one.listed and other.listed and not one.listed.gram_set & other.listed.gram_set)


def match(
    lefts: Sequence[Statement],
    rights: Sequence[Statement],
    keys: Callable[[Statement], Iterable[Key]],
    fit: Callable[[Statement, Statement], Fit | None],
    threshold: float,
    weights: Weights,
    least: float,
) -> list[Match]:
    """The best one-to-one matches of two lists: only partners that share a key, and only fits above `threshold`.

    `least` is the likeness below which `fit` gives nothing above the threshold.
    """
    return assign(edges(lefts, rights, keys, fit, threshold, weights, least))


def edges(
    lefts: Sequence[Statement],
    rights: Sequence[Statement],
    keys: Callable[[Statement], Iterable[Key]],
    fit: Callable[[Statement, Statement], Fit | None],
    threshold: float,
    weights: Weights,
    least: float,
) -> list[Match]:
    """Every fit above `threshold` among the likeliest partners that each left statement has under each of its keys."""
    asked = [tuple(keys(statement)) for statement in lefts]
    index = Partners(rights, keys, set(chain.from_iterable(asked)), weights, least)
    found: list[Match] = []
    for left, statement in enumerate(lefts):
        for key in asked[left]:
            # Where something goes by the very same words, what only resembles it is not looked for.
            for partners in (index.namesakes, index.likely):
                known = len(found)
                for right in partners(statement, key):
                    fitted = fit(statement, rights[right])
                    if fitted is not None and fitted.score >= threshold:
                        found.append(Match(left, right, fitted))
                if len(found) > known:
                    break
    return found


def assign(possible: Sequence[Match]) -> list[Match]:
    """The one-to-one choice of edges with the greatest total score, in the order of their left sides.

    Solved within each connected group of edges, so that the whole costs little more than the groups.
    """
    best: dict[tuple[int, int], Match] = {}
    for edge in possible:
        known = best.get((edge.left, edge.right))
        if known is None or edge.fit.score > known.fit.score:
            best[edge.left, edge.right] = edge
    chosen: list[Match] = []
    for group in _components(_first_choices(list(best.values()))):
        chosen.extend(_assign_group(group))
    return sorted(chosen, key=lambda edge: (edge.left, edge.right))


def assign_apart(possible: Sequence[Match], contest: Callable[[Match], Hashable]) -> list[Match]:
    """The best one-to-one choice within each contest; a right side is kept for those that it is nearly most like."""
    rights: defaultdict[int, float] = defaultdict(float)
    for edge in possible:
        rights[edge.right] = max(rights[edge.right], edge.fit.likeness)
    contests: defaultdict[Hashable, list[Match]] = defaultdict(list)
    for edge in possible:
        if rights[edge.right] - edge.fit.likeness <= _SECOND_CHOICE:
            contests[contest(edge)].append(edge)
    return [edge for group in contests.values() for edge in assign(group)]


def _first_choices(matches: Sequence[Match]) -> list[Match]:
    """The edges but those of which one side has a much better partner.

    That partner may be taken by a third: 停车位4500个 by a later result. What is left over (近5000个) is then without a
    counterpart, not the counterpart of the promise beside it (错时共享3000个).
    """
    lefts: defaultdict[int, float] = defaultdict(float)
    rights: defaultdict[int, float] = defaultdict(float)
    for edge in matches:
        lefts[edge.left] = max(lefts[edge.left], edge.fit.score)
        rights[edge.right] = max(rights[edge.right], edge.fit.score)
    return [edge for edge in matches if max(lefts[edge.left], rights[edge.right]) - edge.fit.score <= _SECOND_CHOICE]


def _components(matches: Sequence[Match]) -> list[list[Match]]:
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for edge in matches:  # right sides are counted below zero
        parent[root(edge.left)] = root(-1 - edge.right)
    groups: dict[int, list[Match]] = defaultdict(list)
    for edge in matches:
        groups[root(edge.left)].append(edge)
    return list(groups.values())


def _assign_group(matches: list[Match]) -> list[Match]:
    lefts = {left: row for row, left in enumerate(sorted({edge.left for edge in matches}))}
    rights = {right: column for column, right in enumerate(sorted({edge.right for edge in matches}))}
    if max(len(lefts), len(rights)) > _LARGEST:
        return _greedy(sorted(matches, key=_best_first))
    if len(lefts) == 1 or len(rights) == 1:
        return [min(matches, key=_best_first)]
    # The last digits order equal scores the same way on every machine.
    worth = {
        (row, column): edge.fit.score - 1e-9 * (row + 1) * (column + 1)
        for edge in matches
        for row, column in [(lefts[edge.left], rights[edge.right])]
    }
    edge_at = {(lefts[edge.left], rights[edge.right]): edge for edge in matches}
    few = min(len(lefts), len(rights)) <= _FEW
    cells = best_of_few(worth) if few else best_of_many(worth, len(lefts), len(rights))
    return [edge_at[cell] for cell in cells if cell in edge_at]


def _best_first(edge: Match) -> tuple[float, int, int]:
    return (-edge.fit.score, edge.left, edge.right)


def best_of_few(worth: Mapping[_Cell, float]) -> Sequence[_Cell]:
    """The cells, no two in a row or column, that are worth most together: a table of few rows or of few columns.

    Loading a solver takes longer than all the small groups of an archive.
    """
    rows, columns = ({cell[side] for cell in worth} for side in (0, 1))
    side = 0 if len(rows) < len(columns) else 1  # the one of which every choice is tried
    lines: defaultdict[int, list[tuple[int, float, _Cell]]] = defaultdict(list)
    for cell in sorted(worth):
        lines[cell[1 - side]].append((1 << cell[side], worth[cell], cell))
    best: dict[int, tuple[float, tuple[_Cell, ...]]] = {0: (0.0, ())}
    for line in lines.values():
        for taken, (total, cells) in list(best.items()):
            for bit, more, cell in line:
                if not taken & bit and total + more > best.get(taken | bit, (0.0, ()))[0]:
                    best[taken | bit] = (total + more, (*cells, cell))
    return max(best.values())[1]


def best_of_many(worth: Mapping[_Cell, float], rows: int, columns: int) -> Iterable[_Cell]:
    """The same for a table of any size."""
    from scipy.optimize import linear_sum_assignment

    table = [[worth.get((row, column), 0.0) for column in range(columns)] for row in range(rows)]
    chosen_rows, chosen_columns = linear_sum_assignment(table, maximize=True)
    return zip(chosen_rows.tolist(), chosen_columns.tolist(), strict=True)


def _greedy(ranked: list[Match]) -> list[Match]:
    used_left: set[int] = set()
    used_right: set[int] = set()
    chosen = []
    for edge in ranked:
        if edge.left not in used_left and edge.right not in used_right:
            used_left.add(edge.left)
            used_right.add(edge.right)
            chosen.append(edge)
    return chosen
