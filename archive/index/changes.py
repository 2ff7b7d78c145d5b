"""The changes between consecutive versions of a document, block by block, as rows."""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from itertools import pairwise

from archive.diffing import diff_texts
from archive.diffing.engine import identity
from archive.index.rows import Row, row_id
from archive.index.tables import insert_rows
from archive.index.variants import ChangeClass
from archive.ledger.facts import withdrawn_versions


@cache
def engine() -> str:
    """The engine of diffs and its settings, as the rows of ``changes`` name it."""
    return json.dumps(identity(), ensure_ascii=False, sort_keys=True)


def refresh_changes(connection: sqlite3.Connection, document_id: int) -> None:
    """Make the changes between each two consecutive visible versions of a document, where they are not there yet.

    What another release's engine made is made anew.
    """
    hidden = withdrawn_versions(connection, document_id)
    versions = [
        id_
        for (id_,) in connection.execute(
            """SELECT v.id FROM versions v JOIN version_states s ON s.version_id = v.id
               WHERE v.document_id = ? ORDER BY v.number""",
            (document_id,),
        )
        if id_ not in hidden
    ]
    steps = list(pairwise(versions))
    connection.execute("DELETE FROM changes WHERE document_id = ? AND engine <> ?", (document_id, engine()))
    there = set(
        connection.execute(
            "SELECT DISTINCT from_version_id, to_version_id FROM changes WHERE document_id = ?", (document_id,)
        )
    )
    for pair in there - set(steps):
        connection.execute("DELETE FROM changes WHERE from_version_id = ? AND to_version_id = ?", pair)
    for old, new in steps:
        connection.execute(
            "UPDATE version_states SET change_class = ? WHERE version_id = ?", (change_class(connection, old, new), new)
        )
        if (old, new) not in there:
            insert_rows(connection, "changes", change_rows(connection, document_id, old, new))
    if versions:
        connection.execute("UPDATE version_states SET change_class = NULL WHERE version_id = ?", (versions[0],))


def change_class(connection: sqlite3.Connection, old: int, new: int) -> ChangeClass:
    """What kind of change leads from one version to another, told from their hashes at a glance."""
    states = {
        id_: (layout, figures)
        for id_, layout, figures in connection.execute(
            "SELECT version_id, layout_free_sha256, figure_free_sha256 FROM version_states WHERE version_id IN (?, ?)",
            (old, new),
        )
    }
    if states[old][0] == states[new][0]:
        return "layout"
    return "figure" if states[old][1] == states[new][1] else "wording"


def change_rows(connection: sqlite3.Connection, document_id: int, old: int, new: int) -> list[Row]:
    """The rows of ``changes`` between two versions: every block of their diff that is not equal."""
    texts = dict(connection.execute("SELECT id, text FROM versions WHERE id IN (?, ?)", (old, new)).fetchall())
    result = diff_texts(texts[old], texts[new]).to_dict()
    rows: list[Row] = []
    for block in result["blocks"]:
        if block["op"] == "equal":
            continue
        before, after = block["from"] or [], block["to"] or []
        rows.append(
            {
                "id": row_id(new, len(rows)),
                "document_id": document_id,
                "from_version_id": old,
                "to_version_id": new,
                "position": len(rows),
                "op": block["op"],
                "class": block["class"],
                "heading": block["heading"],
                "from_start": before[0][0] if before else None,
                "from_end": before[-1][1] if before else None,
                "to_start": after[0][0] if after else None,
                "to_end": after[-1][1] if after else None,
                "move_id": block["move"],
                "figure_change": json.dumps(block["figures"], ensure_ascii=False) if block.get("figures") else None,
                "engine": engine(),
            }
        )
    return rows
