"""Several processes on one database: every file is recorded exactly once and nobody is told that it is locked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from archive import Archive


def test_several_adds_at_once_record_every_file_exactly_once(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(15):
        (folder / f"report-{number:02}.txt").write_text(
            f"第{number}号报告。\n\n今年新建公园{number + 1}个。\n", "utf-8"
        )
    db = tmp_path / "a.db"
    command = [sys.executable, "-m", "archive", "--db", str(db), "add", str(folder), "--format", "jsonl"]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    results = [(process.communicate(timeout=100), process.returncode) for process in processes]
    assert [code for _, code in results] == [0] * 4, [err for (_, err), _ in results]
    added = sum(output.count('"added"') for (output, _), _ in results)
    unchanged = sum(output.count('"unchanged"') for (output, _), _ in results)
    assert (added, unchanged) == (15, 45)
    with Archive(db) as archive:
        assert len(archive.documents()) == 15
        assert archive.verify() == []
        assert archive.verify_notes() == []


def test_a_reader_sees_a_whole_state_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("第一版。\n", "utf-8")
    with Archive(tmp_path / "a.db") as writer:
        writer.add([path])
        with Archive(tmp_path / "a.db", read_only=True) as reader:
            writer.connection.execute("BEGIN IMMEDIATE")
            writer.connection.execute("INSERT INTO works (slug) VALUES ('half')")
            assert [row["slug"] for row in reader.documents()] == ["report"]
            writer.connection.rollback()
