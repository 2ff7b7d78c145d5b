"""Whole sentences of made-up reports: what a careful reader puts side by side, and what never."""

from __future__ import annotations

from datetime import date

import pytest

from archive.analysis.pairs import pair_figures
from archive.analysis.pairs.outcomes import target_outcomes
from archive.analysis.pairs.percentages import check_percentages
from archive.analysis.target_lines import target_lines
from archive.model import AnalysedVersion

from .making import named, written

FILLER = "面对复杂形势，全区上下坚持稳中求进，各项工作扎实推进，经济社会保持平稳健康发展。"

Pairs = set[tuple[str, str, str, str]]


def half_year(results: str, tasks: str) -> AnalysedVersion:
    text = f"一、上半年计划执行情况\n\n{FILLER}{results}\n\n二、下半年主要任务\n\n{FILLER}{tasks}\n"
    return written("half-year", date(2024, 8, 20), text)


def yearly(number: int, results: str, tasks: str = "") -> AnalysedVersion:
    text = f"一、{number - 1}年工作回顾\n\n{FILLER}{results}\n\n二、{number}年工作任务\n\n{FILLER}{tasks}\n"
    return written(f"report-{number}", date(number, 1, 10), text)


def pairs_of(*versions: AnalysedVersion) -> Pairs:
    return named(versions, pair_figures(versions))


@pytest.mark.parametrize(
    ("results", "tasks"),
    [
        # the same number of another thing
        ("建设筹集保障性住房4200套。", "新增幼儿托位4200个。"),
        ("推进20个小区43公里供热管道改造。", "完成燃气等43公里老旧管线改造。"),
        ("打造10条精品背街小巷。", "建成10条道路。"),
        # what there is, and what was added
        ("全区数字企业超过700家。", "新增数字企业70家。"),
        ("累计培育瞪羚企业300家。", "新增瞪羚企业40家。"),
        ("全区轨道交通企业超500家。", "引进轨道交通企业30家。"),
        # a township, and the district
        ("金湖镇拆除违法建设20.3万平方米。", "全区拆除违法建设100万平方米。"),
        # another period
        ("过去五年，累计新增学位5.2万个。", "全年新增学位9000个。"),
        # another measure
        ("一般公共预算收入增长5.3%。", "一般公共预算收入达到530亿元。"),
        # other projects of the same number and kind
        ("北关村、杨树村2个安置房项目建成回迁。", "推动西店村、河口村2个安置房项目回迁入住。"),
    ],
)
def test_what_only_looks_alike_is_never_paired(results: str, tasks: str) -> None:
    assert not pairs_of(half_year(results, tasks))


def test_a_new_sentence_on_projects_does_not_go_on_from_a_count_of_something_else() -> None:
    version = half_year("已有便民生活圈30个。目前52个项目纳入全市更新计划。", "全年打造便民生活圈60个。")
    assert not any("52个" in pair[:2] for pair in pairs_of(version))


def test_a_part_is_as_new_as_its_whole() -> None:
    version = half_year("新增幼儿托位900个，其中普惠托位640个。", "新增普惠托位1500个。")
    assert ("1500个", "640个", "progress_of_target", "comparable") in pairs_of(version)


def test_a_half_years_result_takes_no_place_from_the_whole_years() -> None:
    versions = (
        yearly(2024, "", "新增停车位5000个。"),
        half_year("新增停车位2600余个。", ""),
        yearly(2025, "新增停车位5300个。"),
    )
    assert pairs_of(*versions) == {
        ("5000个", "2600余个", "plan_vs_actual", "comparable"),
        ("5000个", "5300个", "plan_vs_actual", "comparable"),
    }


def test_what_is_only_begun_has_no_percentage_of_what_was_to_be_built() -> None:
    versions = (yearly(2024, "", "改造老旧小区2500个。"), yearly(2025, "老旧小区改造开工3300个。"))
    assert pairs_of(*versions) == {("2500个", "3300个", "plan_vs_actual", "stage")}
    assert all(pair.completion_pct is None for pair in pair_figures(versions))


def test_of_begun_and_done_the_second_is_what_was_promised() -> None:
    versions = (yearly(2024, "", "改造老旧小区2500个。"), yearly(2025, "老旧小区改造开工3300个、完工2680个。"))
    assert ("2500个", "2680个", "plan_vs_actual", "comparable") in pairs_of(*versions)
    assert not any("3300个" in pair[:2] for pair in pairs_of(*versions))


def test_counts_that_name_one_project_at_two_stages_stand_side_by_side_without_a_percentage() -> None:
    version = half_year("东岭能源产业项目等6个项目完成立项。", "力争东岭能源产业项目等4个项目开工。")
    assert pairs_of(version) == {("4个", "6个", "progress_of_target", "stage")}
    other = half_year("南坡物流产业项目等6个项目完成立项。", "力争东岭能源产业项目等4个项目开工。")
    assert not pairs_of(other)


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("减少农村贫困人口1000万人以上", "农村贫困人口减少1240万人"),
        ("城镇调查失业率5.5%左右", "城镇调查失业率平均值5.2%"),
        ("粮食产量稳定在500亿斤以上", "粮食总产量555.4亿斤"),
        ("全社会研发投入强度达到2.4%", "研发经费投入强度2.5%"),
        ("空气质量优良天数比例达到85%", "空气质量优良率83%"),
        ("新增上市企业10家以上", "新增上市公司11家"),
    ],
)
def test_other_words_for_one_thing_are_paired(target: str, result: str) -> None:
    (pair,) = pairs_of(yearly(2024, "", f"{target}。"), yearly(2025, f"{result}。"))
    assert pair[2] == "plan_vs_actual"


@pytest.mark.parametrize(
    ("earlier", "later", "comparability"),
    [
        ("地区生产总值达到5.37万亿元。", "地区生产总值5.58万亿元。", "comparable"),
        ("全国重点实验室增至30家。", "全国重点实验室29家。", "comparable"),
        ("建成高标准农田416万亩。", "新建改造高标准农田358万亩。", "caveat"),
        ("改造老旧小区3216个。", "老旧小区改造完工2680个。", "caveat"),
    ],
)
def test_a_total_and_a_plain_amount_are_told_again_the_next_year(earlier: str, later: str, comparability: str) -> None:
    (pair,) = pairs_of(yearly(2024, earlier), yearly(2025, later))
    assert pair[2:] == ("later_year", comparability)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("高新技术企业突破2万家、新增5500家。", ("突破2万家", "5500家")),
        ("净增高新技术企业1050家，总数达5218家。", ("5218家", "1050家")),
        ("建成5G基站2.9万个、总数达12.5万个。", ("12.5万个", "2.9万个")),
    ],
)
def test_a_total_stands_beside_what_was_added_to_it(text: str, pair: tuple[str, str]) -> None:
    assert pairs_of(yearly(2024, text)) == {(*pair, "breakdown", "derived")}


def test_a_percentage_is_checked_to_the_place_it_is_written_to() -> None:
    def agrees(stated: str) -> list[bool]:
        version = half_year(f"拆除违法建设132万平方米，完成全年任务的{stated}。", "拆除违法建设不少于245万平方米。")
        return [check.agrees for check in check_percentages([version], pair_figures([version]))]

    assert agrees("54%") == [True]  # 53.88
    assert agrees("54.0%") == [False]


def test_a_target_said_again_opens_no_second_line_and_one_of_two_metrics_goes_on_both() -> None:
    versions = (
        yearly(2023, "", "广义货币预期增长13%左右，社会融资规模增长13%左右。地区生产总值增长6.5%。"),
        yearly(2024, "", "广义货币和社会融资规模增长均为12%左右。地区生产总值增长6%，经济增长6%是必要的。"),
    )
    lines = target_lines(versions)
    assert [[str(year.value) for year in line.years] for line in lines] == [["13", "12"], ["13", "12"], ["6.5", "6"]]


def test_a_fall_where_a_rise_was_promised_is_called_one() -> None:
    versions = [
        yearly(2024, "", "社会消费品零售额增长4%。新建养老助餐点40个。"),
        half_year("新建养老助餐点22个。", ""),
        yearly(2025, "社会消费品零售额下降0.6%。"),
    ]
    outcomes = target_outcomes(versions, pair_figures(versions), None)
    assert [(outcome.status, outcome.reason) for outcome in outcomes] == [
        ("missed", "a decrease by 0.6% of 4%, for the whole period"),
        ("open", "22个 of 40个 by 2024-06-30; no later result was found"),
    ]


def test_a_line_shows_a_fall_below_zero() -> None:
    versions = (yearly(2024, "", "社会消费品零售额增长4%。"), yearly(2025, "社会消费品零售额下降0.6%。"))
    (line,) = target_lines(versions)
    assert [str(year.outcome_value) for year in line.years] == ["-0.6", "None"]


def test_what_falls_to_a_head_is_no_part_of_a_total() -> None:
    results = (
        "实现财政总收入66.8亿元，增长29%，其中一般公共预算收入42.2亿元；"
        "城镇和农村居民人均可支配收入分别为35606元、21748元。"
    )
    pairs = pairs_of(yearly(2024, results))
    parts = {pair for pair in pairs if "comparable" in pair}
    assert len(parts) == 1
    assert any("42.2亿元" in words for words in next(iter(parts)))


def test_a_share_after_an_increment_is_of_the_stock() -> None:
    results = "年末城镇人口25.5万人，比上年末增加2.4万人，占总人口比重为61.7%。"
    pairs = pairs_of(yearly(2024, results))
    assert any({"25.5万人", "61.7%"} <= set(pair) for pair in pairs)
    assert not any({"2.4万人", "61.7%"} <= set(pair) for pair in pairs)
