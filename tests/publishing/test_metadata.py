"""What the tables are said to hold, and the canned questions."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import httpx
import pytest

from archive.index.folding import match_expression
from archive.publishing.languages import description_translator
from archive.publishing.metadata import canned_queries, descriptions, metadata, translated

PARAMETERS = {
    "year": 2024,
    "other": 2026,
    "theme": "新质生产力",
    "words": "就业",
    "day": "2999-01-01",
    "document": "chaoyang-plan-2024h1",
}


def test_every_column_of_every_table_and_view_is_described(library: Path) -> None:
    connection = sqlite3.connect(library)
    names = connection.execute(
        """SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'passages_fts%'
           AND name NOT LIKE 'sqlite%'"""
    ).fetchall()
    known = descriptions()
    wrong = {}
    for (name,) in names:
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info([{name}])")}
        about = known.get(name, {})
        if columns != set(about.get("columns", {})) or not about.get("description"):
            wrong[name] = columns ^ set(about.get("columns", {}))
    connection.close()
    assert not wrong
    assert set(known) <= {name for (name,) in names}


@pytest.mark.parametrize("name", sorted(canned_queries()))
def test_every_canned_question_has_an_answer(library: Path, name: str) -> None:
    query = canned_queries()[name]
    connection = sqlite3.connect(library)
    connection.create_function("escape_fts", 1, match_expression)
    columns = [column[0] for column in connection.execute(query["sql"], PARAMETERS).description]
    connection.close()
    assert columns and query["title"].endswith("?") and query["description"].endswith(".")


def test_every_description_has_its_chinese() -> None:
    say = description_translator("zh")
    said = [value for about in canned_queries().values() for value in (about["title"], about["description"])]
    for about in descriptions().values():
        said += [about["description"], *about["columns"].values()]
    said += [metadata()["description"], metadata()["databases"]["archive"]["description"]]
    assert not [text for text in said if not re.search("[\u4e00-\u9fff]", say(text)) or say(text) == text]


def test_only_words_of_ours_are_translated() -> None:
    about = {"title": "Mine", "description": "The theme.", "columns": {"a": "Mine", "b": "The theme."}, "sort": "a"}
    assert translated(about, "zh") == {
        "title": "Mine",
        "description": "提法。",
        "columns": {"a": "Mine", "b": "提法。"},
        "sort": "a",
    }
    assert translated(about, "en") == about


@pytest.mark.parametrize(
    ("page", "english", "chinese"),
    [
        ("/-/schema", "The year of publication.", "发布年份。"),
        ("/archive", "How much text stands behind each year?", "各年份有多少文本？"),
        ("/archive?sql=select+1", "The ledger (works", "底账（works"),
        ("/archive/figures", "The first day of that time.", "时段的第一天。"),
        ("/archive/targets", "View. Every target", "视图。最新版本中的每个目标"),
        ("/archive/works/1", "Ledger. One row for", "底账。档案所跟踪的每份文献一行"),
        ("/archive/targets_with_results", "What became of the targets?", "各项目标落实得怎样？"),
        ("/archive/figures", ">Documents<", ">文献<"),
    ],
)
def test_a_table_is_described_in_the_language_of_the_reader(
    site: httpx.Client, page: str, english: str, chinese: str
) -> None:
    before, after = site.get(page), site.get(page, headers={"accept-language": "zh-CN"})
    assert english in before.text and chinese not in before.text
    assert chinese in after.text
    # the menus of columns are told by a script what stands above the table
    assert english not in re.sub(r'data-column-description="[^"]*"', "", after.text)
    assert "accept-language" in after.headers["vary"].lower()


def test_what_machines_read_of_the_tables_stays_english(site: httpx.Client) -> None:
    for address in ("/-/schema.json", "/-/metadata.json"):
        assert site.get(address, headers={"accept-language": "zh-CN"}).json() == site.get(address).json()


def test_there_are_twenty_canned_questions() -> None:
    assert len(canned_queries()) >= 20


def test_datasettes_own_tables_lead_to_the_text(site: httpx.Client) -> None:
    row = site.get("/archive/figures.json?_shape=array&_size=1&_sort=id").json()[0]
    links = re.findall(
        r'<td class="col-version_id[^>]*><a href="([^"]+)">([^<]+)</a>', site.get("/archive/figures?_sort=id").text
    )
    assert f"at={row['start_char']}-{row['end_char']}" in links[0][0] and "@1" in links[0][1]
    assert row["text"] in re.sub(r"<[^>]+>", "", site.get(links[0][0]).text)
    assert "chaoyang-plan-2024h1@2</a>" in site.get("/archive/changes").text


def test_the_server_shows_the_descriptions(site: httpx.Client) -> None:
    assert metadata()["databases"]["archive"]["tables"]["figures"]["description"] in site.get("/archive/figures").text
    assert "What became of the targets?" in site.get("/archive").text
    assert site.get("/archive/theme_over_time.json", params={"theme": "新质生产力", "_shape": "array"}).json()
