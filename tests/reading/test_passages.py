from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.model import Passage
from archive.reading.characters import BLANKS, fold_width
from archive.reading.document import read_document
from archive.reading.passages import read_layout, read_passages

from .made_texts import LAW, PAGE, REPORTS, SEEDS, report, without_full_lines, wrap

ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\r　 #。，（）“”一二三、第章条\ud800\u202e记者版")), max_size=400
)
HALF_WIDTH = str.maketrans("，：；（）！？", ",:;()!?")
FULL_WIDTH = str.maketrans(",:;()!?", "，：；（）！？")


def told(passages: list[Passage]) -> list[tuple[object, ...]]:
    return [(p.kind, p.level, p.heading_path, p.article_number, p.text) for p in passages]


def assert_all_ink_is_owned_once(text: str, passages: list[Passage]) -> None:
    owned = [at for passage in passages for span in passage.spans for at in range(span.start, span.end)]
    assert len(owned) == len(set(owned))
    missing = {at for at in range(len(text)) if text[at] not in BLANKS} - set(owned)
    assert all(text[at] == "#" for at in missing)


@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_every_character_with_ink_belongs_to_exactly_one_passage(text: str) -> None:
    assert_all_ink_is_owned_once(text, read_passages(text))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_character_of_the_seeds_belongs_to_exactly_one_passage(path: Path) -> None:
    text = path.read_text("utf-8")
    assert_all_ink_is_owned_once(text, read_passages(text))


@given(st.one_of(ANY_TEXT, report()))
@settings(max_examples=80, deadline=None)
def test_a_passage_is_the_characters_of_its_spans(text: str) -> None:
    for passage in read_passages(text):
        there = "".join(span.of(text) for span in passage.spans)
        assert len(there) == len(passage.text)
        assert all(a == b or (a.isspace() and b == " ") for a, b in zip(there, passage.text, strict=True))
        assert list(passage.spans) == sorted(passage.spans)


@given(report(), st.integers(9, 120))
@settings(max_examples=60, deadline=None)
def test_a_wrapped_report_has_the_passages_of_the_unwrapped_one(text: str, width: int) -> None:
    text = without_full_lines(text, width)
    assume(sum(len(line) // width for line in text.split("\n")) >= 6)  # fewer full lines show no width
    assert told(read_passages(wrap(text, width))) == told(read_passages(text))


@pytest.mark.parametrize("width", [8, 13, 20, 34, 40, 55, 72, 100, 160])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name[:3])
def test_a_seed_wrapped_at_any_width_has_the_same_passages(path: Path, width: int) -> None:
    text = without_full_lines(path.read_text("utf-8"), width)
    assert told(read_passages(wrap(text, width))) == told(read_passages(text))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("table", [HALF_WIDTH, FULL_WIDTH], ids=["half", "full"])
def test_the_width_of_punctuation_does_not_change_the_passages(path: Path, table: dict[int, int]) -> None:
    text = path.read_text("utf-8")
    before = [(p.kind, p.level, p.spans, fold_width(p.text)) for p in read_passages(text)]
    after = [(p.kind, p.level, p.spans, fold_width(p.text)) for p in read_passages(text.translate(table))]
    assert before == after


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_read_as_a_document(text: str) -> None:
    for finding in read_document(text).findings:
        assert finding.span.end <= len(text)


@given(st.text("甲乙。，\n", max_size=200))
@settings(max_examples=80, deadline=None)
def test_line_ends_of_any_system_give_the_same_passages(text: str) -> None:
    assert told(read_passages(text.replace("\n", "\r\n"))) == told(read_passages(text))


def test_a_word_parted_by_a_layout_break_keeps_one_space() -> None:
    text = "引入新品牌入驻商圈，其中包括位于朝外大街的THE\n\nBOX项目，吸引了大量客流，带动了消费。"

    joined = read_passages("会议召开。\n\n" + text)[1]
    assert "的THE BOX项目" in joined.text
    assert len(joined.spans) == 3


def test_a_number_is_joined_to_its_measure_word() -> None:
    texts = [p.text for p in read_passages("会议召开。\n\n刘亚权告诉记者，目前，5\n\n栋摄影棚主体结构已封顶。")]
    assert texts[1] == "刘亚权告诉记者，目前，5栋摄影棚主体结构已封顶。"


def test_a_law_has_its_chapters_articles_and_items() -> None:
    passages = read_passages(LAW)
    assert [p.kind for p in passages[:4]] == ["heading", "source", "source", "heading"]
    assert [(p.article_number, p.kind) for p in passages[5:9]] == [
        ("第二条", "paragraph"),
        ("第二条", "list_item"),
        ("第二条", "list_item"),
        ("第二条", "paragraph"),
    ]
    assert passages[-1].heading_path == ("第二章 附 则",)


def test_headings_nest_and_the_title_stands_above_them_all() -> None:
    text = "关于计划执行情况的报告\n一、上半年情况\n(一)总体平稳\n经济运行平稳。\n二、下半年措施\n抓好落实。"
    passages = read_passages(text)
    assert [p.level for p in passages if p.kind == "heading"] == [1, 2, 3, 2]
    assert passages[3].heading_path == ("一、上半年情况", "(一)总体平稳")
    assert passages[-1].heading_path == ("二、下半年措施",)


def test_furniture_is_kept_and_marked() -> None:
    text = "您当前的位置：首页>>人大会议\n关于计划的报告\n经济运行平稳。\n- 3 -\n责任编辑：王海\n打印本页 关闭窗口"
    kinds = [p.kind for p in read_passages(text)]
    assert kinds == ["navigation", "heading", "paragraph", "page_number", "footer", "navigation"]
    assert not read_passages(text)[0].is_content


def test_a_table_keeps_its_rows() -> None:
    passages = read_passages("主要指标如下。\n指标\t2023年\t2024年\n增速\t4.8%\t5%")
    assert [p.kind for p in passages] == ["paragraph", "table_row", "table_row"]


def test_a_headline_inside_a_sentence_is_a_passage_of_its_own() -> None:
    passages = read_layout(PAGE).passages
    around = next(p for p in passages if p.text.startswith("3月13日"))
    inside = next(p for p in passages if p.text == "全区新增绿地12公顷")
    assert around.start < inside.start < around.end
    assert "各项筹备工作已全面启动" in around.text
    assert inside.kind == "heading"


@given(st.lists(st.sampled_from([*PAGE.split("\n\n"), "各项筹备工", "会上，大家表示，要", "。"]), max_size=24))
@settings(max_examples=250, deadline=None)
def test_a_shuffled_page_loses_and_doubles_nothing(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    assert_all_ink_is_owned_once(text, read_passages(text))
