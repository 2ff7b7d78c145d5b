"""Milestones: named projects with the stage that the text gives them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.analysis.milestones import read_milestones, stage_order
from archive.model import Passage, Span
from archive.reading.word_lists import load_data

DAY = date(2024, 8, 22)


def read(text: str, *headings: str) -> list[tuple[str, str, str]]:
    passage = Passage("paragraph", None, headings, (Span(0, len(text)),), text)
    found = read_milestones(text, [passage], DAY, None)
    assert all(milestone.text == milestone.span.of(text) for milestone in found)
    return [(milestone.project, milestone.stage, milestone.tense) for milestone in found]


@pytest.mark.parametrize(
    ("text", "project", "stage"),
    [
        ("东湖蓄滞洪区建设工程开工。", "东湖蓄滞洪区建设工程", "开工"),
        ("建成西河滨水空间。", "西河滨水空间", "完工"),
        ("加快南山中学东校区建设。", "南山中学东校区", "在建"),
        ("江北污水处理厂进入试运行阶段。", "江北污水处理厂", "试运行"),
        ("第五使馆区土地移交。", "第五使馆区", "前期"),
        ("推动南山中学科技分校开学。", "南山中学科技分校", "投用"),
        ("核心区Z8民生地块主体结构封顶。", "核心区Z8民生地块", "封顶"),
        ("江北污水处理厂完成60%主体结构建设。", "江北污水处理厂", "主体"),
        ("南站综合交通枢纽工程建设完成总任务的85%。", "南站综合交通枢纽工程", "在建"),
        ("加快推进南站综合交通枢纽建设。", "南站综合交通枢纽", "在建"),
        ("与三所高校联合共建南山中学科技分校。", "南山中学科技分校", "启动"),
        ("海州将开通区内第一条观光巴士。", "观光巴士", "投用"),
        ("以环湖公交专线开通为契机。", "环湖公交专线", "投用"),
        ("全国最大的“米袋子”江南粮油交易中心开业。", "江南粮油交易中心", "投用"),
        ("加快建设“城市运行大脑”。", "城市运行大脑", "在建"),
        ("实施红星园区等老旧厂房更新改造。", "红星园区", "在建"),
        ("金沙公寓等3个项目办理前期手续。", "金沙公寓", "前期"),
        ("建成桂花西街等10条道路。", "桂花西街", "完工"),
        ("加快实施望湖东里等老旧小区改造任务。", "望湖东里", "在建"),
        ("推进柳林危旧楼房改建一期项目。", "柳林危旧楼房改建一期项目", "在建"),
        ("完成北环路二期等夜景照明升级工程。", "北环路二期夜景照明升级工程", "完工"),
        ("城际22号线（南段）完成山前停车场拆迁。", "城际22号线（南段）", "前期"),
        ("北湖水资源配置二期工程累计完成投资75%。", "北湖水资源配置二期工程", "在建"),
        ("青龙运河前期工作加快推进。", "青龙运河", "前期"),
        ("江北医院新院区取得施工许可。", "江北医院新院区", "立项"),
        ("南部与南山大学共建滨湖创新区。", "滨湖创新区", "启动"),
        ("首都大学附属医院完成主体结构验收。", "首都大学附属医院", "主体"),
        ("万达广场竣工。", "万达广场", "完工"),
        ("江心大桥主桥合龙。", "江心大桥", "封顶"),
        ("高铁南站站房主体结构封顶。", "高铁南站站房", "封顶"),
        ("青龙水库除险加固工程进入收尾阶段。", "青龙水库除险加固工程", "主体"),
        ("老城片区更新项目完成征收签约。", "老城片区更新项目", "前期"),
        ("谋划实施滨海大道项目。", "滨海大道项目", "谋划"),
    ],
)
def test_a_named_project_has_its_stage(text: str, project: str, stage: str) -> None:
    assert [(found[0], found[1]) for found in read(text)] == [(project, stage)]


def test_projects_listed_together_share_a_stage() -> None:
    assert [found[0] for found in read("江北污水处理厂、江南垃圾处理厂建成使用。")] == [
        "江北污水处理厂",
        "江南垃圾处理厂",
    ]


def test_names_before_their_number_are_milestones_and_places_say_what_is_there() -> None:
    assert [found[:2] for found in read("北关村、杨树二期2个安置房项目建成回迁。")] == [
        ("北关村安置房项目", "完工"),
        ("杨树二期安置房项目", "完工"),
    ]
    assert [found[0] for found in read("持续推进清河（东桥至西桥段）、沙河（南路至北路段）2条河道品质提升。")] == [
        "清河（东桥至西桥段）",
        "沙河（南路至北路段）",
    ]


def test_items_with_stages_of_their_own_are_parted() -> None:
    assert [found[:2] for found in read("东湖公园二期局部开放、朝南公园主体完工。")] == [
        ("东湖公园二期", "投用"),
        ("朝南公园", "主体"),
    ]


def test_items_with_verbs_of_their_own_are_parted_and_a_bare_phase_is_that_of_the_project_before() -> None:
    assert [found[:2] for found in read("推进江北学校扩建项目、启动江南学校（东校区）等3所学校操场改造项目。")] == [
        ("江北学校扩建项目", "在建"),
        ("江南学校（东校区）", "启动"),
    ]
    assert [found[:2] for found in read("建成滨河绿道一期，启动二期规划建设。")] == [
        ("滨河绿道一期", "完工"),
        ("滨河绿道二期", "启动"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "推进重点项目建设。",
        "4个项目开工。",
        "加快基础设施建设。",
        "启动一批重大工程。",
        "推动高质量发展。",
        "加快推进城中村改造。",
        "打造一批园区。",
        "建成口袋公园4处。",
        "启动一批新的国家重大科技项目。",
        "推进债券、股票市场改革和法治化建设。",
        "加快现代农业产业园建设。",
        "推进“一带一路”建设。",
        "狠抓项目实施。",
        "在上世纪五十年代末，东湖宾馆落成。",
    ],
)
def test_what_is_not_a_named_project_has_no_milestone(text: str) -> None:
    assert read(text) == []


def test_the_part_of_the_report_decides_the_tense() -> None:
    text = "建成西河滨水空间。"
    assert read(text, "一、上半年执行情况")[0][2] == "actual"
    assert read(text, "三、完成全年计划的主要措施")[0][2] == "target"


def test_stages_are_in_the_order_of_building() -> None:
    order = stage_order()
    wanted = ["谋划", "前期", "立项", "启动", "开工", "在建", "主体", "封顶", "完工", "试运行", "投用"]
    assert sorted(order, key=order.__getitem__) == wanted


CLOSES = [words for row in load_data("stages")["stage"] for words in row["closes"]]


@settings(max_examples=400)
@given(st.sampled_from(CLOSES).flatmap(lambda words: st.from_regex(f"(?:{words})\\Z")))
def test_every_stage_that_closes_a_clause_ends_in_a_character_that_is_looked_for(clause: str) -> None:
    assert clause[-1] in load_data("stages")["last"]


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_what_is_looked_at_first_leaves_no_stage_out(data: st.DataObject) -> None:
    """`first` and `last` of the stages hold what every one of the `closes` begins and ends with."""
    stages = load_data("stages")
    for close in (close for row in stages["stage"] for close in row["closes"]):
        words = data.draw(st.from_regex(re.sub(r"\(\?<=.*?\)", "", close, count=1), fullmatch=True))
        assert words[0] in stages["first"] and words[-1] in stages["last"], close


@pytest.mark.parametrize(
    ("text", "milestones"),
    [
        ("建成运营“青创加油站”。", [("青创加油站", "投用")]),
        ("妇幼保健院6月底前投用，第二福利院投入使用。", [("妇幼保健院", "投用"), ("第二福利院", "投用")]),
        ("东湾海塘除险加固主体完工。", [("东湾海塘", "主体")]),
        ("完成改造并推进东湾公寓、西湾花园等3个小区改造。", [("东湾公寓", "在建"), ("西湾花园", "在建")]),
        ("启动东湾水厂扩建工程前期工作。", [("东湾水厂扩建工程", "前期")]),
    ],
)
def test_names_and_stages_of_district_reports(text: str, milestones: list[tuple[str, str]]) -> None:
    assert [(project, stage) for project, stage, _ in read(text)] == milestones
