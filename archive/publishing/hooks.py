"""Datasette's ``hookimpl``, typed: a plugin stays the function it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from datasette import hookimpl as _hookimpl

F = TypeVar("F", bound=Callable[..., Any])


def hookimpl(function: F) -> F:
    """A plugin, called in no order of its own."""
    return cast(F, _hookimpl(function))


def first(function: F) -> F:
    """A plugin, called before the others."""
    return cast(F, _hookimpl(function, tryfirst=True))


def last(function: F) -> F:
    """A plugin, called after the others."""
    return cast(F, _hookimpl(function, trylast=True))
