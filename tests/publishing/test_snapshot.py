"""A snapshot that replicas serve."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import httpx
import pytest

from archive import Archive
from archive.errors import BadInput, DiskTrouble
from archive.publishing.snapshot import publish
from tests.publishing.served import served


def test_a_snapshot_is_whole_and_can_be_replaced(library: Path, tmp_path: Path) -> None:
    folder = publish(library, tmp_path / "out")
    before = (folder / "inspect.json").read_text("utf-8")
    assert {path.name for path in folder.iterdir()} == {
        "archive.db",
        "metadata.json",
        "inspect.json",
        "plugins",
        "Containerfile",
    }
    assert publish(library, folder) == folder
    assert (folder / "inspect.json").read_text("utf-8") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    counts = json.loads(before)["archive"]["tables"]
    connection = sqlite3.connect(folder / "archive.db")
    assert counts["figures"]["count"] == connection.execute("SELECT count(*) FROM figures").fetchone()[0]
    connection.close()


def test_a_replica_serves_a_snapshot(library: Path, tmp_path: Path) -> None:
    folder = publish(library, tmp_path / "out")
    with served(
        folder / "archive.db", "-i", str(folder / "archive.db"), "--inspect-file", str(folder / "inspect.json")
    ) as where:
        assert "新质生产力" in httpx.get(f"{where}/-/compare/2024...2026", timeout=60).text
        databases = httpx.get(f"{where}/-/databases.json", timeout=60).json()
        assert any(not database["is_mutable"] for database in databases)


def test_what_is_withdrawn_is_not_in_a_snapshot(library: Path, tmp_path: Path) -> None:
    db = Path(shutil.copy(library, tmp_path / "archive.db"))
    with Archive(db, create=False, who="tester") as archive:
        archive.save_comparison(archive.compare("2025", "2025"))
        archive.save_comparison(archive.compare("2024", "2024"))
        archive.withdraw("hostile", "a test")
    folder = publish(db, tmp_path / "out")
    assert "新增停车位5000个".encode() not in (folder / "archive.db").read_bytes()
    assert "新增停车位5000个".encode() in db.read_bytes()
    connection = sqlite3.connect(folder / "archive.db")
    assert connection.execute("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH 'x'").fetchone()
    kept = connection.execute("SELECT length(payload) > 2 FROM events WHERE kind = 'comparison' ORDER BY id").fetchall()
    assert kept == [(0,), (1,)]  # the one that quotes the withdrawn document is empty, the other one whole
    connection.close()
    with Archive(db, create=False, who="tester") as archive:
        archive.restore("hostile", "a test")
    assert "新增停车位5000个".encode() in (publish(db, folder) / "archive.db").read_bytes()


def test_a_folder_of_something_else_is_left_alone(library: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(BadInput):
        publish(library, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_a_disk_that_refuses_leaves_the_old_snapshot(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = publish(library, tmp_path / "out")

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("archive.publishing.snapshot.shutil.copytree", refuse)
    with pytest.raises(DiskTrouble):
        publish(library, folder)
    assert (folder / "archive.db").exists() and [path.name for path in tmp_path.iterdir()] == ["out"]
