"""Durability: a real process killed at any moment of ``add`` leaves a sound archive, and ``add`` again completes it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import Archive

FILES = 10


def _write_reports(folder: Path, spaces: int) -> None:
    """Made-up reports, of which each version counts other parking spaces."""
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        paragraphs = [f"{number}号报告第{line}段：今年新建公园{line}个。" for line in range(1, 12)]
        paragraphs.append(f"新增停车位{spaces}个，{number}号停车楼开工。")
        (folder / f"report-{number:02}.txt").write_text("\n\n".join(paragraphs), "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made-up reports."""
    folder = tmp_path_factory.mktemp("reports")
    _write_reports(folder, 10)
    return folder


@pytest.fixture(scope="module")
def duration(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an undisturbed ``add`` takes here, to know when to disturb it."""
    started = time.monotonic()
    subprocess.run(_command(tmp_path_factory.mktemp("calm") / "a.db", folder), check=True, capture_output=True)
    return time.monotonic() - started


def _command(db: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "archive", "--db", str(db), "add", str(folder)]


def _kill_and_recover(db: Path, folder: Path, delay: float, versions: int = 1) -> None:
    process = subprocess.Popen(
        _command(db, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if db.exists():
        with Archive(db) as archive:
            assert archive.verify() == []
    with Archive(db) as archive:
        archive.add([folder])
        assert len(archive.documents()) == FILES
        assert all(row["versions"] == versions for row in archive.documents())
        assert archive.verify() == []
        assert archive.verify_notes() == []


def _kill_new_versions(db: Path, delay: float) -> None:
    """As above, where the archive has a first version of each report already."""
    folder = db.parent / "reports"
    _write_reports(folder, 10)
    with Archive(db) as archive:
        archive.add([folder])
    _write_reports(folder, 20)
    _kill_and_recover(db, folder, delay, versions=2)


@pytest.mark.parametrize("point", range(20))
def test_a_killed_add_loses_nothing_and_completes(point: int, folder: Path, duration: float, tmp_path: Path) -> None:
    # Most of a short run is start-up: the points lie where it writes.
    share = 0.35 + 0.65 * (point + random.Random(point).random()) / 20
    if point % 4 == 3:
        _kill_new_versions(tmp_path / "a.db", duration * share)
    else:
        _kill_and_recover(tmp_path / "a.db", folder, duration * share)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(300))
def test_an_add_killed_at_hundreds_of_points_loses_nothing(
    seed: int, folder: Path, duration: float, tmp_path: Path
) -> None:
    _kill_and_recover(tmp_path / "a.db", folder, duration * random.Random(seed).random() * 1.1)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100))
def test_new_versions_killed_at_a_hundred_points_lose_nothing(seed: int, duration: float, tmp_path: Path) -> None:
    _kill_new_versions(tmp_path / "a.db", duration * random.Random(seed).random() * 1.1)
