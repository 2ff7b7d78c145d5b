"""Files of any format to text: what they are is seen from their bytes, then from their name."""

from __future__ import annotations

import re
from pathlib import PurePath

from archive.errors import BadInput
from archive.reading.decoding import decode
from archive.reading.formats.limits import MAX_FILE_BYTES
from archive.reading.formats.read_text import ReadText

__all__ = ["ReadText", "read_bytes", "show_name"]

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown"})
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
#: How files begin that hold no text the archive could read, and the reason to give.
_REFUSED = (
    (b"\x89PNG\r\n", "an image: there is no text in it"),
    (b"\xff\xd8\xff", "an image: there is no text in it"),
    (b"GIF8", "an image: there is no text in it"),
    (b"II*\x00", "an image: there is no text in it"),
    (b"MM\x00*", "an image: there is no text in it"),
    (b"{\\rtf", "an RTF file: save it as DOCX or text first"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive: unpack it first"),
    (b"Rar!\x1a\x07", "a compressed archive: unpack it first"),
    (b"SQLite format 3\x00", "a database, not a document"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,500}>\s*)?(?:<!--.{0,2000}?-->\s*){0,20}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(r"<(?:p|div|br|table|body|html|span|title)\b[^<>]{0,500}>", re.I)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w-]{1,40})""", re.I)
_META_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{1,40})""", re.I)


def show_name(name: str) -> str:
    """A file's name fit for one line on a terminal: line breaks, controls and direction marks escaped.

    >>> show_name("报告\\n2024.txt")
    '报告\\\\n2024.txt'
    """
    shown = "".join(c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in name)
    return shown if len(shown) <= 200 else f"{shown[:120]}…{shown[-60:]}"


def read_bytes(raw: bytes, filename: str | None = None, media_type: str | None = None) -> ReadText:
    """The text of a file: plain text, Markdown, HTML, PDF with a text layer, or DOCX.

    `media_type` is what a server said it was, with parameters. Raises BadInput, naming the file and the reason, where
    there is no text to be had.

    >>> read_bytes("## 工作报告".encode(), "report.md").media_type
    'text/markdown'
    """
    try:
        return _read(raw, filename or "", media_type or "")
    except BadInput as refusal:
        if filename is None:
            raise
        raise BadInput(f"{show_name(filename)}: {refusal}") from refusal


def _read(raw: bytes, filename: str, media_type: str) -> ReadText:
    if len(raw) >= MAX_FILE_BYTES:
        raise BadInput(f"{len(raw):,} bytes: a file must be smaller than {MAX_FILE_BYTES:,}")
    if b"%PDF-" in raw[:1024]:
        from archive.reading.formats.pdf import read_pdf

        return read_pdf(raw)
    if raw.startswith(b"PK\x03\x04"):
        from archive.reading.formats.docx import read_docx

        return read_docx(raw)
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise BadInput("it is encrypted: save it without a password first")
        raise BadInput("an old Office file: save it as DOCX first")
    for start, reason in _REFUSED:
        if raw.startswith(start):
            raise BadInput(reason)
    return _read_text(raw, PurePath(filename).suffix.lower(), media_type)


def _read_text(raw: bytes, suffix: str, media_type: str) -> ReadText:
    called, _, parameters = media_type.partition(";")
    called = called.strip().lower()
    declared = None
    if found := _CHARSET.search(parameters):
        declared = found.group(1)
    elif meta := _META_CHARSET.search(raw[:4096]):
        declared = meta.group(1).decode("ascii")
    decoded = decode(raw, declared)
    called_html = suffix in _HTML_NAMES or (not suffix and called in (HTML, "application/xhtml+xml"))
    if _HTML_START.match(decoded.text) or (called_html and _TAG.search(decoded.text)):
        from archive.reading.formats.html import read_html

        return read_html(decoded.text, decoded.encoding)
    markdown = suffix in _MARKDOWN_NAMES or (not suffix and called == MARKDOWN)
    notes = ["a byte order mark was dropped"] if decoded.had_bom else []
    if lost := decoded.text.count("\ufffd"):
        notes.append(f"characters lost before it came here (U+FFFD): {lost}")
    return ReadText(decoded.text, MARKDOWN if markdown else PLAIN, decoded.encoding, None, tuple(notes))
