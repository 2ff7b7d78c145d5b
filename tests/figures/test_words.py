"""A figure in a few words: what was corrected, and what fell, can be seen without the sentence around it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive import read_figures
from archive.analysis.figure_words import in_words, other_number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单位地区生产总值能耗下降2%左右。", "↓2%左右"),
        ("一般公共预算收入增长5%。", "5%"),
        ("优良天数比率较上年下降1.2个百分点。", "↓1.2个百分点"),
        ("PM2.5年均浓度降至30微克/立方米。", "30微克/立方米"),
    ],
)
def test_a_fall_can_be_told_from_a_rise_without_its_sentence(text: str, words: str) -> None:
    assert [in_words(figure) for figure in read_figures(text, published_on="2025-01-10")] == [words]


def test_a_corrected_number_stands_beside_the_written_one() -> None:
    (figure,) = read_figures("新建养老驿站8家。", published_on="2025-01-10")
    assert in_words(figure._replace(corrected=True)) == "8家"  # its name was corrected, not its number
    assert in_words(figure._replace(value=Decimal("18.0"), corrected=True)) == "18家（原文8家）"
    assert in_words(figure._replace(value=Decimal(18))) == "8家"


@pytest.mark.parametrize("unit", ["家", "万元", "%"])
def test_a_number_as_it_is_written_is_no_other_one(unit: str) -> None:
    assert other_number(f"超8{unit}", ">", Decimal("8.0"), None, unit) is None
    assert other_number(f"超8{unit}", ">", Decimal("1e2"), Decimal(120), unit) == f"＞100—120{unit}"


def test_a_number_whose_unit_stands_elsewhere_is_no_other_one() -> None:
    assert other_number("提升1.5", "=", Decimal("1.5"), None, "个百分点") is None
    assert other_number("提升1.5", "=", Decimal(15), None, "个百分点") == "15个百分点"
