"""How firmly a figure is promised: by its comparator, and by the words of its clause."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def strength(comparator: str) -> int:
    """How much a comparator binds: about the least, a floor or ceiling the most."""
    return int(_firmness()["comparator"][comparator])


def tone(clause: str) -> int:
    """1 where a clause binds, -1 where it is loose, else 0."""
    found = set(_promises().findall(clause))
    if not found:
        return 0
    words = _firmness()
    return (not found.isdisjoint(words["firm"]["words"])) - (not found.isdisjoint(words["loose"]["words"]))


def words_of_promise() -> list[str]:
    """The words that bind or loosen what a clause promises."""
    words = _firmness()
    return [*words["firm"]["words"], *words["loose"]["words"]]


@cache
def _promises() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words_of_promise())))


@cache
def _firmness() -> dict[str, Any]:
    return tomllib.loads(files("archive.data").joinpath("firmness.toml").read_text(encoding="utf-8"))
