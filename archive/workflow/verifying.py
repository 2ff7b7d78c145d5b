"""Proof that nothing was altered: the ledger against its hashes, the index against what the ledger gives now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archive.index import tables
from archive.index.analyser import analyser_identity
from archive.index.changes import change_rows, engine
from archive.index.correcting import OF_PAIRS, unplaced_rows, unreadable_corrections
from archive.index.folding import match_expression
from archive.index.pairing import pair_rows
from archive.index.rows import text_hash
from archive.index.staleness import stale_regions
from archive.index.store import Derived, load_rows
from archive.index.theming import (
    discovered_themes,
    lexicon_in_force,
    noted_basis,
    theme_rows,
    themes_basis,
    unreadable_lexicons,
)
from archive.ledger.verify import ledger_problems
from archive.workflow.deriving import derived_lots
from archive.workflow.discovering import derive_discovered
from archive.workflow.indexing import Progress, pending_versions, silent

if TYPE_CHECKING:
    from sqlite_utils import Database

    from archive.analysis.themes import Lexicon


def problems(
    database: Database, *, since: str | None = None, progress: Progress = silent, scheduler: str | None = None
) -> Iterator[str]:
    """What is wrong, a line each, ledger first; nothing for a sound archive.

    Versions and pairs that an interrupted ``add`` has not come to yet are no problem: the next ``add`` makes them.
    """
    sound = True
    for problem in ledger_problems(database.conn, since):
        sound = False
        yield problem
    if sound and tables.is_ready(database.conn):  # what a broken ledger gives proves nothing of the index
        yield from _index_problems(database.conn, since or "", progress, scheduler)


def notes(database: Database) -> Iterator[str]:
    """What is not wrong but worth saying: what the index has not come to yet, or was made by an older analyser."""
    connection = database.conn
    if not tables.is_ready(connection):
        yield "the index is not made yet: run archive reindex"
        return
    if pending := pending_versions(connection):
        yield f"{len(pending)} versions are not indexed yet: run archive reindex, or add again"
    if stale_regions(connection):
        yield "some pairs are not made yet: run archive reindex, or add again"
    if noted_basis(connection) != themes_basis(connection):
        yield "what was said of themes is not applied yet: run archive reindex, or add again"
    for mistake in (*unreadable_lexicons(connection), *unreadable_corrections(connection)):
        yield f"a recorded file is not used by this release: {mistake}"
    if older := _older_analysers(connection):
        yield f"{older} versions were analysed by another release of the program: run archive reindex"
    if older := _of_older_engines(connection):
        yield f"{older} changes were told by the diff of another release: run archive reindex"


def _older_analysers(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM version_states WHERE analyser <> ?", (analyser_identity(),)
    ).fetchone()
    return int(count)


def _of_older_engines(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM changes WHERE engine <> ?", (engine(),)).fetchone()
    return int(count)


def _index_problems(
    connection: sqlite3.Connection, since: str, progress: Progress, scheduler: str | None
) -> Iterator[str]:
    lexicon = lexicon_in_force(connection)
    yield from _theme_problems(connection, lexicon)
    addresses = dict(
        connection.execute(
            """SELECT s.version_id, w.slug || '@' || v.number FROM version_states s
               JOIN versions v ON v.id = s.version_id JOIN works w ON w.id = v.document_id
               WHERE s.analyser = ? AND v.captured_at >= ? ORDER BY 1""",
            (analyser_identity(), since),
        ).fetchall()
    )
    done = 0
    for lot in derived_lots(connection, list(addresses), lexicon, scheduler):
        for derived in lot:
            yield from _version_problems(connection, derived, addresses[derived.version_id])
        done += len(lot)
        progress("verified", done, len(addresses))
    if not stale_regions(connection) and not _older_analysers(connection) and not pending_versions(connection):
        yield from _pair_problems(connection)
        yield from _change_problems(connection)


def _version_problems(connection: sqlite3.Connection, derived: Derived, address: str) -> Iterator[str]:
    for table, expected in derived.rows.items():
        kept = [
            {name: value for name, value in row.items() if name != "text_id"}
            for row in load_rows(connection, table, derived.version_id)
            if row.get("action") not in OF_PAIRS  # those follow from more than this version
        ]
        yield from _table_problems(f"{address}: {table}", kept, expected.as_dicts())
    state = _all(connection, "version_states", "WHERE version_id = ?", (derived.version_id,))
    kept = [{**row, "change_class": None} for row in state]  # that follows from the version before
    yield from _table_problems(f"{address}: version_states", kept, [derived.state])
    yield from _search_problems(connection, derived.version_id, address)


def _theme_problems(connection: sqlite3.Connection, lexicon: Lexicon) -> Iterator[str]:
    themes, aliases = theme_rows(connection, lexicon)
    yield from _table_problems("themes", _all(connection, "themes"), themes)
    kept = connection.execute("SELECT theme_id, alias FROM theme_aliases ORDER BY theme_id, alias").fetchall()
    if kept != [(row["theme_id"], row["alias"]) for row in aliases]:
        yield "theme_aliases: not those of the themes in force"
    applied = noted_basis(connection) == themes_basis(connection)
    current = applied and not _older_analysers(connection) and not pending_versions(connection)
    if current and derive_discovered(connection) != discovered_themes(connection):
        yield "discovered themes: not those that the versions recorded by discover give"


def _pair_problems(connection: sqlite3.Connection) -> Iterator[str]:
    regions = connection.execute("SELECT DISTINCT region FROM documents").fetchall()
    made = [pair_rows(connection, region) for (region,) in regions]
    corrections = [row for one in made for row in one.corrections] + unplaced_rows(connection)
    for table, where, expected in (
        ("figure_pairs", "", [row for one in made for row in one.figures]),
        ("milestone_pairs", "", [row for one in made for row in one.milestones]),
        ("target_outcomes", "", [row for one in made for row in one.outcomes]),
        ("figure_corrections", "WHERE version_id IS NULL OR action IN ('pair', 'unpair')", corrections),
    ):
        stored = _all(connection, table, where)
        yield from _table_problems(table, stored, sorted(expected, key=lambda row: row["id"]))


def _change_problems(connection: sqlite3.Connection) -> Iterator[str]:
    steps = connection.execute(
        "SELECT DISTINCT document_id, from_version_id, to_version_id FROM changes WHERE engine = ?", (engine(),)
    ).fetchall()
    for document_id, old, new in steps:
        stored = _all(connection, "changes", "WHERE from_version_id = ? AND to_version_id = ?", (old, new))
        yield from _table_problems(
            f"versions {old} to {new}: changes", stored, change_rows(connection, document_id, old, new)
        )


def _search_problems(connection: sqlite3.Connection, version_id: int, address: str) -> Iterator[str]:
    for position, text_id, text, hash_, of_all in connection.execute(
        """SELECT p.position, p.text_id, p.text, t.hash,
                  (SELECT o.text FROM passages o WHERE o.text_id = p.text_id LIMIT 1)
           FROM passages p LEFT JOIN passage_texts t ON t.id = p.text_id WHERE p.version_id = ?""",
        (version_id,),
    ):
        if (hash_, of_all) != (text_hash(text), text):
            yield f"{address}: passage {position}: its text in the search index is another"
            continue
        found = connection.execute(
            "SELECT 1 FROM passages_fts WHERE passages_fts MATCH ? AND rowid = ?",
            (match_expression(text[:60]), text_id),
        ).fetchone()
        if text.strip() and found is None:
            yield f"{address}: passage {position}: search does not find its text"


def _table_problems(name: str, stored: list[dict[str, Any]], expected: list[dict[str, Any]]) -> Iterator[str]:
    if stored == expected:
        return
    there, wanted = ({row.get("id"): row for row in rows} for rows in (stored, expected))
    for id_ in sorted(there.keys() | wanted.keys(), key=str)[:1_000_000]:
        if there.get(id_) != wanted.get(id_):
            differing = [
                column
                for column in (there.get(id_) or wanted.get(id_) or {})
                if (there.get(id_) or {}).get(column) != (wanted.get(id_) or {}).get(column)
            ]
            what = "missing" if id_ not in there else "not derived from the ledger" if id_ not in wanted else "differs"
            yield f"{name} row {id_}: {what}" + (f" in {', '.join(differing)}" if what == "differs" else "")
            return


def _all(
    connection: sqlite3.Connection, table: str, where: str = "", values: tuple[Any, ...] = ()
) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table} {where} ORDER BY 1", values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
