"""The sums of a pair: completion, change and share, exact and rounded once, and how exact they can be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from archive.analysis.pairs.statements import Statement
from archive.model import Comparability, Comparator, FigurePair, Relation

_OPEN_ABOVE = frozenset({">", ">="})
_OPEN_BELOW = frozenset({"<", "<="})

#: Measures that are shares of something already: they differ by points, and a percentage of them misleads.
POINTS = frozenset({"growth_rate", "pp_change", "pp_gap", "share", "rate", "progress"})


def percent(part: Fraction, whole: Fraction) -> Decimal | None:
    """`part` in percent of `whole`, to two places, or None where the whole is nothing.

    >>> percent(Fraction(1339000), Fraction(2450000))
    Decimal('54.65')
    """
    if not whole:
        return None
    return _to_places(100 * part.numerator * whole.denominator, part.denominator * whole.numerator, 2)


def rounded(number: Fraction) -> Decimal:
    """The number to two places, halves away from zero.

    >>> rounded(Fraction(-1, 3))
    Decimal('-0.33')
    """
    return _to_places(number.numerator, number.denominator, 2)


def exact(number: Fraction) -> Decimal:
    """The number as a plain decimal; to twelve places where it has no end."""
    if number.denominator == 1:
        return Decimal(number.numerator)
    return _to_places(number.numerator, number.denominator, 12).normalize()


def _to_places(numerator: int, denominator: int, places: int) -> Decimal:
    """A ratio rounded by whole numbers, which have no largest one: a text may say 10^400万."""
    above, below = abs(numerator) * 10**places, abs(denominator)
    whole = (2 * above + below) // (2 * below)
    return Decimal(whole if (numerator >= 0) == (denominator > 0) else -whole) * Decimal((0, (1,), -places))


def signed(statement: Statement) -> Fraction:
    """The value with its direction: 下降2.1% is -2.1 where it is a growth or a change."""
    moves = statement.measure in {"growth_rate", "pp_change", "pp_gap", "delta"}
    return -statement.value if moves and statement.direction == "down" else statement.value


def change(earlier: Statement, later: Statement) -> tuple[Decimal, Decimal | None]:
    """The absolute change in the base unit of `earlier`, and the change in percent where that means something."""
    both = {earlier.direction, later.direction}
    if later.measure == "delta" and len(both) == 1:
        difference = later.value - earlier.value  # two decreases: the second is larger or smaller than the first
    else:
        difference = signed(later) - signed(earlier)
    relative = None if later.figure.measure in POINTS else percent(difference, abs(earlier.value))
    return exact(difference / earlier.scale), relative


def completion(target: Statement, result: Statement) -> Decimal | None:
    """The result in percent of the target; for a rate only where all of something was promised."""
    if target.figure.measure in POINTS and not (target.figure.measure != "growth_rate" and target.value == 100):
        return None
    if target.figure.value_max is not None or target.unit != result.unit:
        return None
    return percent(result.value, target.value)


def bound(target: Comparator, result: Comparator) -> str:
    """How exact a ratio of two hedged numbers can be.

    >>> bound(">=", "="), bound(">=", ">"), bound("=", "~"), bound("=", "=")
    ('vs_floor', 'lower_vs_floor', 'approx', 'exact')
    """
    if "~" in (target, result):
        return "approx"
    of_result = "lower" if result in _OPEN_ABOVE else "upper" if result in _OPEN_BELOW else ""
    of_target = "vs_floor" if target in _OPEN_ABOVE else "vs_ceiling" if target in _OPEN_BELOW else ""
    return "_".join(part for part in (of_result, of_target) if part) or "exact"


class Sums(NamedTuple):
    """What a pair comes to, in the order in which a pair has it."""

    change_abs: Decimal | None = None
    change_pct: Decimal | None = None
    completion_pct: Decimal | None = None
    share_pct: Decimal | None = None
    bound: str | None = None


def sums(relation: Relation, comparability: Comparability, first: Statement, second: Statement) -> Sums:
    """The sums that a relation asks for; none where it is a stage, a remainder or derived."""
    if comparability in ("stage", "partial", "derived"):
        return Sums()
    how_exact = bound(first.figure.comparator, second.figure.comparator)
    alike = first.unit == second.unit
    if relation == "breakdown":
        return Sums(share_pct=percent(second.value, first.value) if alike else None, bound=how_exact)
    if relation in ("progress_of_target", "plan_vs_actual"):
        of_points = alike and second.figure.measure in POINTS
        return Sums(change(first, second)[0] if of_points else None, None, completion(first, second), bound=how_exact)
    absolute, relative = change(first, second) if alike else (None, None)
    return Sums(absolute, relative, bound=how_exact)


def with_sums(pair: FigurePair, first: Statement, second: Statement) -> FigurePair:
    """The pair with the sums that its relation asks for."""
    told = sums(pair.relation, pair.comparability, first, second)
    return FigurePair(pair.a, pair.b, pair.relation, pair.comparability, *told, pair.note, pair.reasons)
