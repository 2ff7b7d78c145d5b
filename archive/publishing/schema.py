"""The tables of an archive and how they hang together, for the page that draws them."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.publishing.metadata import descriptions

Row = dict[str, Any]

#: Tables of our own machinery, which no question is asked of.
INTERNAL = ("index_notes", "passage_texts", "sqlite_", "passages_fts_")


def tables_and_keys(connection: sqlite3.Connection) -> Row:
    """Every table and view with its columns, what each means, and where its keys lead."""
    known = descriptions()
    found = []
    for name, kind in connection.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY type, name"
    ).fetchall():
        if name.startswith(INTERNAL) or name == "passages_fts":
            continue
        keys = {
            row[3]: (row[2], row[4])
            for row in connection.execute(f"PRAGMA main.foreign_key_list([{name}])")
            if not row[2].startswith(INTERNAL)
        }
        about = known.get(name, {})
        found.append(
            {
                "name": name,
                "kind": kind,
                "description": about.get("description", ""),
                "columns": [
                    {
                        "name": column[1],
                        "type": column[2],
                        "key": bool(column[5]),
                        "references": list(keys[column[1]]) if column[1] in keys else None,
                        "description": about.get("columns", {}).get(column[1], ""),
                    }
                    for column in connection.execute(f"PRAGMA main.table_info([{name}])")
                ],
            }
        )
    return {"tables": found}
