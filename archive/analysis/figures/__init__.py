"""Figures: every quantitative statement of a document as a row that an analyst would sign."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from archive.analysis.figures.context import Context, Places, contexts, with_name_before
from archive.analysis.figures.measures import direction_of, measure_of
from archive.analysis.figures.metrics import name_metric
from archive.analysis.figures.periods import Periods, goals_due
from archive.analysis.figures.roles import Role, Roles, section_roles
from archive.analysis.figures.scopes import Areas, place_before
from archive.analysis.figures.screening import is_figure
from archive.analysis.figures.sharing import Subject
from archive.analysis.figures.tenses import Outlook, tense_of
from archive.analysis.figures.values import old_values, settle, with_whole
from archive.analysis.figures.wholes import Wholes
from archive.model import Figure, Measure, Passage, Period, Quantity, Span, Tense
from archive.quantities import scan_quantities

_PARTED = re.compile("(?<=[\u4e00-\u9fff”）]{2})[ \u3000](?=[\u4e00-\u9fff“]{2})")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words around a number say of it."""

    tense: Tense
    reason: str
    measure: Measure
    period: Period | None
    metric: str
    subject: str | None
    scope: str | None
    part_of: int | None


def read_figures(
    text: str,
    passages: Sequence[Passage],
    published_on: date | None,
    kind: str | None = None,
    *,
    among: Container[int] | None = None,
    roles: Roles | None = None,
    year: int | None = None,
) -> tuple[Figure, ...]:
    """Every figure of a text, in reading order; offsets are in `text`.

    `published_on` anchors 今年 and 去年; `kind` is the document's kind where known: a 公报 looks back. A text without
    numbers has none. With `among`, only the passages at those positions are read. `roles` are those of
    ``section_roles`` where known, `year` that of a document whose day is not.
    """
    roles = section_roles(passages, published_on, kind) if roles is None else roles
    periods = Periods(published_on, year, goals_due(passages))
    outlook = Outlook()
    found: list[Figure] = []
    for position, (passage, (role, told)) in enumerate(zip(passages, roles, strict=True)):
        if not passage.is_content or (among is not None and position not in among):
            continue
        scanned = scan_quantities(passage.text)
        if not scanned and "全部" not in passage.text:
            outlook.pass_over(passage)
            continue
        quantities, old = old_values(passage.text, with_whole(passage.text, scanned))
        here = _figures_among(position, _parted(passage), quantities, old)
        ahead = outlook.of(passage, [context.quantity.start for context in here])
        heading = told or (passage.heading_path[0] if passage.heading_path else "")
        found.extend(_read_passage(text, passage, here, ahead, role, heading, periods, published_on, len(found)))
    return tuple(found)


def _parted(passage: Passage) -> str:
    """The text of a passage; the blanks between the parts of a headline are commas, so that each tells of its own."""
    return _PARTED.sub("，", passage.text) if passage.kind == "heading" else passage.text


def _figures_among(
    position: int, text: str, quantities: Sequence[Quantity], old: Mapping[int, Decimal]
) -> list[Context]:
    """The contexts of the quantities that are figures; what is none (五年来, 每万人) is a word like any other."""
    around = list(contexts(position, text, quantities, old))
    kept = [context for context in around if is_figure(context)]
    if len(kept) == len(around):
        return kept
    return list(contexts(position, text, [context.quantity for context in kept], old))


def _read_passage(
    text: str,
    passage: Passage,
    here: Sequence[Context],
    ahead: Sequence[bool],
    role: Role | None,
    heading: str,
    periods: Periods,
    day: date | None,
    offset: int,
) -> Iterator[Figure]:
    subject, sentence, places, areas = Subject(), -1, Places(passage), Areas(passage.text)
    previous: Tense | None = None
    said: Measure | None = None
    wholes = Wholes()
    named = map(with_name_before, here)
    for number, (context, looks_ahead) in enumerate(zip(named, ahead, strict=True), offset):
        if context.sentence_start != sentence:
            subject, sentence, previous, said = Subject(), context.sentence_start, None, None
            wholes = wholes if context.sentence.startswith("其中") else Wholes()
        tense, reason = tense_of(context, role, looks_ahead, previous, day)
        measure = measure_of(context, said)
        period = periods.of(context, role, heading, tense)
        inherited = subject.name or None
        metric = name_metric(context, measure, subject)
        part_of = wholes.of(context, measure, metric, subject.left_out, number)
        found = _Said(
            tense, reason, measure, period, metric, inherited, place_before(context) or areas.scope_of(context), part_of
        )
        yield _read_one(text, places, context, found)
        previous, said = tense, measure


def _read_one(text: str, places: Places, context: Context, said: _Said) -> Figure:
    quantity = settle(context)
    span = places.locate(quantity.start, quantity.end)
    return Figure(
        span=span,
        text=text[span.start : span.end],
        clause=context.clause.strip(),
        clause_span=places.locate(context.clause_start, context.clause_end)
        if context.clause_end > context.clause_start
        else Span(span.start, span.end),
        passage=context.passage,
        metric=said.metric,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        base_value=quantity.base_value,
        base_value_max=quantity.base_value_max,
        base_unit=quantity.base_unit,
        comparator=quantity.comparator,
        tense=said.tense,
        tense_reason=said.reason,
        measure=said.measure,
        direction=direction_of(context, said.measure),
        implied=quantity.implied,
        period=said.period,
        scope=said.scope,
        subject=said.subject,
        previous_value=context.previous,
        hedges=quantity.hedges,
        part_of=said.part_of,
    )
