"""Parts and sayings that no 其中 marks, read from whole sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from archive.analysis.figures import read_figures
from archive.analysis.pairs import pair_figures
from archive.model import AnalysedVersion, Source
from archive.reading.passages import read_passages

from .making import named

JANUARY = date(2025, 1, 12)
REVIEW = "一、2024年计划执行情况\n\n"
TASKS = "二、2025年主要任务\n\n"


def report(text: str, day: date = JANUARY) -> AnalysedVersion:
    passages = read_passages(text)
    figures = read_figures(text, passages, day, "plan_report")
    return AnalysedVersion(Source("report", 1, published_on=day, year=day.year), text, tuple(passages), figures)


def paired(text: str) -> set[tuple[str, str, str, str]]:
    version = report(text)
    return named([version], pair_figures([version]))


@pytest.mark.parametrize("batch", ["首批", "第一批"])
def test_a_first_batch_is_a_part_of_what_was_told_just_before(batch: str) -> None:
    found = paired(f"{REVIEW}6个镇5.2万名农民转居方案获批，{batch}2个镇1.3万人完成转居。\n")
    assert ("6个", "2个", "breakdown", "comparable") in found
    assert ("5.2万名", "1.3万人", "breakdown", "comparable") in found


def test_a_batch_in_another_sentence_or_of_another_thing_is_no_part() -> None:
    assert not paired(f"{REVIEW}6个镇完成规划。首批2个村启动建设。\n")
    assert not paired(f"{REVIEW}6个镇完成规划，首批2个村启动建设。\n")


def test_a_nearer_goal_lies_within_the_goal_before_it() -> None:
    found = paired(f"{TASKS}加快18个未开工的冷库项目实施，力争北河等5个项目开工。\n")
    assert found == {("18个", "5个", "breakdown", "comparable")}


def test_a_goal_with_a_name_of_its_own_is_no_part_of_the_one_before() -> None:
    assert not paired(f"{TASKS}新建18个冷库，力争5个停车场开工。\n")


def test_numbers_that_add_up_by_chance_in_another_sentence_are_no_parts() -> None:
    found = paired(f"{TASKS}实施重点工程90项，其中市级工程40项。推进产业项目30个，确保10个项目开工。\n")
    assert ("40项", "30个", "breakdown", "comparable") not in found
    assert ("90项", "40项", "breakdown", "comparable") in found


@pytest.mark.parametrize(
    ("sentence", "rate", "points"),
    [
        ("城镇调查失业率为4.1%，比上年下降0.2个百分点", "4.1%", "0.2个百分点"),
        ("网上零售额增长5.3%、增速高于全市1.7个百分点", "5.3%", "1.7个百分点"),
        ("办结率、满意率分别为98.2%、95.1%，较同期分别提高1.5个、2.3个百分点", "95.1%", "2.3个百分点"),
    ],
)
def test_points_are_said_of_the_percentage_of_the_same_name(sentence: str, rate: str, points: str) -> None:
    assert (rate, points, "breakdown", "derived") in paired(f"{REVIEW}{sentence}。\n")


def test_points_imply_what_the_percentage_was_or_is_elsewhere() -> None:
    version = report(f"{REVIEW}满意率为97.5%，较同期提高3.6个百分点。网上零售额增长5.1%、增速高于全市1.6个百分点。\n")
    notes = [pair.note for pair in pair_figures([version])]
    assert notes == ["implies 93.9% before", "implies 3.5% for what it is compared with"]


def test_points_of_another_percentage_are_not_said_of_the_nearest() -> None:
    assert not paired(f"{REVIEW}金融业占比20%，信息业、科技业占比分别提升2.7、1.1个百分点。\n")


def test_an_approved_scheme_stands_beside_its_completion_as_a_stage() -> None:
    review = "一、2024年计划上半年执行情况\n\n7个镇4.8万名农民转居方案正式获得市级批复。\n\n"
    tasks = "二、完成全年计划的主要措施\n\n完成4.8万名农民转居工作。\n"
    version = report(review + tasks, date(2024, 8, 20))
    (pair,) = (pair for pair in pair_figures([version]) if pair.relation != "breakdown")
    assert (pair.comparability, pair.completion_pct) == ("stage", None)


def test_the_share_of_a_batch_is_told() -> None:
    version = report(f"{REVIEW}实施重点工程120项，首批30项已完工。\n")
    (pair,) = pair_figures([version])
    assert pair.share_pct == Decimal("25.00")
