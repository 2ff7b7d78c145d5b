from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive
from archive.comparing.rendering.markdown import render_markdown
from archive.comparing.rendering.report import render_report
from archive.errors import BadInput, BadLexicon, NotFound
from tests.workflow.making import PLAN, REPORT, filled, span_of, written

CHANGE = f"""
[[change]]
document = "plan"
span = {span_of(PLAN, "43个")}
metric = "更新老旧小区数"
value = 42
note = "见附件"
"""
REMOVE = f"""
[[remove]]
document = "report"
span = {span_of(REPORT, "1200家")}
"""
ADD = f"""
[[add]]
document = "report"
span = {span_of(REPORT, "营商小站")}
metric = "营商小站数"
value = 1
unit = "个"
"""
UNPAIR = f"""
[[unpair]]
a = {{ document = "plan", span = {span_of(PLAN, "4500个")} }}
b = {{ document = "report", span = {span_of(REPORT, "5000个")} }}
note = "口径不同"
"""
PAIR = f"""
[[pair]]
a = {{ document = "plan", span = {span_of(PLAN, "6处")} }}
b = {{ document = "report", span = {span_of(REPORT, "20个")} }}
relation = "plan_vs_actual"
comparability = "caveat"
"""


def _index(path: Path) -> dict[str, list[Any]]:
    connection = sqlite3.connect(path)
    tables = ("figures", "figure_pairs", "figure_corrections", "documents", "theme_mentions")
    rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables}
    connection.close()
    return rows


def _metrics(archive: Archive) -> dict[str, tuple[float, int]]:
    return {row["metric"]: (row["value"], row["corrected"]) for row in archive.figures()}


def test_figures_are_changed_removed_and_added_as_an_analyst_says(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        assert _metrics(archive)["改造老旧小区数"] == (43, 0) or _metrics(archive)["改造老旧小区数"] == (20, 0)
        assert archive.correct(written(tmp_path, "mine.toml", CHANGE + REMOVE + ADD))
        metrics = _metrics(archive)
        assert metrics["更新老旧小区数"] == (42, 1)
        assert metrics["营商小站数"] == (1, 1)
        assert "营商小站服务企业数" not in metrics
        assert metrics["新增停车位数"][1] == 0
        assert [(row["action"], row["done"], row["file"]) for row in archive.corrections()] == [
            ("change", 1, "mine.toml"),
            ("remove", 1, "mine.toml"),
            ("add", 1, "mine.toml"),
        ]
        assert archive.verify() == []


def test_pairs_are_taken_apart_and_put_together(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        before = {row["text"]: row["status"] for row in archive.targets()}
        archive.correct(written(tmp_path, "pairs.toml", UNPAIR + PAIR))
        after = {row["text"]: (row["status"], row["result_text"], row["corrected"]) for row in archive.targets()}
        assert (before["4500个"], after["4500个"][0]) == ("met", "no result found")
        assert after["6处"] == ("met", "20个", 1)
        assert archive.verify() == []


def test_what_is_compared_is_corrected_too(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "pairs.toml", UNPAIR + PAIR))
        rows = archive.compare(2024, 2025).to_dict()["figures"]
        sides = {tuple(row[side]["evidence"][0]["text"] for side in "ab"): row["reasons"] for row in rows}
        assert ("4500个", "5000个") not in sides
        assert sides["6处", "20个"] == ["corrected"]
        assert "corrected by an analyst" in render_markdown(archive.compare(2024, 2025))


def test_a_corrected_number_is_told_wherever_something_was_reckoned_with_it(path: Path, tmp_path: Path) -> None:
    change = f'[[change]]\ndocument = "report"\nspan = {span_of(REPORT, "5000个")}\nvalue = 4000\n'
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", change))
        (row,) = [row for row in archive.targets() if row["text"] == "4500个"]
        assert (row["status"], row["completion_pct"], row["corrected"]) == ("missed", 88.89, 1)
        assert (row["result"], row["result_text"]) == ("4000个（原文5000个）", "5000个")  # the text stays as it is
        assert row["reason"].startswith("4000个（原文5000个） of 4500个")
        told = archive.connection.execute(
            "SELECT result, result_value, result_unit, completion_pct, corrected FROM targets WHERE value = 4500"
        ).fetchall()
        assert told == [("5000个", 4000.0, "个", 88.89, 1)]
        comparison = archive.compare(2024, 2025)
        (row,) = [row for row in comparison.to_dict()["figures"] if row["relation"] == "plan_vs_actual"][:1]
        assert (row["a"]["corrected_to"], row["b"]["corrected_to"]) == (None, "4000个")
        for report in (render_markdown(comparison), render_report(comparison)):
            assert "4000个（原文5000个）" in report
        assert archive.verify() == []


def test_corrections_survive_a_reindex_row_for_row(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", CHANGE + REMOVE + ADD + UNPAIR + PAIR))
        archive.correct(written(tmp_path, "other.toml", '[[remove]]\ndocument = "nowhere"\nspan = [1, 2]\n'))
        before = _index(path)
        archive.reindex()
        assert _index(path) == before
        assert archive.verify() == []


@pytest.mark.parametrize("text", [CHANGE, REMOVE, ADD, UNPAIR, PAIR, CHANGE + PAIR])
def test_an_empty_file_takes_all_of_it_back(path: Path, tmp_path: Path, text: str) -> None:
    before = _index(path)
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", text))
        assert _index(path) != before
        archive.correct(written(tmp_path, "mine.toml", "\n"))
        assert archive.corrections() == []
        assert archive.verify() == []
    assert _index(path) == before


def test_a_newer_file_of_the_same_name_takes_the_place_of_the_older(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", CHANGE))
        archive.correct(written(tmp_path, "mine.toml", REMOVE))
        archive.correct(written(tmp_path, "other.toml", ADD))
        assert [(row["file"], row["action"]) for row in archive.corrections()] == [
            ("mine.toml", "remove"),
            ("other.toml", "add"),
        ]
        assert _metrics(archive)["改造老旧小区数"][1] == 0
        assert not archive.correct(tmp_path / "other.toml")  # the same again is recorded once


def test_what_cannot_be_applied_says_why(path: Path, tmp_path: Path) -> None:
    missing = f"""
[[remove]]
document = "plan"
span = {span_of(PLAN, "青山区")}
[[remove]]
document = "plan@7"
span = {span_of(PLAN, "43个")}
[[remove]]
document = "plan"
span = {span_of(PLAN, "43个")}
text = "44个"
[[unpair]]
a = {{ document = "nowhere", span = [1, 2] }}
b = {{ document = "plan", span = [1, 2] }}
"""
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", missing))
        rows = archive.corrections()
        assert [row["done"] for row in rows] == [0, 0, 0, 0]
        assert [row["reason"] for row in rows] == [
            "no figure is at that span",
            "no such document or version",
            "the text there is '43个' now",
            "no such document, or it is not the newest version of it",
        ]
        assert archive.verify() == []


def test_a_correction_goes_on_to_a_later_version_only_where_the_text_is_the_same(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", CHANGE + REMOVE))
        archive.add([written(tmp_path, "plan-2.txt", PLAN + "\n完。\n")], slug="plan")
        archive.add([written(tmp_path, "report-2.txt", "（修订）" + REPORT)], slug="report")
        metrics = _metrics(archive)
        assert metrics["更新老旧小区数"] == (42, 1)
        assert "营商小站服务企业数" in metrics  # its span holds other characters now
        reasons = {row["document"]: (row["version"], row["done"]) for row in archive.corrections()}
        assert reasons == {"plan": (2, 1), "report": (2, 0)}
        assert archive.verify() == []


def test_a_correction_of_a_document_that_comes_later_is_applied_then(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", '[[remove]]\ndocument = "late"\nspan = [7, 11]\n'))
        assert [(row["version"], row["done"]) for row in archive.corrections()] == [(None, 0)]
        archive.add([written(tmp_path, "late.txt", "全区共有停车位300个。\n")], slug="late")
        assert [(row["version"], row["done"]) for row in archive.corrections()] == [(1, 1)]
        assert "300个" not in {row["text"] for row in archive.figures()}
        assert archive.verify() == []


def test_facts_given_by_hand_leave_corrections_in_force(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", CHANGE + PAIR))
        archive.annotate("report", {"region": "绿水区"})
        assert _metrics(archive)["更新老旧小区数"] == (42, 1)
        assert [row["done"] for row in archive.corrections()] == [1, 0]  # a pair stays within one region
        archive.annotate("report", {"region": "青山区"})
        assert [row["done"] for row in archive.corrections()] == [1, 1]
        archive.withdraw("report", "by mistake")
        assert archive.verify() == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[remove]]\ndocument = 3\nspan = [1, 2]", "mine.toml:1"),
        ('\n\n[[change]]\ndocument = "plan"\nspan = [1, 2]', "mine.toml:3"),
        ("[[remove", "mine.toml"),
        ("a = " + "[" * 100_000, "mine.toml"),
        ("a = " + "9" * 5000, "mine.toml"),
        (f'[[change]]\ndocument = "plan"\nspan = [1, 2]\nvalue = {"9" * 400}', "larger than anything"),
        (f'[[change]]\ndocument = "plan"\nspan = [1, {10**30}]\nvalue = 1', "mine.toml:1: span"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_nothing_is_recorded(
    path: Path, tmp_path: Path, text: str, says: str
) -> None:
    with Archive(path) as archive:
        head = archive.head()
        with pytest.raises(BadLexicon, match=says):
            archive.correct(written(tmp_path, "mine.toml", text))
        assert archive.head() == head


def test_a_file_that_is_no_text_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "junk.toml").write_bytes(b"\xff\xfe\x00")
    with Archive(path) as archive:
        with pytest.raises(BadInput, match=r"junk\.toml"):
            archive.correct(tmp_path / "junk.toml")
        with pytest.raises(BadInput, match=r"missing\.toml"):
            archive.correct(tmp_path / "missing.toml")
        with pytest.raises(NotFound, match="take back"):
            archive.correct(written(tmp_path, "never.toml", ""))


def test_verify_finds_a_correction_that_was_tampered_with(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.correct(written(tmp_path, "mine.toml", CHANGE + PAIR))
        for statement in (
            "UPDATE figures SET value = 43 WHERE corrected = 1",
            "UPDATE figure_corrections SET done = 0 WHERE action = 'change'",
            "UPDATE figure_corrections SET reason = 'x' WHERE action = 'pair'",
            "DELETE FROM figure_pairs WHERE corrected = 1",
        ):
            archive.connection.execute("SAVEPOINT tampering")
            archive.connection.execute(statement)
            assert archive.verify(), statement
            archive.connection.execute("ROLLBACK TO tampering")
            archive.connection.execute("RELEASE tampering")
        assert archive.verify() == []


@settings(max_examples=5)
@given(st.lists(st.sampled_from([CHANGE, REMOVE, ADD, UNPAIR, PAIR, ""]), min_size=1, max_size=4))
def test_the_last_word_decides_whatever_was_said_before(words: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder) / "archive.db")
        with Archive(path) as archive:
            file = written(Path(folder), "mine.toml", CHANGE + REMOVE)
            archive.correct(file)
            for word in (*words, CHANGE):
                written(Path(folder), "mine.toml", word)
                archive.correct(file)
            assert [(row["action"], row["done"]) for row in archive.corrections()] == [("change", 1)]
            assert sum(row["corrected"] for row in archive.figures()) == 1
            assert archive.verify() == []
