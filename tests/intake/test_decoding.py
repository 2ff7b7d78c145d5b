"""Bytes to text: each encoding is told from the others, and what is no text is refused with the reason."""

from __future__ import annotations

import codecs
import contextlib
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.errors import BadInput
from archive.reading.decoding import decode

SIMPLIFIED = (
    "各位代表：现在，我代表区人民政府向大会报告工作，请予审议，并请区政协各位委员提出意见。过去一年，全区上下迎难而上，"
    "地区生产总值增长5.2%，一般公共预算收入完成三百零六亿元，城镇调查失业率控制在4.5%以内。新建改扩建幼儿园十二所，"
    "增加普惠托位一千八百个；老旧小区综合整治开工四十七个，加装电梯投用一百三十部。我们深入推进“疏解整治促提升”专项行动，"
    "拆除违法建设二百余万平方米，腾退土地全部复绿。今年要重点抓好以下工作：一是培育发展新质生产力，支持人工智能、商业航天、"
    "合成生物等未来产业；二是提振消费，办好国际美食节、车展和赛事；三是守住安全底线，开展燃气、消防、有限空间隐患排查。"
    "让我们更加紧密地团结起来，只争朝夕，奋发有为，谱写高质量发展的崭新篇章！"
)

TRADITIONAL = (
    "各位議員、各位市民：今天，我向大會提出年度施政報告，請各位指教。過去一年，市府團隊努力推動各項建設，"
    "完成捷運環狀線三個車站的興建，新增公共托育中心十六處，社會住宅動工二千餘戶。在經濟發展方面，吸引廠商投資金額超過八百億元，"
    "創造就業機會一萬五千個；觀光旅客人次比前年成長百分之十二。教育是立國的根本，我們為每一所國民中學裝設電腦教室，"
    "並補助清寒學生營養午餐。展望未來，市府將繼續加強防洪排水、空氣污染防制與食品安全管理，讓長者得到照顧，讓孩子快樂學習，"
    "讓勞工享有尊嚴。「以人為本」不是口號，而是我們每天的工作。謝謝大家，敬請支持與鼓勵！"
)


@st.composite
def _window(draw: st.DrawFn, text: str) -> str:
    size = draw(st.integers(8, len(text)))
    start = draw(st.integers(0, len(text) - size))
    return text[start : start + size]


def simplified() -> st.SearchStrategy[str]:
    """Eight characters or more of running prose, as printed on the mainland."""
    return _window(SIMPLIFIED)


def traditional() -> st.SearchStrategy[str]:
    """Eight characters or more of running prose, as printed in Taiwan."""
    return _window(TRADITIONAL)


def as_read(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=300, deadline=None)
@given(simplified(), st.sampled_from(["utf-8", "gb18030", "gbk", "utf-16", "utf-8-sig", "utf-32"]))
def test_simplified_prose_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@settings(max_examples=300, deadline=None)
@given(traditional(), st.sampled_from(["utf-8", "big5", "cp950", "big5hkscs", "gb18030", "utf-16"]))
def test_traditional_prose_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@settings(max_examples=100, deadline=None)
@given(simplified(), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_is_known_without_its_mark(text: str, encoding: str) -> None:
    assert decode(f"{text}\n".encode(encoding)).text == f"{text}\n"


@settings(max_examples=200, deadline=None)
@given(simplified(), st.sampled_from(["gb18030", "utf-8", "utf-16"]))
def test_the_encoding_stated_reads_the_bytes(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert text.encode(encoding).decode(decoded.encoding).removeprefix("\ufeff") == decoded.text


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\xd8")
@example(b"\xff\xfe\x00\x00")
@example(b"\xef\xbb\xbf")
@example(b"\x84\x31\x95\x33")
def test_arbitrary_bytes_are_read_or_refused_and_nothing_else(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except BadInput as refusal:
        assert str(refusal)
        assert "\n" not in str(refusal)
    else:
        assert "\r" not in decoded.text
        assert decoded.text.strip()


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Co", "Cn"]), min_size=1))
def test_utf_8_changes_in_nothing_but_line_ends(text: str) -> None:
    raw = f"关于今年工作的报告\r\n{text}\r".encode()
    try:
        decoded = decode(raw)
    except BadInput:  # a drawn text may be mojibake or replacement characters
        return
    assert decoded.text == f"关于今年工作的报告\n{text}\n"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b""])
def test_a_byte_order_mark_is_dropped_and_remembered(mark: bytes) -> None:
    decoded = decode(mark + "工作\ufeff报告".encode())
    assert decoded.had_bom is bool(mark)
    assert decoded.text == "工作\ufeff报告"


def test_all_three_line_ends_become_one() -> None:
    assert decode("一\r\n二\r三\n四".encode()).text == "一\n二\n三\n四"


def test_six_characters_are_enough_to_tell_gbk_from_big5() -> None:
    for encoding, text in (("gb18030", SIMPLIFIED), ("big5", TRADITIONAL)):
        for start in range(len(text) - 6):
            part = text[start : start + 6]
            if sum(not character.isascii() for character in part) == 6:
                assert decode(part.encode(encoding)).text == part


def test_english_in_any_encoding_is_read() -> None:
    assert decode(b"Annual Work Report\n").encoding == "utf-8"
    assert decode("Annual Work Report\n".encode("utf-16-le")).text == "Annual Work Report\n"


def test_a_gbk_text_that_happens_to_be_valid_utf_8_is_still_gbk() -> None:
    text = "一元实战"
    raw = text.encode("gbk")
    assert raw.decode("utf-8") != text  # valid, as two letters of another script
    assert decode(raw * 3).text == text * 3


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"), ("big5", "gb18030")],
)
@settings(max_examples=50, deadline=None)
@given(text=simplified().filter(lambda text: len(text) > 24))
def test_mojibake_is_refused(wrong: str, right: str, text: str) -> None:
    spoilt = text.encode(right).decode(wrong, "replace")
    with pytest.raises(BadInput, match="words are lost"):
        decode(spoilt.encode())


def test_a_page_that_is_mojibake_in_one_part_is_refused() -> None:
    spoilt = SIMPLIFIED.encode().decode("gb18030", "replace")
    with pytest.raises(BadInput, match="UTF-8 that was read as GBK"):
        decode((SIMPLIFIED * 5 + spoilt).encode())


@pytest.mark.parametrize("mark", ["锟斤拷锟斤拷", "烫烫烫烫", "\ufffd\ufffd\ufffd\ufffd"])
def test_what_stands_in_for_lost_characters_is_refused(mark: str) -> None:
    with pytest.raises(BadInput, match="words are lost"):
        decode((SIMPLIFIED[:50] + mark + SIMPLIFIED[50:90]).encode())


def test_an_article_that_only_mentions_mojibake_is_read() -> None:
    decode((SIMPLIFIED * 3 + "网页上出现了“锟斤拷”。").encode())


def test_names_in_rare_characters_are_no_mojibake() -> None:
    names = "代表名单：喆、淼、犇、翀、赟、甪、昇、彧、瓛、燚、骉、羴。"
    assert decode(names.encode()).text == names


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "blanks"),
        (b"\xef\xbb\xbf", "blanks"),
        (b"\x7fELF\x02\x01\x01" + bytes(40), "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"\xff\xfe\x41", "cut short"),
        ("工作报告".encode() + b"\x00\n", "NUL"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        decode(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_file_is_refused_with_the_place(encoding: str) -> None:
    raw = SIMPLIFIED.encode(encoding)
    with pytest.raises(BadInput, match=rf"damaged: byte {len(raw) + 1} "):
        decode(raw + b"\xff\n")


def test_reading_is_linear_in_the_size() -> None:
    for text in ("一" * 3_000_000, "鍏充簬" * 300_000, "\n" * 1_000_000 + "a", "é" * 1_000_000):
        began = time.process_time()
        with contextlib.suppress(BadInput):
            decode(text.encode())
        assert time.process_time() - began < 5
