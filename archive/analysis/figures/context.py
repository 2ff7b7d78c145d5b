"""Where a quantity stands: its clause, its sentence, and the words on either side of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from archive.model import Comparator, Passage, Quantity, Span

_BOUNDARY = re.compile("[。！？!?；;\n，：:,…]")
_THOUSANDS = re.compile(r"(?<=\d),\d{3}(?!\d)")  # 1,200
_MOVED_FROM = re.compile(r"[，,]?[由从][^，,]*\d")
_HAS_NUMBER = re.compile(r"\d|[一二两三四五六七八九十]+[个成倍]")
_STOPS = frozenset("。！？!?\n")
_PARTS = frozenset({"%", "‰"})
_NEARBY = 240  # characters; no clause that a person wrote is longer
_JOINS = re.compile("(?:[、和与及或,，]{1,2}|以及)(?:每[人户月年天]|[-－])?")


class Context(NamedTuple):
    """A quantity with its surroundings; offsets are in the passage's text."""

    quantity: Quantity
    passage: int  # position of the passage
    text: str  # of the passage
    clause_start: int
    clause_end: int
    sentence_start: int
    sentence_end: int
    before: str  # from the clause's start, or the number before in it, to the number
    after: str  # from the number to the clause's end, or the next number in it
    whole_before: str  # from the clause's start to the number
    whole_after: str  # from the number to the clause's end
    alone: bool  # the only quantity of its clause
    listed: str  # as `before`, of the first number of the row that this one stands in (分别为96.9%、97.5%)
    bound: Comparator  # of that number, as far as words before it tell
    place: int  # in that row
    row: int  # how many numbers the row has
    previous: Decimal | None  # the old value of a change, in the unit of the new one

    @property
    def clause(self) -> str:
        """The words of the clause."""
        return self.text[self.clause_start : self.clause_end]

    @property
    def sentence(self) -> str:
        """The words of the sentence."""
        return self.text[self.sentence_start : self.sentence_end]

    @property
    def lead(self) -> str:
        """The sentence up to the clause."""
        return self.text[self.sentence_start : self.clause_start]


def with_name_before(context: Context) -> Context:
    """The context with the words of the clause before, where it names what moved: 占比，由23%上升到|39%."""
    if not _MOVED_FROM.match(context.whole_before) or context.before != context.whole_before:
        return context
    named = _BOUNDARY.split(context.lead.rstrip("，,"))[-1]
    if not named or _HAS_NUMBER.search(named):
        return context
    before = named + context.before.lstrip("，,")
    return context._replace(before=before, listed=before, whole_before=before)


class Places:
    """The way back from a passage's text to the version's, for many ranges of one passage."""

    def __init__(self, passage: Passage) -> None:
        self._spans = passage.spans
        self._ends = list(accumulate(map(len, passage.spans)))
        self._first = passage.spans[0].start

    def locate(self, start: int, end: int) -> Span:
        """The range of the version's text that a non-empty range of the passage's text came from."""
        if end <= self._ends[0]:
            return Span(self._first + start, self._first + end)
        return Span(self._back(start), self._back(end - 1) + 1)

    def _back(self, offset: int) -> int:
        index = min(bisect_right(self._ends, offset), len(self._ends) - 1)
        return self._spans[index].end - (self._ends[index] - offset)


def contexts(passage: int, text: str, quantities: Sequence[Quantity], old: Mapping[int, Decimal]) -> Iterator[Context]:
    """Each of a passage's quantities with its clause and sentence; `old` has former values by the new one's start."""
    bounds, sentence_ends = _boundaries(text)
    index = sentence_start = clause_start = 0
    ends = place = 0
    listed = ""
    bound: Comparator = "="
    place_of, rows = _rows(text, quantities)
    for number, quantity in enumerate(quantities):
        while bounds[index][0] < quantity.end:
            clause_start = bounds[index][1]
            if bounds[index][2] in _STOPS:
                sentence_start = clause_start
            index += 1
        while sentence_ends[ends] < quantity.end:
            ends += 1
        nearby = max(clause_start, quantity.start - _NEARBY)
        clause_end = min(bounds[index][0], quantity.end + _NEARBY)
        first, last = nearby, clause_end
        alone = True
        if number and quantities[number - 1].end > nearby:
            first, alone = quantities[number - 1].end, False
        if number + 1 < len(quantities) and quantities[number + 1].start < clause_end:
            last, alone = quantities[number + 1].start, False
        if place_of[number]:
            place = place_of[number]
        else:
            place, listed = 0, text[first : quantity.start]
            bound = quantity.comparator if quantity.start < quantity.number_start else "="
        yield Context(
            quantity=quantity,
            passage=passage,
            text=text,
            clause_start=nearby,
            clause_end=clause_end,
            sentence_start=max(min(sentence_start, nearby), quantity.start - 2 * _NEARBY),
            sentence_end=min(max(sentence_ends[ends], clause_end), quantity.end + 2 * _NEARBY),
            before=text[first : quantity.start],
            after=text[quantity.end : last],
            whole_before=text[nearby : quantity.start],
            whole_after=text[quantity.end : clause_end],
            alone=alone,
            listed=listed,
            bound=bound,
            place=place,
            row=rows[number],
            previous=old.get(quantity.start),
        )


@lru_cache(maxsize=1)
def _boundaries(text: str) -> tuple[list[tuple[int, int, str]], list[int]]:
    """Start, end and mark of what ends each clause of a passage, and where its sentences end."""
    bounds = [
        (match.start(), match.end(), match[0])
        for match in _BOUNDARY.finditer(text)
        if match[0] != "," or not _THOUSANDS.match(text, match.start())
    ]
    bounds.append((len(text), len(text), "\n"))
    return bounds, [end for _, end, mark in bounds if mark in _STOPS]


def _alike(unit: str, other: str) -> bool:
    """Whether two units may stand in one row: 元 and 元/年, and parts of a whole (分别控制在4.5%、6‰以内)."""
    return unit.partition("/")[0] == other.partition("/")[0] or (unit in _PARTS and other in _PARTS)


def _rows(text: str, quantities: Sequence[Quantity]) -> tuple[list[int], list[int]]:
    """For each quantity its place in the row of bare numbers that it stands in, and the row's length."""
    places: list[int] = []
    for number, quantity in enumerate(quantities):
        previous = quantities[number - 1]
        alike = number and _alike(previous.base_unit, quantity.base_unit)
        joined = alike and _JOINS.fullmatch(text, previous.end, quantity.start)
        places.append(places[-1] + 1 if joined else 0)
    lengths = [0] * len(places)
    length = 0
    for number in range(len(places) - 1, -1, -1):
        length = max(length, places[number] + 1)
        lengths[number] = length
        if places[number] == 0:
            length = 0
    return places, lengths
