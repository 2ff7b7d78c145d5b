"""Themes beyond the built-in lexicon: ``discover`` over the corpus, a person's own lexicon and decisions.

Each is an event of the ledger. What follows from them all is derived again whenever one of them changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.analysis.discovery import discover as discover_themes
from archive.analysis.lexicon import parse_entries
from archive.analysis.theme_decisions import ThemeDecision, decided
from archive.analysis.themes import lexicon_of
from archive.errors import BadInput, NotFound
from archive.index.load import Selection, load_source, newest_versions
from archive.index.records import passage_of
from archive.index.store import load_rows
from archive.index.theming import (
    discovered_themes,
    found_before_decisions,
    keep_discovered,
    keep_found,
    lexicon_in_force,
    listed_themes,
    noted_basis,
    themes_basis,
)
from archive.ledger import clock
from archive.ledger.database import writing
from archive.ledger.facts import withdrawn_versions
from archive.ledger.given import files_in_force, latest_discovery, theme_decisions
from archive.ledger.records import add_event
from archive.model import AnalysedVersion, Source, Theme
from archive.workflow.indexing import refresh_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from sqlite_utils import Database


def record_discovery(database: Database, *, who: str) -> None:
    """Record that formulations are looked for in the newest versions; the same as last time are recorded once.

    The years are recorded too: a date corrected later changes what is found only by the next ``discover``.
    """
    connection = database.conn
    with writing(database):
        versions = newest_versions(connection, Selection())
        years = [load_source(connection, id_).year for id_ in versions]
        last = latest_discovery(connection)
        if last is None or (last.versions, last.years) != (tuple(versions), tuple(years)):
            payload = {"versions": versions, "years": years}
            add_event(connection, "discover", payload, who=who, recorded_at=clock.now())


def record_lexicon(database: Database, name: str, text: str, *, who: str) -> bool:
    """Record a file of formulations, checked beside all that are in force; False where it is in force as it is.

    Raises BadLexicon, with file and line, for a mistake, and NotFound for taking back what was never given.
    """
    connection = database.conn
    with writing(database):
        files = {file.name: file.text for file in files_in_force(connection, "lexicon")}
        if not text.strip() and name not in files:
            raise NotFound(f"{name}: empty, and no lexicon of that name is in force that it could take back")
        if files.get(name) == text:
            return False
        lexicon_of([*((other, body) for other, body in files.items() if other != name), (name, text)])
        add_event(connection, "lexicon", {"name": name, "text": text}, who=who, recorded_at=clock.now())
    return True


def record_decision(database: Database, decision: ThemeDecision, *, who: str) -> None:
    """Record what a person decides about a discovered theme. Raises NotFound for a theme that is not there."""
    connection = database.conn
    listed = listed_themes(connection)
    discovered = {theme.name for theme in discovered_themes(connection)}
    into = decision.into
    if decision.theme not in discovered:
        if decision.theme in listed.names:
            raise NotFound(f"{decision.theme}: a listed theme; decisions are about discovered ones")
        if decision.action != "keep":
            raise NotFound(f"{decision.theme}: no such theme; archive themes --origin discovered lists them")
        _check_name(decision.theme)
    if decision.action == "merge":
        owners = {wording: entry.name for entry in listed.entries for wording in entry.wordings}
        into = owners.get(into or "", into)
        if into == decision.theme or into not in discovered | set(listed.names):
            raise NotFound(f"{into}: no other theme of that name; to give {decision.theme} a new one, use --rename")
    if decision.action == "rename":
        _check_name(into or "")
        if into in discovered | set(listed.names):
            raise BadInput(f"{into}: there is such a theme already; to join the two, use --merge-into")
    payload = {"action": decision.action, "theme": decision.theme} | ({"into": into} if into else {})
    with writing(database):
        add_event(connection, "theme", payload, who=who, recorded_at=clock.now())


def lexicon_rows(connection: sqlite3.Connection) -> list[dict[str, object]]:
    """The recorded files of formulations in force, in the order they were given."""
    lexicon = listed_themes(connection)
    return [
        {
            "name": file.name,
            "formulations": sum(entry.place.startswith(f"{file.name}:") for entry in lexicon.entries),
            "who": file.who,
            "recorded_at": file.recorded_at,
        }
        for file in files_in_force(connection, "lexicon")
    ]


def _check_name(name: str) -> None:
    if not name.isprintable() or [entry.wordings for entry in parse_entries(name, "theme")] != [(name,)]:
        raise BadInput(f"{name!r}: no name for a theme; write it as it stands in the texts")


def refresh_themes(database: Database) -> bool:
    """Derive the themes in force and find their mentions anew, where the ledger tells others than the index holds."""
    connection = database.conn
    basis = themes_basis(connection)
    if basis == noted_basis(connection):
        return False
    known = found_before_decisions(connection)
    found = _find(connection) if known is None else known
    with writing(database):
        if known is None:
            keep_found(connection, found)
        keep_discovered(connection, _decided(connection, found), basis)
        refresh_mentions(database, lexicon_in_force(connection))
    return True


def derive_discovered(connection: sqlite3.Connection) -> tuple[Theme, ...]:
    """The themes that the versions of the newest recorded ``discover`` give, by this program, after all decisions."""
    return _decided(connection, _find(connection))


def _find(connection: sqlite3.Connection) -> tuple[Theme, ...]:
    """The themes that those versions give; one that was withdrawn since gives none."""
    discovery = latest_discovery(connection)
    if discovery is None:
        return ()
    hidden = withdrawn_versions(connection)
    there = {id_ for (id_,) in connection.execute("SELECT version_id FROM version_states")} - hidden
    loaded = [
        _version(connection, id_, year)
        for id_, year in zip(discovery.versions, discovery.years, strict=True)
        if id_ in there
    ]
    return discover_themes(loaded, listed_themes(connection))


def _decided(connection: sqlite3.Connection, found: Sequence[Theme]) -> tuple[Theme, ...]:
    return decided(found, _decisions(theme_decisions(connection)))


def _version(connection: sqlite3.Connection, version_id: int, year: int | None) -> AnalysedVersion:
    """What discovery may look at: nothing that an earlier discovery or a later correction put there."""
    slug, number = connection.execute(
        "SELECT w.slug, v.number FROM versions v JOIN works w ON w.id = v.document_id WHERE v.id = ?", (version_id,)
    ).fetchone()
    passages = tuple(passage_of(row) for row in load_rows(connection, "passages", version_id))
    return AnalysedVersion(source=Source(slug, number, year=year), text="", passages=passages)


def _decisions(payloads: Sequence[dict[str, str]]) -> list[ThemeDecision]:
    return [ThemeDecision(body["action"], body["theme"], body.get("into")) for body in payloads]  # type: ignore[arg-type]
