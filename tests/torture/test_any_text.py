"""Reading holds on any text: no exception, no character lost or owned twice, and a time that grows with the size.

The texts are made of what layouts, dates, names and headings are made of, and of what no text should have.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from archive.model import Passage
from archive.reading.characters import BLANKS
from archive.reading.dates import find_periods
from archive.reading.document import read_document
from archive.reading.mini_headings import mini_headings
from archive.reading.sentences import clauses, sentences

pytestmark = pytest.mark.torture

# fmt: off
PIECES = (
    "\n", "\n\n", "\r\n", "\u2028", "　　", "  ", "\t", "\u200b", "\ufeff", "\x1c", "\x85", "\ud800", "\udfff",
    "\u202e", "\x00", "𠮷", "🙂", "é", "a", "THE BOX", "#", "## ", "一、", "（一）", "1.", "①", "● ",
    "第一章 总则", "第十条 ", "第一条为了", "目录", "海淀报", "第 12 期", "2024年3月8日", "星期五",
    "农历甲辰年正月廿八", "某区委宣传部主办", "某中心 出版", "本报讯", "（记者 张三 李四）", "本报记者 王五",
    "据新华社电", "（下转二版）", "（上接一版）", " 详见3版", "来源：某报", "责任编辑：赵六",
    "当前位置：首页>>新闻", "发布时间：2024-03-08", "某市人民政府办公室", "关于印发《", "》的通知",
    "政府工作报告", "各位代表：", "——2024年1月8日在某市第十届", "人民代表大会第三次会议上", "市长 王某",
    "某某表示，", "强调，", "图片新闻", "——副题", "城市更新", "会议会议", "推进进工作", "北小河", "北小川",
    "区长历广", "区、区女代表", "“救命钱”", "4500", "个", "5.1%", "1,200户", "的", "和", "新", "年", "月",
    "日", "。", "，", "、", "；", "：", "！", "？", "…", "“", "”", "《", "》", "（", "）", "(", ")", "—",
    "-", ".", "/", "|", "·",
)
# fmt: on
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES).map(lambda piece: piece * 40), st.text(max_size=3)),
    max_size=120,
).map("".join)

MASTHEAD = "海淀报\n第 1 期\n2024年3月8日\n"
_SECONDS = 2.0  # of processor time; a text of this size takes a few thousandths


def owned_once(text: str, passages: tuple[Passage, ...]) -> bool:
    owned = [at for passage in passages for span in passage.spans for at in range(span.start, span.end)]
    missing = {at for at in range(len(text)) if text[at] not in BLANKS} - set(owned)
    return len(owned) == len(set(owned)) and all(text[at] == "#" for at in missing)


@pytest.mark.parametrize("part", range(12))
def test_any_text_is_read(part: int) -> None:
    @seed(part)
    @settings(max_examples=10_000, deadline=None, database=None)
    @given(TEXTS)
    def read(text: str) -> None:
        started = time.process_time()
        reading = read_document(text)
        assert owned_once(text, reading.passages)
        for passage in reading.passages:
            for span in (*sentences(passage.text), *clauses(passage.text), *mini_headings(passage.text)):
                assert 0 <= span.start < span.end <= len(passage.text)
            for span, period in find_periods(passage.text, None):
                assert span.end <= len(passage.text)
                assert period.start <= period.end
        for article in reading.articles:
            assert all(0 <= span.start < span.end <= len(text) for span in article.body_spans)
        for finding in reading.findings:
            assert finding.span.end <= len(text)
        for fact in reading.facts:
            assert fact.value
            assert fact.span is None or fact.span.end <= len(text)
        assert time.process_time() - started < _SECONDS

    read()


@pytest.mark.parametrize(
    "text",
    [
        "一二三，四五六。" * 1_250_000,
        "一" * 3_000_000,
        "\n" * 1_000_000 + "甲。",
        "（“《" * 300_000,
        "）”》" * 300_000,
        "、/" * 500_000,
        " " * 2_000_000 + "甲",
        "".join(f"{'#' * (number % 6 + 1)} 标题{number}\n" for number in range(100_000)),
        "\n".join(f"（{number}）第{number}部分" for number in range(100_000)),
        "第一条 甲。\n" * 200_000,
        "2024年1月1日" * 200_000,
        "会议会议" * 400_000,
        "记者张三、" * 300_000,
        "本报讯\n\n甲乙丙\n\n" * 100_000,
        "\ud800" * 500_000,
        MASTHEAD + "标题一行\n\n会议召开。\n\n" + "小标题甲乙\n\n这是正文，讲了一句话。\n\n" * 60_000,
        MASTHEAD + "标题一行\n\n会议召开。\n\n小标题甲乙\n\n这是正文。\n\n" + "（张三 李四）\n\n" * 60_000,
        MASTHEAD + "标题一行长短不一\n\n" * 100_000,
        "，".join(f"{chr(0x4E00 + n % 3000)}{chr(0x4E00 + n * 7 % 3000)}川" for n in range(200_000)),
    ],
    ids=lambda text: repr(text[:6]),
)
def test_a_hostile_text_takes_time_in_proportion_to_its_size(text: str) -> None:
    started = time.process_time()
    read_document(text)
    assert time.process_time() - started < 60 + 20 * len(text) / 1_000_000
