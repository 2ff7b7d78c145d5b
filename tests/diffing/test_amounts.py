"""Amounts of provisions: which one took the place of which, and what became of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive.diffing import diff_texts
from archive.diffing.records import FigureChange


def changes(old: str, new: str) -> list[FigureChange]:
    return [figure for block in diff_texts(old, new).changes for figure in block.figures]


def told(old: str, new: str) -> list[tuple[str | None, str | None]]:
    found = changes(old, new)
    return [(figure.old.text if figure.old else None, figure.new.text if figure.new else None) for figure in found]


def test_a_fine_stands_against_the_one_after_the_same_words() -> None:
    old = "对拒绝提供台账的，由主管部门责令改正，对个人可以处二百元以下的罚款，对单位可以处二千元以下的罚款。"
    new = "对拒绝提供台账的，由主管部门责令改正，对单位按照营业额计算，难以计算的，处五万元以下的罚款。"
    assert ("二千元以下", "五万元以下") in told(old, new)


def test_a_fine_that_was_graded_stands_against_its_first_grade() -> None:
    old = (
        "未按照规定设置标志的，责令限期改正，可以对单位并处三百元以上五百元以下的罚款；"
        "对直接责任人员，可以处二百元以下的罚款；属于代办点的，停业整顿。"
    )
    new = (
        "未按照规定设置标志的，责令限期改正，对单位可以并处二千元以下的罚款，对直接责任人员可以处五百元以下的罚款；"
        "情节严重的，对单位可以并处二千元以上一万元以下的罚款，对直接责任人员可以处五百元以上五千元以下的罚款；属于代办点的，停业整顿。"
    )
    assert told(old, new)[:2] == [("三百元以上五百元以下", "二千元以下"), ("二百元以下", "五百元以下")]


def test_a_fine_that_kept_one_end_in_its_lesser_grade_stands_against_the_first() -> None:
    old = "企业不按规定登记车辆种类和号码的，处二百元以上五百元以下罚款。"
    new = "企业不按规定登记车辆种类和号码的，处五百元以上一千元以下罚款；情节较轻的，处警告或者五百元以下罚款。"
    assert told(old, new) == [("二百元以上五百元以下", "五百元以上一千元以下"), (None, "五百元以下")]


def test_a_length_of_time_within_is_bounded_however_it_is_said() -> None:
    (figure,) = changes("六个月内受过处罚的，从重处罚。", "一年以内受过处罚的，从重处罚。")
    assert (figure.direction, figure.change_abs, figure.hedge) == ("up", Decimal(6), None)


def test_a_fine_stands_against_the_one_that_came_elsewhere_in_the_passage() -> None:
    old = "伪造停放记录，造成严重后果的，依法追究责任；后果不严重的，可以处五百元以上五千元以下的罚款。"
    new = (
        "伪造停放记录的，由城市管理部门给予警告，可以并处二千元以上一万元以下的罚款；属于运营企业的，还应当通报；"
        "造成严重后果的，依法追究责任。"
    )
    assert told(old, new) == [("五百元以上五千元以下", "二千元以上一万元以下")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("处三千元以上五万元以下的罚款。", "处二十万元以下的罚款。", ("up", 150_000, None)),
        ("处五千元以上的罚款。", "处一万元以上五万元以下的罚款。", ("up", 5_000, None)),
        ("处一万元以下的罚款。", "处五千元以上一万元以下的罚款。", (None, None, "changed")),
        ("处五千元以上的罚款。", "处一万元以下的罚款。", (None, None, "changed")),
        ("处五日以上十日以下拘留。", "处五日以上十日以下拘留，可以并处二百元罚款。", None),
        ("处五日以下拘留。", "处十日以下拘留，可以并处罚款。", ("up", 5, None)),
    ],
)
def test_a_range_and_a_bound_are_held_together_at_the_end_they_share(
    old: str, new: str, expected: tuple[str | None, int | None, str | None] | None
) -> None:
    found = [figure for figure in changes(old, new) if figure.old]
    assert len(found) == (expected is not None)
    assert all((figure.direction, figure.change_abs, figure.hedge) == expected for figure in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一年内不得再次申请。", "三年内不得再次申请。", [("一年", "三年")]),
        (
            "任期五年，连任不得超过两届。",
            "任期四年，连任不得超过一届。",
            [("五年", "四年"), ("不得超过两届", "不得超过一届")],
        ),
        ("协会应当统一标准，设三名监事。", "协会应当统一标准，设一名监事。", [("三名", "一名")]),
        ("协会应当推选一名负责人。", "协会应当公布一份名单。", []),
        ("对上一年的数据进行核对。", "对上一年度的数据进行核对，保存三年。", [(None, "三年")]),
    ],
)
def test_a_one_is_a_number_only_against_another(
    old: str, new: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert told(old, new) == expected


def test_both_ends_of_a_range_are_told() -> None:
    (block,) = diff_texts("处五千元以上五万元以下的罚款。", "处一万元以上十万元以下的罚款。").to_dict()["blocks"]
    (figure,) = block["figures"]
    ends = [(figure[side]["base_value"], figure[side]["base_value_max"]) for side in ("from", "to")]
    assert ends == [(5_000, 50_000), (10_000, 100_000)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("排名全市第5。", "排名全市第3。", ("up", 2)),
        ("增速位居全市第一。", "增速位居全市第三。", ("down", -2)),
        ("总量居全区首位。", "总量居全区第二位。", ("down", -1)),
        ("综合排名进入前三。", "综合排名进入前五名。", ("down", -2)),
        ("依照第五条处理。", "依照第三条处理。", None),
        ("第一，加强检修。", "第二，加强检修。", None),
    ],
)
def test_a_rank_tells_how_many_places_were_won(old: str, new: str, expected: tuple[str, int] | None) -> None:
    found = changes(old, new)
    assert len(found) == (expected is not None)
    assert all((figure.direction, int(figure.change_abs or 0)) == expected for figure in found)
    assert all(figure.change_pct is None and figure.hedge is None for figure in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("| 新增就业（万人） | 4.2 | 4.5 |", "| 新增就业（万人） | 4.2 | 4.8 |", [("4.5", "4.8", 3_000)]),
        ("新建公园\t个\t1,200\t3", "新建公园\t个\t1,300\t4", [("1,200", "1,300", 100), ("3", "4", 1)]),
        ("| 年份 | 2023 |", "| 年份 | 2024 |", []),
        ("| 新建公园（个） | 12 |", "| 新建公园（个） | 15 | 18 |", []),
    ],
)
def test_a_number_in_a_row_has_the_unit_of_the_row(old: str, new: str, expected: list[tuple[str, str, int]]) -> None:
    found = [
        (figure.old.text, figure.new.text, int(figure.change_abs or 0))
        for figure in changes(f"| 指标 | 计划 |\n{old}\n", f"| 指标 | 计划 |\n{new}\n")
        if figure.old and figure.new
    ]
    assert found == expected
