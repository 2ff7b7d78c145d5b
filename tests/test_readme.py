"""What the README says is so: its queries answer, its Python runs, its pictures and files are there."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", README, re.DOTALL))
def test_every_query_in_the_readme_answers(query: str, seeded: Path) -> None:
    connection = sqlite3.connect(f"{seeded.as_uri()}?mode=ro", uri=True)
    assert connection.execute(query, {"day": "2999-12-31"} if ":day" in query else {}).fetchall()
    connection.close()


def test_the_python_in_the_readme_runs(seeded_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seeded_copy.parent)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert len(names["rows"]) == 5  # type: ignore[arg-type]
    assert names["figures"][0].base_value == 4500  # type: ignore[index]


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_every_file_that_the_readme_points_at_is_there(target: str) -> None:
    assert (ROOT / target).exists()


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in ("run", "test", "check", "bench", "torture"))
