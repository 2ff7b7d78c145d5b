"""Opening the one SQLite file: is it ours, is it of our age, and bring it up to date by numbered migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import ArchiveError, DiskTrouble, NotAnArchive

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x50415243  # "PARC", in the header of every database of ours
PAGE_BYTES = 16_384  # captures and texts are tens of kilobytes: larger pages write them faster than SQLite's 4,096
CACHE_KILOBYTES = 32_000  # a group of documents changes pages all over the indexes: each is to be read once
BUSY_MILLISECONDS = 120_000  # how long a writer waits for its turn before it says so


def open_database(path: Path, *, create: bool = False, read_only: bool = False) -> Database:
    """The archive at `path`, ready to use.

    Raises NotAnArchive for a file that is not ours or comes from a newer program, DiskTrouble where the disk refuses.
    """
    from sqlite_utils import Database

    if not path.exists() and not create:
        raise NotAnArchive(f"{path}: no such archive; add a document first, or name another with --db")
    if path.is_dir():
        raise NotAnArchive(f"{path}: a folder, not an archive; name a file with --db")
    connection = None
    try:
        connection = _connect_to_read(path) if read_only else sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000)
        _check_identity(connection, path, read_only=read_only)
        connection.execute("PRAGMA foreign_keys = ON")
        database = Database(connection, execute_plugins=False)
        if not read_only:
            # The page size is that of a new database; nothing changes in one that is there.
            for setting in (f"page_size = {PAGE_BYTES}", "journal_mode = WAL", "wal_autocheckpoint = 2000"):
                connection.execute(f"PRAGMA {setting}")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
            _migrate(database)
        return database
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        raise explain(error, path) from error
    except ArchiveError:
        if connection is not None:
            connection.close()
        raise


def is_shared(path: Path) -> bool:
    """Whether SQLite can share the file with a writer; on a disk or in a folder that is read-only it cannot."""
    connection = sqlite3.connect(_to_read(path), uri=True, timeout=BUSY_MILLISECONDS / 1000)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def _to_read(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing, not even beside the file: for a disk or a folder that is read-only, too."""
    if is_shared(path):
        return sqlite3.connect(_to_read(path), uri=True, timeout=BUSY_MILLISECONDS / 1000)
    # In such a place there is no writer, so SQLite may read the file as it lies.
    return sqlite3.connect(f"{_to_read(path)}&immutable=1", uri=True)


def explain(error: sqlite3.DatabaseError, path: Path) -> ArchiveError:
    """The one clear line for what SQLite ran into."""
    message = str(error)
    if "not a database" in message or "malformed" in message:
        return NotAnArchive(f"{path}: not an archive ({message}); name another with --db, or restore a backup")
    if "locked" in message:
        return DiskTrouble(f"{path}: another program is writing to it; try again when it has finished")
    if "readonly" in message or "unable to open" in message:
        return DiskTrouble(f"{path}: cannot be written ({message}); check the disk and its permissions")
    if "full" in message or "disk I/O" in message:
        return DiskTrouble(f"{path}: the disk is full or failing ({message}); nothing was half-written, try again")
    return DiskTrouble(f"{path}: {message}")


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """One transaction that takes the write lock at once, so that what it reads first stays true until it commits."""
    connection = database.conn
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one (``executescript`` would commit in between)."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        if not gathered and (not line.strip() or line.startswith("--")):
            continue
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""


def _migration_scripts() -> list[tuple[int, str]]:
    folder = resources.files("archive.ledger").joinpath("migrations")
    found = [
        (int(entry.name[:4]), entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".sql")
    ]
    return sorted(found)


def _check_identity(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    (age,) = connection.execute("PRAGMA user_version").fetchone()
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if identity != APPLICATION_ID and not (empty and identity == 0 and not read_only):
        raise NotAnArchive(f"{path}: a database, but not an archive of ours; name another with --db")
    newest = _migration_scripts()[-1][0]
    if age > newest:
        raise NotAnArchive(
            f"{path}: written by a newer program (schema {age}, this one knows {newest}); update this one"
        )


def _migrate(database: Database) -> None:
    connection = database.conn
    scripts = _migration_scripts()
    (age,) = connection.execute("PRAGMA user_version").fetchone()
    if age == scripts[-1][0]:
        return
    with writing(database):
        (age,) = connection.execute("PRAGMA user_version").fetchone()  # another process may have done it meanwhile
        for number, script in scripts:
            if number > age:
                for statement in statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
