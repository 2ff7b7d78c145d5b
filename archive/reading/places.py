"""Cities, districts and counties that a text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from archive.reading.word_lists import load_data, one_of, word_list

_UNIT = re.compile(
    rf"区(?!{one_of('regions', 'after', 'districts')})|[县旗](?!{one_of('regions', 'after', 'counties')})"
)
_CITY = re.compile(f"市(?!{one_of('regions', 'after', 'cities')})")
#: Before a name: 青海省|, 到|, or no word at all.
_BOUNDARY = re.compile("[省市州县到在对为和与向由从据是的将使让了于年]|[^一-鿿]")
#: What a text calls the place that it is of.
_OWN = re.compile("[全我]([区县市])(?!级|属|域)")
_SHORTEST, _LONGEST = 2, 8
_SURE = 3  # characters of a name that no boundary need stand before
_OFTEN, _EARLY = 2, 120


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """All names, and those that are places only where a word begins, for they are words or end as some do."""
    names = frozenset(name for listed in load_data("places")["places"].values() for name in listed)
    endings = word_list("regions", "not_districts", "endings") + word_list("regions", "words", "cities")
    alike = frozenset(word_list("regions", "alike", "districts"))
    words = frozenset(word_list("regions", "words", "names"))
    loose = {name for name in names if len(name) < _SURE or name in words or name.endswith(endings)}
    return names | alike, frozenset(loose - alike)


def is_place(name: str) -> bool:
    """Whether a city, a district or a county is called so."""
    return name in _names()[0]


def named_districts(words: str) -> Iterator[tuple[int, str]]:
    """The districts and counties that `words` name, each with where it stands, in order.

    >>> list(named_districts("中共北京市朝阳区委、长白山区、巴拿马运河区"))
    [(5, '朝阳区')]
    """
    return _named(words, _UNIT)


def named_cities(words: str) -> Iterator[tuple[int, str]]:
    """The cities below the provinces that `words` name; that of a district named with it is none.

    >>> list(named_cities("青岛市即墨区、昆山市民、适应城市生活"))
    [(7, '昆山市')]
    """
    for start, name in _named(words, _CITY):
        end = start + len(name)
        if not any(is_place(words[end : end + size]) for size in range(_SHORTEST, _LONGEST)):
            yield start, name


def _named(words: str, unit: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    names, loose = _names()
    for match in unit.finditer(words):
        end = match.end()
        for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
            name = words[start:end]
            if name in names and (name not in loose or not start or _BOUNDARY.match(words, start - 1)):
                yield start, name
                break


def most_named_place(folded: str) -> tuple[str, int, int] | None:
    """The place that a text speaks of most, how often, and where first; None where none is named twice or early.

    A text that speaks of itself as 全县 or 我县 is of a county, one that says 全市 of a city.
    """
    own = Counter(match.group(1) for match in _OWN.finditer(folded)).most_common(1)
    unit = own[0][0] if own else ""
    cities = [] if unit in ("区", "县") else list(named_cities(folded))
    found = cities if unit == "市" and cities else [*cities, *named_districts(folded)]
    counts = Counter(name for _, name in found)
    first: dict[str, int] = {}
    for start, name in sorted(found):
        first.setdefault(name, start)
    if not counts:
        return None
    most = min(counts, key=lambda name: (-counts[name], first[name]))
    return (most, counts[most], first[most]) if counts[most] >= _OFTEN or first[most] < _EARLY else None
