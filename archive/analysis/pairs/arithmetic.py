"""The sums of a pair: completion, change and share, exact and rounded once, and how exact they can be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from archive.analysis.pairs.statements import Statement
from archive.model import Comparator, FigurePair

_OPEN_ABOVE = frozenset({">", ">="})
_OPEN_BELOW = frozenset({"<", "<="})

#: Measures that are shares of something already: they differ by points, and a percentage of them misleads.
POINTS = frozenset({"growth_rate", "pp_change", "pp_gap", "share", "rate", "progress"})


def percent(part: Fraction, whole: Fraction) -> Decimal | None:
    """`part` in percent of `whole`, to two places, or None where the whole is nothing.

    >>> percent(Fraction(1339000), Fraction(2450000))
    Decimal('54.65')
    """
    return rounded(100 * part / whole) if whole else None


def rounded(number: Fraction) -> Decimal:
    """The number to two places, halves away from zero.

    >>> rounded(Fraction(-1, 3))
    Decimal('-0.33')
    """
    return _to_places(number, 2)


def exact(number: Fraction) -> Decimal:
    """The number as a plain decimal; to twelve places where it has no end."""
    return Decimal(number.numerator) if number.denominator == 1 else _to_places(number, 12).normalize()


def _to_places(number: Fraction, places: int) -> Decimal:
    """Rounded by whole numbers, which have no largest one: a text may say 10^400万."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if number >= 0 else -whole) * Decimal((0, (1,), -places))


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


def with_sums(pair: FigurePair, first: Statement, second: Statement) -> FigurePair:
    """The pair with the sums that its relation asks for; none where it is a stage, a remainder or derived."""
    if pair.comparability in ("stage", "partial", "derived"):
        return pair
    hedged = replace(pair, bound=bound(first.figure.comparator, second.figure.comparator))
    if pair.relation == "breakdown":
        return replace(hedged, share_pct=percent(second.value, first.value) if first.unit == second.unit else None)
    absolute, relative = change(first, second) if first.unit == second.unit else (None, None)
    if pair.relation in ("progress_of_target", "plan_vs_actual"):
        of_points = second.figure.measure in POINTS
        return replace(hedged, change_abs=absolute if of_points else None, completion_pct=completion(first, second))
    return replace(hedged, change_abs=absolute, change_pct=relative)
