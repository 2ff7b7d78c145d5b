"""The small archive of made-up texts, made once and copied for each test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.workflow.making import filled


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the archive and the texts it was made from."""
    return filled(tmp_path_factory.mktemp("made") / "archive.db").parent


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be changed."""
    return Path(shutil.copytree(made, tmp_path, dirs_exist_ok=True)) / "archive.db"
