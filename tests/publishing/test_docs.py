"""The SQL of the documentation, run on the seeds."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import ROOT

QUESTIONS = re.findall(r"## (\d+)\. [^\n]+\n+```sql\n(.*?)```", (ROOT / "docs" / "sql.md").read_text("utf-8"), re.S)


def test_there_are_ten_questions() -> None:
    assert [number for number, _ in QUESTIONS] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(("number", "sql"), QUESTIONS, ids=[number for number, _ in QUESTIONS])
def test_every_question_of_the_documentation_has_an_answer(library: Path, number: str, sql: str) -> None:
    connection = sqlite3.connect(library)
    assert connection.execute(sql).fetchall()
    connection.close()
