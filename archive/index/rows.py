"""The records of an analysis as rows of the index, and back. Ids follow from the version and the position alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from archive.errors import BadInput
from archive.model import Article, Figure, Milestone, Passage, Period, Span, ThemeMention

if TYPE_CHECKING:
    from archive.analysis.corrections import Applied
    from archive.analysis.version import Analysis

#: Rows of one version are numbered VERSION * SPAN_OF_IDS + position, so that the same ledger always gives the same ids.
SPAN_OF_IDS = 10_000_000

Row = dict[str, Any]


def row_id(version_id: int, position: int) -> int:
    """The id of the row at that position (from 0) of a version."""
    return version_id * SPAN_OF_IDS + position + 1


def position_of(id_: int) -> int:
    """The position (from 0) that a row's id stands for."""
    return id_ % SPAN_OF_IDS - 1


def theme_id(name: str) -> int:
    """The id of the theme of that name: the same in every archive."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:10], 16)


def text_key(text: str) -> str:
    """What tells one passage text from another in the full-text index."""
    return hashlib.sha256(text.encode()).hexdigest()


def rows_of(version_id: int, analysis: Analysis) -> dict[str, list[Row]]:
    """The rows of one version's analysis, by table (``passages`` still without ``text_id``)."""
    reading = analysis.reading
    if len(reading.passages) >= SPAN_OF_IDS:
        raise BadInput(f"version {version_id}: more than {SPAN_OF_IDS:,} passages; split the document")

    by_hand = {applied.figure for applied in analysis.corrections if applied.figure is not None}

    def numbered(rows: Iterable[Row]) -> list[Row]:
        return [{"id": row_id(version_id, at), "version_id": version_id, **row} for at, row in enumerate(rows)]

    return {
        "passages": numbered(_passage_row(at, passage) for at, passage in enumerate(reading.passages)),
        "articles": numbered(_article_row(at, article) for at, article in enumerate(reading.articles)),
        "version_facts": numbered(
            {
                "name": fact.name,
                "value": fact.value,
                "basis": fact.basis,
                "start_char": fact.span.start if fact.span else None,
                "end_char": fact.span.end if fact.span else None,
                "reasons": _json(fact.reasons),
            }
            for fact in reading.facts
        ),
        "findings": numbered(
            {
                "kind": finding.kind,
                "start_char": finding.span.start,
                "end_char": finding.span.end,
                "text": finding.text,
                "suggestion": finding.suggestion,
                "reason": finding.reason,
            }
            for finding in reading.findings
        ),
        "figures": numbered(
            {**_figure_row(version_id, figure), "corrected": int(at in by_hand)}
            for at, figure in enumerate(analysis.figures)
        ),
        "milestones": numbered(_milestone_row(version_id, milestone) for milestone in analysis.milestones),
        "theme_mentions": mention_rows(version_id, analysis.mentions),
        "figure_corrections": sorted(
            (correction_row(version_id, applied) for applied in analysis.corrections), key=lambda row: str(row["id"])
        ),
    }


def mention_rows(version_id: int, mentions: Sequence[ThemeMention]) -> list[Row]:
    """The rows of one version's theme mentions."""
    return [
        {
            "id": row_id(version_id, at),
            "theme_id": theme_id(mention.theme),
            "version_id": version_id,
            "passage_id": row_id(version_id, mention.passage),
            "start_char": mention.span.start,
            "end_char": mention.span.end,
            "text": mention.text,
        }
        for at, mention in enumerate(mentions)
    ]


def correction_row(version_id: int | None, applied: Applied) -> Row:
    """The row of what became of one correction in one version (None: in no version that the index holds)."""
    correction = applied.correction
    first, *others = correction.places
    return {
        "id": f"{correction.event}-{correction.number}-{version_id or 0}",
        "event_id": correction.event,
        "action": correction.action,
        "document": first.document,
        "other_document": others[0].document if others else None,
        "version_id": version_id,
        "start_char": first.span.start,
        "end_char": first.span.end,
        "figure_id": None if applied.figure is None or version_id is None else row_id(version_id, applied.figure),
        "done": int(applied.done),
        "reason": applied.reason,
        "note": correction.note,
        "line": correction.line,
    }


def _passage_row(position: int, passage: Passage) -> Row:
    return {
        "position": position,
        "kind": passage.kind,
        "level": passage.level,
        "heading_path": _json(passage.heading_path),
        "start_char": passage.start,
        "end_char": passage.end,
        "spans": _spans(passage.spans),
        "text": passage.text,
        "article_number": passage.article_number,
    }


def passage_of(row: Mapping[str, Any]) -> Passage:
    """The passage that a row of ``passages`` stands for."""
    return Passage(
        kind=row["kind"],
        level=row["level"],
        heading_path=tuple(json.loads(row["heading_path"])),
        spans=tuple(Span(start, end) for start, end in json.loads(row["spans"])),
        text=row["text"],
        article_number=row["article_number"],
    )


def _article_row(position: int, article: Article) -> Row:
    return {
        "position": position,
        "headline": article.headline,
        "headline_spans": _spans(article.headline_spans),
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "column_title": article.column,
        "byline": " ".join(article.byline) or None,
        "dateline": article.dateline,
        "source": article.source,
        "body_spans": _spans(article.body_spans),
        "jump": article.jump,
        "truncated": int(article.truncated),
    }


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that a row of ``articles`` stands for."""
    return Article(
        headline=row["headline"],
        headline_spans=tuple(Span(start, end) for start, end in json.loads(row["headline_spans"])),
        body_spans=tuple(Span(start, end) for start, end in json.loads(row["body_spans"])),
        kicker=row["kicker"],
        subtitle=row["subtitle"],
        column=row["column_title"],
        byline=tuple((row["byline"] or "").split()),
        dateline=row["dateline"],
        source=row["source"],
        jump=row["jump"],
    )


def _figure_row(version_id: int, figure: Figure) -> Row:
    return {
        "passage_id": row_id(version_id, figure.passage),
        "start_char": figure.span.start,
        "end_char": figure.span.end,
        "text": figure.text,
        "clause": figure.clause,
        "metric": figure.metric,
        "value": float(figure.value),
        "value_max": _real(figure.value_max),
        "unit": figure.unit,
        "base_value": float(figure.base_value),
        "base_value_max": _real(figure.base_value_max),
        "base_unit": figure.base_unit,
        "comparator": figure.comparator,
        "tense": figure.tense,
        "tense_reason": figure.tense_reason,
        "measure": figure.measure,
        "direction": figure.direction,
        "implied": int(figure.implied),
        **_period_columns(figure.period),
        "scope": figure.scope,
        "subject": figure.subject,
        "previous_value": _real(figure.previous_value),
        "hedges": _json(figure.hedges),
        "clause_start": figure.clause_span.start,
        "clause_end": figure.clause_span.end,
        "part_of": None if figure.part_of is None else row_id(version_id, figure.part_of),
    }


def figure_of(row: Mapping[str, Any]) -> Figure:
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
        hedges=tuple(json.loads(row["hedges"])),
        part_of=None if row["part_of"] is None else position_of(row["part_of"]),
    )


def _milestone_row(version_id: int, milestone: Milestone) -> Row:
    return {
        "passage_id": row_id(version_id, milestone.passage),
        "start_char": milestone.span.start,
        "end_char": milestone.span.end,
        "text": milestone.text,
        "project": milestone.project,
        "stage": milestone.stage,
        "tense": milestone.tense,
        **_period_columns(milestone.period),
    }


def milestone_of(row: Mapping[str, Any]) -> Milestone:
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


def _period_columns(period: Period | None) -> Row:
    return {
        "period": period.label if period else None,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
    }


def _period_of(row: Mapping[str, Any]) -> Period | None:
    if row["period"] is None:
        return None
    return Period(row["period"], date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))


def _spans(spans: Sequence[Span]) -> str:
    return _json([[span.start, span.end] for span in spans])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _decimal(value: float) -> Decimal:
    return Decimal(int(value)) if value == int(value) else Decimal(repr(value))
