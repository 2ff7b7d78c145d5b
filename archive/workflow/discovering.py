"""``discover``: themes found over the whole corpus, kept with the versions they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.analysis.discovery import discover as discover_themes
from archive.analysis.themes import load_lexicon
from archive.index.load import Selection, load_version, newest_versions
from archive.index.theming import keep_discovered
from archive.ledger import clock
from archive.ledger.database import writing
from archive.ledger.records import add_event
from archive.model import AnalysedVersion, Theme
from archive.workflow.adding import latest_discovery
from archive.workflow.indexing import refresh_mentions

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


def discover(database: Database, *, who: str) -> tuple[Theme, ...]:
    """Look for formulations in the newest versions; the same versions as last time are recorded once."""
    connection = database.conn
    with writing(database):
        versions = tuple(newest_versions(connection, Selection()))
        if latest_discovery(connection) != versions:
            add_event(connection, "discover", {"versions": list(versions)}, who=who, recorded_at=clock.now())
    return apply_discovery(database)


def apply_discovery(database: Database) -> tuple[Theme, ...]:
    """Derive what the newest recorded ``discover`` found, and find its mentions in every version."""
    connection = database.conn
    themes = derive_discovered(connection)
    with writing(database):
        keep_discovered(connection, themes)
    refresh_mentions(database, load_lexicon().extended(themes))
    return themes


def derive_discovered(connection: sqlite3.Connection) -> tuple[Theme, ...]:
    """The themes that the versions of the newest recorded ``discover`` give, by this program."""
    versions = latest_discovery(connection)
    if not versions:
        return ()
    there = {id_ for (id_,) in connection.execute("SELECT version_id FROM version_states")}
    loaded = [_without_mentions(load_version(connection, id_)) for id_ in versions if id_ in there]
    return discover_themes(loaded, load_lexicon())


def _without_mentions(version: AnalysedVersion) -> AnalysedVersion:
    """What discovery may look at: nothing that an earlier discovery put there."""
    return AnalysedVersion(source=version.source, text=version.text, passages=version.passages)
