"""The text layer of a PDF file."""

from __future__ import annotations

import re

from archive.errors import BadInput
from archive.reading.formats.limits import MAX_PDF_PAGES, MAX_TEXT_CHARACTERS
from archive.reading.formats.read_text import ReadText, tidy_title
from archive.reading.mojibake import refuse_mojibake

_PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD
#: A hyphen that PDFium added at a line's end, or a glyph that the file's fonts give no character for.
_NO_CHARACTER = re.compile("[\x00\x02\ufffe\uffff]")
_INK_PER_SCANNED_PAGE = 4
_UNREADABLE_SHARE = 0.1


def read_pdf(raw: bytes) -> ReadText:
    """The text of a PDF, page by page with a blank line between, its lines as they are laid out.

    Raises BadInput for an encrypted or damaged file, and for one that is scanned: pictures without text.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as document:
            if len(document) > MAX_PDF_PAGES:
                raise BadInput(f"{len(document):,} pages: at most {MAX_PDF_PAGES:,} are read")
            pages = _pages(document)
            title = tidy_title(document.get_metadata_dict().get("Title"))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise BadInput("it is encrypted: save it without a password first") from error
        raise BadInput("a damaged PDF: it cannot be opened") from error
    text = "\n\n".join(page for page in pages if page)
    if sum(len("".join(page.split())) for page in pages) < _INK_PER_SCANNED_PAGE * max(len(pages), 1):
        raise BadInput("it is scanned: pictures of pages without a text layer; recognise its text first (OCR)")
    refuse_mojibake(text)
    return ReadText(text + "\n", "application/pdf", None, title, (f"{len(pages)} pages",))


def _pages(document: object) -> list[str]:
    pages: list[str] = []
    size = unreadable = 0
    for page in document:  # type: ignore[attr-defined]
        layer = page.get_textpage()
        found = layer.get_text_range()
        layer.close()
        page.close()
        text, lost = _NO_CHARACTER.subn("", found.replace("\r\n", "\n").replace("\r", "\n"))
        size, unreadable = size + len(text), unreadable + lost
        if size > MAX_TEXT_CHARACTERS:
            raise BadInput(f"more than {MAX_TEXT_CHARACTERS:,} characters of text")
        pages.append(text.strip("\n"))
    if unreadable > _UNREADABLE_SHARE * (size + unreadable):
        raise BadInput("its fonts do not say which characters they draw: recognise its text first (OCR)")
    return pages
