"""Lines and words that look like something else. All made up."""

from __future__ import annotations

import pytest

from archive.reading.document import read_document
from archive.reading.regions import region_of_name


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("关于城市更新条例的报告", None),
        ("关于开展城市体检工作方案", None),
        ("超大城市治理条例", None),
        ("设区的市人民政府", None),
        ("直辖市政府", None),
        ("国家高新区管委会关于印发方案的通知", "全国"),
        ("国家级新区建设管理局", "全国"),
        ("省级新区管委会", None),
        ("关于湖州市绿色发展条例的报告", "湖州市"),
        ("关于印发湖州市城市更新办法的通知", "湖州市"),
        ("关于北京市2024年国民经济计划的报告", "北京市"),
        ("聊城市城市更新条例", "聊城市"),
        ("成都市城市更新办法", "成都市"),
        ("青城市人民政府", "青城市"),
        ("大城市人民政府", None),
        ("武进区2024年政府工作报告", "武进区"),
    ],
)
def test_the_place_in_a_name_is_no_piece_of_its_words(words: str, region: str | None) -> None:
    assert region_of_name(words) == region


@pytest.mark.parametrize("verb", ["交流", "沟通", "宣传", "检验", "调整", "试验", "观察", "准备", "介绍", "放松"])
def test_a_verb_doubled_is_good_chinese(verb: str) -> None:
    assert read_document(f"大家今天要坐下来{verb}{verb}再作决定。\n").findings == ()


def test_a_word_written_twice_is_still_a_slip() -> None:
    found = read_document("全区大力发展装备制造制造产业。\n").findings
    assert [finding.suggestion for finding in found] == ["制造"]
