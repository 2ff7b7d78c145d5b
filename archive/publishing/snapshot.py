"""``archive publish``: an immutable snapshot that any number of Datasette replicas serve behind a cache."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from importlib import resources
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError, BadInput, DiskTrouble
from archive.ledger.facts import WITHDRAWN
from archive.publishing.metadata import metadata
from archive.publishing.serving import SETTINGS, plugins_folder
from archive.publishing.shielding import QUOTES_WITHDRAWN

#: The files of a snapshot.
DATABASE, METADATA, INSPECT, PLUGINS, CONTAINER = (
    "archive.db",
    "metadata.json",
    "inspect.json",
    "plugins",
    "Containerfile",
)


def publish(db: Path, folder: Path) -> Path:
    """Write a snapshot of the archive at `db` into `folder`, whole or not at all; gives the folder.

    An older snapshot there is replaced by one rename; withdrawn texts are not in it. Raises BadInput for a folder that
    holds something else, DiskTrouble where the disk refuses.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / METADATA).exists())):
        raise BadInput(f"{folder.name}: there, and no snapshot of ours; name a new folder")
    fresh, old = (
        folder.with_name(f".{folder.name}.new-{os.getpid()}"),
        folder.with_name(f".{folder.name}.old-{os.getpid()}"),
    )
    try:
        fresh.mkdir(parents=True)
        _write(db, fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except (OSError, sqlite3.OperationalError) as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise DiskTrouble(f"{folder.name}: could not be written ({error}); what was there before still is") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return folder


def _write(db: Path, fresh: Path) -> None:
    target = fresh / DATABASE
    source = sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)
    try:
        source.execute("VACUUM INTO ?", (str(target),))
    finally:
        source.close()
    connection = sqlite3.connect(target)
    try:
        _leave_out_withdrawn(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
        _check(connection)
        inspected = _inspected(connection)
    finally:
        connection.close()
    with target.open("rb") as stream:
        inspected["hash"] = hashlib.file_digest(stream, "sha256").hexdigest()
    _as_json(fresh / INSPECT, {target.stem: inspected})
    _as_json(fresh / METADATA, metadata(Path(DATABASE).stem))
    shutil.copytree(plugins_folder(), fresh / PLUGINS, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    (fresh / PLUGINS / "__init__.py").unlink()
    container = resources.files("archive").joinpath("data", "Containerfile").read_text("utf-8")
    settings = " ".join(f"--setting {name} {value}" for name, value in SETTINGS.items())
    (fresh / CONTAINER).write_text(container.replace("@SETTINGS@", settings), "utf-8")


def _leave_out_withdrawn(connection: sqlite3.Connection) -> None:
    """Blank what was withdrawn: a snapshot leaves the house, so hiding is not enough."""
    if connection.execute(f"SELECT 1 FROM ({WITHDRAWN}) LIMIT 1").fetchone() is None:
        return
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('versions', 'captures', 'events')"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(
        f"""UPDATE captures SET bytes = X''
            WHERE sha256 IN (SELECT capture_sha256 FROM versions WHERE id IN ({WITHDRAWN}))
            AND sha256 NOT IN (SELECT capture_sha256 FROM versions WHERE id NOT IN ({WITHDRAWN}))"""
    )
    connection.execute(f"UPDATE versions SET text = '' WHERE id IN ({WITHDRAWN})")
    connection.execute(f"UPDATE events AS e SET payload = '{{}}' WHERE {QUOTES_WITHDRAWN}")
    # Words that were taken out of the full-text index lie in it until it is merged.
    connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")
    for _, sql in guards:
        connection.execute(sql)
    connection.commit()
    connection.execute("VACUUM")


def _check(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise ArchiveError(f"the snapshot is not sound ({verdict}); run archive verify")


def _inspected(connection: sqlite3.Connection) -> dict[str, Any]:
    """What ``datasette inspect`` would say of the tables: replicas start without counting anything."""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
    ]
    counts = {name: {"count": connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]} for name in tables}
    size = connection.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()").fetchone()[
        0
    ]
    return {"size": size, "file": DATABASE, "tables": counts}


def _as_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
