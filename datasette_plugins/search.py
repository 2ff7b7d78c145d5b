"""Datasette's own search boxes: a query becomes the phrase of characters that our full-text index holds."""

from __future__ import annotations

import sqlite3

from archive.index.folding import match_expression
from archive.index.search import LONGEST_QUERY
from archive.publishing.hooks import last


@last
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Put our reading of a query in place of Datasette's, which was registered before."""
    conn.create_function("escape_fts", 1, _escape_fts, deterministic=True)


def _escape_fts(query: object) -> str:
    return match_expression(str(query or "").strip()[:LONGEST_QUERY])
