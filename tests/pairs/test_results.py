"""Promises and their results."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.analysis.pairs import pair_figures
from archive.analysis.pairs.matching import best_of_few, best_of_many
from archive.model import AnalysedVersion, Period

from .making import Said, document, first_half, named, said, year

AUGUST = date(2024, 8, 20)
THINGS = (
    "社区食堂",
    "口袋公园",
    "公共充电桩",
    "老年活动站",
    "普惠托位",
    "便民菜店",
    "河道护岸",
    "文化驿站",
    "智能快递柜",
    "污水管网",
)


def report(*sayings: Said, slug: str = "report", day: date = AUGUST) -> AnalysedVersion:
    return document(slug, day, sayings)


def pairs_of(*versions: AnalysedVersion) -> set[tuple[str, str, str, str]]:
    return named(versions, pair_figures(versions))


@st.composite
def corpora(draw: st.DrawFn) -> list[AnalysedVersion]:
    made = []
    for number in range(draw(st.integers(1, 3))):
        sayings = []
        for thing in draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=6)):
            count = draw(st.integers(1, 900))
            tense = draw(st.sampled_from(("actual", "plan", "target")))
            verb = draw(st.sampled_from(("新建", "建成", "启动", "推进", "剩余")))
            sayings.append(said(f"{verb}{thing}【{count}个】", f"{thing}数", tense))
        made.append(document(f"d{number}", date(2024 + draw(st.integers(0, 2)), 3 + number, 1), sayings))
    return made


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_documents_never_changes_the_pairs(versions: list[AnalysedVersion], random: object) -> None:
    shuffled = list(versions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def addressed(order: list[AnalysedVersion]) -> set[tuple[object, ...]]:
        return {
            (order[p.a.version].source.slug, p.a.figure, order[p.b.version].source.slug, p.b.figure, p.relation, p.note)
            for p in pair_figures(order)
        }

    assert addressed(shuffled) == addressed(versions)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_two_figures_make_at_most_one_pair_and_never_with_themselves(versions: list[AnalysedVersion]) -> None:
    seen = [frozenset({pair.a, pair.b}) for pair in pair_figures(versions)]
    assert all(len(sides) == 2 for sides in seen)
    assert len(seen) == len(set(seen))


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_no_percentage_stands_on_a_stage_or_a_remainder(versions: list[AnalysedVersion]) -> None:
    for pair in pair_figures(versions):
        if pair.comparability in ("stage", "partial", "derived"):
            assert (pair.completion_pct, pair.change_pct, pair.share_pct) == (None, None, None)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(THINGS), st.integers(1, 10**7), st.integers(1, 10**7))
def test_completion_is_the_result_in_percent_of_the_target(thing: str, promised: int, reached: int) -> None:
    versions = [
        report(
            said(f"上半年建成{thing}【{reached}个】", f"{thing}数"),
            said(f"建成{thing}【{promised}个】", f"{thing}数", "target"),
        )
    ]
    (pair,) = pair_figures(versions)
    assert pair.completion_pct is not None
    assert abs(pair.completion_pct - Decimal(100 * reached) / promised) <= Decimal("0.0051")


def test_a_result_finds_its_target_among_similar_ones() -> None:
    found = pairs_of(
        report(
            said("电梯加装新开工【21部】", "加装电梯新开工数"),
            said("电梯加装完工【88部】", "加装电梯完工数"),
            said("全年加装电梯新开工【30部】", "加装电梯新开工数", "target"),
            said("全年加装电梯完工【160部】", "加装电梯完工数", "target"),
        )
    )
    assert found == {
        ("30部", "21部", "progress_of_target", "comparable"),
        ("160部", "88部", "progress_of_target", "comparable"),
    }


def test_a_plan_in_the_news_meets_the_result_in_a_report() -> None:
    news = document("news", date(2024, 3, 1), [said("今年将新增停车泊位【3000个】", "新增停车泊位数", "plan")])
    versions = [report(said("新增停车位【近3300个】", "新增停车位数")), news]
    (pair,) = pair_figures(versions)
    assert (pair.relation, pair.completion_pct, pair.bound) == ("plan_vs_actual", Decimal("110.00"), "approx")


def test_bounds_say_how_exact_a_completion_is() -> None:
    versions = [
        report(
            said("举办惠民演出【1200余场】", "惠民演出场次"),
            said("举办惠民演出【不少于3000场次】", "惠民演出场次", "target"),
        )
    ]
    (pair,) = pair_figures(versions)
    assert (pair.completion_pct, pair.bound) == (Decimal("40.00"), "lower_vs_floor")


def test_equal_numbers_of_different_things_are_never_paired() -> None:
    assert not pairs_of(
        report(
            said("建设筹集保障性住房【4200套】", "保障性住房套数"),
            said("新增幼儿托位【4200个】", "新增幼儿托位数", "target"),
            said("推进【86公里】供热管道改造", "供热管道改造长度", "plan", base_value=Decimal(86000), base_unit="米"),
            said("完成燃气等【8.6万米】老旧管线改造", "燃气老旧管线改造长度"),
        )
    )


def test_a_township_is_never_measured_by_the_target_of_the_district() -> None:
    assert not pairs_of(
        report(
            said("榆树乡拆除违法建设【18万平方米】", "拆除违法建设面积", scope="榆树乡"),
            said("拆除违法建设【不少于20万平方米】", "拆除违法建设面积", "target", scope="全区"),
        )
    )


def test_additions_are_never_measured_against_a_stock() -> None:
    news = document("news", date(2024, 3, 1), [said("全区现有人工智能企业【超过300家】", "人工智能企业数")])
    assert not pairs_of(news, report(said("新增人工智能企业【30余家】", "新增人工智能企业数")))


def test_last_years_result_is_no_progress_of_this_years_target() -> None:
    assert not pairs_of(
        report(
            said("去年新建口袋公园【12个】", "新建口袋公园数", period=year(2023)),
            said("今年新建口袋公园【20个】", "新建口袋公园数", "target"),
        )
    )


def test_an_early_stage_of_the_promised_thing_is_no_percentage() -> None:
    found = pairs_of(
        report(
            said("【900亩】高标准农田建设项目进入批复阶段", "高标准农田建设面积", "plan", period=first_half(2024)),
            said("完成【900亩】高标准农田建设", "高标准农田建设面积", "target"),
        )
    )
    assert found == {("900亩", "900亩", "progress_of_target", "stage")}


def test_what_is_left_is_no_denominator() -> None:
    found = pairs_of(
        report(said("【3个】村完成撤村", "撤村村数"), said("完成剩余【22个】村的撤村建居", "撤村建居村数", "target"))
    )
    assert found == {("22个", "3个", "progress_of_target", "partial")}


def test_an_area_in_mu_meets_one_in_square_metres() -> None:
    versions = [
        report(
            said("完成造林绿化【200万平方米】", "造林绿化面积"),
            said("完成造林绿化【6000亩】", "造林绿化面积", "target"),
        )
    ]
    (pair,) = pair_figures(versions)
    assert pair.completion_pct == Decimal("50.00")


def test_numbers_without_end_are_paired_like_others() -> None:
    huge = Decimal("1E+404")
    versions = [
        report(
            said("建成口袋公园【3个】", "口袋公园数", base_value=huge),
            said("建成口袋公园【7个】", "口袋公园数", "target", base_value=Decimal("0.5")),
            said("建成文化驿站【0个】", "文化驿站数", "target", base_value=Decimal(0)),
            said("建成文化驿站【2个】", "文化驿站数"),
        )
    ]
    completions = {pair.completion_pct for pair in pair_figures(versions)}
    assert None in completions  # nothing is a part of none
    assert all(value is None or value > 0 for value in completions)


def test_a_rate_of_any_year_measures_a_target_of_several() -> None:
    rate = {"unit": "%", "base_unit": "%", "measure": "rate"}
    five_years = Period("2021/2025", date(2021, 1, 1), date(2025, 12, 31))
    plan = said("养老服务覆盖率达到【95%】", "养老服务覆盖率", "target", **rate, period=five_years)
    told = said("养老服务覆盖率达【78%】", "养老服务覆盖率", **rate, period=year(2023))
    versions = (report(plan, slug="plan", day=date(2021, 2, 1)), report(told, day=date(2024, 1, 9)))
    assert pairs_of(*versions) == {("95%", "78%", "plan_vs_actual", "comparable")}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 5)), st.sampled_from((0.6, 0.7, 0.9, 1.1)), min_size=1)
)
def test_the_best_assignment_of_few_is_that_of_many(worth: dict[tuple[int, int], float]) -> None:
    few, many = best_of_few(worth), [cell for cell in best_of_many(worth, 4, 6) if cell in worth]
    assert len({row for row, _ in few}) == len({column for _, column in few}) == len(few)
    assert sum(worth[cell] for cell in few) == pytest.approx(sum(worth[cell] for cell in many))


def test_the_pairs_of_a_papers_pages_grow_with_their_number_and_not_with_its_square() -> None:
    def pages(count: int) -> list[AnalysedVersion]:
        return [
            report(
                said("年内新建社区食堂【90个】", "社区食堂数", "plan"),
                said(f"建成社区食堂【{number + 1}个】", "社区食堂数"),
                slug=f"page-{number:02}",
                day=date(2024, 1, 1) + timedelta(days=number),
            )
            for number in range(count)
        ]

    def results(count: int) -> set[tuple[int, int]]:
        found = pair_figures(pages(count))
        return {(pair.a.version, pair.b.version) for pair in found if pair.relation == "plan_vs_actual"}

    assert len(results(12)) == 12 * 12
    assert len(results(120)) < 120 * 25
    # The plan of the first page stands beside what the last one tells.
    assert (0, 119) in results(120)
