"""The themes in force: the built-in lexicon's, a person's own, and those that the newest ``discover`` found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from archive.analysis.lexicon import parse_entries
from archive.analysis.themes import Lexicon, load_lexicon
from archive.errors import BadLexicon
from archive.index.rows import Row, theme_id
from archive.index.tables import Packed, insert_packed, insert_rows, read_note, write_note
from archive.ledger.facts import withdrawn_versions
from archive.ledger.given import files_in_force, latest_discovery, newest_event
from archive.model import Theme

_DISCOVERED = "discovered_themes"
_BASIS = "themes_basis"
_FOUND = "found_themes"
_FOUND_BASIS = "found_themes_basis"
#: The basis of an archive of which nobody said anything about themes.
_NO_BASIS = "[0, []]"


def lexicon_in_force(connection: sqlite3.Connection) -> Lexicon:
    """The listed themes with the discovered ones that the index holds."""
    return listed_themes(connection).extended(discovered_themes(connection))


def listed_themes(connection: sqlite3.Connection) -> Lexicon:
    """The built-in lexicon with the files that people gave."""
    return _joined(tuple((file.name, file.text) for file in files_in_force(connection, "lexicon")))


@lru_cache(maxsize=4)
def _joined(files: tuple[tuple[str, str], ...]) -> Lexicon:
    lexicon = load_lexicon()
    for name, text in files:
        try:
            lexicon = lexicon.joined(parse_entries(text, name))
        except BadLexicon:  # an older release could read it; ``unreadable_lexicons`` tells of it
            continue
    return lexicon


def unreadable_lexicons(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with recorded lexicon files that this release reads otherwise than the one that recorded them."""
    mistakes = []
    for file in files_in_force(connection, "lexicon"):
        try:
            parse_entries(file.text, file.name)
        except BadLexicon as mistake:
            mistakes.append(str(mistake))
    return mistakes


def discovered_themes(connection: sqlite3.Connection) -> tuple[Theme, ...]:
    """What ``discover`` found, in its order, with a person's decisions."""
    return _read(read_note(connection, _DISCOVERED) or "[]")


def keep_discovered(connection: sqlite3.Connection, themes: Sequence[Theme], basis: str) -> None:
    """Keep the discovered themes in force, so that a later ``add`` looks for them without the whole corpus."""
    write_note(connection, _DISCOVERED, _written(themes))
    write_note(connection, _BASIS, basis)


def found_before_decisions(connection: sqlite3.Connection) -> tuple[Theme, ...] | None:
    """What ``discover`` found, before any decision; None where it is to be derived (anew)."""
    if read_note(connection, _FOUND_BASIS) != _found_basis(connection):
        return None
    return _read(read_note(connection, _FOUND) or "[]")


def keep_found(connection: sqlite3.Connection, themes: Sequence[Theme]) -> None:
    """Keep what ``discover`` found, so that a decision costs no second look at the whole corpus."""
    write_note(connection, _FOUND, _written(themes))
    write_note(connection, _FOUND_BASIS, _found_basis(connection))


def themes_basis(connection: sqlite3.Connection) -> str:
    """What in the ledger decides which themes are in force: another answer means that mentions are to be found anew."""
    return json.dumps([newest_event(connection, "discover", "lexicon", "theme"), _withdrawn_since(connection)])


def _found_basis(connection: sqlite3.Connection) -> str:
    return json.dumps([newest_event(connection, "discover", "lexicon"), _withdrawn_since(connection)])


def _withdrawn_since(connection: sqlite3.Connection) -> list[int]:
    """The versions that the newest ``discover`` looked at and nobody may see any more."""
    discovery = latest_discovery(connection)
    return sorted(withdrawn_versions(connection) & set(discovery.versions)) if discovery else []


def _written(themes: Sequence[Theme]) -> str:
    return json.dumps([[theme.name, theme.category, list(theme.aliases)] for theme in themes], ensure_ascii=False)


def _read(note: str) -> tuple[Theme, ...]:
    return tuple(Theme(name, category, "discovered", tuple(aliases)) for name, category, aliases in json.loads(note))


def noted_basis(connection: sqlite3.Connection) -> str:
    """The basis of the themes that the index holds."""
    return read_note(connection, _BASIS) or _NO_BASIS


def themes_by_id(lexicon: Lexicon) -> dict[int, Theme]:
    """The themes of a lexicon by the ids of their rows."""
    return {theme_id(theme.name): theme for theme in lexicon.themes}


def insert_mentions(connection: sqlite3.Connection, rows: Packed, themes: Mapping[int, Theme]) -> None:
    """Insert the rows of ``theme_mentions``, and of ``themes`` what they are the first to mention."""
    mentioned = set(rows.column("theme_id"))
    there = {
        id_
        for (id_,) in connection.execute(
            "SELECT id FROM themes WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*mentioned]),)
        )
    }
    new, aliases = _rows(themes[id_] for id_ in mentioned - there)
    insert_rows(connection, "themes", new)
    insert_rows(connection, "theme_aliases", aliases)
    insert_packed(connection, "theme_mentions", rows)


def drop_unmentioned(connection: sqlite3.Connection) -> None:
    """Take out the themes that no version mentions (any more): the table lists what the corpus says."""
    gone = connection.execute("SELECT id FROM themes WHERE id NOT IN (SELECT theme_id FROM theme_mentions)").fetchall()
    connection.executemany("DELETE FROM theme_aliases WHERE theme_id = ?", gone)
    connection.executemany("DELETE FROM themes WHERE id = ?", gone)


def theme_rows(connection: sqlite3.Connection, lexicon: Lexicon) -> tuple[list[Row], list[Row]]:
    """The rows that ``themes`` and ``theme_aliases`` are to have, each in order of id, given the mentions there are."""
    mentioned = {id_ for (id_,) in connection.execute("SELECT DISTINCT theme_id FROM theme_mentions")}
    return _rows(theme for theme in lexicon.themes if theme_id(theme.name) in mentioned)


def _rows(themes: Iterable[Theme]) -> tuple[list[Row], list[Row]]:
    rows: list[Row] = []
    aliases: list[Row] = []
    for theme in themes:
        id_ = theme_id(theme.name)
        rows.append({"id": id_, "name": theme.name, "category": theme.category, "origin": theme.origin})
        aliases += [{"theme_id": id_, "alias": alias} for alias in sorted(set(theme.aliases))]
    return sorted(rows, key=lambda row: int(row["id"])), sorted(
        aliases, key=lambda row: (row["theme_id"], row["alias"])
    )
