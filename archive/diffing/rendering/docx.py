"""A diff as a Word document with tracked changes: accepted, the new text; rejected, the old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal

from archive.diffing.records import Diff, Range
from archive.diffing.rendering.rows import Gaps

#: Word wants a date on each revision; a diff has none, and its bytes must not depend on the clock.
DATE = "1980-01-01T00:00:00Z"
#: What XML cannot hold.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECE = re.compile(r"\n|\t|[^\n\t]+")

_Kind = Literal["equal", "insert", "delete"]


def render_docx(diff: Diff, *, title: str = "", author: str = "archive") -> bytes:
    """The document's bytes, the same for the same diff; characters that XML cannot hold are shown as U+FFFD.

    A passage that moved is a deletion where it stood and an insertion where it stands, as Word itself writes it without
    move tracking.
    """
    from datetime import UTC, datetime

    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.title, properties.author = _safe(title)[:250], _safe(author)[:250]
    properties.created = properties.modified = datetime(1980, 1, 1, tzinfo=UTC)
    body = document.element.body
    for paragraph in list(body.iterchildren("{*}p")):
        body.remove(paragraph)
    _Writer(body, _safe(author)).write(diff)
    return _packed(document)


class _Writer:
    """Writes paragraphs into the body of a document, before its section properties."""

    def __init__(self, body: Any, author: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._element, self._name = OxmlElement, qn
        self._body = body
        self._author = author
        self._revisions = 0
        self._paragraph = self._new_paragraph()

    def write(self, diff: Diff) -> None:
        """Write all of a diff, one paragraph a line."""
        for kind, text in _stretches(diff):
            for piece in _PIECE.findall(_safe(text)):
                if piece == "\n":
                    self._end_paragraph(kind)
                else:
                    self._run(kind, piece)

    def _new_paragraph(self) -> Any:
        paragraph = self._element("w:p")
        self._body.insert(len(self._body) - 1, paragraph)
        return paragraph

    def _end_paragraph(self, kind: _Kind) -> None:
        if kind != "equal":
            properties, marks = self._element("w:pPr"), self._element("w:rPr")
            marks.append(self._revision(kind))
            properties.append(marks)
            self._paragraph.insert(0, properties)
        self._paragraph = self._new_paragraph()

    def _run(self, kind: _Kind, text: str) -> None:
        run = self._element("w:r")
        if text == "\t":
            run.append(self._element("w:tab"))
        else:
            content = self._element("w:delText" if kind == "delete" else "w:t")
            content.text = text
            content.set(self._name("xml:space"), "preserve")
            run.append(content)
        if kind == "equal":
            self._paragraph.append(run)
        else:
            revision = self._revision(kind)
            revision.append(run)
            self._paragraph.append(revision)

    def _revision(self, kind: _Kind) -> Any:
        revision = self._element("w:ins" if kind == "insert" else "w:del")
        self._revisions += 1
        revision.set(self._name("w:id"), str(self._revisions))
        revision.set(self._name("w:author"), self._author)
        revision.set(self._name("w:date"), DATE)
        return revision


def _stretches(diff: Diff) -> Iterator[tuple[_Kind, str]]:
    """The new text in its order with what went at its old place: a move is both."""
    gaps = Gaps(diff)
    left = sorted((block.old[0] for block in diff.blocks if block.move is not None), reverse=True)
    old_at = new_at = 0
    for block in diff.blocks:
        if block.move is not None:
            if block.new[0][0] >= new_at:
                yield "insert", diff.new[slice(*block.new[0])]
            continue
        while block.old and left and left[-1][0] < block.old[0][0]:
            yield from _gone(diff, left.pop(), old_at)
        if block.op == "equal":
            yield "equal", diff.new[slice(*block.new[0])]
        for edit, _ in gaps.filled(block):
            yield edit.op, diff.new[slice(*edit.new)] if edit.new else diff.old[slice(*edit.old or (0, 0))]
        old_at = block.old[-1][1] if block.old else old_at
        new_at = block.new[-1][1] if block.new else new_at
    while left:
        yield from _gone(diff, left.pop(), old_at)


def _gone(diff: Diff, place: Range, told: int) -> Iterator[tuple[_Kind, str]]:
    """What moved away, unless it stood inside a passage that was told already."""
    if place[0] >= told:
        yield "delete", diff.old[slice(*place)]


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _packed(document: Any) -> bytes:
    """The package with every date inside it fixed."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    written = BytesIO()
    document.save(written)
    out = BytesIO()
    with ZipFile(written) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
