"""The rows of the index as the records they stand for: the way back from ``rows``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from archive.index.rows import SPAN_OF_IDS
from archive.model import Article, Figure, Milestone, Passage, Period, Span


def position_of(id_: int) -> int:
    """The position (from 0) that a row's id stands for."""
    return id_ % SPAN_OF_IDS - 1


def passage_of(row: Mapping[str, Any]) -> Passage:
    """The passage that a row of ``passages`` stands for."""
    return Passage(
        kind=row["kind"],
        level=row["level"],
        heading_path=_strings(row["heading_path"]),
        spans=_spans(row["spans"]),
        text=row["text"],
        article_number=row["article_number"],
    )


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that a row of ``articles`` stands for."""
    return Article(
        headline=row["headline"],
        headline_spans=_spans(row["headline_spans"]),
        body_spans=_spans(row["body_spans"]),
        kicker=row["kicker"],
        subtitle=row["subtitle"],
        column=row["column_title"],
        byline=tuple((row["byline"] or "").split()),
        dateline=row["dateline"],
        source=row["source"],
        jump=row["jump"],
    )


#: What a figure is made of, in the order that ``figure_of`` takes.
FIGURE_COLUMNS = """start_char, end_char, text, clause, clause_start, clause_end, passage_id, metric,
    value, value_max, unit, base_value, base_value_max, base_unit, comparator, tense, tense_reason, measure, direction,
    implied, period, period_start, period_end, scope, subject, previous_value, hedges, part_of, corrected"""
#: The same for ``milestone_of``.
MILESTONE_COLUMNS = "start_char, end_char, text, passage_id, project, stage, tense, period, period_start, period_end"


def figure_of(columns: Sequence[Any]) -> Figure:
    """The figure that the ``FIGURE_COLUMNS`` of a row of ``figures`` stand for."""
    # fmt: off
    (start, end, text, clause, clause_start, clause_end, passage_id, metric, value, value_max, unit,
     base_value, base_value_max, base_unit, comparator, tense, tense_reason, measure, direction, implied, period,
     period_start, period_end, scope, subject, previous_value, hedges, part_of, corrected) = columns
    # fmt: on
    return Figure(
        span=Span(start, end),
        text=text,
        clause=clause,
        clause_span=Span(clause_start, clause_end),
        passage=passage_id % SPAN_OF_IDS - 1,
        metric=metric,
        value=_decimal(value),
        value_max=None if value_max is None else _decimal(value_max),
        unit=unit,
        base_value=_decimal(base_value),
        base_value_max=None if base_value_max is None else _decimal(base_value_max),
        base_unit=base_unit,
        comparator=comparator,
        tense=tense,
        tense_reason=tense_reason,
        measure=measure,
        direction=direction,
        implied=bool(implied),
        period=None if period is None else _period(period, period_start, period_end),
        scope=scope,
        subject=subject,
        previous_value=None if previous_value is None else _decimal(previous_value),
        hedges=_strings(hedges),
        part_of=None if part_of is None else part_of % SPAN_OF_IDS - 1,
        corrected=bool(corrected),
    )


def milestone_of(columns: Sequence[Any]) -> Milestone:
    """The milestone that the ``MILESTONE_COLUMNS`` of a row of ``milestones`` stand for."""
    start, end, text, passage_id, project, stage, tense, period, period_start, period_end = columns
    return Milestone(
        span=Span(start, end),
        text=text,
        passage=position_of(passage_id),
        project=project,
        stage=stage,
        tense=tense,
        period=None if period is None else _period(period, period_start, period_end),
    )


@lru_cache(maxsize=4096)
def _period(label: str, start: str, end: str) -> Period:
    return Period(label, date.fromisoformat(start), date.fromisoformat(end))


@lru_cache(maxsize=16_384)
def _decimal(value: float) -> Decimal:
    return Decimal(int(value)) if value == int(value) else Decimal(repr(value))


@lru_cache(maxsize=4096)
def _strings(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


def _spans(value: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(value))
