"""Figures of the reports of districts, counties and streets, and of lists and notices. All texts are made up."""

from __future__ import annotations

from datetime import date

import pytest

from archive.analysis.figures import read_figures
from archive.analysis.figures.roles import section_roles
from archive.analysis.themes import Lexicon
from archive.analysis.version import analyse, read_version
from archive.model import Figure
from archive.reading.document import read_document

DAY = date(2024, 1, 24)


def read(text: str, day: date | None = DAY, kind: str | None = "政府工作报告") -> list[Figure]:
    passages = read_document(text).passages
    roles = section_roles(passages, day, kind)
    return list(read_figures(text, passages, day, kind, roles=roles))


def told(text: str, day: date | None = DAY, kind: str | None = "政府工作报告") -> list[tuple[str, str]]:
    return [(figure.text, figure.metric) for figure in read(text, day, kind)]


def test_a_percentage_of_the_budget_is_its_progress_and_no_plan() -> None:
    figures = read(
        "一、2023年工作回顾\n税收收入完成1.1亿元，占调整预算90.8%，同比增长8.5%，占一般公共预算收入的39%。\n"
    )
    assert [(figure.tense, figure.measure) for figure in figures] == [
        ("actual", "level"),
        ("actual", "progress"),
        ("actual", "growth_rate"),
        ("actual", "share"),
    ]


def test_what_follows_an_increment_is_said_of_what_grew() -> None:
    text = "年末城镇人口25.5万人，比上年末增加2.4万人，占总人口比重为61.7%，比上年末提高2.2个百分点。\n"
    assert told(text)[2:] == [("61.7%", "城镇人口占总人口比重"), ("2.2个百分点", "城镇人口占总人口比重变化")]


def test_the_marks_of_a_list_are_no_part_of_a_name_and_its_lines_stay_apart() -> None:
    text = "过去一年工作\n●办成港澳企业48家\n●新增生产基地2家\n●加强产业合作，进驻项目6个\n"
    assert told(text) == [("48家", "办成港澳企业数"), ("2家", "新增生产基地数"), ("6个", "进驻项目数")]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("本外币存、贷款余额分别增长10.7%、7.2%。", ["本外币存款余额增速", "本外币贷款余额增速"]),
        ("完成256家企业亩均税收调查。", ["企业亩均税收调查数"]),
        ("全市养老床位至少需达到15800张以上。", ["养老床位数"]),
        ("接种覆盖率全区排名第一。", ["接种覆盖率全区排名"]),
        ("1—9月实现工业总产值4720万元。", ["工业总产值"]),
        ("500万元以上固定资产投资完成39亿元。", ["500万元以上固定资产投资"]),
        ("1个省级、18个市级重点项目分别完成投资8亿元、31亿元。", ["省级重点项目数"]),
    ],
)
def test_the_name_of_what_is_measured(text: str, metrics: list[str]) -> None:
    assert [figure.metric for figure in read(text)][: len(metrics)] == metrics


@pytest.mark.parametrize("text", ["贯通“三个推定、三个走进”。", "三 次 产 业 结构更优。"])
def test_what_is_counted_in_a_slogan_or_set_wide_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_no_area_begins_with_the_verb_before_it() -> None:
    assert [figure.scope for figure in read("完成街道园区外土地收储60亩。推进乡镇道路建设3条。")] == [None, None]


def test_the_goals_of_a_list_fall_due_when_the_words_over_it_say() -> None:
    text = (
        "一、主要目标\n到2025年，全面建成养老服务体系，服务更加健康。\n\n——养老床位达到15800张以上。\n\n"
        "——护理型床位比例达到30%以上。\n\n二、保障措施\n\n新建机构3家。\n"
    )
    periods = [figure.period and figure.period.label for figure in read(text, date(2022, 5, 6), "意见")]
    assert periods[:2] == ["2025", "2025"]
    assert periods[2] != "2025"


def test_the_whole_year_is_no_half_of_it() -> None:
    text = "一、2024年上半年工作情况\n收入增长5%。全年收入将达10亿元。完成全年任务的54%。\n"
    periods = [figure.period and figure.period.label for figure in read(text, date(2024, 8, 22), "报告")]
    assert periods == ["2024H1", "2024", "2024H1"]


def test_a_yearly_report_without_a_day_is_read_from_its_year() -> None:
    text = "青山区2025年政府工作报告\n各位代表：\n一、2024年工作回顾\n新建学校3所。\n二、今年工作安排\n新建学校5所。\n"
    version = read_version(text)
    assert version.reading.fact("published_on") is None
    figures = analyse(version, Lexicon(())).figures
    assert [(figure.tense, figure.period and figure.period.label) for figure in figures] == [
        ("actual", "2024"),
        ("target", "2025"),
    ]


def test_months_of_a_text_without_a_date_are_of_the_year_its_heading_names() -> None:
    text = "一、2022年亮点工作\n1—9月实现工业总产值4720万元。\n"
    assert [figure.period and figure.period.label for figure in read(text, None, None)] == ["2022-01/2022-09"]


def test_the_items_of_a_notice_are_items_and_promise() -> None:
    text = (
        "青山区2025年实事项目\n2025年3月17日\n一、实事项目\n（一）老有所享\n1.*改建照护床位220张\n2.*新增1家长者食堂\n"
        "（二）服务便民\n3.完成筛查1.25万人\n4.建成站点20个\n"
    )
    passages = read_document(text).passages
    assert [passage.text[:2] for passage in passages if passage.kind == "list_item"] == ["1.", "2.", "3.", "4."]
    figures = read(text, date(2025, 3, 17), "通知")
    assert [(figure.metric, figure.tense) for figure in figures] == [
        ("改建照护床位数", "target"),
        ("新增长者食堂数", "target"),
        ("筛查人数", "target"),
        ("建成站点数", "target"),
    ]


def test_numbered_headings_with_text_under_them_stay_headings() -> None:
    text = "一、工作\n1.坚持改革\n今年新建学校3所。\n2.坚持开放\n今年新建学校4所。\n"
    kinds = [passage.kind for passage in read_document(text).passages]
    assert kinds.count("heading") == 3
    assert kinds.count("list_item") == 0


def test_this_year_in_a_summary_written_after_it_is_the_year_looked_back_on() -> None:
    text = "一、2022年工作成效\n今年1—11月，街道收入18.4亿元，增长5%。\n"
    periods = [figure.period and figure.period.label for figure in read(text, date(2023, 1, 12), "工作总结")]
    assert periods == ["2022-01/2022-11"] * 2


def test_a_years_summary_looks_back_and_is_of_the_year_in_its_title() -> None:
    text = "青山街道2023年工作总结\n（一）聚焦重点。预计完成固定投资24亿元。\n（二）全域提升。绿化24.5万平方米。\n"
    figures = analyse(read_version(text), Lexicon(())).figures
    assert [(figure.tense, figure.period and figure.period.label) for figure in figures] == [("actual", "2023")] * 2


def test_a_headline_promises_what_the_text_does() -> None:
    text = (
        "新建50所中小学 建成15个医疗项目\n发布时间：2025-02-27 20:51\n"
        "2月25日，会议开幕。今年报告的“目标清单”展现了路线图。\n\n"
        "扩大学位供给，新建中小学50所以上。\n\n建成医院等15个医疗项目。\n"
    )
    figures = analyse(read_version(text), Lexicon(())).figures
    assert [(figure.text, figure.tense) for figure in figures] == [
        ("50所", "target"),
        ("15个", "target"),
        ("50所以上", "target"),
        ("15个", "target"),
    ]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("储备采样人员1521名。", "actual"),
        ("储备重点项目15个。", "plan"),
        ("年度投资计划1015亿元。", "plan"),
        ("科技类安排项目62项。", "plan"),
        ("预计一般公共预算全口径收入完成207亿元。", "actual"),
    ],
)
def test_what_is_kept_ready_is_there_and_what_is_arranged_is_planned(text: str, tense: str) -> None:
    assert [figure.tense for figure in read(f"一、2023年工作回顾\n{text}\n")] == [tense]


def test_a_gap_is_to_what_it_is_held_against() -> None:
    figures = read("一、上半年执行情况\n收入增长3%，塌目标1.8个百分点；投资完成30%，超过时间进度5.9个百分点。\n")
    assert [(figure.metric, figure.measure, figure.direction) for figure in figures][1::2] == [
        ("收入增速与目标之差", "pp_gap", "down"),
        ("投资进度与时间进度之差", "pp_gap", None),
    ]


def test_a_hundred_and_more_are_counted() -> None:
    assert [(figure.text, figure.comparator, int(figure.base_value)) for figure in read("协调解决问题百余个。")] == [
        ("百余个", ">", 100)
    ]
    assert read("举办百家企业进校园活动。") == []


def test_places_that_divide_a_count_are_its_scope() -> None:
    text = "全市报告病例120例，已出院4例。其中：确诊病例中，海曙区49例，江北区5例；出院病例中，余姚市1例。"
    figures = read(text)
    assert [(figure.metric, figure.scope) for figure in figures[2:]] == [
        ("海曙区确诊病例数", "海曙区"),
        ("江北区确诊病例数", "江北区"),
        ("余姚市出院病例数", "余姚市"),
    ]
    assert [figure.part_of for figure in figures] == [None, None, 0, 0, None]


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("现有重症7例（其中危重症2例），已出院4例。", [None, 0, None]),
        (
            "项目98项，总投资120亿元，年投资26亿元。其中，产业项目77项，总投资101亿元；民生项目16项，总投资17亿元。",
            [0, 1, 0, 1],
        ),
        ("项目69个，其中存量31个、启动9个、谋划29个。", [None, 0, 0, 0]),
    ],
)
def test_parts_are_of_a_whole_that_can_hold_them(text: str, wholes: list[int | None]) -> None:
    assert [figure.part_of for figure in read(text)][-len(wholes) :] == wholes


def test_what_is_planned_to_begin_and_what_a_later_year_is_to_bring_is_no_result() -> None:
    figures = read("本年度计划新开工项目270项，实际已开工129项。未按计划开工项目33项。")
    assert [(figure.metric, figure.tense) for figure in figures] == [
        ("新开工项目数", "plan"),
        ("项目开工数", "actual"),
        ("未按计划开工项目数", "actual"),
    ]
    goal = read("到2020年，每千名老年人拥有床位数达到40张。", None, None)
    assert [(figure.tense, figure.period and figure.period.label) for figure in goal] == [("plan", "2020")]


def test_who_gets_what_is_told_names_not_the_amount() -> None:
    assert told("使用应急周转金8.1亿元帮助65家企业获得贷款。")[0] == ("8.1亿元", "应急周转金")


def test_the_whole_year_before_is_only_what_months_are_held_against() -> None:
    figures = read("今年前2个月，投资增长23.3%，较去年全年提高15个百分点，居全省第4位。", date(2022, 3, 31), None)
    assert [figure.period and figure.period.label for figure in figures] == ["2022-01/2022-02"] * 3


def test_an_area_that_begins_the_name_of_an_event_is_no_scope() -> None:
    figures = read("京津冀消费季带动消费5亿元。核心区发展论坛签约项目3个。京津冀新增企业20家。")
    assert [figure.scope for figure in figures] == [None, None, "京津冀"]


@pytest.mark.parametrize("text", ["加强干部队伍人员建设。", "大陆人员来访。", "收拾个人物品。"])
def test_words_with_the_numerals_of_a_cheque_count_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "told_as"),
    [
        ("伍拾万元。", ("伍拾万元", "=")),
        ("晚上90%以上时间在岗。", ("90%以上", ">=")),
        ("上百家企业参加。", ("上百家", ">=")),
    ],
)
def test_hedges_and_cheques(text: str, told_as: tuple[str, str]) -> None:
    assert [(figure.text, figure.comparator) for figure in read(text)] == [told_as]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("收受现金140万元、8万美元和贵重物品。", ["收受现金", "收受现金"]),
        ("肉、蛋、水果总产分别增长1.8%、2.5%、1.1%。", ["肉总产增速", "蛋总产增速", "水果总产增速"]),
        ("投入30亿元公共资金。", ["投入公共资金"]),
        ("轻、重工业分别增长11.5%、10.4%。", ["轻工业增速", "重工业增速"]),
        ("投资增长22.6%，远远超过同期进出口15.9%的年均增长率。", ["投资增速", "同期进出口增速"]),
    ],
)
def test_units_of_several_characters_and_shared_ends(text: str, metrics: list[str]) -> None:
    assert [figure.metric for figure in read(text)][: len(metrics)] == metrics


def test_within_some_years_is_not_within_the_year() -> None:
    figures = read("在短短4年内，资本金由1000万元扩充到10亿余元。", DAY, None)
    assert [(figure.text, figure.tense) for figure in figures] == [("10亿余元", "actual")]


def test_decades_and_years_held_against_each_other_are_no_period() -> None:
    figures = read("国内消费从80年代初期的904万吨增加到1995年的5047万吨。1997年和1987年相比，产量增长1.8倍。")
    assert [(figure.metric, figure.period and figure.period.label) for figure in figures] == [
        ("国内消费", "1995"),
        ("产量增速", "1997"),
    ]


def test_a_plan_held_against_last_year_is_still_a_plan() -> None:
    figures = read("计划今年贷款比去年增加70亿元，增长10%。", DAY, None)
    assert [(figure.measure, figure.tense) for figure in figures] == [("delta", "plan"), ("growth_rate", "plan")]


def test_a_rate_of_growth_is_growth_and_a_natural_one_a_rate() -> None:
    assert [figure.measure for figure in read("出口增长率达21.9%，人口自然增长率5.2‰。")] == ["growth_rate", "rate"]


@pytest.mark.parametrize(
    ("text", "told_as"),
    [
        ("农业增加值居全国第五、全省第一。", [("农业增加值全国排名", "rank"), ("农业增加值全省排名", "rank")]),
        ("出口在全国所占的比重，由1991年的23%上升到39.2%。", [("出口在全国所占比重", "share")]),
        ("出口增速由5%降至3%。", [("出口增速", "growth_rate")]),
        ("本报讯全省财政收入完成303亿元。", [("财政收入", "level")]),
    ],
)
def test_what_is_told_before_names_it(text: str, told_as: list[tuple[str, str]]) -> None:
    assert [(figure.metric, figure.measure) for figure in read(text)] == told_as


def test_a_number_that_is_called_a_task_is_a_target() -> None:
    figures = read("会议提出今年农业工作的任务是：粮食总产稳定在4900亿公斤；农民收入增长5%。", DAY, None)
    assert [figure.tense for figure in figures] == ["target", "target"]


def test_what_was_set_at_the_beginning_of_the_year_holds_for_all_of_it() -> None:
    text = "一、2023年工作回顾\n收入达250.8亿元，增长16.6%，完成年初预算的102%；支出225亿元，增长12.3%。\n"
    assert {figure.period and figure.period.label for figure in read(text)} == {"2023"}


def test_an_old_value_of_a_fiscal_year_is_none_of_the_figures() -> None:
    figures = read("赤字由2022年度的2904亿元下降为2023年度的1073亿元。")
    assert [(figure.text, figure.metric) for figure in figures] == [("1073亿元", "赤字")]
