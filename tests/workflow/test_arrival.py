"""What arrives, in whatever order and however few at a time, gives the same pairs as all of it at once."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive
from archive.index import pairing
from archive.workflow import indexing

YEARS = (2014, 2015, 2017, 2018, 2021)
_THINGS = ("社区食堂", "口袋公园", "公共充电桩", "普惠托位", "文化驿站")
_PROJECTS = ("滨河体育公园", "青山第二医院", "东风路综合管廊")
_STAGES = ("开工", "主体结构封顶", "投入使用")


@st.composite
def reports(draw: st.DrawFn) -> dict[str, tuple[date, str]]:
    """Some documents of one district, by name: of years side by side and apart, with promises that run for years."""
    found = {}
    for number in range(draw(st.integers(2, 5))):
        year = draw(st.sampled_from(YEARS))
        done, asked, so_far, until = (
            draw(st.lists(st.tuples(st.sampled_from(_THINGS), st.integers(2, 40)), min_size=1, max_size=3))
            for _ in range(4)
        )
        project, stage = draw(st.sampled_from(_PROJECTS)), draw(st.sampled_from(_STAGES))
        lines = [f"青山区{year}年工作报告", "", f"一、{year - 1}年工作回顾", ""]
        lines += [f"过去一年，建成{thing}{count}个，{project}{stage}。" for thing, count in done]
        lines += [f"截至{year - 1}年底，全区累计建成{thing}{10 * count}个。" for thing, count in so_far]
        lines += ["", f"二、{year}年主要任务", ""]
        lines += [f"今年新建{thing}{count}个。" for thing, count in asked]
        lines += [f"{year}年至{year + 4}年，全区累计建成{thing}{10 * count}个。" for thing, count in until]
        lines += [f"到{year + 3}年，力争{project}{draw(st.sampled_from(_STAGES))}。", ""]
        found[f"report-{number}"] = (date(year, 1, 10 + number), "\n".join(lines))
    return found


def rows(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """The pairs and outcomes by what they say; ids depend on which document came first."""
    at = "SELECT f.id, w.slug || ' ' || f.start_char AS at FROM {} f JOIN versions v ON v.id = f.version_id " + (
        "JOIN works w ON w.id = v.document_id"
    )
    figure, milestone = at.format("figures"), at.format("milestones")
    queries = {
        "pairs": f"""SELECT a.at, b.at, p.relation, p.comparability, p.change_abs, p.completion_pct, p.bound, p.note
            FROM figure_pairs p JOIN ({figure}) a ON a.id = p.a_id JOIN ({figure}) b ON b.id = p.b_id ORDER BY 1, 2""",
        "milestones": f"""SELECT a.at, b.at, p.note FROM milestone_pairs p
            JOIN ({milestone}) a ON a.id = p.a_id JOIN ({milestone}) b ON b.id = p.b_id ORDER BY 1, 2, 3""",
        "outcomes": f"""SELECT a.at, b.at, o.status, o.reason FROM target_outcomes o
            JOIN ({figure}) a ON a.id = o.id LEFT JOIN ({figure}) b ON b.id = o.result_id ORDER BY 1""",
    }
    return {name: archive.connection.execute(query).fetchall() for name, query in queries.items()}


@contextmanager
def empty() -> Iterator[tuple[Archive, Path]]:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db", who="tester") as archive:
        yield archive, Path(folder)


def add(archive: Archive, folder: Path, slug: str, day: date, text: str, *, index: bool = True) -> None:
    file = folder / f"{slug}.txt"
    file.write_text(text, "utf-8")
    archive.add([file], slug=slug, facts={"region": "青山区", "published_on": day.isoformat()}, index=index)


def all_at_once(documents: dict[str, tuple[date, str]]) -> dict[str, list[tuple[Any, ...]]]:
    with empty() as (archive, folder):
        for slug, (day, text) in documents.items():
            add(archive, folder, slug, day, text, index=False)
        indexing.index_pending(archive.database)
        return rows(archive)


@settings(max_examples=20, deadline=None)
@given(reports(), st.data())
def test_documents_added_one_at_a_time_in_any_order_give_the_rows_of_all_at_once(
    documents: dict[str, tuple[date, str]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(sorted(documents)))
    with empty() as (archive, folder):
        for slug in order:
            add(archive, folder, slug, *documents[slug])
        assert rows(archive) == all_at_once(documents)
        assert not list(archive.verify())


@settings(max_examples=15, deadline=None)
@given(reports(), reports(), st.data())
def test_a_document_that_changes_its_words_or_its_year_leaves_no_pair_behind(
    documents: dict[str, tuple[date, str]], others: dict[str, tuple[date, str]], data: st.DataObject
) -> None:
    slug = data.draw(st.sampled_from(sorted(documents)))
    day, text = data.draw(st.sampled_from(sorted(others.values())))
    with empty() as (archive, folder):
        for name, (first_day, first_text) in documents.items():
            add(archive, folder, name, first_day, first_text)
        add(archive, folder, slug, day, text)
        changed = rows(archive)
        assert not list(archive.verify())
    assert changed == all_at_once({**documents, slug: (day, text)})


def made_again(monkeypatch: pytest.MonkeyPatch) -> list[set[int | None]]:
    """The years whose pairs are made from now on, each time they are."""
    years: list[set[int | None]] = []

    def watched(connection: sqlite3.Connection, region: str | None, found: Any, stale: Any) -> None:
        years.append({year for year, _ in found.versions})
        pairing.store_pairs(connection, region, found, stale)

    monkeypatch.setattr(indexing, "store_pairs", watched)
    return years


@pytest.mark.parametrize(
    ("year", "task", "expected"),
    [
        (2012, "今年新建口袋公园5个。", {2012, 2013}),
        (2020, "今年新建口袋公园5个。", {2020, 2021}),
        (2021, "今年新建口袋公园5个。", {2021}),
        (2019, "今年新建口袋公园5个。", {2019, 2020}),
        (2012, "到2014年，累计建成口袋公园50个。", {2012, 2013, 2014}),
    ],
)
def test_a_document_leaves_the_pairs_of_far_away_years_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int, task: str, expected: Sequence[int]
) -> None:
    def report(told: int, asked: str) -> str:
        return f"青山区{told}年工作报告\n\n一、回顾\n\n过去一年，建成口袋公园4个。\n\n二、{told}年任务\n\n{asked}\n"

    with Archive(tmp_path / "archive.db", who="tester") as archive:
        for told in (2012, 2013, 2014, 2019, 2020, 2021):
            add(archive, tmp_path, f"report-{told}", date(told, 1, 10), report(told, "今年新建口袋公园6个。"))
        years = made_again(monkeypatch)
        add(archive, tmp_path, "another", date(year, 2, 10), report(year, task))
        assert years == [set(expected)]


def test_an_old_promise_keeps_its_result_until_a_later_document_tells_a_further_one(tmp_path: Path) -> None:
    def outcome(archive: Archive) -> tuple[str, str]:
        ((status, reason),) = archive.connection.execute(
            """SELECT o.status, o.reason FROM target_outcomes o JOIN figures f ON f.id = o.id
               WHERE f.text LIKE '100%'"""
        )
        return status, reason

    promise = "青山区2014年工作报告\n\n二、主要任务\n\n2014年至2018年，全区累计建成口袋公园100个。\n"
    told = "青山区{0}年工作报告\n\n一、工作回顾\n\n截至{1}年底，全区累计建成{2}。\n"
    with Archive(tmp_path / "archive.db", who="tester") as archive:
        add(archive, tmp_path, "promise", date(2014, 1, 10), promise)
        seen = [outcome(archive)]
        for year, done in ((2016, "口袋公园40个"), (2018, "文化驿站7个"), (2019, "口袋公园120个")):
            text = told.format(year, year - 1, done)
            add(archive, tmp_path, f"report-{year}", date(year, 1, 10), text)
            seen.append(outcome(archive))
        assert not archive.verify()
    assert seen == [
        ("no result found", "no result of this metric and period in this corpus"),
        ("open", "40个 of 100个 by 2015-12-31; no later result was found"),
        ("open", "40个 of 100个 by 2015-12-31; no later result was found"),
        ("met", "120个 of 100个"),
    ]
