"""The word lists and patterns of ``data/layout.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """Patterns that match a whole width-folded line of each kind, and the words that headlines and bodies show."""

    furniture: tuple[tuple[str, re.Pattern[str]], ...]  # kind → pattern, in the order they are tried
    paper_name: re.Pattern[str]
    plain_heading: re.Pattern[str]
    section: re.Pattern[str]  # what a page of a paper is called
    credits: tuple[tuple[str, re.Pattern[str]], ...]  # jump, source, byline, caption
    tail: re.Pattern[str]  # a credit in brackets at the end of a paragraph
    opening: re.Pattern[str]
    column_endings: tuple[str, ...]
    sure_column_endings: tuple[str, ...]  # also of a longer line
    kicker_endings: tuple[str, ...]
    subtitle_endings: tuple[str, ...]
    subtitle_beginnings: tuple[str, ...]
    organ_endings: tuple[str, ...]
    dangling: tuple[str, ...]
    measures: str
    notice_endings: tuple[str, ...]
    signing_endings: tuple[str, ...]
    author: re.Pattern[str]  # a mark and a name


def _any(patterns: list[str]) -> re.Pattern[str]:
    """One pattern for any of `patterns`, from the beginning of a line on."""
    return re.compile(f"^(?:{'|'.join(patterns)})")


@cache
def layout_words() -> LayoutWords:
    """The word lists that come with the archive."""
    data = tomllib.loads(files("archive").joinpath("data/layout.toml").read_text("utf-8"))
    surnames = tomllib.loads(files("archive").joinpath("data/misprints.toml").read_text("utf-8"))["names"]["surnames"]
    return LayoutWords(
        furniture=tuple((kind, _any(data[kind])) for kind in ("page_number", "masthead", "navigation", "footer")),
        paper_name=_any(data["paper_name"]),
        plain_heading=re.compile(data["plain_headings"]),
        section=re.compile(data["sections"]),
        credits=tuple((kind, _any(data[kind])) for kind in ("jump", "source", "byline", "caption")),
        tail=re.compile(r"\([^()]{2,60}\)$"),
        opening=_any(data["openings"]),
        sure_column_endings=tuple(data["sure_column_endings"]),
        column_endings=tuple(data["column_endings"]),
        kicker_endings=tuple(data["kicker_endings"]),
        subtitle_beginnings=tuple(data["subtitle_beginnings"]),
        subtitle_endings=tuple(data["subtitle_endings"]),
        organ_endings=tuple(data["organ_endings"]),
        dangling=tuple(data["dangling"]),
        measures=data["measures"],
        notice_endings=tuple(data["notice_endings"]),
        signing_endings=tuple(data["signing_endings"]),
        author=re.compile(rf"[■●◆▲□○◎]\s?[{surnames}][一-鿿]{{1,2}}"),
    )
