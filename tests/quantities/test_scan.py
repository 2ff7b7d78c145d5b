"""Quantities in running text: found where a reader sees one, with the same value however the text is set."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Quantity
from archive.quantities import scan_quantities

ANY = settings(max_examples=150, deadline=None)
WIDE = str.maketrans("0123456789.%,()", "０１２３４５６７８９．％，（）")
QUANTITIES = [
    "约20亿元",
    "超900家",
    "不少于80万平方米",
    "600个以上",
    "200多名",
    "6.5%左右",
    "三分之二以上",
    "九成",
    "4.5%—5%",
    "近4500个",
    "1.2万亿斤以上",
    "3.6个百分点",
    "260万余人次",
    "20万公里",
    "五个街乡",
    "两批",
    "400万户",
    "1,200.5万元",
    "百分之三十",
]
AROUND = ["新增", "，完成", "建成了", "。全年达到", "；其中", "实现", "\n", "（", ""]


def worth(quantity: Quantity) -> tuple[object, ...]:
    return (quantity.base_value, quantity.base_value_max, quantity.base_unit, quantity.comparator)


def only(text: str) -> Quantity:
    found = scan_quantities(text)
    assert len(found) == 1, [text[one.start : one.end] for one in found]
    return found[0]


@ANY
@given(st.sampled_from(QUANTITIES), st.sampled_from(AROUND), st.sampled_from(["，", "。", "", "、", "；"]))
def test_what_stands_around_a_quantity_changes_nothing_in_it(words: str, before: str, after: str) -> None:
    alone, inside = only(words), only(before + words + after)
    assert worth(alone) == worth(inside)
    assert (inside.start - len(before), inside.end - len(before)) == (alone.start, alone.end)


@ANY
@given(st.sampled_from(QUANTITIES))
def test_width_of_digits_and_marks_changes_nothing(words: str) -> None:
    assert worth(only(words)) == worth(only(words.translate(WIDE)))
    assert only(words.translate(WIDE)).end == only(words).end


@ANY
@given(st.decimals(Decimal("0.1"), 9999, places=1), st.sampled_from(["公里", "万公里"]))
def test_a_length_is_in_metres(number: Decimal, unit: str) -> None:
    quantity = only(f"{number}{unit}")
    assert quantity.base_value == number * (1000 if unit == "公里" else 10**7)
    assert (quantity.value, quantity.unit, quantity.base_unit) == (number, unit, "米")


@ANY
@given(
    st.lists(
        st.sampled_from([*QUANTITIES, *AROUND, "三里屯", "2024年", "PM2.5", "第五批", "+", "^", "一"]), max_size=20
    )
)
def test_quantities_are_in_order_apart_and_inside_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for quantity in scan_quantities(text):
        assert end <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end <= len(text)
        end = quantity.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不低于5%", ">="),
        ("5%以上", ">="),
        ("不超过5%", "<="),
        ("5%以内", "<="),
        ("超过5%", ">"),
        ("50余家", ">"),
        ("约5%", "~"),
        ("近50家", "~"),
        ("5%左右", "~"),
        ("约3200余万元", "~"),
        ("5%", "="),
        ("达到5%", "="),
        ("节约50元", "="),
        ("最近50天", "="),
    ],
)
def test_hedges_make_the_comparator(text: str, expected: str) -> None:
    assert only(text).comparator == expected


@pytest.mark.parametrize(
    "text",
    [
        "三里屯",
        "十八里店乡",
        "八十中学",
        "2024年5月8日",
        "第五批",
        "PM2.5",
        "3+X产业",
        "010-64385928",
        "3.0版",
        "二期",
        "一批项目",
        "“十四五”规划",
        "10^400万",
        "百亿园区",
        "两个维护",
        "六个一批",
        "十一学校",
        "五家渠市",
        "第3384期",
        "G50高速",
        "二〇二四年",
        "进一步",
        "三至六区",
        "1+43+N",
        "数十个",
        "保持平稳",
        "7/24",
        "两个市场",
        "0/0",
        "三农",
        "上一年度的销售额",
        "上三个月的平均值",
        "1234567890123456789012345678901234567890123456789个",
    ],
)
def test_names_dates_ordinals_and_slogans_are_no_quantities(text: str) -> None:
    assert scan_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("提升2.7、1.1个百分点", [("2.7", "个百分点"), ("1.1", "个百分点")]),
        ("提高4.2个、3.6个百分点", [("4.2", "个百分点"), ("3.6", "个百分点")]),
        ("4片区7区块", [("4", "片区"), ("7", "区块")]),
        ("1万6千多户", [("16000", "户")]),
        ("2万5千公里", [("25000000", "米")]),
        ("4万多亿元", [("4000000000000", "元")]),
        ("居全国第3位", [("3", "位")]),
        ("排名全市前三", [("3", "位")]),
        ("实现全覆盖", [("100", "%")]),
        ("总量翻一番", [("2", "倍")]),
        ("优良天数326天", [("326", "天")]),
        ("总人数1200人", [("1200", "人")]),
        ("人均GDP8.7万元", [("87000", "元")]),
        ("降至35μg/m3以下", [("35", "微克/立方米")]),
        ("占全国的1/5", [("20", "%")]),
        ("由2.5缩小到2.3", []),
        ("收入比由2.5缩小到2.3", [("2.5", ""), ("2.3", "")]),
        ("跃上1.4万亿斤新台阶", [("1400000000000", "斤")]),
        ("惠及上千万家庭", [("10000000", "")]),
        ("占比三成五", [("35", "%")]),
        ("占比六成半以上", [("65", "%")]),
        ("降低两成一是", [("20", "%")]),
        ("处五千元以上五万元以下罚款", [("5000", "元")]),
        ("举办九届", [("9", "届")]),
    ],
)
def test_shared_units_scales_ranks_and_wordings_are_read(text: str, values: list[tuple[str, str]]) -> None:
    assert [(str(one.base_value), one.base_unit) for one in scan_quantities(text)] == values


def test_two_bounds_side_by_side_are_a_range_in_the_unit_of_the_second() -> None:
    (found,) = scan_quantities("处五千元以上五万元以下罚款")
    assert (found.value, found.value_max, found.unit) == (Decimal("0.5"), Decimal(5), "万元")
    assert (found.base_value, found.base_value_max, found.comparator) == (Decimal(5000), Decimal(50000), "=")


def test_a_number_of_two_scales_is_as_written_and_whole() -> None:
    assert [(str(one.value), one.unit) for one in scan_quantities("1万6千多户、2亿3000万元")] == [
        ("16000", "户"),
        ("230000000", "元"),
    ]


@ANY
@given(
    st.text(st.characters(exclude_categories=()), max_size=80)
    | st.text("一二十百千万亿0123.,%个万元第前－—、和余多约近", max_size=80)
)
def test_no_text_raises(text: str) -> None:
    scan_quantities(text)


@pytest.mark.parametrize(
    "unit", ["一", "1", "1,", "1,234", "1.1、", "约", "第1", "1－", "三分之", "前三", "1万", "个", "“", "不少于"]
)
def test_hostile_input_stays_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        scan_quantities(text)
        return time.process_time() - started

    least = max(seconds(20_000), 0.005)
    assert any(seconds(200_000) < 20 * least for _ in range(3))  # other work on the machine may slow one of them
