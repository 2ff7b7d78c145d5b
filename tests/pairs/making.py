"""Small documents for the tests: sentences with their numbers in 【】, and what a reader says of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from archive.analysis.figures import read_figures
from archive.analysis.milestones import read_milestones
from archive.model import AnalysedVersion, Figure, FigurePair, Milestone, Passage, Period, Source, Span
from archive.reading.passages import read_passages

_MARKED = re.compile(r"【([^】]*)】")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_HEDGES = {"不少于": ">=", "以上": ">=", "以内": "<=", "超": ">", "余": ">", "近": "~", "约": "~", "左右": "~"}


@dataclass(frozen=True)
class Said:
    """One sentence with one number in 【】, and what is to be known about it."""

    sentence: str
    metric: str
    tense: str = "actual"
    fields: tuple[tuple[str, Any], ...] = ()


def said(sentence: str, metric: str, tense: str = "actual", **fields: Any) -> Said:
    return Said(sentence, metric, tense, tuple(fields.items()))


def year(number: int) -> Period:
    return Period(str(number), date(number, 1, 1), date(number, 12, 31))


def first_half(number: int) -> Period:
    return Period(f"{number}H1", date(number, 1, 1), date(number, 6, 30))


def document(slug: str, day: date, sayings: Sequence[Said], milestones: Sequence[Milestone] = ()) -> AnalysedVersion:
    """A version whose text is the sentences, each a passage of its own."""
    text = ""
    figures, passages = [], []
    for number, saying in enumerate(sayings):
        marked = _MARKED.search(saying.sentence)
        assert marked is not None
        start = len(text) + marked.start()
        clause = Span(len(text), len(text) + len(saying.sentence) - 2)
        span = Span(start, start + len(marked[1]))
        passages.append(Passage("paragraph", None, (), (clause,), saying.sentence.replace("【", "").replace("】", "")))
        text += passages[-1].text + "\n"
        figures.append(_figure(saying, marked[1], span, clause, number, day))
    source = Source(slug, 1, region="丰泽区", published_on=day, year=day.year)
    return AnalysedVersion(source, text, tuple(passages), tuple(figures), tuple(milestones))


def _figure(saying: Said, text: str, span: Span, clause: Span, passage: int, day: date) -> Figure:
    number = _NUMBER.search(text)
    assert number is not None
    value = Decimal(number[0])
    unit = text[number.end() :].removesuffix("以上").removesuffix("以内").removesuffix("左右").replace("余", "")
    scale = _SCALES.get(unit[:1], Decimal(1))
    comparator = next((sign for word, sign in _HEDGES.items() if word in text), "=")
    fields: dict[str, Any] = {
        "metric": saying.metric,
        "value": value,
        "value_max": None,
        "unit": unit,
        "base_value": value * scale,
        "base_value_max": None,
        "base_unit": unit.lstrip("万亿"),
        "comparator": comparator,
        "tense": saying.tense,
        "tense_reason": "",
        "measure": "level",
        "direction": None,
        "implied": False,
        "period": year(day.year) if saying.tense != "actual" else first_half(day.year),
        "scope": None,
        **dict(saying.fields),
    }
    sentence = saying.sentence.replace("【", "").replace("】", "")
    return Figure(span=span, text=text, clause=sentence, clause_span=clause, passage=passage, **fields)


def named(versions: Sequence[AnalysedVersion], pairs: Sequence[FigurePair]) -> set[tuple[str, str, str, str]]:
    """The pairs by what they say: the two numbers, relation and comparability; whatever the order of the versions."""
    return {
        (
            versions[pair.a.version].figures[pair.a.figure].text,
            versions[pair.b.version].figures[pair.b.figure].text,
            pair.relation,
            pair.comparability,
        )
        for pair in pairs
    }


def written(slug: str, day: date, text: str, region: str = "丰泽区") -> AnalysedVersion:
    """A version with the figures and milestones that are read out of a text."""
    passages = read_passages(text)
    figures = read_figures(text, passages, day, "report")
    source = Source(slug, 1, region=region, series="政府工作报告", published_on=day, year=day.year)
    return AnalysedVersion(source, text, tuple(passages), figures, read_milestones(text, passages, day, "report"))
