"""Whether two statements can speak of the same time, of the same place, and of the same kind of amount."""

from __future__ import annotations

from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.vocabulary import vocabulary

_LONGEST_TARGET = 400  # days; a longer target is measured only by what has been added up over the years
#: Amounts at a moment, and those that have been added up.
_ADDED_UP = frozenset({"stock", "sum"})


def periods_agree(target: Statement, result: Statement) -> bool:
    """Whether the result can be one of the target's period."""
    if target.first_day is None or target.last_day is None or result.first_day is None or result.last_day is None:
        return target.version == result.version
    told = result.source.published_on
    if told is not None and result.first_day > told:
        return False  # nobody can report what is yet to come
    if result.last_day.year > target.last_day.year or result.last_day.year < target.first_day.year:
        return False
    if result.first_day > target.last_day:
        return False
    # A rate and a total are those of a moment, whenever the period began.
    standing = result.flow in _ADDED_UP or result.kind == "ratio"
    days = (target.last_day - target.first_day).days
    if days > _LONGEST_TARGET:
        return standing or result.first_day == target.first_day
    return result.first_day.year >= target.first_day.year or standing


def flows_forbid(one: Statement, other: Statement) -> bool:
    """Whether one counts what was added within a period and the other what there is in all."""
    if one.flow == other.flow or "new" not in (one.flow, other.flow):
        return False
    rest = other if one.flow == "new" else one
    return rest.flow in _ADDED_UP or not rest.made


def places_agree(one: Statement, other: Statement) -> bool:
    """Whether the two can speak of the same place: a township's number is never the district's."""
    if one.place is None or other.place is None:
        return one.place is other.place
    return one.place in other.place or other.place in one.place


def place_unsaid(one: Statement, other: Statement) -> bool:
    """Whether one side speaks of a part (农村地区) and the other leaves open whether it does."""
    part, rest = (one, other) if one.place else (other, one)
    words = vocabulary()
    return (part.place or "").endswith(words.scope_parts) and rest.figure.scope not in words.whole_scopes
