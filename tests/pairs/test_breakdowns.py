"""Wholes and parts, amounts and what is said of them, stated percentages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.analysis.pairs import pair_figures
from archive.analysis.pairs.percentages import disagreeing_percentages
from archive.model import AnalysedVersion

from .making import document, named, said

AUGUST = date(2024, 8, 20)


def one_paragraph(version: AnalysedVersion) -> AnalysedVersion:
    """The version with all its figures in one passage, as an enumeration is."""
    return replace(version, figures=tuple(figure._replace(passage=0) for figure in version.figures))


def projects(whole: int, parts: list[int]) -> AnalysedVersion:
    sayings = [said(f"推进【{whole}个】集体产业项目", "集体产业项目数")]
    sayings += [said(f"其中【{part}个】项目", "项目数") for part in parts]
    return one_paragraph(document("report", AUGUST, sayings))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 500), min_size=2, max_size=6))
def test_parts_that_add_up_are_found_and_shared_out(parts: list[int]) -> None:
    pairs = pair_figures([projects(sum(parts), parts)])
    broken = [pair for pair in pairs if pair.relation == "breakdown"]
    assert len(broken) == len(parts)
    assert all("make up the whole" in pair.note for pair in broken)
    shares = [pair.share_pct for pair in broken if pair.share_pct is not None]
    assert abs(sum(shares, Decimal(0)) - 100) <= Decimal("0.005") * len(parts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 500), min_size=2, max_size=6), st.integers(1, 50))
def test_numbers_that_do_not_add_up_are_no_breakdown_by_themselves(parts: list[int], more: int) -> None:
    told = [sum(parts) + more, *parts]
    ends = range(len(told) + 1)
    assume(all(sum(told[at + 1 : end]) != told[at] for at in range(len(told)) for end in ends))
    assert not [pair for pair in pair_figures([projects(told[0], parts)]) if pair.relation == "breakdown"]


def test_a_part_that_the_text_marks_gets_its_share() -> None:
    version = document(
        "report",
        AUGUST,
        [said("新增入库项目【800个】", "入库项目数"), said("其中外资项目【100个】", "外资项目数", part_of=0)],
    )
    (pair,) = pair_figures([version])
    assert (pair.relation, pair.comparability, pair.share_pct) == ("breakdown", "comparable", Decimal("12.50"))


def test_what_is_said_of_an_amount_is_derived_from_it() -> None:
    version = document(
        "report",
        AUGUST,
        [
            said("安排建设资金【43亿元】", "建设资金", "plan"),
            said("较去年增长【17亿元】", "建设资金增量", "plan", measure="delta", direction="up", part_of=0),
        ],
    )
    (pair,) = pair_figures([version])
    assert (pair.relation, pair.comparability) == ("breakdown", "derived")
    assert pair.note == "implies 26亿元 before, a change of 65.38%"


def progress(stated: str) -> AnalysedVersion:
    return document(
        "report",
        AUGUST,
        [
            said("拆除违法建设【133.9万平方米】", "拆除违法建设面积"),
            said(f"完成全年任务的【{stated}%】", "完成全年任务比例", measure="progress", part_of=0),
            said("拆除违法建设【不少于245万平方米】", "拆除违法建设面积", "target"),
        ],
    )


def test_a_stated_percentage_that_rounds_right_is_no_finding() -> None:
    versions = [progress("54.7")]
    assert not disagreeing_percentages(versions, pair_figures(versions))


def test_a_stated_percentage_that_the_amounts_do_not_give_is_a_finding() -> None:
    versions = [progress("57.4")]
    (finding,) = disagreeing_percentages(versions, pair_figures(versions))
    assert (finding.stated, finding.computed, finding.agrees) == (Decimal("57.4"), Decimal("54.65"), False)


def test_the_percentage_of_the_task_names_the_target_whatever_the_wording() -> None:
    version = document(
        "report",
        AUGUST,
        [
            said("整治并实现“场清地净”【133.9万平方米】", "场清地净面积"),
            said("完成全年任务的【54.7%】", "完成全年任务比例", measure="progress", part_of=0),
            said("拆除违法建设【不少于245万平方米】", "拆除违法建设面积", "target"),
        ],
    )
    assert ("不少于245万平方米", "133.9万平方米", "progress_of_target", "comparable") in named(
        [version], pair_figures([version])
    )
