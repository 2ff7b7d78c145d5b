"""Where a quantity stands: its clause, its sentence, and the words on either side of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.model import Quantity

_BOUNDARY = re.compile(r"[。！？!?；;\n]|[，：:]|,(?!\d{3}(?!\d))")
_STOPS = frozenset("。！？!?\n")
_JOINS = re.compile("[、和与及或,，]{1,2}|以及")


@dataclass(frozen=True, slots=True)
class Context:
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


def contexts(passage: int, text: str, quantities: Sequence[Quantity], old: Mapping[int, Decimal]) -> Iterator[Context]:
    """Each of a passage's quantities with its clause and sentence; `old` has former values by where the new ones start."""
    bounds = [(match.start(), match.end(), match[0]) for match in _BOUNDARY.finditer(text)]
    bounds.append((len(text), len(text), "\n"))
    index = sentence_start = clause_start = 0
    sentence_ends = [end for start, end, mark in bounds if mark in _STOPS]
    ends = place = 0
    listed = ""
    place_of, rows = _rows(text, quantities)
    for number, quantity in enumerate(quantities):
        while bounds[index][0] < quantity.end:
            clause_start = bounds[index][1]
            if bounds[index][2] in _STOPS:
                sentence_start = clause_start
            index += 1
        while sentence_ends[ends] < quantity.end:
            ends += 1
        clause_end = bounds[index][0]
        first, last = clause_start, clause_end
        alone = True
        if number and quantities[number - 1].end > clause_start:
            first, alone = quantities[number - 1].end, False
        if number + 1 < len(quantities) and quantities[number + 1].start < clause_end:
            last, alone = quantities[number + 1].start, False
        if place_of[number]:
            place = place_of[number]
        else:
            place, listed = 0, text[first : quantity.start]
        yield Context(
            quantity=quantity,
            passage=passage,
            text=text,
            clause_start=clause_start,
            clause_end=clause_end,
            sentence_start=min(sentence_start, clause_start),
            sentence_end=max(sentence_ends[ends], clause_end),
            before=text[first : quantity.start],
            after=text[quantity.end : last],
            whole_before=text[clause_start : quantity.start],
            whole_after=text[quantity.end : clause_end],
            alone=alone,
            listed=listed,
            place=place,
            row=rows[number],
            previous=old.get(quantity.start),
        )


def _rows(text: str, quantities: Sequence[Quantity]) -> tuple[list[int], list[int]]:
    """For each quantity its place in the row of bare numbers that it stands in, and the row's length."""
    places: list[int] = []
    for number, quantity in enumerate(quantities):
        joined = number and _JOINS.fullmatch(text, quantities[number - 1].end, quantity.start)
        places.append(places[-1] + 1 if joined else 0)
    lengths = [0] * len(places)
    length = 0
    for number in range(len(places) - 1, -1, -1):
        length = max(length, places[number] + 1)
        lengths[number] = length
        if places[number] == 0:
            length = 0
    return places, lengths
