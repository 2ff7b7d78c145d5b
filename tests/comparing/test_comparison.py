"""What a comparison says, and what it declines to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.analysis.themes import load_lexicon
from archive.comparing.comparison import Comparison, compare
from archive.comparing.statuses import SWAPPED
from archive.comparing.theme_rows import ThemeRow
from archive.model import AnalysedVersion

from .making import from_seeds, made

THEMES = load_lexicon().themes
PIECES = [
    "推进城市更新。",
    "做好接诉即办。",
    "发展数字经济。",
    "文商旅体融合。",
    "文旅商展深度融合。",
    "落实“十四五”规划。",
]
PIECES += ["谋划“十五五”规划。", "会议在北京召开，大家认真听取。"]


@pytest.fixture(scope="module")
def seeded_comparison(seeds: Path) -> Comparison:
    versions = from_seeds(seeds)
    return compare(versions[:4], versions[4:], THEMES, ("2024", "2026"))


def rows_of(comparison: Comparison) -> dict[str, ThemeRow]:
    return {row.theme.name: row for row in comparison.themes if row.region != "东城区"}


def sides(earlier: str, later: str) -> tuple[list[AnalysedVersion], list[AnalysedVersion]]:
    return [made("early", earlier, 2024)], [made("late", later, 2026)]


texts = st.lists(st.sampled_from(PIECES), max_size=30).map("\n\n".join)


@settings(max_examples=60)
@given(texts, texts)
def test_swapping_the_years_swaps_every_status(earlier: str, later: str) -> None:
    one, two = sides(earlier, later)
    there, back = rows_of(compare(one, two, THEMES)), rows_of(compare(two, one, THEMES))
    assert set(there) == set(back)
    for name, row in there.items():
        assert back[name].verdict.confidence == row.verdict.confidence
        expected, found = SWAPPED[row.verdict.status], back[name].verdict.status
        assert found == expected or (found, row.verdict.status) == ("succeeded", "new")


@settings(max_examples=40)
@given(texts, texts)
def test_the_counts_are_those_of_the_mentions(earlier: str, later: str) -> None:
    one, two = sides(earlier, later)
    for row in compare(one, two, THEMES).themes:
        assert row.earlier.mentions == sum(m.theme == row.theme.name for v in one for m in v.mentions)
        assert row.later.mentions == len(row.later.evidence)
        assert sum(count for _, count in row.later.wordings) == row.later.mentions


def test_evidence_points_at_the_characters_of_the_document(seeds: Path, seeded_comparison: Comparison) -> None:
    texts = {version.source.slug: version.text for version in from_seeds(seeds)}
    data = seeded_comparison.to_dict()
    assert json.loads(json.dumps(data, ensure_ascii=False))["labels"] == ["2024", "2026"]
    checked = 0
    for row in data["themes"]:
        for item in (*row["earlier"]["evidence"], *row["later"]["evidence"]):
            start, end = item["span"]
            assert texts[item["document"]][start:end] == item["text"]
            checked += 1
    assert checked > 1000


def test_what_the_years_share_comes_first(seeded_comparison: Comparison) -> None:
    names = [row.theme.name for row in seeded_comparison.themes]
    assert "新质生产力" in names[:6]
    assert "集体产业" in names[:6]


def test_one_front_page_never_reads_as_themes_dropped(seeded_comparison: Comparison) -> None:
    absent = [row for row in seeded_comparison.themes if row.verdict.status == "not seen"]
    assert len(absent) > 80
    for row in absent:
        assert row.verdict.confidence in ("low", "moderate", "none")
        assert "not seen in this corpus" in row.verdict.sentence
        assert "本语料" in row.verdict.sentence_zh
        assert not any(word in row.verdict.sentence for word in ("dropped", "abandoned", "removed"))
    coverage = seeded_comparison.coverage[0]
    assert coverage.lopsided
    assert "compare like with like: --series 朝阳报" in coverage.advice


def test_of_equally_frequent_wordings_those_most_alike_are_told() -> None:
    one = made("a", "对接国际经贸规则。对标国际高水平经贸规则。", 2024)
    two = made("b", "对标高水平国际规则。", 2026)
    (row,) = (row for row in compare([one], [two], THEMES).themes if row.verdict.status == "reworded")
    assert "“国际高水平经贸规则”" in row.verdict.sentence_zh and "“高水平国际规则”" in row.verdict.sentence_zh
    assert "".join(change.text for change in row.word_diff if change.op != "insert") == "国际高水平经贸规则"


def test_regions_are_never_mixed(seeded_comparison: Comparison) -> None:
    assert [section.region for section in seeded_comparison.sections] == ["朝阳区", "东城区"]
    documents = {
        section.region: {e.document for row in section.themes for e in (*row.earlier.evidence, *row.later.evidence)}
        for section in seeded_comparison.sections
    }
    assert documents == {"朝阳区": {"000", "002", "003", "004"}, "东城区": {"001"}}


def test_regions_are_compared_when_asked_for(seeds: Path) -> None:
    versions = from_seeds(seeds)
    both = compare(versions[1:2], versions[2:3], THEMES, across_regions=True)
    assert len(both.sections) == 1
    assert {row.theme.name: row for row in both.themes}["接诉即办"].verdict.status == "continued"


def test_known_changes_of_the_seeds_are_told(seeded_comparison: Comparison) -> None:
    rows = rows_of(seeded_comparison)
    assert rows["商文旅体融合"].verdict.status == "reworded"
    assert rows["教育、科技、人才一体化"].succeeded_by == "教育链、人才链与产业链、创新链"
    assert rows["中国式现代化的朝阳实践"].succeeded_by == "具有国际影响力的中国式现代化强区"
    assert rows["正确政绩观"].verdict.status == "new"
    assert rows["接诉即办"].verdict.status == "continued"
    variants = rows["具有国际影响力的中国式现代化强区"].evolution.variants
    assert variants[0].theme == "中国式现代化的朝阳实践"
    assert variants[-1].wording == "具有国际影响力的中国式现代化强区"


def test_quotation_marks_within_quotation_marks_are_single() -> None:
    one, two = sides("建设“五宜”朝阳。", "继续建设“五宜”朝阳。")
    sentence = rows_of(compare(one, two, THEMES))["“五宜”朝阳"].verdict.sentence_zh
    assert sentence.startswith("“‘五宜’朝阳”延续：")


def test_many_mentions_on_both_sides_settle_a_rise() -> None:
    filler = "".join(f"第{number}次会议在北京召开，大家认真听取情况介绍。" for number in range(60))
    one, two = sides("城市更新。\n\n" + filler, "\n\n".join(["推进城市更新。"] * 30) + "\n\n" + filler)
    row = rows_of(compare(one, two, THEMES, ("2024", "2026")))["城市更新"]
    assert (row.verdict.status, row.verdict.confidence) == ("risen", "high")
    assert "oftener in 2026" in row.verdict.sentence


def test_years_with_no_text_say_that_nothing_can_be_said() -> None:
    one = [made("early", "推进城市更新。", 2024)]
    comparison = compare(one, [], THEMES, ("2024", "2026"))
    assert "Nothing can be said of a change: there is no text for 2026." in comparison.coverage[0].statement
    assert {row.verdict.confidence for row in comparison.themes} == {"none"}
    assert all(row.later.per_10k_chars is None for row in comparison.themes)
    nothing = compare([], [], THEMES, ("2024", "2026"))
    assert nothing.themes == ()
    assert len(nothing.coverage) == 1


def test_one_document_on_both_sides_is_said_to_be() -> None:
    one = made("same", "推进城市更新。做好接诉即办。", 2024)
    comparison = compare([one], [one], THEMES, ("2024", "2024"))
    assert comparison.coverage[0].shared_documents == ("same@1",)
    assert "the same documents stand on both sides" in comparison.coverage[0].statement
    assert {row.verdict.status for row in comparison.themes} == {"continued"}
    assert {row.verdict.confidence for row in comparison.themes} == {"none"}
    other = made("other", "也推进城市更新。", 2024)
    assert "Some documents stand on both sides" in compare([one, other], [one], THEMES).coverage[0].statement


def test_a_corpus_of_one_repeated_sentence_gets_an_answer() -> None:
    one, two = sides("推进城市更新。" * 400, "推进城市更新。" * 400)
    comparison = compare(one, two, THEMES, ("2024", "2026"))
    rows = rows_of(comparison)
    assert rows["城市更新"].verdict.status == "continued"
    assert rows["城市更新"].verdict.confidence == "low"
    assert "Most of 2024 is the same sentences again" in comparison.coverage[0].statement


def test_a_sentence_taken_over_literally_is_found_with_its_direction() -> None:
    sentence = "我们要以首善标准推动城市更新和接诉即办各项工作取得新的更大成效"
    one, two = sides(f"甲说。{sentence}。", f"乙也说了一些话。\n\n{sentence}！")
    (reuse,) = compare(one, two, THEMES).sections[0].reuse
    assert (reuse.source.document, reuse.target.document, reuse.direction) == ("early", "late", "earlier → later")
    assert reuse.source.text == reuse.target.text == sentence


def test_who_said_it_and_what_with_is_told(seeded_comparison: Comparison) -> None:
    row = rows_of(seeded_comparison)["城市更新"]
    assert "吴小杰" in row.earlier.speakers
    assert row.earlier.neighbours
    assert row.earlier.rank == 1


def test_what_a_front_page_passes_over_is_of_low_confidence() -> None:
    report = "".join(f"第{number}项：推进城市更新。" for number in range(200))
    one, two = sides(report, "大家认真听取情况介绍。")
    row = rows_of(compare(one, two, THEMES, ("2024", "2026")))["城市更新"]
    assert (row.verdict.status, row.verdict.confidence) == ("not seen", "low")
    assert "not seen in this corpus for 2026, which has 1 document" in row.verdict.sentence


def test_a_successor_comes_with_its_counts_on_both_sides() -> None:
    one, two = sides("“十四五”规划收官，“十五五”规划谋划。", "“十五五”开局，“十五五”规划实施。")
    row = rows_of(compare(one, two, load_lexicon().themes, ("2024", "2026")))["十四五"]
    assert (row.verdict.status, row.succeeded_by) == ("succeeded", "十五五")
    assert "十五五, is said 2 times there (once in 2024)" in row.verdict.sentence
    assert "其后续提法“十五五”2026出现2次（2024已出现1次）" in row.verdict.sentence_zh
