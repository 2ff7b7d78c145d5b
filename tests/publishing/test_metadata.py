"""What the tables are said to hold, and the canned questions."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import httpx
import pytest

from archive.index.folding import match_expression
from archive.publishing.metadata import canned_queries, descriptions, metadata

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
