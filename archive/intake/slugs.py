"""Slugs: the short names by which documents are addressed."""

from __future__ import annotations

import re
import unicodedata

from archive.errors import BadInput
from archive.reading.formats import show_name

LONGEST_SLUG = 80

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_SLUG = re.compile(f"[a-z0-9{_HAN}]+(?:-[a-z0-9{_HAN}]+)*")
_OTHERS = re.compile(f"[^a-z0-9{_HAN}]+")
_SUFFIX = re.compile(r"\.(?:txt|text|md|markdown|html?|xhtml|shtml|pdf|docx)$", re.I)


def check_slug(slug: str) -> str:
    """The slug itself, where it is one: lower-case letters, digits, Han characters and single hyphens, at most 80.

    Raises BadInput otherwise.

    >>> check_slug("chaoyang-计划-2024h1")
    'chaoyang-计划-2024h1'
    """
    if not _SLUG.fullmatch(slug):
        raise BadInput(
            f"'{show_name(slug)}' is no slug: use lower-case letters, digits, Han characters and single hyphens"
        )
    if len(slug) > LONGEST_SLUG:
        raise BadInput(f"'{show_name(slug)}' is too long for a slug: at most {LONGEST_SLUG} characters")
    return slug


def make_slug(title: str) -> str:
    """A slug out of a title or a file's name; ``document`` where nothing in it can stand in a slug.

    >>> make_slug("关于朝阳区2024年计划（草案）的报告.docx"), make_slug("Annual_Report 2024.TXT"), make_slug("…")
    ('关于朝阳区2024年计划-草案-的报告', 'annual-report-2024', 'document')
    """
    name = _SUFFIX.sub("", unicodedata.normalize("NFKC", title[:1000]).strip()).lower()
    # An accented letter keeps its letter: é is e and a mark.
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _OTHERS.sub("-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "document"
