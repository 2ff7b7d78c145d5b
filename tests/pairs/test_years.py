"""The same figure in a later year, targets in series, outcomes, milestones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from archive.analysis.pairs import pair_figures, pair_milestones
from archive.analysis.pairs.outcomes import target_outcomes
from archive.analysis.target_lines import target_lines
from archive.model import AnalysedVersion, Milestone, Period, Span

from .making import Said, document, first_half, named, said, year

WHOLE_YEAR = {"unit": "%", "base_unit": "%", "measure": "growth_rate", "direction": "up"}


def annual(number: int, *sayings: Said, milestones: tuple[Milestone, ...] = ()) -> AnalysedVersion:
    return document(f"report-{number}", date(number, 3, 5), sayings, milestones)


def growth(number: int, text: str, tense: str, period: int) -> Said:
    return said(f"地区生产总值增长【{text}%】", "地区生产总值增速", tense, **WHOLE_YEAR, period=year(period))


def test_a_count_is_set_beside_that_of_the_next_year() -> None:
    versions = [
        annual(2024, said("在建集体产业项目【9个】", "在建集体产业项目数", period=year(2023))),
        annual(2025, said("在建集体产业项目【12个】", "在建集体产业项目数", period=year(2024))),
    ]
    (pair,) = pair_figures(versions)
    assert (pair.relation, pair.comparability, pair.change_abs, pair.change_pct) == (
        "later_year",
        "comparable",
        Decimal(3),
        Decimal("33.33"),
    )


def test_projects_under_way_are_never_compared_with_projects_built() -> None:
    versions = [
        annual(2024, said("推进【24个】集体产业项目实施", "集体产业项目数", period=first_half(2024))),
        annual(2026, said("已建成【48个】集体产业项目", "集体产业项目建成数", period=year(2026))),
    ]
    assert not pair_figures(versions)


def test_what_growth_comes_from_is_not_whose_growth_it_is() -> None:
    def contribution(words: str, text: str, period: int) -> Said:
        fields: dict[str, Any] = {"unit": "%", "base_unit": "%", "measure": "share", "period": year(period)}
        return said(f"{words}超过【{text}%】", words, **fields)

    of_the_world = annual(2024, contribution("世界经济增长贡献率", "30", 2023))
    for words, alike in (("服务业对经济增长贡献率", False), ("全球经济增长的贡献率", True)):
        versions = [of_the_world, annual(2025, contribution(words, "32", 2024))]
        assert bool(pair_figures(versions)) is alike, words


def test_rates_change_by_points_and_not_by_percent() -> None:
    versions = [annual(2023, growth(2023, "5.2", "actual", 2022)), annual(2024, growth(2024, "4.9", "actual", 2023))]
    (pair,) = pair_figures(versions)
    assert (pair.change_abs, pair.change_pct) == (Decimal("-0.3"), None)


def test_last_years_target_meets_this_years_report() -> None:
    versions = [annual(2023, growth(2023, "5", "target", 2023)), annual(2024, growth(2024, "5.2", "actual", 2023))]
    assert named(versions, pair_figures(versions)) == {("5%", "5.2%", "plan_vs_actual", "comparable")}


def test_a_line_shows_each_years_target_and_explains_its_gaps() -> None:
    versions = [
        annual(2019, growth(2019, "6", "target", 2019)),
        annual(2020, growth(2020, "6.1", "actual", 2019), said("新增就业【900万人】", "城镇新增就业", "target")),
        annual(2021, growth(2021, "6", "target", 2021)),
    ]
    line = next(line for line in target_lines(versions) if "生产总值" in line.metric)
    assert [(told.year, told.value, told.outcome_value) for told in line.years] == [
        (2019, Decimal(6), Decimal("6.1")),
        (2020, None, None),
        (2021, Decimal(6), None),
    ]
    assert [told.reason for told in line.years] == [
        "",
        "the document of 2020 names no target for this metric",
        "no document of 2022 in this corpus",
    ]


def outcome(target: Said, *results: Said, today: date | None = None) -> str:
    versions = [document("report", date(2024, 8, 1), [target, *results])]
    (told,) = target_outcomes(versions, pair_figures(versions), today)
    return told.status


def test_a_target_says_what_became_of_it() -> None:
    target = said("新建托位【100个】", "新建托位数", "target")
    assert outcome(target, said("新建托位【120个】", "新建托位数")) == "met"
    assert outcome(target, said("新建托位【80个】", "新建托位数")) == "open"
    assert outcome(target, said("新建托位【80个】", "新建托位数", period=year(2024))) == "missed"
    assert outcome(target) == "no result found"
    assert outcome(target, today=date(2024, 9, 1)) == "open"
    assert outcome(target, today=date(2025, 9, 1)) == "no result found"


def test_more_than_was_promised_is_more_whatever_it_is_more_than() -> None:
    target = said("惠及居民【1000余户】", "惠及居民户数", "target", unit="户", base_unit="户")
    told: dict[str, Any] = {"unit": "户", "base_unit": "户", "period": year(2024)}
    assert outcome(target, said("惠及居民【1000余户】", "惠及居民户数", **told)) == "met"
    assert outcome(target, said("惠及居民【1000户】", "惠及居民户数", **told)) == "missed"


def test_a_ceiling_is_met_from_below_and_only_when_the_period_is_over() -> None:
    rate = {"unit": "%", "base_unit": "%", "measure": "rate"}
    target = said("城镇调查失业率【5.5%以内】", "城镇调查失业率", "target", **rate)
    below = said("城镇调查失业率【5.1%】", "城镇调查失业率", **rate)
    above = said("城镇调查失业率【5.9%】", "城镇调查失业率", period=year(2024), **rate)
    assert outcome(target, below) == "open"
    assert outcome(target, said(below.sentence, below.metric, period=year(2024), **rate)) == "met"
    assert outcome(target, above) == "missed"


def stage(project: str, reached: str, tense: str, period: int) -> Milestone:
    return Milestone(Span(0, 1), reached, 0, project, reached, tense, year(period))  # type: ignore[arg-type]


def test_a_promised_stage_stands_beside_the_stage_reached() -> None:
    opening = said("新建食堂【3个】", "新建食堂数")
    versions = [
        document("plan", date(2024, 3, 1), [opening], [stage("滨江公园（二期）", "完工", "plan", 2024)]),
        document(
            "report",
            date(2024, 8, 1),
            [opening],
            [stage("滨江公园二期", "封顶", "actual", 2024), stage("滨江公园三期", "封顶", "actual", 2024)],
        ),
    ]
    for order in (versions, versions[::-1]):
        (pair,) = pair_milestones(order)
        assert order[pair.a.version].milestones[pair.a.figure].project == "滨江公园（二期）"
        assert order[pair.b.version].milestones[pair.b.figure].project == "滨江公园二期"
        assert pair.note == "promised 完工 → 封顶"


def test_one_year_is_never_compared_with_five() -> None:
    five = Period("2013/2017", date(2013, 1, 1), date(2017, 12, 31))
    versions = [
        annual(2017, said("棚户区改造【600万套】", "棚户区改造套数", period=year(2016))),
        annual(2018, said("五年棚户区改造【2600万套】", "棚户区改造套数", period=five)),
    ]
    assert not pair_figures(versions)


def test_two_kinds_of_one_thing_are_kept_apart() -> None:
    versions = [
        annual(2023, said("中央对地方一般性转移支付【500亿元】", "中央对地方一般性转移支付", period=year(2022))),
        annual(2024, said("中央对地方均衡性转移支付【500亿元】", "中央对地方均衡性转移支付", period=year(2023))),
    ]
    assert not pair_figures(versions)
