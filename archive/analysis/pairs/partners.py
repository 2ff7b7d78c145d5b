"""Likely partners of a statement among many, found by the characters that their wordings share."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import nsmallest

from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.wording import Weights, least_shared

#: Partners looked at for one statement. The rarest characters are asked first, so the right one is among them.
_LOOKED_AT = 6
_WORTH_A_LOOK = 0.4  # of what the likeliest partner shares with it
_BUDGET = 32  # entries of the index read for one statement
_ROUNDING = 1e-9
_WHOLE = "="  # marks a whole wording among the pairs of characters, which hold none but letters and digits

Key = tuple[object, ...]
#: Most pairs of characters stand in one statement or a few: a position or some of them, and a list only of many.
_Posting = int | tuple[int, ...] | list[int]
_FEW = 8


class Partners:
    """Statements by key and by the pairs of characters of their wording, to be asked for those close to another one.

    `asked` are the keys that will be asked for, and `least` how close a partner has to be.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        keys: Callable[[Statement], Iterable[Key]],
        asked: Collection[Key],
        weights: Weights,
        least: float,
    ) -> None:
        self._postings: dict[Key, dict[str, _Posting]] = {key: {} for key in asked}
        self._weights = weights
        self._part = least_shared(least)
        self._statements = statements
        for position, statement in enumerate(statements):
            for key in keys(statement):
                postings = self._postings.get(key)
                if postings is not None:
                    _post(postings, statement.grams, position)
                    _post(postings, (_WHOLE + statement.wording.content,), position)

    def namesakes(self, statement: Statement, key: Key) -> Sequence[int]:
        """The first positions of the very same wording."""
        found = self._postings[key].get(_WHOLE + statement.wording.content, ())
        return [found] if isinstance(found, int) else found[:_LOOKED_AT]

    def likely(self, statement: Statement, key: Key) -> Sequence[int]:
        """The positions that share most with the statement, rare characters asked first."""
        postings = self._postings[key]
        if not postings:
            return []
        told = self._weights.told
        lists: list[tuple[int, str, Sequence[int]]] = []
        shared: defaultdict[int, float] = defaultdict(float)
        unread = 0.0
        budget = _BUDGET
        for gram in statement.grams:
            found = postings.get(gram)
            if found is None:
                continue
            if isinstance(found, int):
                shared[found] += told[gram]
                budget -= 1
            else:
                unread += told[gram]
                lists.append((len(found), gram, found))
        lists.sort()  # no two are of the same pair of characters, so what they hold is never compared
        for length, gram, positions in lists:
            if budget <= 0:
                break
            weight = told[gram]
            for position in positions if length <= budget else positions[:budget]:
                shared[position] += weight
            if length <= budget:
                unread -= weight
            budget -= length
        return self._closest(statement, shared, unread + _ROUNDING) if shared else []

    def _closest(self, statement: Statement, shared: dict[int, float], unread: float) -> list[int]:
        """Those that can be as close as asked for, the likeliest of many; what is `unread` may be shared as well."""
        enough = max(shared.values()) * _WORTH_A_LOOK
        mine = self._floor(statement)
        likely = [
            position
            for position, told in shared.items()
            if told >= enough and (told + unread >= mine or told + unread >= self._floor(self._statements[position]))
        ]
        if len(likely) <= _LOOKED_AT:
            return sorted(likely)
        return nsmallest(_LOOKED_AT, likely, key=lambda position: (-shared[position], position))

    def _floor(self, statement: Statement) -> float:
        """What another one has to share with it at least, by the shorter of its wordings."""
        wording, nearby = statement.wording, statement.nearby
        whole = self._weights.whole
        if not wording.grams or not nearby.grams:
            return self._part * whole(wording if wording.grams else nearby)
        return self._part * min(whole(wording), whole(nearby))


def _post(postings: dict[str, _Posting], grams: Iterable[str], position: int) -> None:
    for gram in grams:
        found = postings.setdefault(gram, position)
        if isinstance(found, list):
            found.append(position)
        elif isinstance(found, tuple):
            postings[gram] = (*found, position) if len(found) < _FEW else [*found, position]
        elif found != position:
            postings[gram] = (found, position)


def near_value(values: Sequence[tuple[float, int]], low: float, high: float) -> list[int]:
    """The positions of the values of a sorted list that lie in a range, at most as many as are looked at."""
    start = bisect_left(values, (low, -1))
    found = []
    for value, position in values[start : start + _LOOKED_AT]:
        if value > high:
            break
        found.append(position)
    return found
