"""Which place a text is of, where it names several, or none. All texts are made up."""

from __future__ import annotations

import pytest

from archive.reading.document import read_document
from archive.reading.places import most_named_place, named_cities, named_districts
from archive.reading.regions import region_of_name


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("2023年2月23日在自治县十届人大二次会议上", None),
        ("玉屏侗族自治县人民政府县长 王某某", "玉屏侗族自治县"),
        ("在县委县政府的领导下", None),
        ("并请县政协委员提出意见", None),
        ("在上杭县第十八届人民代表大会第三次会议上", "上杭县"),
        ("开平市十七届人大五次会议", "开平市"),
        ("山西省山区发展的报告", "山西省"),
    ],
)
def test_the_organs_of_a_county_do_not_name_it(words: str, region: str | None) -> None:
    assert region_of_name(words) == region


def test_a_report_that_names_no_place_has_no_region() -> None:
    text = (
        "政府工作报告\n（2023年1月6日在县第十八届人民代表大会第二次会议上）\n县长 王某某\n各位代表：\n"
        "现在，我代表县人民政府向大会报告工作，请予审议，并请县政协委员提出意见。\n"
        "一年来，在县委县政府的领导下，全县生产总值增长2.1%。\n"
    )
    assert "region" not in {fact.name for fact in read_document(text).facts}


def test_a_text_is_of_the_place_it_speaks_of_as_its_own() -> None:
    city = "我市加快发展。昆山市出台办法，全市新建学校3所。吴江区、虎丘区、吴江区、虎丘区、吴江区来学习。"
    assert most_named_place(city) == ("昆山市", 1, 7)
    county = "全县新建学校3所。昆山市、昆山市、昆山市来安吉县、安吉县学习，我县介绍经验。"
    assert most_named_place(county) == ("安吉县", 2, 21)
    assert most_named_place("青岛市即墨区新建学校3所，青岛市即墨区投用。") == ("即墨区", 2, 3)


def test_words_that_are_also_names_are_places_after_one_alone() -> None:
    assert not list(named_districts("巴拿马运河区和广西山区、集中山区、河北区域"))
    assert [name for _, name in named_cities("3月江门市、沿海城市、建成都市圈、邹城市")] == ["江门市", "邹城市"]
    assert [name for _, name in named_districts("沧州市运河区、大连市中山区、河北区")] == ["运河区", "中山区", "河北区"]


def test_who_made_a_site_is_no_place_of_its_text() -> None:
    text = (
        "案件增长四成\n时间：2019-04-23 00:00:00 来自：经济日报\n从法院获悉，2018年新收案件5件。\n"
        "© 2008 北京某某科技有限公司 北京某某传媒有限公司\n本站由 北京某某科技有限公司 提供技术支持\n"
    )
    assert "region" not in {fact.name for fact in read_document(text).facts}
