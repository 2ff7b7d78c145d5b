"""Milestones: named projects with the stage that the text gives them."""

from __future__ import annotations

from datetime import date

import pytest

from archive.analysis.milestones import read_milestones, stage_order
from archive.model import Passage, Span

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
