"""The words around a report, in the language of its reader: what turns English into them comes from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _as_it_is(message: str, **values: object) -> str:
    return message % values if values else message.replace("_", " ")


def _note_as_it_is(note: str) -> str:
    return note


@dataclass(frozen=True, slots=True)
class Wording:
    """How a report speaks: its language, and what turns a message and a note of the analysis into it."""

    language: str = "en"
    say: Callable[..., str] = _as_it_is
    note: Callable[[str], str] = _note_as_it_is

    @property
    def is_chinese(self) -> bool:
        """Whether the sentences that the comparison holds in both languages are told in Chinese."""
        return self.language == "zh"
