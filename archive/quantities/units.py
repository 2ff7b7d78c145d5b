"""Units and measure words: what they are written like, and the base unit they are brought to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from archive.reading.word_lists import load_data


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, what it is brought to, and the kind of quantity it makes."""

    written: str
    base: str
    factor: Decimal
    kind: str  # count, measure, percent, points, multiple, duration
    plain: bool  # whether one Chinese digit before it makes a count


@cache
def units() -> dict[str, Unit]:
    """Every unit of the table by what is written."""
    data = load_data("units")
    one = Decimal(1)
    table: dict[str, Unit] = {}
    plain = frozenset(data["counts"]["plain"])
    for word in data["counts"]["words"]:
        table[word] = Unit(word, word, one, "count", word in plain)
    for word in data["measures"]["words"]:
        kind = "multiple" if word == "倍" else "measure"
        base = "元" if word in {"元人民币", "人民币"} else word
        table[word] = Unit(word, base, one, kind, True)
    for word, (base, factor) in data["multiples"].items():
        table[word] = Unit(word, base, Decimal(factor), "measure", True)
    for word, (base, factor) in data["shares"].items():
        table[word] = Unit(word, base, Decimal(factor), "fraction" if word == "成" else "percent", True)
    for word in data["points"]["words"]:
        table[word] = Unit(word, "个百分点" if "百分点" in word else word, one, "points", True)
    for word in data["durations"]["words"]:
        table[word] = Unit(word, word, one, "duration", True)
    return table


def in_shortest(base_unit: str) -> tuple[str, int]:
    """The unit that a length of time is held against others in, and how many of it make one of `base_unit`.

    Any other unit is held against itself alone.

    >>> in_shortest("年"), in_shortest("元")
    (('个月', 12), ('元', 1))
    """
    durations = load_data("units")["durations"]
    for kind in ("months", "days", "minutes"):
        if base_unit in durations[kind]:
            return next(iter(durations[kind])), durations[kind][base_unit]
    return base_unit, 1


@cache
def unit_expression() -> str:
    """A regular expression for one unit, longest first, never where it begins another word."""
    blocked: dict[str, list[str]] = load_data("units")["not_before"]
    simple = _alternatives(units(), blocked)
    return rf"(?:{simple})(?:[ ]?[/／每]万?(?:{simple}|人|年|日|月|户))?"


def _alternatives(words: Iterable[str], blocked: dict[str, list[str]]) -> str:
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        tail = f"(?!{'|'.join(map(re.escape, blocked[word]))})" if blocked.get(word) else ""
        by_first.setdefault(word[0], []).append(re.escape(word[1:]) + tail)
    # One look at the first character spares as many as there are units.
    firsts = "".join(map(re.escape, sorted(by_first)))
    words = "|".join(f"{re.escape(first)}(?:{'|'.join(tails)})" for first, tails in sorted(by_first.items()))
    return f"(?=[{firsts}])(?:{words})"


def read_unit(written: str) -> Unit | None:
    """The unit of the table that `written` is; of ``元/人`` the base keeps its second part.

    >>> read_unit("公里").base
    '米'
    >>> read_unit("微克/立方米").base
    '微克/立方米'
    """
    unit = units().get(written)
    if unit is not None:
        return unit
    plain = written.replace(" ", "").replace("／", "/").replace("每", "/")
    unit = units().get(plain)
    if unit is not None or "/" not in plain:
        return unit
    above, _, below = plain.partition("/")
    first = units().get(above)
    if first is None:
        return None
    return Unit(plain, f"{first.base}/{below}", first.factor, "measure", True)
