"""The records of an analysis as rows of the index, and back. Ids follow from the version and the position alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import count
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


@lru_cache(maxsize=16_384)
def theme_id(name: str) -> int:
    """The id of the theme of that name: the same in every archive."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:10], 16)


def text_hash(text: str) -> int:
    """What finds a passage text among all there are: a number of 32 bits, which a few others may have as well."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], signed=True)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The positions, among all of their version, of what an analysis of some of its passages found."""

    figures: Sequence[int]
    milestones: Sequence[int]
    mentions: Sequence[int]


def rows_of(version_id: int, analysis: Analysis, numbers: Numbers | None = None) -> dict[str, list[Row]]:
    """The rows of one version's analysis, by table (``passages`` still without ``text_id``).

    `numbers` are those of an analysis of some passages; without them it is one of the whole version.
    """
    reading = analysis.reading
    if len(reading.passages) >= SPAN_OF_IDS:
        raise BadInput(f"version {version_id}: more than {SPAN_OF_IDS:,} passages; split the document")

    figures = numbers.figures if numbers else range(len(analysis.figures))

    def numbered(rows: Iterable[Row], positions: Iterable[int] | None = None) -> list[Row]:
        return [
            {"id": row_id(version_id, at), "version_id": version_id, **row}
            for at, row in zip(count() if positions is None else positions, rows, strict=False)
        ]

    return {
        "passages": numbered(
            _passage_row(at, passage, key)
            for at, (passage, key) in enumerate(zip(reading.passages, analysis.keys, strict=True))
        ),
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
            (
                {
                    **_figure_row(version_id, figure),
                    "part_of": None if figure.part_of is None else row_id(version_id, figures[figure.part_of]),
                    "corrected": int(figure.corrected),
                }
                for figure in analysis.figures
            ),
            figures,
        ),
        "milestones": numbered(
            (_milestone_row(version_id, milestone) for milestone in analysis.milestones),
            numbers.milestones if numbers else None,
        ),
        "theme_mentions": mention_rows(version_id, analysis.mentions, numbers.mentions if numbers else None),
        "figure_corrections": sorted(
            (correction_row(version_id, applied) for applied in analysis.corrections), key=lambda row: str(row["id"])
        ),
    }


def mention_rows(
    version_id: int, mentions: Sequence[ThemeMention], positions: Sequence[int] | None = None
) -> list[Row]:
    """The rows of one version's theme mentions, whose positions are in turn those given, or all there are."""
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
        for at, mention in zip(count() if positions is None else positions, mentions, strict=False)
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


def _passage_row(position: int, passage: Passage, key: str) -> Row:
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
        "reading_key": key,
    }


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
    }


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


def _period_columns(period: Period | None) -> Row:
    return {
        "period": period.label if period else None,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
    }


def _spans(spans: Sequence[Span]) -> str:
    return f"[{', '.join(f'[{span.start}, {span.end}]' for span in spans)}]"


@lru_cache(maxsize=4096)
def _json(strings: tuple[str, ...]) -> str:
    return json.dumps(strings, ensure_ascii=False)


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
