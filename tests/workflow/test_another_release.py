"""An index that another release made: nothing is read from it, and nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import Archive
from archive.errors import ArchiveError
from archive.index import tables
from tests.workflow.making import written


@pytest.fixture(name="path")
def outdated(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE index_notes SET value = '8' WHERE name = 'schema'")
    connection.execute("ALTER TABLE figures RENAME COLUMN corrected TO once_otherwise")
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    "question",
    [
        lambda archive: archive.documents(),
        lambda archive: archive.figures(),
        lambda archive: archive.themes(),
        lambda archive: archive.search("停车"),
        lambda archive: archive.targets(),
        lambda archive: archive.target_lines(),
        lambda archive: archive.disagreeing_percentages(),
        lambda archive: archive.corrections(),
        lambda archive: archive.compare(2024, 2025),
        lambda archive: archive.log("plan"),
        lambda archive: archive.export(Path("never")),
    ],
)
def test_a_question_says_to_run_reindex(path: Path, question: Callable[[Archive], object]) -> None:
    with Archive(path) as archive, pytest.raises(ArchiveError, match="run archive reindex"):
        question(archive)


def test_an_archive_opened_for_reading_says_to_run_reindex_and_still_proves_its_ledger(path: Path) -> None:
    with Archive(path, read_only=True) as archive:
        with pytest.raises(ArchiveError, match="run archive reindex"):
            archive.documents()
        assert archive.verify() == []


@pytest.mark.parametrize(
    "action",
    [
        lambda archive, folder: archive.reindex(),
        lambda archive, folder: archive.add([written(folder, "more.txt", "全区新增停车位300个。\n")]),
        lambda archive, folder: archive.add([folder / "texts" / "plan.txt"], facts={"publisher": "青山区政府"}),
        lambda archive, folder: archive.discover(),
        lambda archive, folder: archive.annotate("plan", {"publisher": "青山区政府"}),
        lambda archive, folder: archive.withdraw("report", "by mistake"),
        lambda archive, folder: archive.use_lexicon(written(folder, "own.txt", "营商小站\n")),
        lambda archive, folder: archive.correct(
            written(folder, "mine.toml", '[[remove]]\ndocument = "plan"\nspan = [1, 2]\n')
        ),
    ],
)
def test_what_writes_makes_the_index_anew(
    path: Path, tmp_path: Path, action: Callable[[Archive, Path], object]
) -> None:
    with Archive(path) as archive:
        action(archive, tmp_path)
        assert "plan" in {row["slug"] for row in archive.documents()}
        assert archive.verify() == []
        assert archive.verify_notes() == []


def test_an_index_of_any_other_schema_is_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive(path) as archive:
        archive.reindex()
        assert not tables.ensure_tables(archive.database)
        monkeypatch.setattr(tables, "schema_identity", lambda: "another")
        assert tables.ensure_tables(archive.database)
        assert not tables.ensure_tables(archive.database)
        assert archive.connection.execute("SELECT count(*) FROM figures").fetchone() == (0,)


def test_verify_walks_the_ledger_and_says_that_the_index_is_to_be_made(path: Path) -> None:
    with Archive(path) as archive:
        assert archive.verify() == []
        assert any("archive reindex" in note for note in archive.verify_notes())


def test_what_another_diff_told_is_no_fault_and_is_told_anew(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        for count in (300, 400):
            archive.add([written(tmp_path, "plan.txt", f"全区新增停车位{count}个。\n")])
        connection = archive.connection
        told = connection.execute("SELECT * FROM changes").fetchall()
        connection.execute("UPDATE changes SET engine = '{}', class = 'wording'")
        connection.commit()
        assert archive.verify() == []
        assert any("run archive reindex" in note for note in archive.verify_notes())
        archive.annotate("plan", {"publisher": "青山区政府"})
        assert connection.execute("SELECT * FROM changes").fetchall() == told
        assert list(archive.verify_notes()) == []
