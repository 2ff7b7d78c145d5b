"""The rows of the index as the records they stand for: the way back from ``rows``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from archive.index.rows import SPAN_OF_IDS
from archive.model import Article, Figure, Milestone, Passage, Period, Span

#: A row whose columns are read by name.
Named = Mapping[str, Any] | sqlite3.Row


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


def figure_of(row: Named) -> Figure:
    """The figure that a row of ``figures`` stands for."""
    return Figure(
        span=Span(row["start_char"], row["end_char"]),
        text=row["text"],
        clause=row["clause"],
        clause_span=Span(row["clause_start"], row["clause_end"]),
        passage=position_of(row["passage_id"]),
        metric=row["metric"],
        value=_decimal(row["value"]),
        value_max=None if row["value_max"] is None else _decimal(row["value_max"]),
        unit=row["unit"],
        base_value=_decimal(row["base_value"]),
        base_value_max=None if row["base_value_max"] is None else _decimal(row["base_value_max"]),
        base_unit=row["base_unit"],
        comparator=row["comparator"],
        tense=row["tense"],
        tense_reason=row["tense_reason"],
        measure=row["measure"],
        direction=row["direction"],
        implied=bool(row["implied"]),
        period=_period_of(row),
        scope=row["scope"],
        subject=row["subject"],
        previous_value=None if row["previous_value"] is None else _decimal(row["previous_value"]),
        hedges=_strings(row["hedges"]),
        part_of=None if row["part_of"] is None else position_of(row["part_of"]),
    )


def milestone_of(row: Named) -> Milestone:
    """The milestone that a row of ``milestones`` stands for."""
    return Milestone(
        span=Span(row["start_char"], row["end_char"]),
        text=row["text"],
        passage=position_of(row["passage_id"]),
        project=row["project"],
        stage=row["stage"],
        tense=row["tense"],
        period=_period_of(row),
    )


def _period_of(row: Named) -> Period | None:
    return None if row["period"] is None else _period(row["period"], row["period_start"], row["period_end"])


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
