"""Work may be done in this process, by processes of this machine, or by a cluster: the rows are the same."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Archive
from archive.errors import ArchiveError
from archive.workflow.executors import Pool, in_order

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def cluster() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Dask's own, of what it uses
        from distributed import LocalCluster

        with LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=None
        ) as local:
            yield local.scheduler_address


def _rows(archive: Archive) -> list[list[tuple[object, ...]]]:
    tables = ("passages", "figures", "milestones", "theme_mentions", "findings", "figure_pairs", "version_states")
    return [archive.connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]


def test_a_cluster_gives_the_rows_that_this_machine_gives(tmp_path: Path, cluster: str) -> None:
    with Archive(tmp_path / "here.db", who="tester") as archive:
        archive.add([SEEDS])
        here = _rows(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Archive(tmp_path / "there.db", who="tester", scheduler=cluster) as archive:
            archive.add([SEEDS])
            assert _rows(archive) == here
            assert archive.verify() == []


def test_no_scheduler_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.workflow.executors._SECONDS_TO_ANSWER", 0.2)
    with (
        warnings.catch_warnings(),
        Archive(tmp_path / "archive.db", who="tester", scheduler="tcp://127.0.0.1:9") as archive,
    ):
        warnings.simplefilter("ignore")
        with pytest.raises(ArchiveError, match=r"^tcp://127\.0\.0\.1:9: no Dask scheduler answers there"):
            archive.add([SEEDS])


def test_an_index_is_not_dropped_before_a_scheduler_answers(seeded_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.workflow.executors._SECONDS_TO_ANSWER", 0.2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for address, reason in (("tcp://127.0.0.1:9", "no Dask scheduler answers"), ("somewhere", "tcp://HOST:PORT")):
            with Archive(seeded_copy, who="tester", scheduler=address) as archive:
                before = _rows(archive)
                with pytest.raises(ArchiveError, match=reason):
                    archive.reindex()
                assert _rows(archive) == before and archive.unindexed() == 0


@given(st.lists(st.integers(), max_size=40))
def test_answers_come_in_the_order_of_the_tasks(numbers: list[int]) -> None:
    with ThreadPoolExecutor(3) as threads:
        pool = Pool(threads.submit, ahead=5)
        assert list(in_order(pool, str, numbers)) == list(map(str, numbers)) == list(in_order(None, str, numbers))
