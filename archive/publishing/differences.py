"""What changed between two versions, as a page: blocks with their words on both sides, ranked or in order."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from archive.addresses import VersionAt, find_version
from archive.errors import NotFound
from archive.index.questions import weighty_terms
from archive.ledger.facts import withdrawn_versions
from archive.publishing.documents import document_filters, title_of

if TYPE_CHECKING:
    from archive.diffing import Diff

Row = dict[str, Any]

#: Blocks on one page; a longer diff is shown in parts.
BLOCKS_A_PART = 400


def find_pair(connection: sqlite3.Connection, old: str, new: str) -> tuple[VersionAt, VersionAt]:
    """The two visible versions at those addresses. Raises NotFound."""
    return find_version(connection, old), find_version(connection, new)


def diff_of(connection: sqlite3.Connection, old: VersionAt, new: VersionAt) -> Row:
    """The diff of two versions as DESIGN's JSON, with the addresses filled in."""
    diff = _diff(text_of(connection, old), text_of(connection, new))
    return diff.to_dict((old.slug, old.number), (new.slug, new.number))


def text_of(connection: sqlite3.Connection, version: VersionAt) -> str:
    """The text of a version."""
    (text,) = connection.execute("SELECT text FROM versions WHERE id = ?", (version.id,)).fetchone()
    return str(text)


def _hash_of(connection: sqlite3.Connection, version: VersionAt) -> str:
    (text_sha256,) = connection.execute("SELECT text_sha256 FROM versions WHERE id = ?", (version.id,)).fetchone()
    return str(text_sha256)


@lru_cache(maxsize=16)
def _diff(old: str, new: str) -> Diff:
    from archive.diffing import diff_texts

    return diff_texts(old, new)


def page(
    connection: sqlite3.Connection,
    old: VersionAt,
    new: VersionAt,
    *,
    ranked: bool = False,
    layout: bool = False,
    part: int = 1,
    expected: tuple[str | None, str | None] = (None, None),
    language: str = "en",
) -> Row:
    """A diff to read. `layout` shows changes of layout too; `expected` are the hashes that a permalink names.

    Raises NotFound where a hash named is not that of the text now, or there is no such part.
    """
    from archive.publishing.diff_rows import DiffRows
    from archive.publishing.languages import diff_wording

    texts = text_of(connection, old), text_of(connection, new)
    diff = _diff(*texts)
    sides = [
        {
            "document": version.slug,
            "title": title_of(connection, version.slug),
            "version": version.number,
            "sha256": _hash_of(connection, version),
        }
        for version in (old, new)
    ]
    for side, wanted in zip(sides, expected, strict=True):
        if wanted and not str(side["sha256"]).startswith(wanted):
            raise NotFound(f"{side['document']}@{side['version']}: its text is not the one this link was made for")
    shown = DiffRows(diff, layout=layout, wording=diff_wording(language))
    rows = shown.ranked(weighty_terms(connection, old.id, new.id)) if ranked else shown.in_order()
    parts = max(1, -(-len(rows) // BLOCKS_A_PART))
    if not 1 <= part <= parts:
        raise NotFound(f"no part {part} of this diff; there are {parts}")
    departures = {row["move"]: at // BLOCKS_A_PART + 1 for at, row in enumerate(rows) if row["kind"] == "departure"}
    arrivals = {row["move"]: at // BLOCKS_A_PART + 1 for at, row in enumerate(rows) if row["kind"] == "change"}
    return {
        "from": sides[0],
        "to": sides[1],
        "counts": shown.counts(),
        "articles": shown.articles(),
        "repeated": shown.repeated(),
        "identical": texts[0] == texts[1],
        "rows": rows[(part - 1) * BLOCKS_A_PART : part * BLOCKS_A_PART],
        "departures": departures,
        "arrivals": arrivals,
        "part": part,
        "parts": parts,
        "ranked": ranked,
        "layout": layout,
    }


def versions_to_pick(connection: sqlite3.Connection, filters: dict[str, str | None], limit: int = 300) -> list[Row]:
    """The versions that a picker offers of the documents that pass (``year``, ``region``, ``kind``), newest first."""
    where, values = document_filters(filters)
    rows = connection.execute(
        f"""WITH newest AS (SELECT d.id, d.slug, d.title, d.published_on FROM documents d WHERE {where}
                            ORDER BY d.published_on DESC, d.slug LIMIT ?)
            SELECT n.slug || '@' || v.number, n.title, n.published_on, n.id, v.id
            FROM newest n JOIN versions v ON v.document_id = n.id
            ORDER BY n.published_on DESC, n.slug, v.number DESC LIMIT ?""",
        [*values, limit, limit],
    ).fetchall()
    hidden = withdrawn_versions(connection)
    offered = [row for row in rows if row[-1] not in hidden]
    return [
        {
            "address": address,
            "title": title or "",
            "published_on": published_on,
            "before": following[0] if following is not None and following[3] == document else None,
        }
        for (address, title, published_on, document, _), following in zip_longest(offered, offered[1:])
    ]
