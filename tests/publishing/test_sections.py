"""Comparisons and listings stay as small as what is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import openpyxl
import pytest

from archive import Archive
from archive.index.rows import theme_id
from archive.publishing import sections
from archive.publishing.languages import note_translator
from archive.publishing.pictures import of_theme
from archive.publishing.spreadsheets import workbook
from archive.publishing.targets import SORTS, list_targets
from archive.publishing.themes import read_theme

YEARS = (2024, 2026)


@pytest.fixture
def connection(library: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(library)
    yield opened
    opened.close()


def test_the_region_that_says_much_in_both_years_comes_first(connection: sqlite3.Connection) -> None:
    regions = sections.regions_of(connection, YEARS, {})
    assert regions[0]["region"] == "朝阳区"
    least = [min(row["characters"]) for row in regions]
    assert least == sorted(least, reverse=True)


def test_what_an_answer_leaves_out_it_names(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sections.comparison_of(connection, (2024, 2025), {})
    monkeypatch.setattr(sections, "MOST_DOCUMENTS", 1)
    short = sections.comparison_of(connection, (2024, 2025), {})
    assert whole["more"] == [] and short["more"]
    named = [item["region"] for item in short["coverage"]] + [row["region"] for row in short["more"]]
    assert sorted(named) == sorted(item["region"] for item in whole["coverage"])


def test_a_comparison_is_kept_until_one_of_its_own_documents_changes(library: Path, tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    with sqlite3.connect(library) as source, sqlite3.connect(db) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    reader = sqlite3.connect(db)

    def asked() -> int:
        return id(sections.section_of(reader, YEARS, "朝阳区", {}))

    first = asked()
    with Archive(db, who="tester") as archive:
        elsewhere = tmp_path / "elsewhere.txt"
        elsewhere.write_text("天津市2024年政府工作报告\n\n新增就业30万人。\n", "utf-8")
        archive.add([elsewhere], facts={"region": "天津市", "published_on": "2024-01-20"})
        assert asked() == first
        archive.annotate("chaoyang-plan-2024h1", {"title": "另一个标题"})
    assert asked() != first
    reader.close()


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_targets_make_up_the_whole_list(connection: sqlite3.Connection, sort: str) -> None:
    whole = list_targets(connection, {}, sort=sort, limit=1000)
    paged = [
        row
        for at in range(0, whole["total"], 7)
        for row in list_targets(connection, {}, sort=sort, offset=at, limit=7)["targets"]
    ]
    assert paged == whole["targets"] and len(paged) == whole["total"] == sum(whole["counts"].values())


def test_a_comparison_can_be_taken_away_as_a_workbook(site: httpx.Client) -> None:
    answer = site.get("/-/compare/2024...2026.xlsx")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert openpyxl.load_workbook(BytesIO(answer.content)).sheetnames[:2] == ["Coverage", "Themes"]


def test_a_table_can_be_taken_away_whole_as_a_workbook(site: httpx.Client) -> None:
    answer = site.get("/archive/figures.xlsx?_size=20&_labels=on")
    (sheet,) = openpyxl.load_workbook(BytesIO(answer.content)).worksheets
    total = site.get("/archive/figures.json?_size=0").json()["filtered_table_rows_count"]
    assert sheet.max_row == total + 1 and isinstance(sheet["B2"].value, int)


def test_text_in_a_workbook_is_never_a_formula() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook(["=1+1"], [("=cmd|' /C calc'!A0",), (float("nan"),)]))).active
    assert sheet is not None and [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"]


def test_every_note_of_the_seeds_is_said_in_chinese(connection: sqlite3.Connection) -> None:
    translate = note_translator("zh")
    notes = [
        note
        for (note,) in connection.execute(
            """SELECT note FROM figure_pairs UNION SELECT note FROM milestone_pairs
               UNION SELECT reason FROM target_outcomes"""
        )
    ]
    english = [note for note in notes if any(word in translate(note).split() for word in ("the", "of", "before", "to"))]
    assert len(notes) > 10 and not english
    assert note_translator("en")("the wording changed") == "the wording changed"


def test_the_regions_of_a_theme_make_up_the_whole(connection: sqlite3.Connection) -> None:
    theme = theme_id("新质生产力")
    whole = read_theme(connection, theme, limit=1000)
    parts = [read_theme(connection, theme, region=row["value"], limit=1000) for row in whole["regions"]]
    assert sum(part["total"] for part in parts) == whole["total"] == len(whole["concordance"])
    assert sum(row["mentions"] for row in whole["over_time"]) == whole["total"]
    (years,) = connection.execute("SELECT count(DISTINCT year) FROM documents WHERE same_as IS NULL").fetchone()
    assert len(whole["over_time"]) == years  # those that do not say it as well


def test_years_too_many_to_draw_apart_are_drawn_together() -> None:
    years = [{"region": f"{number}区", "year": 2024, "per_10k_chars": 1.0} for number in range(15)]
    found = {"years": years, "over_time": [{"year": 2024, "per_10k_chars": 2.5}, {"year": 2025, "per_10k_chars": 0}]}
    chart = of_theme(found, str)["chart"]
    assert chart is not None and "2024: 2.5; 2025: 0" in chart
