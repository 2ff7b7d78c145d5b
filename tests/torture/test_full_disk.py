"""A disk that fills up in the middle: one clear line, nothing half-written, and ``add`` again completes."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from archive import Archive


@pytest.mark.parametrize("room", [60_000, 300_000, 900_000])
def test_a_full_disk_leaves_a_sound_archive(room: int, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(12):
        text = "\n\n".join(f"第{number}号报告第{line}段：新建公园{line}个，完成投资{line}亿元。" for line in range(60))
        (folder / f"report-{number:02}.txt").write_text(text, "utf-8")
    db = tmp_path / "a.db"

    def fill_up() -> None:
        # No file may grow beyond this: what a full disk looks like to a program.
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [sys.executable, "-m", "archive", "--db", str(db), "add", str(folder)],
        capture_output=True,
        text=True,
        preexec_fn=fill_up,
        check=False,
        timeout=100,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    with Archive(db) as archive:
        assert archive.verify() == []
        archive.add([folder])
        assert len(archive.documents()) == 12
        assert archive.verify() == []
