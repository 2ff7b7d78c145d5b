"""The rows of a diff page: every change once, moves at both ends, nothing of layout until it is asked for."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.diffing import diff_texts
from archive.diffing.rendering.wording import DiffWording
from archive.publishing.diff_rows import DiffRows
from archive.publishing.languages import diff_wording

PLAN = "chaoyang-plan-2024h1"
PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "一、工作回顾",
            "全年新建公园3个。",
            "全年新建公园5个，新增停车位4500个。",
            "加快发展新质生产力。",
            "加快培育新质生产力。",
        ]
    ),
    max_size=8,
).map("\n\n".join)


def rows_of(old: str, new: str, *, layout: bool = False) -> list[dict[str, Any]]:
    return DiffRows(diff_texts(old, new), layout=layout, wording=DiffWording()).in_order()


@settings(max_examples=40)
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_change_is_shown_once_in_either_order(old: str, new: str) -> None:
    diff = diff_texts(old, new)
    shown = DiffRows(diff, layout=True, wording=diff_wording("zh"))
    changed = [number for number, block in enumerate(diff.blocks) if block.op != "equal"]
    in_order = [row for row in shown.in_order() if row["kind"] == "change"]
    assert [row["number"] for row in in_order] == changed
    assert sorted(row["number"] for row in shown.ranked([])) == changed
    for row in in_order:
        ends = [text[begins:ends] for text, part in ((old, "from"), (new, "to")) for begins, ends in row[part]]
        assert all(
            "".join(piece["text"].split()) in "".join("".join(ends).split())
            for piece in row["inline"]
            if not piece["to"] and piece["text"] not in "⏎␣"
        )


@settings(max_examples=40)
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_move_can_be_followed_from_both_ends(old: str, new: str) -> None:
    rows = rows_of(old, new)
    gone = {row["move"]: row["number"] for row in rows if row["kind"] == "departure"}
    came = {row["move"]: row["number"] for row in rows if row["kind"] == "change" and row["move"] is not None}
    assert gone == came


def test_a_moved_passage_stands_where_it_left_and_where_it_came(site: httpx.Client) -> None:
    page = site.get(f"/-/diff/{PLAN}/1...2").text
    assert 'id="moved-1"' in page and 'href="#moved-1"' in page
    arrival = page.partition('id="moved-1"')[2].partition('href="#')[2].partition('"')[0]
    assert f'id="{arrival}"' in page and "moved up" in page


def test_a_sentence_that_went_elsewhere_leaves_a_sign() -> None:
    park, streets = "今年新建公园三座，方便群众健身休闲。", "明年继续整治背街小巷，改善居住环境。"
    homes, life = "全区统筹推进城市更新，完成老旧小区改造二十个，惠及居民一万户。", "群众生活更加便利。"
    rows = rows_of(f"{park}{homes}{life}\n\n{streets}{life}", f"{park}{life}\n\n{streets}{homes}{life}")
    (moved,) = (row for row in rows if row["kind"] == "change" and row["op"] == "move")
    signs = [piece for row in rows if row["kind"] == "change" for piece in row["inline"] if piece["to"]]
    assert {piece["op"] for piece in signs} == {"gone", "came"}
    assert {piece["to"] for piece in signs} == {f"b{moved['number']}"}


def test_one_change_in_three_places_is_named_once() -> None:
    text = "\n\n".join(f"第{word}项由街道办事处负责落实并按月报告。" for word in "甲乙丙")
    diff = diff_texts(text, text.replace("街道办事处", "区民政局"))
    (repeated,) = DiffRows(diff, layout=False, wording=DiffWording()).repeated()
    assert (repeated["old"], repeated["new"], repeated["times"]) == ("由街道办事处", "由区民政局", 3)


def test_what_became_of_each_article_is_listed() -> None:
    old = "第一条 为了规范管理，制定本法。\n\n第二条 本法自公布之日起施行。"
    new = "第一条 为了规范管理，制定本法。\n\n第二条 区人民政府负责实施。\n\n第三条 本法自公布之日起施行。"
    lines = DiffRows(diff_texts(old, new), layout=False, wording=DiffWording()).articles()
    assert lines == ["第二条: inserted", "第二条 → 第三条: renumbered"]


@pytest.mark.parametrize(("layout", "count"), [(False, 0), (True, 1)])
def test_a_change_of_layout_waits_until_it_is_asked_for(layout: bool, count: int) -> None:
    rows = rows_of("一、工作回顾\n\n新建公园三座。", "一、工作回顾\n\n\n新建公园三座。", layout=layout)
    assert sum(row["kind"] == "change" for row in rows) == count


def test_passages_that_came_one_after_another_are_said_to_have_come_once() -> None:
    rows = rows_of("甲。\n\n乙。", "甲。\n\n全年新建公园三座。\n\n整治背街小巷二十条。\n\n乙。")
    assert [row["goes_on"] for row in rows if row["kind"] == "change"] == [False, True]
