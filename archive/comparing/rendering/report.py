"""A comparison as one self-contained HTML page that prints well: what it comes to, then all of it with evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources

from archive.analysis.figure_words import in_words
from archive.analysis.pairs.outcomes import PROMISES
from archive.comparing.comparison import Comparison, Section
from archive.comparing.coverage import Side
from archive.comparing.evidence import Evidence
from archive.comparing.evolution import WordChange
from archive.comparing.pair_rows import FigureRow
from archive.comparing.rendering.charts import rates_chart, status_chart
from archive.comparing.rendering.gist import gist, outcome
from archive.comparing.rendering.wording import Wording
from archive.comparing.statuses import Status
from archive.comparing.theme_rows import ThemeRow
from archive.model import Source

#: In which order the statuses are told, and how many places are quoted of each side.
_STATUSES: tuple[tuple[Status, int], ...] = (
    ("risen", 3),
    ("fallen", 3),
    ("reworded", 3),
    ("succeeded", 3),
    ("new", 2),
    ("continued", 1),
)
_MOST_REGIONS = 6
_TAGS = {"insert": "ins", "delete": "del"}


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the page needs: the names of the sides, its words, and the numbers of its documents."""

    labels: tuple[str, str]
    words: Wording
    numbers: Mapping[str, int]  # by address, counted from 1 in the order in which they are listed

    def say(self, message: str, **values: object) -> str:
        """A message in the language of the page, to be put into markup."""
        return escape(self.words.say(message, **values))


def render_report(comparison: Comparison, wording: Wording | None = None) -> str:
    """The page: what stands behind each side and what it comes to, then themes, figures and milestones with evidence.

    No script and nothing from outside; every text of a document is escaped. It speaks English unless a `wording` is
    given.
    """
    sides = [side for section in comparison.sections for side in _sides(section)]
    addresses = dict.fromkeys(source.address for side in sides for source in side.sources)
    numbers = {address: number for number, address in enumerate(addresses, 1)}
    page = _Page(comparison.labels, wording or Wording(), numbers)
    one, two = comparison.labels
    title = page.say("Policy documents compared: %(a)s and %(b)s", a=one, b=two)
    regions = "、".join(section.region for section in comparison.sections[:_MOST_REGIONS] if section.region)
    more = "…" if len(comparison.sections) > _MOST_REGIONS else ""
    style = resources.files("archive").joinpath("data", "report.css").read_text(encoding="utf-8")
    body = "".join(_section(section, page, alone=len(comparison.sections) == 1) for section in comparison.sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if page.words.is_chinese else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><style>{style}</style></head><body><header><h1>{title}</h1><p lang="zh">'
        f"{escape(regions)}{more}</p></header>{body}<footer>{page.say(_HOW_TO_READ)}</footer></body></html>\n"
    )


_HOW_TO_READ = (
    "Every claim is followed by the words it rests on, the number of their document, and their place in its text "
    "(characters counted from 0). Not seen means not seen in this corpus, never dropped. An interval says how far "
    "chance alone could move a ratio."
)


def _sides(section: Section) -> tuple[Side, Side]:
    return section.coverage.earlier, section.coverage.later


def _section(section: Section, page: _Page, *, alone: bool) -> str:
    coverage, say = section.coverage, page.say
    statement = coverage.statement_zh if page.words.is_chinese else coverage.statement
    parts = [f'<h2 lang="zh">{escape(section.region)}</h2>' if section.region and not alone else ""]
    parts.append(f'<p class="coverage">{escape(statement)}</p>')
    points = "".join(f"<li>{escape(point)}</li>" for point in gist(section, page.labels, page.words))
    parts.append(f"<h3>{say('In short')}</h3><ul>{points}</ul>" if points else "")
    parts.append(f"<h3>{say('The documents compared')}</h3>{_documents(section, page)}")
    if section.themes:
        chart = status_chart(section.statuses, page.words.say)
        parts.append(_figure(chart, say("Formulations by what became of them")))
    shared = [row for row in section.themes if row.earlier.mentions and row.later.mentions]
    if shared:
        parts.append(_figure(rates_chart(shared, page.labels), say("Mentions per 10,000 characters")))
    for status, places in _STATUSES:
        rows = [row for row in section.themes if row.verdict.status == status]
        if rows:
            parts.append(_heading(f"{say('Themes')} · {say(status)}", len(rows)) + _themes(rows, places, page))
    parts += [_not_seen(section, page), _figures(section, page), _milestones(section, page), _sentences(section, page)]
    return f"<section>{''.join(parts)}</section>"


def _heading(text: str, count: int) -> str:
    return f"<h3>{text} <small>{count}</small></h3>"


def _figure(chart: str, caption: str) -> str:
    return f"<figure>{chart}<figcaption>{caption}</figcaption></figure>"


def _documents(section: Section, page: _Page) -> str:
    rows = "".join(
        f"<tr><th>{escape(side.label)}</th><td>"
        + ("".join(f"<div>{_document(source, page)}</div>" for source in side.sources) or "—")
        + "</td></tr>"
        for side in _sides(section)
    )
    return f'<table class="sides" lang="zh"><tbody>{rows}</tbody></table>'


def _document(source: Source, page: _Page) -> str:
    title = f"《{escape(source.title)}》" if source.title else ""
    day = source.published_on.isoformat() if source.published_on else ""
    return f"[{page.numbers[source.address]}] {title} <small>{day} {escape(source.address)}</small>"


def _table(heads: Sequence[str], rows: str, kind: str = "") -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _themes(rows: list[ThemeRow], places: int, page: _Page) -> str:
    body = "".join(
        f'<tr><th lang="zh">{escape(row.theme.name)}<small>{escape(row.theme.category)}</small></th>'
        f'<td class="n">{row.earlier.mentions}</td><td class="n">{row.later.mentions}</td>'
        f"<td>{escape(_verdict(row, page))}{_diff(row.word_diff)}"
        f"{_evidence((*row.earlier.evidence[:places], *row.later.evidence[:places]), page)}</td></tr>"
        for row in rows
    )
    one, two = map(escape, page.labels)
    heads = (page.say("Theme"), one, two, page.say("What can be said, and where it stands"))
    return _table(heads, body, "themes")


def _verdict(row: ThemeRow, page: _Page) -> str:
    return row.verdict.sentence_zh if page.words.is_chinese else row.verdict.sentence


def _not_seen(section: Section, page: _Page) -> str:
    """The formulations of one side alone in short: a name, how often, and where first."""
    rows = [row for row in section.themes if row.verdict.status == "not seen"]
    if not rows:
        return ""
    one, two = page.labels
    title = page.say("Said in %(a)s, not seen in what the archive holds of %(b)s", a=one, b=two)
    items = "".join(
        f"<li><b>{escape(row.theme.name)}</b> {row.earlier.mentions} {_place(row.earlier.evidence[0], page)}</li>"
        for row in rows
        if row.earlier.evidence
    )
    return f'{_heading(title, len(rows))}<ul class="short" lang="zh">{items}</ul>'


def _diff(changes: tuple[WordChange, ...]) -> str:
    if not changes:
        return ""
    pieces = [
        escape(change.text)
        if change.op == "equal"
        else f"<{_TAGS[change.op]}>{escape(change.text)}</{_TAGS[change.op]}>"
        for change in changes
    ]
    return f'<p class="diff" lang="zh">{"".join(pieces)}</p>'


def _figures(section: Section, page: _Page) -> str:
    say = page.say
    across = [row for row in section.figures if row.across]
    promises = [row for row in section.figures if not row.across and row.pair.relation in PROMISES]
    others = [row for row in section.figures if not row.across and row.pair.relation not in PROMISES]
    groups = (
        (across, say("Figures across the two sides"), say("Earlier"), say("Later")),
        (promises, say("Targets and results within one side"), say("Promised"), say("Result")),
        (others, say("Wholes, parts and repetitions within one side"), say("Whole or first"), say("Part or again")),
    )
    return "".join(
        _heading(title, len(rows))
        + _table((say("Metric"), one, two, say("Change")), "".join(_figure_row(row, page) for row in rows), "figures")
        for rows, title, one, two in groups
        if rows
    )


def _figure_row(row: FigureRow, page: _Page) -> str:
    sides = "".join(
        f'<td><b lang="zh">{escape(in_words(figure))}</b> <small>{page.say(figure.tense)}'
        f"{f' · {escape(figure.period.label)}' if figure.period else ''}</small>"
        f'<p class="evidence" lang="zh">{escape("".join(figure.clause.split()))} {_place(evidence, page)}</p></td>'
        for figure, evidence in ((row.a, row.a_evidence), (row.b, row.b_evidence))
    )
    kinds = [page.say(row.pair.relation)]
    kinds += [page.say(row.pair.comparability)] if row.pair.comparability != "comparable" else []
    return (
        f'<tr><th lang="zh">{escape(row.a.metric)}<small>{" · ".join(kinds)}</small></th>{sides}'
        f"<td><b>{escape(outcome(row, page.words))}</b>"
        f"<small>{escape(page.words.note(row.remark)) if row.remark else ''}</small></td></tr>"
    )


def _milestones(section: Section, page: _Page) -> str:
    if not section.milestones:
        return ""
    say = page.say
    body = "".join(
        f'<tr><th lang="zh">{escape(row.b.project)}</th>'
        + "".join(
            f'<td><b lang="zh">{escape(milestone.stage)}</b> <small>{say(milestone.tense)}'
            f"{f' · {escape(milestone.period.label)}' if milestone.period else ''}</small>"
            f'<p class="evidence" lang="zh">{escape("".join(evidence.text.split()))} {_place(evidence, page)}</p></td>'
            for milestone, evidence in ((row.a, row.a_evidence), (row.b, row.b_evidence))
        )
        + f"<td><small>{escape(page.words.note(row.pair.note))}</small></td></tr>"
        for row in section.milestones
    )
    heads = (say("Project"), say("Stage before"), say("Stage after"), say("Note"))
    return _heading(say("Projects, stage by stage"), len(section.milestones)) + _table(heads, body, "figures")


def _sentences(section: Section, page: _Page) -> str:
    if not section.alignment:
        return ""
    none = f"<small>{page.say('no counterpart in this corpus')}</small>"
    body = "".join(
        f"<tr><td>{_sentence(row.earlier, page) if row.earlier else none}</td>"
        f"<td>{_sentence(row.later, page) if row.later else none}</td>"
        f"<td>{_diff(row.diff)}{f'<small>{row.score:.2f} ({row.margin:+.2f})</small>' if row.diff else ''}</td></tr>"
        for row in section.alignment
    )
    title = _heading(page.say("Sentence by sentence"), len(section.alignment))
    one, two = map(escape, page.labels)
    return title + _table((one, two, page.say("What changed")), body, "sentences")


def _sentence(item: Evidence, page: _Page) -> str:
    return f'<span lang="zh">{escape("".join(item.text.split()))} {_place(item, page)}</span>'


def _evidence(items: tuple[Evidence, ...], page: _Page) -> str:
    quoted = []
    for item in items:
        before, after = item.around()
        found = escape("".join(item.text.split()))
        quoted.append(f"<li>{escape(before)}<mark>{found}</mark>{escape(after)} {_place(item, page)}</li>")
    return f'<ul class="evidence" lang="zh">{"".join(quoted)}</ul>'


def _place(item: Evidence, page: _Page) -> str:
    return f"<cite>[{page.numbers[item.source.address]}] {item.span.start}–{item.span.end}</cite>"
