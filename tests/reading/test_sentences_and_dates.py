from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Span
from archive.reading.dates import find_periods
from archive.reading.sentences import clauses, sentences

MARKED = st.text(st.one_of(st.sampled_from("甲乙。！？…，；：、“”‘’（）()《》1.,\n 2"), st.characters()), max_size=200)
DATED = st.text(st.sampled_from("2024年月日上半下季度一二十五底末初前近过去今至-—.1“”"), max_size=60)


@pytest.mark.parametrize("cut", [sentences, clauses])
@given(MARKED)
@settings(max_examples=200, deadline=None)
def test_the_pieces_are_in_order_and_hold_all_ink(cut: Callable[[str], list[Span]], text: str) -> None:
    spans = cut(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in covered or text[at].isspace() for at in range(len(text)))
    assert all(span.of(text).strip() == span.of(text) for span in spans)


@given(MARKED)
@settings(max_examples=150, deadline=None)
def test_no_clause_crosses_the_end_of_a_sentence_outside_quotes(text: str) -> None:
    text = text.translate({ord(mark): None for mark in "“”‘’（）()《》"})
    ends = {span.end for span in clauses(text)}
    assert {span.end for span in sentences(text)} <= ends


def cut(text: str, how: Callable[[str], list[Span]] = sentences) -> list[str]:
    return [span.of(text) for span in how(text)]


def test_a_quote_stays_with_the_sentence_that_says_whose_it_is() -> None:
    assert cut("“好。很好。”他说。散会！") == ["“好。很好。”他说。", "散会！"]
    assert cut("他说：“好。”“再来。”") == ["他说：“好。”", "“再来。”"]


def test_a_quote_that_never_closes_binds_nothing() -> None:
    assert cut("他说：“好。很好。") == ["他说：“好。", "很好。"]


def test_clauses_keep_brackets_titles_and_numbers_whole() -> None:
    text = "完成1,200户改造（含甲，乙），印发《甲，乙办法》；投用。"
    assert cut(text, clauses) == ["完成1,200户改造（含甲，乙），", "印发《甲，乙办法》；", "投用。"]


def labels(text: str, anchor: date | None = date(2024, 8, 22)) -> list[str]:
    return [period.label for _, period in find_periods(text, anchor)]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("今年", "2024"),
        ("去年底", "2023-12-31"),
        ("上半年", "2024H1"),
        ("2023年下半年", "2023H2"),
        ("一季度", "2024Q1"),
        ("前三季度", "2024Q1/2024Q3"),
        ("1—6月", "2024-01/2024-06"),
        ("前5个月", "2024-01/2024-05"),
        ("年初以来", "2024-01-01/2024-08-22"),
        ("截至6月底", "2024-06-30"),
        ("“十四五”时期", "2021/2025"),
        ("“十五五”", "2026/2030"),
        ("近三年", "2022/2024"),
        ("过去五年", "2019/2023"),
        ("过去一年", "2023"),
        ("5月8日", "2024-05-08"),
        ("五月八日", "2024-05-08"),
        ("二〇二三年三月五日", "2023-03-05"),
        ("2024-08-22", "2024-08-22"),
        ("2021—2025年", "2021/2025"),
        ("4月25日至29日", "2024-04-25/2024-04-29"),
        ("12月底", "2024-12-31"),
        ("２０２３年", "2023"),
        ("上月", "2024-07"),
    ],
)
def test_words_for_time_are_resolved_against_the_day_of_the_document(words: str, label: str) -> None:
    text = f"全区{words}完成任务。"
    [(span, period)] = find_periods(text, date(2024, 8, 22))
    assert (span.of(text), period.label) == (words, label)


@pytest.mark.parametrize("words", ["十四届二十五次常委会议", "五月天演唱会", "1.5万亩", "三里屯", "75周年", "20世纪"])
def test_names_and_counts_are_no_periods(words: str) -> None:
    assert labels(words) == []


def test_without_an_anchor_only_what_names_its_year_is_resolved() -> None:
    assert labels("今年5月8日，上半年，2023年底", None) == ["2023-12-31"]


@given(DATED, st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2100, 1, 1))))
@settings(max_examples=300, deadline=None)
def test_periods_run_forward_and_do_not_overlap(text: str, anchor: date | None) -> None:
    found = find_periods(text, anchor)
    assert all(period.start <= period.end for _, period in found)
    spans = [span for span, _ in found]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2022年末比上年末增加。", "上年末", "2021-12-31", "2021-12-31"),
        ("上半年增长,比去年同期高。", "去年同期", "2023-01-01", "2023-06-30"),
        ("“十四五”前四年", "“十四五”前四年", "2021-01-01", "2024-12-31"),
        ("“十四五”以来年均增长", "“十四五”以来", "2021-01-01", "2024-08-20"),
        ("2023年9月至2024年6月", "2023年9月至2024年6月", "2023-09-01", "2024-06-30"),
        ("2023年12月28日至2024年1月5日", "2023年12月28日至2024年1月5日", "2023-12-28", "2024-01-05"),
        ("9月上旬", "9月上旬", "2024-09-01", "2024-09-10"),
        ("2月下旬", "2月下旬", "2024-02-21", "2024-02-29"),
        ("本月15日前", "本月15日", "2024-08-15", "2024-08-15"),
        ("上月末", "上月末", "2024-07-31", "2024-07-31"),
        ("前两个月", "前两个月", "2024-01-01", "2024-02-29"),
        ("第二季度末", "第二季度末", "2024-06-30", "2024-06-30"),
        ("7月以来", "7月以来", "2024-07-01", "2024-08-20"),
        ("比2020年增长20%,比上年增长5%", "上年", "2023-01-01", "2023-12-31"),
        ("与2020年相比翻番,上年为10亿元", "上年", "2023-01-01", "2023-12-31"),
        ("2035年远景目标,上年完成", "上年", "2023-01-01", "2023-12-31"),
        ("2022年以来,比上年末增加", "上年末", "2021-12-31", "2021-12-31"),
        ("2022年二季度至四季度", "2022年二季度至四季度", "2022-04-01", "2022-12-31"),
        ("2022年5月中旬至6月上旬", "2022年5月中旬至6月上旬", "2022-05-11", "2022-06-10"),
        ("2023年一季度增长5%,比去年同期高", "去年同期", "2022-01-01", "2022-03-31"),
        ("去年一季度增长5%,今年同期6%", "今年同期", "2024-01-01", "2024-03-31"),
        ("2024年2月29日,比去年同期高", "去年同期", "2023-02-28", "2023-02-28"),
        ("于去年一季度开工,比上年同期早", "上年同期", "2022-01-01", "2022-03-31"),
        ("到十四五末达到90%", "十四五末", "2025-12-31", "2025-12-31"),
        ("本月3日至5日", "本月3日至5日", "2024-08-03", "2024-08-05"),
        ("5月花都区召开会议", "5月", "2024-05-01", "2024-05-31"),
        ("2023年10月天津港", "2023年10月", "2023-10-01", "2023-10-31"),
        ("今日报名", "今日", "2024-08-20", "2024-08-20"),
    ],
)
def test_a_date_is_read_by_its_sentence(text: str, words: str, first: str, last: str) -> None:
    found = {
        span.of(text): (period.start.isoformat(), period.end.isoformat())
        for span, period in find_periods(text, date(2024, 8, 20))
    }
    assert found[words] == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("7月号杂志", "二月花", "三月天", "今日头条", "今日报", "以来年均增长"),
        *("每年1月调度", "每年3月至5月", "每年12月1日", "每年年底前报送", "每年的第一季度", "每年前三季度"),
        *("比计划提前两个月完成", "提前一季度完成", "两年内建成", "五年末"),
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert not find_periods(text, date(2024, 8, 20))
