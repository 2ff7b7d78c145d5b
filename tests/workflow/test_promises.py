"""What became of targets, the same over the years, and percentages that do not add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive import Archive
from archive.errors import NotFound
from archive.index.load import Selection
from tests.workflow.making import PLAN, REPORT, filled


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("promises") / "archive.db")


def test_every_target_tells_what_became_of_it_with_both_clauses(path: Path) -> None:
    with Archive(path) as archive:
        rows = {(row["document"], row["text"]): row for row in archive.targets()}
    assert {place: row["status"] for place, row in rows.items()} == {
        ("plan", "4500个"): "met",
        ("plan", "43个"): "missed",
        ("plan", "6处"): "no result found",
        ("report", "6000个"): "no result found",
    }
    met = rows["plan", "4500个"]
    assert (met["result_document"], met["result_text"], met["completion_pct"]) == ("report", "5000个", 111.11)
    for row in rows.values():
        text = {"plan": PLAN, "report": REPORT}[row["document"]]
        assert text[row["start_char"] : row["end_char"]] == row["text"]
        assert row["reason"]
        if row["result_text"]:
            assert REPORT[row["result_start_char"] : row["result_end_char"]] == row["result_text"]


def test_a_period_that_is_not_over_leaves_a_target_open(path: Path) -> None:
    with Archive(path) as archive:
        rows = archive.targets(Selection(year=2025), today=date(2025, 6, 1))
    assert [(row["text"], row["status"]) for row in rows] == [("6000个", "open")]


def test_a_selection_chooses_promises_and_leaves_their_results(path: Path) -> None:
    with Archive(path) as archive:
        assert {row["result_document"] for row in archive.targets(Selection(year=2024))} == {"report", None}
        with pytest.raises(NotFound, match="绿水区"):
            archive.targets(Selection(region="绿水区"))


def test_lines_go_year_by_year_and_explain_their_gaps(path: Path) -> None:
    with Archive(path) as archive:
        rows = archive.target_lines()
    told = {(row["metric"], row["year"]): (row["value"], row["outcome"], row["reason"]) for row in rows}
    assert told["新增停车位数", 2024] == (4500, 5000, "")
    assert told["新增停车位数", 2025] == (6000, None, "no document of 2026 in this corpus")
    assert told["建成公园数", 2024] == (6, None, "the document of 2025 tells no result")
    assert told["建成公园数", 2025] == (None, None, "the document of 2025 names no target for this metric")


def test_a_percentage_that_the_amounts_do_not_give_is_listed(path: Path) -> None:
    with Archive(path) as archive:
        (row,) = archive.disagreeing_percentages()
    assert (row["text"], row["stated"], row["computed"]) == ("45%", 45, 40)
    assert (row["whole"], row["part"]) == ("245亿元", "98亿元")
    assert REPORT[row["start_char"] : row["end_char"]] == "45%"
