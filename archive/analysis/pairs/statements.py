"""A figure with everything that deciding on its partners needs: what it counts, at which stage, when and where."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from archive.analysis.pairs.vocabulary import vocabulary
from archive.analysis.pairs.wording import NOTHING, Wording, wording
from archive.model import AnalysedVersion, Direction, Figure, FigureAt, Measure, Source

FORWARD = frozenset({"target", "plan"})

_BREAK = re.compile(r"[、，,；;。：:！？!?]")
_CLAUSE = re.compile(r"[，,；;。：:！？!?]")
_SENTENCE_END = re.compile(r"[。！？!?]")
_DIGIT = re.compile(r"\d")
_ONE = Fraction(1)
_REACH = 80  # characters on either side of a number that can speak of it


class Statement(NamedTuple):
    """One figure, ready to be matched. `version` counts in the canonical order of versions, not in the caller's."""

    version: int
    number: int  # of the figure in its version
    figure: Figure
    forward: bool  # it looks ahead: a target or a plan
    source: Source
    wording: Wording  # what it counts; taken from the figure before where its own metric is only 项目
    own: Wording  # what its own metric says
    nearby: Wording  # what its clause says around the number
    counted: bool  # it counts or measures something, and is no rate, share or rank of it
    stage: str | None  # preparation, start, underway, completion, pending
    stage_word: str | None
    flow: str | None  # new, stock, sum
    made: bool  # a verb of making says that it was done within the period
    measure: Measure  # the figure's own; a count of what has gone (减少农村贫困人口1000万) is a delta
    direction: Direction | None
    remainder: bool
    place: str | None  # a place or part inside the region; None is the whole of it
    unit: str
    scale: Fraction  # of `unit` in the figure's own base unit
    value: Fraction  # in `unit`
    size: float  # the same, for looking up
    label: bool  # 两个“关键小事”: a number that belongs to a fixed name
    first_day: date | None
    last_day: date | None
    year: int | None  # that its period ends in
    whole: int | None  # figure index of the whole or amount that this one is said of
    listed: Wording | None  # the names before the number where they are all of what it counts (甲村、乙村2个)

    @property
    def at(self) -> FigureAt:
        """Where the figure is."""
        return FigureAt(self.version, self.number)

    @property
    def grams(self) -> tuple[str, ...]:
        """The pairs of characters of `wording` and `nearby`, each once."""
        if self.wording is self.nearby or not self.nearby.grams:
            return self.wording.grams
        return tuple(dict.fromkeys(self.wording.grams + self.nearby.grams))

    @property
    def kind(self) -> str:
        """What it measures, for looking up: 占比 and …率 are told in each other's words."""
        return "ratio" if self.measure in ("share", "rate") else self.measure


def read_statements(versions: Sequence[AnalysedVersion]) -> list[list[Statement]]:
    """The statements of each version, in the order given."""
    return [
        statements_of(position, version.source, version.text, dict(enumerate(version.figures)))
        for position, version in enumerate(versions)
    ]


def statements_of(position: int, source: Source, text: str, figures: Mapping[int, Figure]) -> list[Statement]:
    """The statements of a version, or of whole passages of it: `figures` by their number, in order.

    What a figure leaves out, an earlier one of its own passage tells. `position` is that of the version among all.
    """
    statements: list[Statement] = []
    known: dict[int, Statement] = {}
    for number, figure in figures.items():
        whole = figure.part_of if figure.part_of != number else None
        parent = known.get(whole) if whole is not None else None
        known[number] = _statement(figure, FigureAt(position, number), source, text, whole, parent, statements)
        statements.append(known[number])
    return statements


def _statement(
    figure: Figure,
    at: FigureAt,
    source: Source,
    text: str,
    whole: int | None,
    parent: Statement | None,
    earlier: Sequence[Statement],
) -> Statement:
    words = vocabulary()
    before, after = _surroundings(text, figure)
    near = _near(before)
    own = wording(figure.metric)
    unit, scale = words.exchange.get(figure.base_unit, (figure.base_unit, _ONE))
    named = _own_part(near, source.region)
    nearby = wording(named + after)
    bare = words.bare_pattern.match(after)
    value, size = _exact(figure.base_value) if scale is _ONE else _scaled(figure.base_value, scale)
    around = (wording(named), NOTHING) if bare else (own, nearby)
    inherited = _inherited(figure, around, parent, _spoken_of(text, figure, bare, earlier))
    counted = figure.measure in ("level", "delta")
    stage, stage_word = _stage(near, after, before, figure) if counted else (None, None)
    first_day, last_day = _days(figure, source)
    said = near + figure.metric
    flow = _flow(said) if counted else None
    made = counted and words.made_pattern.search(said) is not None
    if counted and flow is None and not made:  # said by the verb before it, or of the whole that it is a part of
        flow = "new" if words.flow_new_pattern.search(before) else parent.flow if parent else None
        made = words.made_pattern.search(before) is not None or (parent is not None and parent.made)
    gone = figure.measure == "level" and words.decrease_pattern.search(said) is not None
    return Statement(
        version=at.version,
        number=at.figure,
        figure=figure,
        forward=figure.tense in FORWARD,
        source=source,
        wording=inherited,
        own=own,
        nearby=nearby,
        counted=counted,
        stage=stage,
        stage_word=stage_word,
        flow=flow,
        made=made,
        measure="delta" if gone else figure.measure,
        direction="down" if gone else figure.direction,
        remainder=bool(words.remainder_pattern.search(near[-8:])),
        place=_place(figure, before, source.region),
        unit=words.unit_classes.get(unit, unit),
        scale=scale,
        value=value,
        size=size,
        label=after.startswith(("“", "‘", '"')) and not _DIGIT.search(figure.text),
        first_day=first_day,
        last_day=last_day,
        year=last_day.year if last_day else None,
        whole=whole,
        listed=_listed(before, after),
    )


def _surroundings(text: str, figure: Figure) -> tuple[str, str]:
    """The clause before the number and after it, without white space."""
    start = max(figure.clause_span.start, figure.span.start - _REACH)
    end = min(figure.clause_span.end, figure.span.end + _REACH)
    before = "".join(text[start : figure.span.start].split())
    after = "".join(text[figure.span.end : max(end, figure.span.end)].split())
    found = _BREAK.search(after)
    return before, after[: found.start()] if found else after


def _near(before: str) -> str:
    """The words between the last break or number and the number."""
    return _BREAK.split(before)[-1]


def _own_part(near: str, region: str | None) -> str:
    """`near` without examples and places: 东风公园等5个 speaks of five, 该项目是全区集体产业11个 of the industry."""
    own = near.rpartition("等")[2].rpartition("是")[2]
    own = own.replace(region, "") if region else own
    words = vocabulary()
    return "" if own.endswith(("地区", *words.scope_parts)) else own


def _listed(before: str, after: str) -> Wording | None:
    """The wording of an enumeration that ends at the number, or None where there is none or it goes on with 等."""
    names = _CLAUSE.split(before)[-1]
    if not after or "、" not in names or names.endswith(("、", "等", "和", "及")):
        return None
    return wording(names)


def _inherited(
    figure: Figure, said: tuple[Wording, Wording], parent: Statement | None, earlier: Sequence[Statement]
) -> Wording:
    """What the figure counts: 其中9个项目 counts what the figure before it counted.

    `said` are its metric's own wording and that of the words around the number; where it counts a bare 项目, only what
    stands before the number.
    """
    own, nearby = said
    if len(own.content) >= 2:
        return own
    if parent is not None and parent.figure.base_unit == figure.base_unit:
        return parent.wording
    if len(nearby.content) >= 2:
        return nearby
    if figure.subject and len(wording(figure.subject).content) >= 2:
        return wording(figure.subject)
    for statement in reversed(earlier):
        other = statement.figure
        if other.base_unit == figure.base_unit and other.measure == figure.measure:
            return statement.wording
    return own if own.content else wording(figure.metric)


def _spoken_of(text: str, figure: Figure, bare: re.Match[str] | None, earlier: Sequence[Statement]) -> list[Statement]:
    """The last few statements of the passage that the figure can go on from.

    已有52个项目 in a new sentence goes on from a count of 项目, and from no other.
    """
    near = [statement for statement in earlier[-3:] if statement.figure.passage == figure.passage]
    if bare is None:
        return near
    noun = bare[0][-2:]
    return [
        item
        for item in near
        if noun in item.figure.metric
        or noun in item.figure.clause
        or not _SENTENCE_END.search(text, item.figure.span.end, figure.span.start)
    ]


def _stage(near: str, after: str, before: str, figure: Figure) -> tuple[str | None, str | None]:
    """The stage that the words around a number tell, nearest words first: 新开工7个、完工52个 are two stages."""
    advancing: tuple[str | None, str | None] = (None, None)
    for text in (near + "\0" + after, figure.metric, before):
        found = {vocabulary().stage_of[word]: word for word in vocabulary().stage_pattern.findall(text)}
        for stage in ("pending", "preparation", "completion", "underway", "start"):
            if stage in found:
                return stage, found[stage]
        if "advancing" in found and advancing[0] is None:
            advancing = ("underway", found["advancing"])
    # 推进24个项目 in a review is work under way; in a task list it only names the task.
    return advancing if figure.tense == "actual" else (None, None)


def _flow(said: str) -> str | None:
    words = vocabulary()
    if words.flow_new_pattern.search(said):
        return "new"
    if words.flow_sum_pattern.search(said):
        return "sum"
    return "stock" if words.flow_stock_pattern.search(said) else None


def _place(figure: Figure, before: str, region: str | None) -> str | None:
    scope = figure.scope
    words = vocabulary()
    if not scope or f"{scope}等" in before:
        return None
    if region:
        if region.endswith(scope) or before.rfind(region) > before.rfind(scope) >= 0:
            return None
        scope = scope.removeprefix(region) or scope
    for whole in words.whole_scopes:
        if whole.startswith("全"):
            scope = scope.removeprefix(whole)
    if not scope or scope == "地区" or scope in words.whole_scopes:
        return None
    if scope.endswith(words.scopes_in_names):
        return None  # 城镇新增就业 says it in its name, and the next clause, on prices, is not of the towns
    return scope if scope.endswith((*words.scope_parts, *words.place_endings)) else None


@lru_cache(maxsize=16384)
def _exact(value: Decimal) -> tuple[Fraction, float]:
    """The value as a fraction, and its size for looking up."""
    return _scaled(value, _ONE)


def _scaled(value: Decimal, scale: Fraction) -> tuple[Fraction, float]:
    scaled = Fraction(value) * scale
    try:
        return scaled, float(scaled)
    except OverflowError:
        return scaled, math.inf


def _days(figure: Figure, source: Source) -> tuple[date | None, date | None]:
    if figure.period is not None:
        return figure.period.start, figure.period.end
    year = source.published_on.year if source.published_on else source.year
    if year is None:
        return None, None
    if figure.tense == "actual" and source.published_on and source.published_on.month <= 3:
        year -= 1  # early in a year a document looks back on the year before
    return date(year, 1, 1), date(year, 12, 31)
