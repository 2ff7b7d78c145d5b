"""The search page: passages with the query marked in them, and how many there are by year, region and kind."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from archive.index.load import Selection
from archive.index.search import LONGEST_QUERY, Hit, search
from archive.publishing.marking import shown
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
        "hits": [_hit(connection, hit, facts[hit.document]) for hit in hits[offset : offset + limit]],
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


def _hit(connection: sqlite3.Connection, hit: Hit, facts: Row) -> Row:
    (text,) = connection.execute(
        """SELECT v.text FROM versions v JOIN documents d ON d.newest_version_id = v.id WHERE d.slug = ?""",
        (hit.document,),
    ).fetchone()
    first, last = hit.matches[0], hit.matches[0]
    for match in hit.matches[1:4]:
        if match.end - first.start < 2 * _AROUND:
            last = match
    start, end = max(0, first.start - _AROUND), min(len(text), last.end + _AROUND)
    parts: list[Row] = []
    at = start
    for match in hit.matches:
        if match.start >= at and match.end <= end:
            parts += [
                {"text": shown(text[at : match.start]), "found": False},
                {"text": shown(text[match.start : match.end]), "found": True},
            ]
            at = match.end
    parts.append({"text": shown(text[at:end]), "found": False})
    return {
        "document": hit.document,
        "version": hit.version,
        **facts,
        "start_char": hit.start_char,
        "end_char": hit.end_char,
        "matches": len(hit.matches),
        "snippet": hit.snippet,
        "parts": [part for part in parts if part["text"]],
    }
