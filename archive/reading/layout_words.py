"""The word lists and patterns of ``data/layout.toml``, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from archive.reading.word_lists import load_data

_NAMED = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """Patterns that match a whole width-folded line of each kind, and the words that headlines and bodies show."""

    furniture: tuple[tuple[str, re.Pattern[str]], ...]  # kind → pattern, in the order they are tried
    paper_name: re.Pattern[str]  # of a whole line, or a word of one: the only place that says what a paper is called
    paper_in_letters: re.Pattern[str]
    paper_of: re.Pattern[str]  # a paper or a site that is called after a place: the place
    bulletins: tuple[str, ...]
    editors: re.Pattern[str]
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


def _filled(pattern: str, data: dict[str, str | list[str]]) -> str:
    """`pattern` with the list or the pattern that each name in braces is of put in: {roles}."""
    return _NAMED.sub(lambda match: _filled(_one(data[match.group(1)]), data), pattern)


def _one(patterns: str | list[str]) -> str:
    return patterns if isinstance(patterns, str) else f"(?:{'|'.join(patterns)})"


@cache
def layout_words() -> LayoutWords:
    """The word lists that come with the archive."""
    data: dict[str, str | list[str]] = load_data("layout") | load_data("misprints")["names"]

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(_filled(_one(data[name]), data))

    def kinds(*names: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((name, pattern(name)) for name in names)

    return LayoutWords(
        furniture=kinds("page_number", "masthead", "navigation", "footer"),
        paper_name=pattern("paper_name"),
        paper_in_letters=pattern("paper_in_letters"),
        paper_of=pattern("paper_of"),
        bulletins=tuple(data["bulletins"]),
        editors=pattern("editors"),
        plain_heading=pattern("plain_headings"),
        section=pattern("section"),
        credits=kinds("jump", "source", "byline", "caption"),
        tail=re.compile(r"\([^()]{2,60}\)$"),
        opening=pattern("openings"),
        sure_column_endings=tuple(data["sure_column_endings"]),
        column_endings=tuple(data["column_endings"]),
        kicker_endings=tuple(data["kicker_endings"]),
        subtitle_beginnings=tuple(data["subtitle_beginnings"]),
        subtitle_endings=tuple(data["subtitle_endings"]),
        organ_endings=tuple(data["organ_endings"]),
        dangling=tuple(data["dangling"]),
        measures="".join(data["measures"]),
        notice_endings=tuple(data["notice_endings"]),
        signing_endings=tuple(data["signing_endings"]),
        author=pattern("author"),
    )
