"""Every pattern of the reading modules, those of their data files included."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import archive.reading


def _inside(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns that a value is or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, tuple):
        for item in value:
            yield from _inside(item, depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from _inside(getattr(value, item.name), depth + 1)


def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.iter_modules(archive.reading.__path__):
        loaded = importlib.import_module(f"archive.reading.{module.name}")
        for value in vars(loaded).values():
            lists = hasattr(value, "cache_info") and value.__module__ == loaded.__name__
            read = lists and not value.__wrapped__.__code__.co_argcount  # a list read from a data file
            patterns = _inside(value() if read else value)
            found.update((pattern.pattern, pattern) for pattern in patterns if isinstance(pattern.pattern, str))
    return found


#: By their sources.
PATTERNS = _patterns()
