"""The themes in force: the lexicon's, and those that the newest ``discover`` found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from archive.analysis.themes import Lexicon, load_lexicon
from archive.index.rows import Row, theme_id
from archive.index.tables import insert_rows, read_note, write_note
from archive.model import Theme

_DISCOVERED = "discovered_themes"


def lexicon_in_force(connection: sqlite3.Connection) -> Lexicon:
    """The built-in lexicon with the discovered themes that the index holds."""
    return load_lexicon().extended(discovered_themes(connection))


def discovered_themes(connection: sqlite3.Connection) -> tuple[Theme, ...]:
    """What ``discover`` found, in its order."""
    kept = json.loads(read_note(connection, _DISCOVERED) or "[]")
    return tuple(Theme(name, category, "discovered", tuple(aliases)) for name, category, aliases in kept)


def keep_discovered(connection: sqlite3.Connection, themes: Sequence[Theme]) -> None:
    """Keep what ``discover`` found, so that a later ``add`` looks for it without the whole corpus."""
    kept = [[theme.name, theme.category, list(theme.aliases)] for theme in themes]
    write_note(connection, _DISCOVERED, json.dumps(kept, ensure_ascii=False))


def refresh_themes(connection: sqlite3.Connection, lexicon: Lexicon) -> None:
    """Bring ``themes`` and ``theme_aliases`` up to the lexicon in force."""
    themes, aliases = theme_rows(lexicon)
    there = {id_ for (id_,) in connection.execute("SELECT id FROM themes")}
    if there != {row["id"] for row in themes}:
        connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("DELETE FROM theme_aliases")
    gone = there - {row["id"] for row in themes}
    connection.executemany("DELETE FROM theme_mentions WHERE theme_id = ?", [(id_,) for id_ in gone])
    connection.executemany("DELETE FROM themes WHERE id = ?", [(id_,) for id_ in gone])
    connection.executemany(
        """INSERT INTO themes (id, name, category, origin) VALUES (:id, :name, :category, :origin)
           ON CONFLICT (id) DO UPDATE
           SET name = excluded.name, category = excluded.category, origin = excluded.origin""",
        themes,
    )
    insert_rows(connection, "theme_aliases", aliases)


def theme_rows(lexicon: Lexicon) -> tuple[list[Row], list[Row]]:
    """The rows of ``themes`` and of ``theme_aliases``, each in order of id."""
    themes = [
        {"id": theme_id(theme.name), "name": theme.name, "category": theme.category, "origin": theme.origin}
        for theme in lexicon.themes
    ]
    aliases = [
        {"theme_id": theme_id(theme.name), "alias": alias}
        for theme in lexicon.themes
        for alias in sorted(set(theme.aliases))
    ]
    return sorted(themes, key=lambda row: int(row["id"])), sorted(
        aliases, key=lambda row: (row["theme_id"], row["alias"])
    )
