"""What all tests share: the seeds, an archive that holds them, and one profile for hypothesis."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

settings.register_profile(
    "archive", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("archive")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five reports."""
    return SEEDS


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seeds added and ``discover`` run; tests that change it copy it first."""
    from archive import Archive

    path = tmp_path_factory.mktemp("seeded") / "archive.db"
    with Archive(path, who="tester") as archive:
        archive.add([SEEDS])
        archive.discover()
    return path


@pytest.fixture
def seeded_copy(seeded: Path, tmp_path: Path) -> Path:
    """A copy of the seeded database, to be changed."""
    return Path(shutil.copy(seeded, tmp_path / "archive.db"))


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the real command in a folder of its own, with a database of its own."""

    def run_archive(
        *arguments: str | Path, db: Path | None = None, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ARCHIVE_DB": str(db or tmp_path / "archive.db"), "ARCHIVE_WHO": "tester"}
        return subprocess.run(
            [sys.executable, "-m", "archive", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            check=False,
            timeout=120,
        )

    return run_archive
