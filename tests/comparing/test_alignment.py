"""Which sentence answers which, and how a wording changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.analysis.passage_alignment import align_sentences
from archive.comparing.alignment import align_sides
from archive.comparing.evolution import evolution_of, word_diff

from .making import made

short = st.text(alphabet="城市更新养老服务，ab1 ", max_size=12)


@settings(max_examples=60)
@given(st.lists(short, max_size=8), st.lists(short, max_size=8))
def test_every_sentence_stands_in_exactly_one_row(earlier: list[str], later: list[str]) -> None:
    rows = align_sentences(earlier, later)
    assert sorted(row.earlier for row in rows if row.earlier is not None) == list(range(len(earlier)))
    assert sorted(row.later for row in rows if row.later is not None) == list(range(len(later)))
    assert all((row.score > 0) == (row.earlier is not None and row.later is not None) for row in rows)


def test_a_reworded_sentence_finds_its_counterpart_and_a_new_one_has_none() -> None:
    one = made("a", "建成二十个一刻钟便民生活圈。全面推进老旧小区改造工作。", 2024)
    two = made("b", "推进老旧小区改造和电梯加装。举办首届花园节系列活动。打造四十三个一刻钟便民生活圈。", 2026)
    rows = align_sides([one], [two])
    pairs = {row.earlier.text: row.later.text for row in rows if row.earlier and row.later}
    assert pairs == {
        "建成二十个一刻钟便民生活圈。": "打造四十三个一刻钟便民生活圈。",
        "全面推进老旧小区改造工作。": "推进老旧小区改造和电梯加装。",
    }
    assert [row.later.text for row in rows if row.earlier is None and row.later] == ["举办首届花园节系列活动。"]
    assert all(row.margin > 0 for row in rows if row.earlier and row.later)


def test_what_both_years_report_and_promise_stands_beside_its_like() -> None:
    one = made(
        "a",
        "完成老旧小区综合整治42个，加装电梯126部。实施城市更新行动，完成老旧小区综合整治50个，加装电梯150部。",
        2024,
    )
    two = made("b", "完成老旧小区综合整治47个，加装电梯163部。完成老旧小区综合整治45个，加装电梯140部。", 2025)
    rows = align_sides([one], [two])
    assert len(rows) == 2 and all(row.earlier and row.later for row in rows)


def test_a_sentence_is_no_answer_to_one_that_another_answers_far_better() -> None:
    rows = align_sentences(
        ["推进老旧小区改造和电梯加装工作。", "推进会议召开。"], ["推进老旧小区改造和电梯加装工作。", "改造电梯。"]
    )
    assert [(row.earlier, row.later) for row in rows if row.earlier == 1 or row.later == 1] == [(1, None), (None, 1)]


@given(st.text(alphabet="城市更新行动计划abc", max_size=12), st.text(alphabet="城市更新行动计划abc", max_size=12))
def test_a_word_diff_rebuilds_both_wordings(old: str, new: str) -> None:
    changes = word_diff(old, new)
    assert "".join(change.text for change in changes if change.op != "insert") == old
    assert "".join(change.text for change in changes if change.op != "delete") == new


def test_an_evolution_is_in_order_of_time_and_forgets_quotes() -> None:
    graph = evolution_of(
        [
            ("甲", "“五宜”朝阳", "2026"),
            ("甲", "‘五宜’朝阳", "2024-03-08"),
            ("甲", "“五宜”朝阳", "2025"),
            ("乙", "和谐宜居朝阳", "2020"),
            ("乙", "宜居", None),
        ]
    )
    assert [(v.wording, v.mentions, v.first, v.last) for v in graph.variants] == [
        ("和谐宜居朝阳", 1, "2020", "2020"),
        ("“五宜”朝阳", 3, "2024-03-08", "2026"),
        ("宜居", 1, None, None),
    ]
    assert [(a, b) for a, b, _ in graph.edges] == [(0, 1), (1, 2)]
