"""Answers are kept, and never outlive what they were about."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest

from archive.publishing.remembering import remembered


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    return path


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])


def test_an_answer_is_kept_until_somebody_writes(file: Path) -> None:
    reader, writer = sqlite3.connect(file), sqlite3.connect(file)
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return count(reader)

    assert [remembered(reader, ("n",), ask) for _ in range(3)] == [0, 0, 0] and len(asked) == 1
    with writer:
        writer.execute("INSERT INTO t VALUES (1)")
    assert [remembered(reader, ("n",), ask) for _ in range(3)] == [1, 1, 1] and len(asked) == 2
    reader.close()
    writer.close()


def test_one_thread_asks_and_the_others_wait(file: Path) -> None:
    asked: list[int] = []
    ready = threading.Barrier(4)

    def visit() -> None:
        connection = sqlite3.connect(file)
        ready.wait()
        remembered(connection, ("slow",), lambda: asked.append(1))
        connection.close()

    threads = [threading.Thread(target=visit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 1


def test_only_so_many_answers_are_kept(file: Path) -> None:
    connection = sqlite3.connect(file)
    asked: list[int] = []
    for number in [*range(40), 0]:
        remembered(connection, ("many", number), lambda: asked.append(1))
    assert len(asked) == 41
    connection.close()


def test_a_thread_that_turns_to_another_archive_gets_that_ones_answers(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(file, other)
    with sqlite3.connect(other) as writer:
        writer.execute("INSERT INTO t VALUES (1)")
    for path, expected in [(file, 0), (other, 1)] * 20:  # a connection often gets the place of the one before it
        connection = sqlite3.connect(path)
        assert remembered(connection, ("n",), partial(count, connection)) == expected
        connection.close()
        del connection
    first, second = sqlite3.connect(file), sqlite3.connect(other)
    assert [remembered(one, ("n",), partial(count, one)) for one in (first, second)] == [0, 1]
    with sqlite3.connect(file) as writer:
        writer.execute("INSERT INTO t VALUES (1)")
    assert [remembered(one, ("n",), partial(count, one)) for one in (first, second)] == [1, 1]
    first.close()
    second.close()
