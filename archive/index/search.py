"""Search: a query as a literal substring of the joined text, folded, in the newest versions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from archive.index.folding import match_expression, occurrences
from archive.index.load import Selection, conditions
from archive.index.records import passage_of
from archive.model import Span

#: A longer query is refused: no formulation is that long, and hostile ones would be.
LONGEST_QUERY = 500
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found: where, and its words around the first place."""

    document: str
    version: int
    filename: str | None
    start_char: int
    end_char: int
    snippet: str
    passage_id: int
    matches: tuple[Span, ...]


def search(connection: sqlite3.Connection, query: str, selection: Selection, limit: int | None = None) -> list[Hit]:
    """The passages in which `query` stands, in order of document date, slug and position."""
    wanted = query.strip()[:LONGEST_QUERY]
    if not wanted:
        return []
    hits: list[Hit] = []
    for hit in _hits(connection, wanted, selection):
        if limit is not None and len(hits) >= limit:
            break
        hits.append(hit)
    return hits


def _hits(connection: sqlite3.Connection, query: str, selection: Selection) -> Iterator[Hit]:
    where, values = conditions(selection)
    cursor = connection.execute(
        f"""SELECT d.slug, v.number, v.filename, p.*
            FROM passages_fts JOIN passages p ON p.text_id = passages_fts.rowid
            JOIN documents d ON d.newest_version_id = p.version_id JOIN versions v ON v.id = p.version_id
            WHERE passages_fts MATCH ? AND d.same_as IS NULL AND {where} ORDER BY d.published_on, d.slug, p.position""",
        [match_expression(query), *values],
    )
    names = [column[0] for column in cursor.description]
    for values_ in cursor:
        row = dict(zip(names, values_, strict=True))
        found = occurrences(row["text"], query)
        if not found:
            continue
        passage = passage_of(row)
        spans = tuple(passage.locate(start, end) for start, end in found)
        yield Hit(
            document=row["slug"],
            version=row["number"],
            filename=row["filename"],
            start_char=spans[0].start,
            end_char=spans[0].end,
            snippet=snippet(passage.text, found[0]),
            passage_id=row["id"],
            matches=spans,
        )


def snippet(text: str, found: tuple[int, int]) -> str:
    """The words around a place in a passage, in one line."""
    start, end = max(0, found[0] - _AROUND), min(len(text), found[1] + _AROUND)
    return ("…" if start else "") + text[start:end].replace("\n", " ") + ("…" if end < len(text) else "")
