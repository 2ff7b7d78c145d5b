"""A comparison as one self-contained HTML page that prints well."""

from __future__ import annotations

from html import escape
from importlib import resources

from archive.comparing.comparison import Comparison, Section
from archive.comparing.evidence import Evidence
from archive.comparing.evolution import WordChange
from archive.comparing.rendering.charts import rates_chart, status_chart
from archive.comparing.rendering.rows import as_written
from archive.comparing.statuses import Status
from archive.comparing.theme_rows import ThemeRow

_MOST_EVIDENCE = 3
_HEADINGS: tuple[tuple[Status, str], ...] = (
    ("risen", "上升 risen"),
    ("fallen", "下降 fallen"),
    ("reworded", "表述变化 reworded"),
    ("succeeded", "接续 succeeded"),
    ("continued", "延续 continued"),
    ("new", "新见 new"),
    ("not seen", "本语料未见 not seen in this corpus"),
)
_TAGS = {"insert": "ins", "delete": "del"}


def render_report(comparison: Comparison) -> str:
    """The page: coverage first, then a chart and the themes by status, then figures and milestones, each with evidence.

    No script and nothing from outside; every text of a document is escaped.
    """
    one, two = comparison.labels
    title = escape(f"{one} → {two}")
    style = resources.files("archive").joinpath("data", "report.css").read_text(encoding="utf-8")
    body = "".join(_section(section, comparison.labels) for section in comparison.sections)
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body><h1>{title}</h1>{body}</body></html>\n"
    )


def _section(section: Section, labels: tuple[str, str]) -> str:
    coverage = section.coverage
    advice = "".join(f"<li>{escape(item)}</li>" for item in coverage.advice)
    parts = [f"<h2>{escape(section.region)}</h2>" if section.region else ""]
    parts.append(f'<p class="coverage">{escape(coverage.statement_zh)}</p>')
    parts.append(f"<ul>{advice}</ul>" if advice else "")
    parts.append(f"<figure>{status_chart(section.statuses)}</figure>")
    shared = [row for row in section.themes if row.earlier.mentions and row.later.mentions]
    parts.append(f"<figure>{rates_chart(shared, labels)}</figure>" if shared else "")
    for status, heading in _HEADINGS:
        rows = [row for row in section.themes if row.verdict.status == status]
        if rows:
            parts.append(f"<h3>{heading} ({len(rows)})</h3>" + _themes(rows, labels))
    parts += [_figures(section), _milestones(section), _sentences(section, labels)]
    return "<section>" + "".join(parts) + "</section>"


def _themes(rows: list[ThemeRow], labels: tuple[str, str]) -> str:
    body = "".join(
        f"<tr><th>{escape(row.theme.name)}<small>{escape(row.theme.category)}</small></th>"
        f"<td>{row.earlier.mentions}</td><td>{row.later.mentions}</td>"
        f"<td>{escape(row.verdict.sentence_zh)}{_diff(row.word_diff)}"
        f"{_evidence((*row.earlier.evidence[:_MOST_EVIDENCE], *row.later.evidence[:_MOST_EVIDENCE]))}</td></tr>"
        for row in rows
    )
    head = f"<tr><th>提法</th><th>{escape(labels[0])}</th><th>{escape(labels[1])}</th><th></th></tr>"
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _diff(changes: tuple[WordChange, ...]) -> str:
    if not changes:
        return ""
    pieces = [
        escape(change.text)
        if change.op == "equal"
        else f"<{_TAGS[change.op]}>{escape(change.text)}</{_TAGS[change.op]}>"
        for change in changes
    ]
    return f'<p class="diff">{"".join(pieces)}</p>'


def _figures(section: Section) -> str:
    if not section.figures:
        return ""
    body = "".join(
        f"<tr><th>{escape(row.a.metric)}<small>{row.pair.relation} · {row.pair.comparability}</small></th>"
        f"<td>{escape(as_written(row.a))}</td><td>{escape(as_written(row.b))}</td>"
        f"<td>{escape(row.remark)}{_evidence((row.a_evidence, row.b_evidence))}</td></tr>"
        for row in section.figures
    )
    return f"<h3>指标 figures ({len(section.figures)})</h3><table><tbody>{body}</tbody></table>"


def _milestones(section: Section) -> str:
    if not section.milestones:
        return ""
    body = "".join(
        f"<tr><th>{escape(row.b.project)}</th><td>{escape(row.a.stage)}</td><td>{escape(row.b.stage)}</td>"
        f"<td>{escape(row.pair.note)}{_evidence((row.a_evidence, row.b_evidence))}</td></tr>"
        for row in section.milestones
    )
    return f"<h3>项目进展 milestones ({len(section.milestones)})</h3><table><tbody>{body}</tbody></table>"


def _sentences(section: Section, labels: tuple[str, str]) -> str:
    if not section.alignment:
        return ""
    body = "".join(
        f"<tr><td>{_evidence((row.earlier,)) if row.earlier else '本语料无对应句'}</td>"
        f"<td>{_evidence((row.later,)) if row.later else '本语料无对应句'}</td>"
        f"<td>{_diff(row.diff)}{f'<small>{row.score:.2f} (+{row.margin:.2f})</small>' if row.diff else ''}</td></tr>"
        for row in section.alignment
    )
    head = f"<tr><th>{escape(labels[0])}</th><th>{escape(labels[1])}</th><th></th></tr>"
    return (
        f"<h3>逐句对照 sentences ({len(section.alignment)})</h3>"
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _evidence(items: tuple[Evidence, ...]) -> str:
    places = "".join(
        f"<span>{escape(item.text)} <i>{escape(item.document)}@{item.version} "
        f"{item.span.start}–{item.span.end}</i></span>"
        for item in items
    )
    return f'<p class="evidence">{places}</p>'
