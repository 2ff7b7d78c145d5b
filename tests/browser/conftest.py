"""A real browser, where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, SEEDS
from tests.publishing.served import library_of_this_run, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_REQUIRED = os.environ.get("ARCHIVE_REQUIRE_BROWSER") == "1"
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_HOW = "no Chromium: apt-get install -y chromium fonts-noto-cjk"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seeds, two more versions of one of them, and a hostile document."""
    return library_of_this_run(tmp_path_factory, SEEDS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, or fail where it is required."""
    if _CHROMIUM is None:
        if _REQUIRED:
            pytest.fail(_HOW)
        pytest.skip(_HOW)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def address(browser: Browser, library: Path) -> Iterator[str]:
    """Where the database is served; asked for only once there is a browser."""
    with served(library) as where:
        yield where


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what shuts people out."""
    file = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        how = "no axe-core: npm install --no-save axe-core"
        if _REQUIRED:
            pytest.fail(how)
        pytest.skip(how)
    return file.read_text("utf-8")
