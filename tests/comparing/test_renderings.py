"""The renderings of a comparison."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Archive
from archive.analysis.themes import load_lexicon
from archive.commands.comparison_output import print_comparison
from archive.comparing.comparison import Comparison, compare
from archive.comparing.evidence import evidence_of
from archive.comparing.rendering.gist import gist, outcome
from archive.comparing.rendering.markdown import render_markdown
from archive.comparing.rendering.report import render_report
from archive.comparing.rendering.rows import coverage_rows, figure_rows, milestone_rows, theme_rows
from archive.comparing.rendering.wording import Wording
from archive.comparing.rendering.workbook import render_workbook
from archive.model import Passage, Span
from archive.publishing.languages import report_wording

from .making import from_seeds, made

THEMES = load_lexicon().themes


@pytest.fixture(scope="module")
def comparison(seeds: Path) -> Comparison:
    versions = from_seeds(seeds)
    return compare(versions[:4], versions[4:], THEMES, ("2024", "2026"))


@pytest.fixture(scope="module")
def hostile() -> Comparison:
    nasty = "=1+1|<script>alert(1)</script>\x07"
    one = made(nasty, "推进城市更新。", 2024, region=nasty, kind=nasty, series=nasty)
    two = made("b", "推进城市更新。", 2026, region=nasty, kind=nasty, series=nasty)
    return compare([one], [two], THEMES, (nasty, "2026"))


class _Balance(HTMLParser):
    """Whether every element that opens also closes."""

    void = frozenset({"meta", "line", "circle", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_stands_by_itself(comparison: Comparison) -> None:
    page = render_report(comparison)
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=|url\(|@import", page)
    assert page.count("<svg") >= 2
    for name in ("新质生产力", "集体产业", "not seen in this corpus", "In short"):
        assert name in page
    balance = _Balance()
    balance.feed(page)
    assert balance.open == []


def test_the_report_speaks_chinese_to_the_end(comparison: Comparison) -> None:
    page = render_report(comparison, report_wording("zh"))
    told = re.sub(r"<style>.*?</style>|<cite>.*?</cite>|<small>[\d-]* \S+@\d+</small>|<[^>]*>", " ", page, flags=re.S)
    assert '<html lang="zh-Hans">' in page and "要点" in page and "未见" in page
    assert not re.findall(r"[a-z]{3,}", told)


def test_the_report_quotes_the_sentence_and_says_where_it_stands(comparison: Comparison) -> None:
    page = render_report(comparison)
    assert "农村地区稳步推进24个<mark>集体产业</mark>项目实施" in page
    (row,) = (row for row in comparison.themes if row.theme.name == "集体产业" and row.later.mentions)
    first = row.later.evidence[0]
    number = re.search(rf"\[(\d+)\] [^\[]*{first.document}@1", page)
    assert number and f"[{number[1]}] {first.span.start}–{first.span.end}" in page


def test_what_a_comparison_comes_to_hides_no_caveat(seeded: Path) -> None:
    with Archive(seeded, create=False, read_only=True) as archive:
        (section,) = archive.compare(2024, 2026, region="朝阳区").sections
    held = [row for row in section.figures if row.across]
    assert held and all(row.pair.comparability == "caveat" for row in held)
    for language, caveat in (("en", "caveat"), ("zh", "谨慎")):
        points = gist(section, ("2024", "2026"), report_wording(language))
        (told,) = [point for point in points if "加快建设项目数" in point]
        assert told.count(caveat) == len(held)


def test_a_comparison_with_nothing_comes_to_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    alone = compare([made("a", "推进城市更新。", 2024)], [], THEMES, ("2024", "2026"))
    print_comparison(alone, brief=True)
    assert "themes: 1, of none of which a change can be told" in capsys.readouterr().out
    assert "In short" not in render_report(alone)
    assert "城市更新" in render_report(alone)


@given(st.text("城市更新。；\n #abc", min_size=1, max_size=300), st.data())
def test_the_words_around_evidence_stand_around_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    before, after = evidence_of(made("a", text, 2024), Span(start, end)).around()
    assert "".join(text[:start].split()).endswith(before.lstrip("…"))
    assert "".join(text[end:].split()).startswith(after.rstrip("…"))
    assert max(len(before), len(after)) <= 41


def test_a_quoted_sentence_goes_on_where_only_the_layout_breaks_it() -> None:
    first, second = "一处产业项目正在建设，集体", "产业很多。次年再说。"
    text = f"{first}\n\n{second}"
    spans = (Span(0, len(first)), Span(len(first) + 2, len(text)))
    passage = Passage("paragraph", None, (), spans, first + second)
    version = replace(made("a", text, 2024), passages=(passage,))
    start = text.index("集体")
    assert evidence_of(version, Span(start, start + 6)).around() == ("一处产业项目正在建设，", "很多。")


def test_nothing_from_a_document_is_markup(hostile: Comparison) -> None:
    assert "<script" not in render_report(hostile)
    assert "<script" not in render_markdown(hostile).replace("\\<", "")
    width = 0
    for line in render_markdown(hostile).splitlines():
        columns = re.sub(r"\\.", "", line).count("|")
        if not columns:
            width = 0
        assert columns == (width or columns)
        width = columns


def test_the_workbook_has_a_sheet_for_each_part(comparison: Comparison) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(render_workbook(comparison)))
    assert book.sheetnames == ["Coverage", "Themes", "Figures", "Milestones"]
    sheet = book["Themes"]
    assert sheet.max_row == len(theme_rows(comparison)) + 1
    assert [cell.value for cell in sheet[1]] == list(theme_rows(comparison)[0])


def test_the_workbook_speaks_chinese_to_the_end(seeded: Path) -> None:
    from openpyxl import load_workbook

    with Archive(seeded, create=False, read_only=True) as archive:
        comparison = archive.compare(2024, 2026, region="朝阳区", alignment=True)
    book = load_workbook(BytesIO(render_workbook(comparison, report_wording("zh"))))
    english = load_workbook(BytesIO(render_workbook(comparison)))
    assert [sheet.max_row for sheet in book] == [sheet.max_row for sheet in english]
    for sheet in book:
        places = {column for column, cell in enumerate(sheet[1]) if "出处" in str(cell.value) or cell.value == "版本"}
        told = [cell.value for row in sheet.rows for column, cell in enumerate(row) if column not in places]
        words = " ".join(str(value) for value in told if value is not None)
        assert not re.findall(r"column|confidence|within|vs|sentence|lexicon|later|stage|caveat", words), sheet.title
        assert re.fullmatch("[\u4e00-\u9fff]+", sheet.title)


def test_the_workbook_takes_no_text_for_a_formula_and_is_the_same_each_time(hostile: Comparison) -> None:
    from openpyxl import load_workbook

    data = render_workbook(hostile)
    assert data == render_workbook(hostile)
    cell = load_workbook(BytesIO(data))["Coverage"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == "=1+1|<script>alert(1)</script>"


def test_a_pair_says_whether_it_lies_across_the_years_or_within_one(seeded: Path) -> None:
    with Archive(seeded, create=False, read_only=True) as archive:
        compared = archive.compare(2024, 2026, region="朝阳区")
        same = archive.compare(2024, 2024, region="朝阳区")
    found = figure_rows(compared) + milestone_rows(compared)
    assert {row["lies"] for row in found} >= {"2024 → 2026", "within 2024", "within 2026"}
    for row in found:
        across = "3683" in f"{row['where a']}" and "3683" in f"{row['where b']}"
        assert (row["lies"] == "within 2026") == across
    assert {row["lies"] for row in figure_rows(same)} == {"within 2024"}


def test_what_figures_come_to_names_points_and_per_cent(tmp_path: Path) -> None:
    for year, grown in ((2024, "186.5亿元，增长6.2%"), (2025, "197.9亿元，增长6.1%")):
        report = tmp_path / f"{year}.txt"
        report.write_text(
            f"某县政府工作报告\n\n一、{year}年工作回顾\n\n{year}年，全县地区生产总值完成{grown}。\n", "utf-8"
        )
        with Archive(tmp_path / "archive.db") as archive:
            archive.add([report], facts={"region": "某县", "published_on": f"{year + 1}-01-08"})
    with Archive(tmp_path / "archive.db") as archive:
        (section,) = archive.compare(2025, 2026, region="某县").sections
    told = {row.a.metric: outcome(row, Wording()) for row in section.figures if row.across}
    assert told == {"地区生产总值": "+6.11%", "地区生产总值增速": "−0.1 points"}
    assert any("+6.11%" in point for point in gist(section, ("2025", "2026"), Wording()))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("built", "short"), [(5, False), (4, True)])
def test_only_what_falls_short_is_called_incomplete(tmp_path: Path, built: int, short: bool, language: str) -> None:
    texts = (
        "一、2025年主要任务\n\n2025年，PM2.5年均浓度控制在32微克/立方米以内，新增停车位100个，新建公园5处。",
        f"一、2025年工作回顾\n\n2025年，PM2.5年均浓度降至30.5微克/立方米，新增停车位110个，新建公园{built}处。",
    )
    with Archive(tmp_path / "archive.db") as archive:
        for number, text in enumerate(texts):
            report = tmp_path / f"{number}.txt"
            report.write_text(f"某县政府工作报告\n\n{text}\n", "utf-8")
            archive.add([report], facts={"region": "某县", "published_on": f"{2025 + number}-01-08"})
        (section,) = archive.compare(2025, 2026, region="某县").sections
    *_, told = gist(section, ("2025", "2026"), report_wording(language))
    assert ("PM2.5" in told, "停车位" in told, "新建公园数 5处 → 4处" in told) == (False, False, short)
    assert "3" in told and ("none falls short" in told or "均未低于" in told) != short


def test_columns_of_a_workbook_are_wide_enough_for_chinese(comparison: Comparison) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(render_workbook(comparison)))["Themes"]
    longest = max(len(row.theme.name) for row in comparison.themes)
    assert sheet.column_dimensions["B"].width >= min(60, 2 * longest)


def test_a_year_compared_with_itself_keeps_both_columns() -> None:
    one = made("a", "推进城市更新。", 2024)
    comparison = compare([one], [one], THEMES, ("2024", "2024"))
    assert "mentions 2024" in theme_rows(comparison)[0]
    assert "mentions 2024 (later)" in theme_rows(comparison)[0]
    assert [row["side"] for row in coverage_rows(comparison)] == ["2024", "2024"]
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(render_workbook(comparison, report_wording("zh"))))
    heads = [str(cell.value) for cell in book["提法"][1]]
    assert len(set(heads)) == len(heads) and not re.search("[a-z]{3}", " ".join(heads))


def test_an_empty_comparison_renders() -> None:
    nothing = compare([], [], THEMES, ("2024", "2026"))
    assert "2024" in render_report(nothing)
    assert "None found." in render_markdown(nothing)
    assert render_workbook(nothing).startswith(b"PK")
