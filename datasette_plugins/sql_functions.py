"""What the archive can do, as functions in SQL. Each takes at most so much text that a query stays within its time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from archive.publishing import functions
from archive.publishing.hooks import hookimpl

#: Name, number of arguments, function.
FUNCTIONS: tuple[tuple[str, int, Callable[..., str | float | None]], ...] = (
    ("diff_html", 2, functions.diff_html),
    ("diff_stat", 2, functions.diff_stat),
    ("parse_figure", 1, functions.parse_figure),
    ("similarity", 2, functions.similarity),
    ("segment", 1, functions.segment),
)


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Offer the functions to every query."""
    for name, arguments, function in FUNCTIONS:
        conn.create_function(name, arguments, function, deterministic=True)
