"""What comes out of a file: its text and how it was had."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of one file, whatever its format."""

    text: str
    media_type: str  # what the bytes turned out to be, not what they were called
    encoding: str | None  # a Python codec; None where the format has its own (PDF, DOCX)
    title: str | None = None  # what the format itself calls the title; only a hint
    notes: tuple[str, ...] = ()  # for -v: what was decided on the way


def tidy_title(title: str | None) -> str | None:
    """A title on one line, without blanks at its ends, or None where nothing is left of it.

    >>> tidy_title("  关于计划的\\n报告 "), tidy_title(" ")
    ('关于计划的报告', None)
    """
    words = " ".join((title or "").split())
    joined = "".join(
        character
        for index, character in enumerate(words)
        if not (character == " " and words[index - 1] > "\u2e7f" and words[index + 1] > "\u2e7f")
    )
    return joined[:300] or None
