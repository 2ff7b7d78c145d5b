"""How a figure is meant beside its number: how firmly it is promised, and whether it is a rise or a fall."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_MINUS = re.compile(r"(?<![\dA-Za-z])[-−－]$")


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


def sign_before(words: str) -> int:
    """-1 where the words before a number say that something fell by it, 1 where it rose, else 0.

    >>> sign_before("同比下降了"), sign_before("同比增长"), sign_before("增长-"), sign_before("下降到")
    (-1, 1, -1, 0)
    """
    if _MINUS.search(words):
        return -1
    found = _moves().search(words)
    return 0 if found is None else -1 if found["falls"] else 1


@cache
def _moves() -> re.Pattern[str]:
    moves = _firmness()["moves"]
    falls, rises = ("|".join(map(re.escape, moves[name])) for name in ("falls", "rises"))
    return re.compile(f"(?:(?P<falls>{falls})|{rises})了?$")


@cache
def _promises() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words_of_promise())))


@cache
def _firmness() -> dict[str, Any]:
    return tomllib.loads(files("archive.data").joinpath("firmness.toml").read_text(encoding="utf-8"))
