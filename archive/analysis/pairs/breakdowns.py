"""Wholes with their parts, and amounts with what is said of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from archive.analysis.pairs.arithmetic import bound, percent, rounded, signed
from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.told_parts import FURTHEST, told_parts
from archive.analysis.pairs.wording import Weights, closeness
from archive.model import FigureAt, FigurePair, Relation

_SAID_OF = frozenset({"growth_rate", "share", "delta", "pp_change", "pp_gap", "rate", "progress"})
_OF_AN_AMOUNT = frozenset({"growth_rate", "share", "delta", "progress"})
_IN_POINTS = frozenset({"pp_change", "pp_gap"})
_PERCENTAGES = frozenset({"rate", "share", "growth_rate"})
_AMOUNTS = frozenset({"level", "delta"})
_OF_THE_ONES_BEFORE = re.compile(r"^(?:均|都|分别|已|各)*(?:完成|达到|达|占|为|是)")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_ONE_BREATH = 24  # characters between a total and what was added to it
_NEAREST = 3  # a percentage speaks of one of this many figures before it
_A_YEAR = 366  # days
_SAME = 0.6

#: Of which number on one counts in 万 and 亿, the larger first.
_SCALES = (("亿", 10**8), ("万", 10**4))
_LONGEST = 9  # digits


def parts_of(text: str, own: Sequence[Statement]) -> dict[int, list[Statement]]:
    """The parts of each whole of one document, by the whole's number."""
    parts: dict[int, list[Statement]] = defaultdict(list)
    for statement in own:
        whole = own[statement.whole] if statement.whole is not None and statement.whole < len(own) else None
        if whole is not None and _is_part(whole, statement):
            parts[whole.number].append(statement)
    marked = {part.number: position for position, members in parts.items() for part in members}
    for whole, found in told_parts(text, own, marked):
        known = {part.at for part in parts[whole.number]}
        parts[whole.number].extend(part for part in found if part.at not in known)
    return dict(parts)


def breakdown_pairs(
    text: str, own: Sequence[Statement], parts: Mapping[int, Sequence[Statement]], weights: Weights
) -> list[FigurePair]:
    """A pair for every part with its whole (does the sum hold?) and every percentage or increment with its amount.

    `own` are the statements of one document, and `parts` what ``parts_of`` gives for them.
    """
    pairs = [pair for position, members in parts.items() for pair in _parts(own[position], members)]
    pairs.extend(_derived(amount, said) for amount, said in _sayings(text, own, weights))
    pairs.extend(_derived(stock, new) for stock, new in _stocks_with_additions(text, own))
    return pairs


def depths(own: Sequence[Statement], parts: Mapping[int, Sequence[Statement]]) -> dict[FigureAt, int]:
    """By figure of one document: how many wholes are above it; only of figures that are parts."""
    whole_of = {part.at: own[position].at for position, members in parts.items() for part in members}
    found = {}
    for part in whole_of:
        depth, at = 0, part
        while at in whole_of and depth <= FURTHEST:
            depth, at = depth + 1, whole_of[at]
        found[part] = depth
    return found


def _is_part(whole: Statement, part: Statement) -> bool:
    if part.figure.measure != whole.figure.measure or part.figure.measure not in _AMOUNTS:
        return False
    return whole.unit == part.unit and part.value <= whole.value


def _sayings(text: str, own: Sequence[Statement], weights: Weights) -> list[tuple[Statement, Statement]]:
    """Each percentage or increment with the amount that it is said of."""
    aligned = _aligned(text, own)
    found = []
    for position, said in enumerate(own):
        # 占比九成以上的重点行业: what follows is described, and not the number before.
        if said.figure.measure not in _SAID_OF or text.startswith("的", said.figure.span.end):
            continue
        amount = aligned.get(position)
        if amount is None and said.whole is not None and said.figure.measure != "progress":
            amount = _best_amount(own, position, said.whole, weights)
        elif amount is None and said.whole is not None:
            amount = own[said.whole] if said.whole < len(own) else None
        if amount is None and said.figure.measure in _IN_POINTS:
            amount = _named_alike(text, own, position)
        if amount is not None and amount.figure.measure not in {"rank"} and amount.at != said.at:
            found.append((amount, said))
    return found


def _best_amount(own: Sequence[Statement], position: int, marked: int, weights: Weights) -> Statement | None:
    """The amount that a saying is of: the one marked, or a nearer one of the same name; None where none is named so."""
    said = own[position]
    near = [own[marked]] if marked < len(own) else []
    near += [
        item
        for item in own[max(0, position - _NEAREST) : position]
        if item.number != marked and item.figure.passage == said.figure.passage
    ]
    if said.figure.measure in _OF_AN_AMOUNT:
        near = [item for item in near if item.figure.measure in _AMOUNTS]
    if not said.own.content:
        return next((item for item in near if item.number == marked), None)
    scored = [
        (closeness(said.own, item.wording, weights), item.figure.measure == "level", item.number) for item in near
    ]
    best = max(scored, default=(0.0, False, 0))
    return own[best[2]] if best[0] >= _SAME else None


def _named_alike(text: str, own: Sequence[Statement], position: int) -> Statement | None:
    """The percentage of the same name, earlier in the sentence: 解决率为96.9%，较同期提高4.2个百分点."""
    said = own[position]
    for item in reversed(own[max(0, position - FURTHEST) : position]):
        between = text[item.figure.span.end : said.figure.span.start]
        if item.figure.passage != said.figure.passage or _SENTENCE_END.search(between):
            return None
        if item.figure.measure in _PERCENTAGES and item.own.content and item.own.content == said.own.content:
            return item
    return None


def _aligned(text: str, own: Sequence[Statement]) -> dict[int, Statement]:
    """Percentages of the task that follow their amounts: 甲133.9万、乙87.3万，分别完成全年任务的54.7%、54.6%."""
    found: dict[int, Statement] = {}
    position = 0
    while position < len(own):
        run = [own[position]]
        while position + len(run) < len(own) and _same_clause(run[0], own[position + len(run)]):
            run.append(own[position + len(run)])
        run = [item for item in run if item.figure.measure == "progress" and not item.figure.implied]
        if run and run[0].number == position and _OF_THE_ONES_BEFORE.match(run[0].figure.clause):
            amounts = own[max(0, position - len(run)) : position]
            between = text[amounts[0].figure.span.end : run[0].figure.span.start] if amounts else "。"
            told = all(item.figure.measure == "level" for item in amounts) and not _SENTENCE_END.search(between)
            if told and len(amounts) == len(run):
                found.update({said.number: amount for said, amount in zip(run, amounts, strict=True)})
        position += max(1, len(run))
    return found


def _same_clause(one: Statement, other: Statement) -> bool:
    return one.figure.clause_span == other.figure.clause_span


def _stocks_with_additions(text: str, own: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """A total with what was added to it, told in one breath: 新增7家，总量达160家; 突破2万家、新增5500家."""
    found = []
    for one, other in pairwise(own):
        if one.figure.passage != other.figure.passage or one.unit != other.unit:
            continue
        between = text[one.figure.span.end : other.figure.span.start]
        if len(between) > _ONE_BREATH or _SENTENCE_END.search(between):
            continue
        if one.forward == other.forward and one.wording.content == other.wording.content:
            if one.flow == "stock" or (one.flow is None and not one.made and other.flow == "new"):
                found.append((one, other))
            elif other.flow == "stock":
                found.append((other, one))
    return [
        (stock, new)
        for stock, new in found
        if (new.flow == "new" or new.made) and stock.value >= new.value and stock.figure.measure == "level"
    ]


def _parts(whole: Statement, members: Sequence[Statement]) -> list[FigurePair]:
    total = sum((part.value for part in members), Fraction(0))
    sums = f"{' + '.join(_plain(part.value) for part in members)} = {_plain(total)}"
    if len(members) == 1:
        note = ""
    elif total == whole.value:
        note = f"{sums}: the parts make up the whole"
    elif total < whole.value:
        note = f"{sums} of {_plain(whole.value)}: other parts are not told"
    else:
        note = f"{sums}, more than the whole {_plain(whole.value)}: the parts overlap or a number is wrong"
    return [
        FigurePair(
            whole.at,
            part.at,
            "breakdown",
            "comparable",
            share_pct=percent(part.value, whole.value),
            bound=bound(whole.figure.comparator, part.figure.comparator),
            note=note,
        )
        for part in members
    ]


def _derived(amount: Statement, said: Statement) -> FigurePair:
    relation: Relation = "progress_of_target" if said.figure.measure == "progress" else "breakdown"
    of_points = said.figure.measure in _IN_POINTS and amount.figure.measure in _PERCENTAGES
    note = _other_percentage(amount, said) if of_points else _implied(amount, said)
    return FigurePair(amount.at, said.at, relation, "derived", note=note)


def _other_percentage(amount: Statement, said: Statement) -> str:
    """The percentage before, or of the body that it is compared with."""
    if amount.figure.value_max is not None or said.figure.value_max is not None:
        return ""
    whose = "before" if said.figure.measure == "pp_change" else "for what it is compared with"
    return f"implies {_plain(signed(amount) - signed(said))}% {whose}"


def _implied(amount: Statement, said: Statement) -> str:
    """What the two numbers imply together, where both are plain: the amount a year before, or the whole."""
    if amount.figure.measure != "level" or said.figure.value_max is not None or amount.figure.value_max is not None:
        return ""
    if said.first_day and said.last_day and (said.last_day - said.first_day).days > _A_YEAR:
        return ""  # 五年年均增长 says nothing of the year before
    unit = amount.unit
    if said.figure.measure == "share" and 0 < said.value <= 100:
        return f"implies a whole of about {_about(100 * amount.value / said.value)}{unit}"
    if said.figure.measure == "growth_rate" and signed(said) > -100:
        return f"implies about {_about(amount.value * 100 / (100 + signed(said)))}{unit} before"
    if said.figure.measure == "delta" and said.unit == unit and amount.value != signed(said):
        before = amount.value - signed(said)
        return f"implies {_plain(before)}{unit} before, a change of {percent(signed(said), abs(before))}%"
    return ""


def _about(number: Fraction) -> str:
    """The number to four figures: what two rounded numbers imply is not known better."""
    return _plain(Fraction(Decimal(f"{rounded(number).normalize():.4g}")))


def _plain(number: Fraction) -> str:
    """The number as prose writes it: 26亿, 362.3万, 0.5; to two places where it would be long."""
    scale, size = next(((name, size) for name, size in _SCALES if abs(number) >= size), ("", 1))
    scaled = number / size
    exact = (Decimal(scaled.numerator) / scaled.denominator).normalize()
    return f"{exact if len(exact.as_tuple().digits) <= _LONGEST else rounded(scaled).normalize():f}{scale}"
