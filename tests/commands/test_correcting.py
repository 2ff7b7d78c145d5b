"""``correct``, ``lexicon``, ``theme``, ``targets`` and the options beside them, as a user meets them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.workflow.making import PLAN, filled, span_of, written


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("made") / "archive.db").parent


@pytest.fixture
def db(tmp_path: Path, _made: Path) -> Path:
    return shutil.copytree(_made, tmp_path, dirs_exist_ok=True) / "archive.db"


def _one_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_correct_records_applies_and_lists(run: Run, db: Path, tmp_path: Path) -> None:
    change = f'[[change]]\ndocument = "plan"\nspan = {span_of(PLAN, "43个")}\nvalue = 42\n'
    text = change + '[[remove]]\ndocument = "x"\nspan = [1, 2]\n'
    written(tmp_path, "mine.toml", text)
    done = run("correct", "mine.toml", "--format", "json", db=db)
    assert done.returncode == 0
    assert "mine.toml: recorded" in done.stderr
    assert "1 of 2 not applied" in done.stderr
    assert [(row["line"], row["action"], row["done"]) for row in json.loads(done.stdout)] == [
        (1, "change", 1),
        (5, "remove", 0),
    ]
    assert "in force already" in run("correct", "mine.toml", db=db).stderr
    figures = json.loads(run("figures", "--format", "json", db=db).stdout)
    assert [(row["metric"], row["value"]) for row in figures if row["corrected"]] == [("改造老旧小区数", 42)]
    assert run("verify", db=db).returncode == 0


def test_a_mistake_in_a_file_is_one_line_with_its_place_and_exit_1(run: Run, db: Path, tmp_path: Path) -> None:
    written(tmp_path, "bad.toml", '\n[[remove]]\ndocument = "plan"\n')
    written(tmp_path, "bad.txt", "四进四增\n\n")
    for arguments, says in (
        (["correct", "bad.toml"], "bad.toml:2"),
        (["correct", "missing.toml"], "missing.toml"),
        (["lexicon", "bad.txt"], "bad.txt: line 2"),
        (["discover", "--lexicon", "bad.txt"], "bad.txt: line 2"),
        (["add", "texts", "--lexicon", "bad.txt"], "bad.txt: line 2"),
        (["theme", "没有这个", "--drop"], "没有这个"),
    ):
        done = run(*arguments, db=db)
        assert done.returncode == 1, arguments
        assert _one_line(done.stderr), (arguments, done.stderr)
        assert says in done.stderr


def test_wrong_usage_of_theme_targets_and_figures_gives_exit_2(run: Run, db: Path) -> None:
    for arguments in (
        ["theme", "青山绿谷"],
        ["theme", "青山绿谷", "--keep", "--drop"],
        ["targets", "--lines", "--status", "met"],
        ["figures", "--check", "--tense", "target"],
    ):
        assert run(*arguments, db=db).returncode == 2, arguments


def test_a_lexicon_of_ones_own_comes_with_add_or_discover_or_by_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    written(tmp_path / "texts", "plan.txt", PLAN)
    written(tmp_path, "one.txt", "四进四增\n")
    written(tmp_path, "two.txt", "青山绿谷\n")
    written(tmp_path, "three.txt", "品牌\n")
    assert run("add", "texts", "--lexicon", "one.txt").returncode == 0
    assert run("discover", "--lexicon", "two.txt").returncode == 0
    assert run("lexicon", "three.txt").returncode == 0
    assert [row["name"] for row in json.loads(run("lexicon", "--format", "json").stdout)] == [
        "one.txt",
        "two.txt",
        "three.txt",
    ]
    listed = json.loads(run("themes", "--origin", "lexicon", "--format", "json").stdout)
    assert {"四进四增", "青山绿谷", "品牌"} <= {row["name"] for row in listed}
    assert run("verify").returncode == 0


def test_a_decision_about_a_theme_is_kept(run: Run, db: Path) -> None:
    run("discover", db=db)
    done = run("theme", "四进四增行动", "--rename", "四进四增", db=db)
    assert (done.returncode, done.stderr.strip()) == (0, "四进四增行动: noted")
    run("reindex", db=db)
    themes = json.loads(run("themes", "--origin", "discovered", "--format", "json", db=db).stdout)
    assert "四进四增" in {row["name"] for row in themes}
    assert "四进四增行动" not in {row["name"] for row in themes}


@pytest.mark.parametrize(
    ("command", "form"),
    [
        *((["targets"], form) for form in ("table", "json", "csv", "jsonl", "markdown")),
        (["targets", "--lines"], "table"),
        (["targets", "--lines"], "json"),
        (["figures", "--check"], "table"),
        (["figures", "--check"], "json"),
    ],
)
def test_rows_of_promises_come_in_every_format(run: Run, db: Path, command: list[str], form: str) -> None:
    done = run(*command, "--format", form, db=db)
    assert done.returncode == 0
    assert done.stdout.strip()
    if form == "json":
        json.loads(done.stdout)


def test_targets_are_filtered(run: Run, db: Path) -> None:
    rows = json.loads(run("targets", "--year", "2024", "--status", "missed", "--format", "json", db=db).stdout)
    assert [(row["metric"], row["text"], row["result_text"]) for row in rows] == [("改造老旧小区数", "43个", "20个")]
    assert json.loads(run("targets", "--metric", "公园", "--format", "json", db=db).stdout)[0]["text"] == "6处"


def test_sentences_are_laid_side_by_side_on_request(run: Run, db: Path, tmp_path: Path) -> None:
    rows = json.loads(run("compare", "2024", "2025", "--alignment", "--format", "json", db=db).stdout)["alignment"]
    answered = [row for row in rows if row["earlier"] and row["later"]]
    assert any("四进四增" in row["earlier"]["text"] and "四进四增" in row["later"]["text"] for row in answered)
    assert all(row["region"] == "青山区" for row in rows)
    for row in answered:
        kept = "".join(part["text"] for part in row["diff"] if part["op"] != "insert")
        assert kept == "".join(row["earlier"]["text"].split())
    assert "Sentences" in run("compare", "2024", "2025", "--alignment", db=db).stdout


def test_sentences_side_by_side_are_in_every_file(db: Path) -> None:
    from archive import Archive
    from archive.commands.comparison_output import comparison_bytes

    with Archive(db) as archive:
        plain, aligned = archive.compare(2024, 2025), archive.compare(2024, 2025, alignment=True)
    assert "alignment" not in plain.to_dict()
    for form, mark in (
        ("markdown", "## Sentences"),
        ("html", "逐句对照"),
        ("csv", "alignment"),
        ("jsonl", "alignment"),
    ):
        assert mark in comparison_bytes(aligned, form).decode()
        assert mark not in comparison_bytes(plain, form).decode()
    assert len(comparison_bytes(aligned, "xlsx")) > len(comparison_bytes(plain, "xlsx"))


def test_an_index_of_another_release_is_told_in_one_line_and_made_anew_by_add(
    run: Run, db: Path, tmp_path: Path
) -> None:
    connection = sqlite3.connect(db)
    connection.execute("UPDATE index_notes SET value = '0' WHERE name = 'schema'")
    connection.commit()
    connection.close()
    for command in (["list"], ["targets"], ["correct"], ["serve"]):
        done = run(*command, db=db)
        assert done.returncode == 1
        assert _one_line(done.stderr)
        assert "archive reindex" in done.stderr
    assert run("add", "texts", db=db).returncode == 0
    assert len(json.loads(run("list", "--format", "json", db=db).stdout)) >= 2
