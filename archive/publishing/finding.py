"""The search page: passages with the query marked in them, and how many there are by year, region and kind."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

from archive.index.folding import occurrences
from archive.index.load import Selection
from archive.index.search import LONGEST_QUERY, Hit, search
from archive.publishing.remembering import remembered

Row = dict[str, Any]

#: Passages looked at for one page of results; a query found oftener says so.
MOST = 1000
_AROUND = 60


def find(
    connection: sqlite3.Connection, query: str, filters: dict[str, str | None], *, offset: int = 0, limit: int = 30
) -> Row:
    """The passages in which `query` stands, with the words around each place found."""
    year = filters.get("year") or ""
    selection = Selection(
        year=int(year) if year.isascii() and year.isdigit() and len(year) < 6 else None,
        region=filters.get("region") or None,
        series=filters.get("series") or None,
        kind=filters.get("kind") or None,
    )
    query = query.strip()[:LONGEST_QUERY]
    asked = ("search", query, selection.year, selection.region, selection.series, selection.kind)
    hits = remembered(connection, asked, lambda: search(connection, query, selection, MOST + 1)) if query else []
    more = len(hits) > MOST
    hits = hits[:MOST]
    facts = _facts_of(connection, {hit.document for hit in hits})
    return {
        "query": query,
        "filters": filters,
        "total": len(hits),
        "more": more,
        "by": {
            name: Counter(str(facts[hit.document][name]) for hit in hits if facts[hit.document][name]).most_common(30)
            for name in ("year", "region", "kind")
        },
        "documents": len(facts),
        "hits": [_hit(connection, query, hit, facts[hit.document]) for hit in hits[offset : offset + limit]],
        "offset": offset,
        "limit": limit,
    }


def _facts_of(connection: sqlite3.Connection, slugs: set[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for slug in sorted(slugs):
        title, year, region, kind, published_on = connection.execute(
            "SELECT title, year, region, kind, published_on FROM documents WHERE slug = ?", (slug,)
        ).fetchone()
        found[slug] = {"title": title, "year": year, "region": region, "kind": kind, "published_on": published_on}
    return found


def _hit(connection: sqlite3.Connection, query: str, hit: Hit, facts: Row) -> Row:
    (text,) = connection.execute("SELECT text FROM passages WHERE id = ?", (hit.passage_id,)).fetchone()
    return {
        "document": hit.document,
        "version": hit.version,
        **facts,
        "start_char": hit.start_char,
        "end_char": hit.end_char,
        "matches": len(hit.matches),
        "snippet": hit.snippet,
        "parts": _parts(text, occurrences(text, query)),
    }


def _parts(text: str, found: Sequence[tuple[int, int]]) -> list[Row]:
    """The words around the first places of a passage, those found apart from the others; cut ends carry a mark."""
    first = last = found[0]
    for place in found[1:4]:
        if place[1] - first[0] < 2 * _AROUND:
            last = place
    start, end = max(0, first[0] - _AROUND), min(len(text), last[1] + _AROUND)
    parts: list[Row] = []
    at, before = start, "…" if start else ""
    for begins, ends in found:
        if begins >= at and ends <= end:
            parts += [{"text": before + text[at:begins], "found": False}, {"text": text[begins:ends], "found": True}]
            at, before = ends, ""
    parts.append({"text": text[at:end] + ("…" if end < len(text) else ""), "found": False})
    return [{**part, "text": part["text"].replace("\n", " ")} for part in parts if part["text"]]
