"""The percentages a text states, checked against its own amounts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from archive.analysis.pairs.arithmetic import POINTS, rounded, signed
from archive.analysis.pairs.statements import Statement, read_statements
from archive.model import AnalysedVersion, FigureAt, FigurePair

_OF_ANOTHER = re.compile(r"占(?!比|总|全部|其|\d|约|近|超|了)")
_SEVERAL_YEARS = re.compile(r"年均|年平均|累计")
_PLACES = re.compile(r"(?<=\d)\s*\.\s*(\d[\d\s]*)|(?<=[零一二三四五六七八九十百])点([零〇一二三四五六七八九]+)")
_OPEN = frozenset({">", ">=", "<", "<="})


@dataclass(frozen=True, slots=True)
class PercentageCheck:
    """A stated percentage beside the one that the amounts give; `amounts` are (whole or earlier, part or later)."""

    stated_at: FigureAt
    amounts: tuple[FigureAt, FigureAt]
    stated: Decimal
    computed: Decimal
    agrees: bool
    reason: str


def disagreeing_percentages(
    versions: Sequence[AnalysedVersion], pairs: Sequence[FigurePair]
) -> tuple[PercentageCheck, ...]:
    """The stated percentages that the text's own amounts do not give, beyond what rounding and hedges explain."""
    return tuple(check for check in check_percentages(versions, pairs) if not check.agrees)


def check_percentages(versions: Sequence[AnalysedVersion], pairs: Sequence[FigurePair]) -> tuple[PercentageCheck, ...]:
    """Every stated percentage whose amounts are told too, with the percentage that they give.

    Three kinds: the part of a target that a result is said to be (133.9 of 245 is 54.65%: 54.7% agrees), the growth of
    an amount whose earlier value is told, and the share of a part whose whole is told in the same sentence.
    """
    statements = {statement.at: statement for own in read_statements(versions) for statement in own}
    said_of: dict[FigureAt, list[Statement]] = defaultdict(list)
    for pair in pairs:
        if pair.comparability == "derived":
            said_of[pair.a].append(statements[pair.b])
    checks: list[PercentageCheck] = []
    for pair in pairs:
        whole, part = statements[pair.a], statements[pair.b]
        if pair.completion_pct is not None and part.figure.measure not in POINTS:
            for said in said_of[pair.b]:
                if said.figure.measure == "progress":
                    checks.append(_check(said, whole, part, _ratio(part, whole), "of the target"))
        if pair.share_pct is not None:
            for said in said_of[pair.b]:
                if said.figure.measure == "share" and _of_that_whole(whole, said):
                    checks.append(_check(said, whole, part, _ratio(part, whole), "of the whole"))
    for amount_at, sayings in said_of.items():
        checks.extend(_growth_checks(statements[amount_at], sayings))
    return tuple(sorted(checks, key=lambda check: (check.stated_at.version, check.stated_at.figure, check.reason)))


def _ratio(part: Statement, whole: Statement) -> Fraction:
    return 100 * part.value / whole.value


def _of_that_whole(whole: Statement, said: Statement) -> bool:
    """Whether the share is said of that whole, and not of another one that the clause names (占全市23.6%)."""
    return said.figure.scope == whole.figure.scope and not _OF_ANOTHER.search(said.figure.clause)


def _growth_checks(amount: Statement, sayings: Sequence[Statement]) -> list[PercentageCheck]:
    """The growth that is stated, against the amount before: told as such, or as the increment."""
    growths = [
        said
        for said in sayings
        if said.figure.measure == "growth_rate" and not _SEVERAL_YEARS.search(said.figure.clause)
    ]
    checks: list[PercentageCheck] = []
    for increment in (said for said in sayings if said.figure.measure == "delta" and said.unit == amount.unit):
        before = amount.value - signed(increment)
        if before > 0:
            computed = 100 * signed(increment) / before
            checks.extend(_check(said, increment, amount, computed, "from the increment") for said in growths)
    previous = amount.figure.previous_value
    if previous and amount.figure.value and amount.figure.measure not in POINTS:
        computed = 100 * (Fraction(amount.figure.value) / Fraction(previous) - 1)
        checks.extend(_check(said, amount, amount, computed, "from the value before") for said in growths)
    return checks


def _check(said: Statement, whole: Statement, part: Statement, computed: Fraction, reason: str) -> PercentageCheck:
    stated = signed(said)
    slack = _half_a_step(said) + abs(computed) * (_looseness(whole) + _looseness(part))
    # A percentage of a target is one of its floor: 不少于245万 counts as 245万.
    amounts = [item for item in (said, whole, part) if not item.forward]
    agrees = abs(stated - computed) <= slack
    if not agrees and any(item.figure.comparator in _OPEN for item in amounts):
        # 超三成 of 近400家 binds from one side only; what lies far away is still worth a look.
        agrees = abs(stated - computed) <= abs(computed) / 5
    return PercentageCheck(said.at, (whole.at, part.at), said.figure.value, rounded(computed), agrees, reason)


def _half_a_step(stated: Statement) -> Fraction:
    """Half of the last place that a number is written to: 5.0% is told to a tenth, 5% to a whole one.

    The characters tell it, and not the value: a number read back from the index has lost its written zeros.
    """
    written = _PLACES.search(unicodedata.normalize("NFKC", stated.figure.text))
    places = len("".join((written[1] or written[2]).split())) if written else 0
    step = Fraction(1, 10**places)
    return (10 * step if stated.figure.unit.startswith("成") else step) / 2


def _looseness(amount: Statement) -> Fraction:
    """How far rounding can have moved an amount, as a part of it; a 近 or 约 is taken as 5%."""
    if amount.figure.comparator == "~":
        return Fraction(1, 20)
    step = _half_a_step(amount)
    value = amount.figure.value
    # A whole number is a count; only what is written with decimals was rounded.
    return step / abs(Fraction(value)) if value and step < Fraction(1, 2) else Fraction(0)
