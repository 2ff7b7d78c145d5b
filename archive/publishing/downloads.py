"""A diff or a comparison as a file to take away."""

from __future__ import annotations

import sqlite3

from archive.addresses import VersionAt
from archive.diffing import diff_texts
from archive.publishing.differences import text_of
from archive.publishing.languages import diff_wording, report_wording
from archive.publishing.sections import Filters, Years, choose_regions, compare_regions
from archive.publishing.spreadsheets import XLSX

_HTML = "text/html; charset=utf-8"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render_comparison(
    connection: sqlite3.Connection, compared: Years, filters: Filters, form: str, language: str
) -> tuple[bytes, str, str]:
    """The comparison as ``xlsx`` or ``html``, in that language: its bytes, media type and the name of the file."""
    chosen, _ = choose_regions(connection, compared, filters)
    comparison = compare_regions(connection, compared, chosen, filters)
    region = f"-{chosen[0]}" if len(chosen) == 1 and chosen[0] else ""
    name = f"{compared[0]}...{compared[1]}{region}.{form}"
    if form == "xlsx":
        from archive.comparing.rendering.workbook import render_workbook

        return render_workbook(comparison, report_wording(language)), XLSX, name
    from archive.comparing.rendering.report import render_report

    return render_report(comparison, report_wording(language)).encode("utf-8", "replace"), _HTML, name


def render_diff(
    connection: sqlite3.Connection, old: VersionAt, new: VersionAt, form: str, language: str
) -> tuple[bytes, str, str]:
    """The diff as ``html`` (in that language) or ``docx``: its bytes, media type and the name of the file."""
    title = f"{old.slug}@{old.number} → {new.slug}@{new.number}"
    name = f"{old.slug}-{old.number}...{new.slug}-{new.number}.{form}"
    diff = diff_texts(text_of(connection, old), text_of(connection, new))
    if form == "docx":
        from archive.diffing.rendering.docx import render_docx

        return render_docx(diff), _DOCX, name
    from archive.diffing.rendering.html import render_html

    return (
        render_html(diff, title=title, side_by_side=False, wording=diff_wording(language)).encode("utf-8", "replace"),
        _HTML,
        name,
    )
