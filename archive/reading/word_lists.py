"""The data files of the package: their word lists, and these as alternatives of a pattern."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_data(name: str) -> dict[str, Any]:
    """The contents of a data file of the package, by its name without ``.toml``."""
    return tomllib.loads(files("archive.data").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def word_list(name: str, *path: str) -> tuple[str, ...]:
    """The words of a list of a data file, by its table and key: ``word_list("hedges", "floor", "words")``."""
    found: Any = load_data(name)
    for key in path:
        found = found[key]
    return tuple(found)


def one_of(name: str, *path: str) -> str:
    """The words of such a list as the alternatives of a pattern, in their order; they may be patterns themselves.

    >>> one_of("hedges", "floor", "words")
    '红线|底线'
    """
    return "|".join(word_list(name, *path))
