"""A diff as a file to take away."""

from __future__ import annotations

import sqlite3

from archive.addresses import VersionAt
from archive.diffing import diff_texts
from archive.publishing.differences import text_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render_diff(connection: sqlite3.Connection, old: VersionAt, new: VersionAt, form: str) -> tuple[bytes, str, str]:
    """The diff as ``html`` or ``docx``: its bytes, media type and the name of the file."""
    title = f"{old.slug}@{old.number} → {new.slug}@{new.number}"
    name = f"{old.slug}-{old.number}...{new.slug}-{new.number}.{form}"
    diff = diff_texts(text_of(connection, old), text_of(connection, new))
    if form == "docx":
        from archive.diffing.rendering.docx import render_docx

        return render_docx(diff), _DOCX, name
    from archive.diffing.rendering.html import render_html

    return (
        render_html(diff, title=title, side_by_side=False).encode("utf-8", "replace"),
        "text/html; charset=utf-8",
        name,
    )
