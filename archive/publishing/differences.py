"""What changed between two versions, as a page: blocks with their words on both sides, ranked or in order."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from archive.addresses import VersionAt, find_version
from archive.errors import NotFound
from archive.ledger.facts import withdrawn_versions
from archive.publishing.documents import document_filters
from archive.publishing.marking import shown

Row = dict[str, Any]

#: Blocks on one page; a longer diff is shown in parts.
BLOCKS_A_PART = 400
#: Characters of unchanged text shown around changes; the rest is one click away in the document.
_CONTEXT = 160
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_RANKS = {"figure": 0, "wording": 1, "layout": 2, None: 3}


def find_pair(connection: sqlite3.Connection, old: str, new: str) -> tuple[VersionAt, VersionAt]:
    """The two visible versions at those addresses. Raises NotFound."""
    return find_version(connection, old), find_version(connection, new)


def diff_of(connection: sqlite3.Connection, old: VersionAt, new: VersionAt) -> Row:
    """The diff of two versions as DESIGN's JSON, with the addresses filled in."""
    result = dict(_diff(text_of(connection, old), text_of(connection, new)))
    for side, version in (("from", old), ("to", new)):
        result[side] = result[side] | {"document": version.slug, "version": version.number}
    return result


def text_of(connection: sqlite3.Connection, version: VersionAt) -> str:
    """The text of a version."""
    (text,) = connection.execute("SELECT text FROM versions WHERE id = ?", (version.id,)).fetchone()
    return str(text)


@lru_cache(maxsize=16)
def _diff(old: str, new: str) -> Mapping[str, Any]:
    from archive.diffing import diff_texts

    return diff_texts(old, new).to_dict()


def page(
    connection: sqlite3.Connection,
    old: VersionAt,
    new: VersionAt,
    *,
    ranked: bool = False,
    layout: bool = False,
    part: int = 1,
    expected: tuple[str | None, str | None] = (None, None),
) -> Row:
    """A diff to read. `layout` shows changes of layout too; `expected` are the hashes that a permalink names.

    Raises NotFound where a hash named is not that of the text now, or there is no such part.
    """
    texts = text_of(connection, old), text_of(connection, new)
    result = diff_of(connection, old, new)
    for side, version, wanted in (("from", old, expected[0]), ("to", new, expected[1])):
        if wanted and not result[side]["sha256"].startswith(wanted):
            raise NotFound(f"{version.slug}@{version.number}: its text is not the one this link was made for")
    rows = [_row(number, block, texts) for number, block in enumerate(result["blocks"])]
    _link_moves(rows)
    changed = [row for row in rows if row["op"] != "equal"]
    if ranked:
        wanted_rows = sorted(changed, key=lambda row: (_RANKS[row["class"]], -row["size"], row["number"]))
        if not layout:
            wanted_rows = [row for row in wanted_rows if row["class"] != "layout"]
    else:
        wanted_rows = _with_context(rows, layout=layout)
    parts = max(1, -(-len(wanted_rows) // BLOCKS_A_PART))
    if not 1 <= part <= parts:
        raise NotFound(f"no part {part} of this diff; there are {parts}")
    return {
        "from": result["from"],
        "to": result["to"],
        "summary": result["summary"],
        "counts": {kind: sum(row["class"] == kind for row in changed) for kind in ("figure", "wording", "layout")},
        "moves": sum(row["op"] == "move" for row in changed),
        "identical": texts[0] == texts[1],
        "rows": wanted_rows[(part - 1) * BLOCKS_A_PART : part * BLOCKS_A_PART],
        "part": part,
        "parts": parts,
        "ranked": ranked,
        "layout": layout,
    }


def _row(number: int, block: Mapping[str, Any], texts: tuple[str, str]) -> Row:
    old, new = _sides(block, texts)
    inline = _inline(block, texts)
    for pieces in (old, new, inline):
        if pieces:
            pieces[0]["text"] = pieces[0]["text"].lstrip()
    return {
        "number": number,
        "op": block["op"],
        "class": block["class"],
        "heading": block["heading"],
        "from": block["from"],
        "to": block["to"],
        "move": block["move"],
        "other_end": None,
        "old": old,
        "new": new,
        "inline": inline,
        "figures": block["figures"],
        "size": sum(len(piece["text"]) for piece in (*old, *new) if piece["op"] != "equal"),
    }


def _sides(block: Mapping[str, Any], texts: tuple[str, str]) -> tuple[list[Row], list[Row]]:
    if not block["spans"]:
        kinds = ("equal", "equal") if block["op"] in ("equal", "move") else ("delete", "insert")
        return (
            [_piece(kinds[0], texts[0], span) for span in block["from"]],
            [_piece(kinds[1], texts[1], span) for span in block["to"]],
        )
    old = [_piece(span["op"], texts[0], span["from"]) for span in block["spans"] if span["from"]]
    new = [_piece(span["op"], texts[1], span["to"]) for span in block["spans"] if span["to"]]
    return old, new


def _inline(block: Mapping[str, Any], texts: tuple[str, str]) -> list[Row]:
    if not block["spans"]:
        old, new = _sides(block, texts)
        return new if block["op"] in ("equal", "move") else [*old, *new]
    return [
        _piece(span["op"], texts[0], span["from"])
        if span["op"] == "delete"
        else _piece(span["op"], texts[1], span["to"])
        for span in block["spans"]
    ]


def _piece(op: str, text: str, span: Sequence[int]) -> Row:
    paragraphs = _BLANK_LINE.split(text[span[0] : span[1]])
    return {"op": op, "text": "\n".join(map(shown, paragraphs)), "start_char": span[0], "end_char": span[1]}


def _link_moves(rows: Sequence[Row]) -> None:
    """A move stands once as it left and once as it arrived where the engine gives it in two blocks: tie the ends."""
    ends: dict[int, list[Row]] = {}
    for row in rows:
        if row["move"] is not None:
            ends.setdefault(row["move"], []).append(row)
    for pair in ends.values():
        if len(pair) == 2:
            pair[0]["other_end"], pair[1]["other_end"] = pair[1]["number"], pair[0]["number"]


def _with_context(rows: Sequence[Row], *, layout: bool) -> list[Row]:
    """The rows in order; unchanged ones (and those of layout, unless wanted) folded to what surrounds the changes."""
    found: list[Row] = []
    quiet: list[Row] = []

    def fold() -> None:
        if quiet:
            found.append(_folded(quiet, first=not found))
            quiet.clear()

    for row in rows:
        if row["op"] == "equal" or (row["class"] == "layout" and not layout):
            quiet.append(row)
        else:
            fold()
            found.append(row)
    fold()
    return found


def _folded(rows: Sequence[Row], *, first: bool) -> Row:
    text = "\n".join(piece["text"] for row in rows for piece in row["new"])
    tail, head = text[-_CONTEXT:], "" if first else text[:_CONTEXT]
    short = len(text) <= 2 * _CONTEXT
    return {
        "number": rows[0]["number"],
        "op": "equal",
        "class": None,
        "heading": rows[-1]["heading"],
        "characters": len(text),
        "layout_changes": sum(row["class"] == "layout" for row in rows),
        "before": text if short else head,
        "after": "" if short else tail,
        "from": rows[0]["from"],
        "to": rows[0]["to"],
    }


def versions_to_pick(connection: sqlite3.Connection, filters: dict[str, str | None], limit: int = 300) -> list[Row]:
    """The versions that a picker offers of the documents that pass (``year``, ``region``, ``kind``), newest first."""
    where, values = document_filters(filters)
    rows = connection.execute(
        f"""WITH newest AS (SELECT d.id, d.slug, d.title, d.published_on FROM documents d WHERE {where}
                            ORDER BY d.published_on DESC, d.slug LIMIT ?)
            SELECT n.slug || '@' || v.number, n.title, v.id FROM newest n JOIN versions v ON v.document_id = n.id
            ORDER BY n.published_on DESC, n.slug, v.number DESC LIMIT ?""",
        [*values, limit, limit],
    ).fetchall()
    hidden = withdrawn_versions(connection)
    return [{"address": address, "title": title or ""} for address, title, id_ in rows if id_ not in hidden]
