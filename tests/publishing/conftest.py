"""One server for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import SEEDS
from tests.publishing.served import library_of_this_run, served


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seeds, two more versions of one of them, and a hostile document."""
    return library_of_this_run(tmp_path_factory, SEEDS)


@pytest.fixture(scope="session")
def address(library: Path) -> Iterator[str]:
    """Where that database is served."""
    with served(library) as where:
        yield where


@pytest.fixture
def site(address: str) -> Iterator[httpx.Client]:
    """A client of the server."""
    with httpx.Client(base_url=address, timeout=60, headers={"accept-language": "en"}) as client:
        yield client
