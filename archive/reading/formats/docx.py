"""The text of a Word file: paragraphs, headings, and tables row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from archive.errors import BadInput
from archive.reading.formats.limits import MAX_PARTS, MAX_TEXT_CHARACTERS, MAX_UNPACKED_BYTES
from archive.reading.formats.read_text import ReadText, tidy_title

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENCRYPTED = 0x1
#: Parts that hold the same words a second time, or words that were taken out again.
_PASSED_OVER = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"})
_STANDS_FOR = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DEEPEST_HEADING = 6
_DEEPEST_NESTING = 50


def read_docx(raw: bytes) -> ReadText:
    """The text of a DOCX file, a blank line between paragraphs; a table's row is a line with tabs between cells.

    A heading carries as many # as its level, which nothing else would keep. Tracked insertions are read, deletions are
    not. Raises BadInput for other ZIP files, damaged or encrypted ones, and those that unpack to too much.
    """
    _check_package(raw)
    import docx

    try:
        document = docx.Document(BytesIO(raw))
        headings = _heading_levels(document)
        pieces = list(_bounded(_blocks(document.element.body, headings, 0)))
        title = tidy_title(document.core_properties.title)
        numbered = len(document.element.body.findall(f".//{_W}numPr"))
    except BadInput:
        raise
    except Exception as error:  # a hostile file makes the parsers under python-docx raise anything
        raise BadInput("a damaged DOCX: it cannot be opened") from error
    text = "\n\n".join(pieces)
    if not text.strip():
        raise BadInput("there is no text in it")
    notes = (f"{numbered} paragraphs are numbered by Word: those numbers are not in the text",) if numbered else ()
    return ReadText(text + "\n", MEDIA_TYPE, None, title, notes)


def _check_package(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            parts = package.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
    ) as error:  # the second: a packing unknown to zipfile
        raise BadInput("a damaged ZIP or DOCX: it cannot be opened") from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise BadInput("it is encrypted: save it without a password first")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise BadInput(f"it unpacks to too much: at most {MAX_UNPACKED_BYTES:,} bytes in {MAX_PARTS:,} parts are read")
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise BadInput("a ZIP file that is no DOCX: unpack it first")


def _heading_levels(document: Any) -> dict[str, int]:
    """The style ids that make a paragraph a heading, with its level."""
    levels: dict[str, int] = {}
    for style in document.styles.element.findall(f"{_W}style"):
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        name = style.find(f"{_W}name")
        called = (name.get(f"{_W}val") or "").lower() if name is not None else ""
        prefix, _, digits = called.rpartition(" ")
        if prefix in ("heading", "标题") and digits.isdecimal():
            levels[style.get(f"{_W}styleId")] = int(digits)
        elif outline is not None and (outline.get(f"{_W}val") or "").isdecimal():
            levels[style.get(f"{_W}styleId")] = int(outline.get(f"{_W}val")) + 1
    return {style: level for style, level in levels.items() if 1 <= level <= _DEEPEST_HEADING}


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_TEXT_CHARACTERS:
            raise BadInput(f"more than {MAX_TEXT_CHARACTERS:,} characters of text")
        yield piece


def _blocks(parent: Any, headings: dict[str, int], depth: int) -> Iterator[str]:
    if depth > _DEEPEST_NESTING:
        return
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, headings, depth)
        elif child.tag == f"{_W}tbl":
            rows = (
                "\t".join(" ".join(_blocks(cell, {}, depth + 1)) for cell in row.iterchildren(f"{_W}tc")).rstrip()
                for row in child.iter(f"{_W}tr")
                if row.getparent() is child
            )
            table = "\n".join(row.replace("\n", " ") for row in rows if row.strip())
            if table:
                yield table
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _blocks(child, headings, depth + 1)


def _paragraph(paragraph: Any, headings: dict[str, int], depth: int) -> Iterator[str]:
    boxes: list[Any] = []
    text = "".join(_runs(paragraph, boxes)).strip(" \t\n")
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    level = headings.get(style.get(f"{_W}val")) if style is not None else None
    if text:
        yield f"{'#' * level} {' '.join(text.split(chr(10)))}" if level else text
    for box in boxes:
        yield from _blocks(box, headings, depth + 1)


def _runs(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The characters under a paragraph; text boxes are put aside, to follow it."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _STANDS_FOR:
            yield _STANDS_FOR[child.tag]
        elif child.tag not in _PASSED_OVER:
            waiting.append(iter(child))
