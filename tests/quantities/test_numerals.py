"""Numerals: every style of writing a number leads back to the number."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.reading.numerals import read_numeral

ANY = settings(max_examples=120, deadline=None)
DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def written(number: int) -> str:
    """A whole number below 10^12 in Chinese, as a careful writer would."""
    if number == 0:
        return "零"
    parts: list[str] = []
    gap = False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, unit) if unit > 1 else (number, 0)
        if section:
            parts.append(("零" if parts and (section < 1000 or gap) else "") + below_ten_thousand(section) + name)
        gap = section == 0 and bool(parts)
    return "".join(parts)


def below_ten_thousand(section: int) -> str:
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, section = divmod(section, unit)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = bool(words)
    return words


@ANY
@given(st.integers(0, 10**12 - 1))
def test_a_number_written_in_chinese_reads_back(number: int) -> None:
    assert read_numeral(written(number)) == number
    assert read_numeral(written(number).translate(FORMAL)) == number


@ANY
@given(st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from([("", 0), ("万", 4), ("亿", 8), ("万亿", 12)]))
def test_a_number_in_digits_reads_back_in_every_style(number: Decimal, scale: tuple[str, int]) -> None:
    name, power = scale
    worth = number * 10**power
    for text in (f"{number}{name}", f"{number:,}{name}", f"{number}{name}".translate(FULL_WIDTH), f"{number}{name} "):
        assert read_numeral(text) == worth


@ANY
@given(st.integers(1, 9999), st.integers(1, 9999))
def test_two_scales_add_up(hundred_millions: int, ten_thousands: int) -> None:
    assert read_numeral(f"{hundred_millions}亿{ten_thousands}万") == hundred_millions * 10**8 + ten_thousands * 10**4


@ANY
@given(st.integers(2, 99), st.integers(1, 98))
def test_a_fraction_is_its_quotient(below: int, above: int) -> None:
    assert read_numeral(f"{written(below)}分之{written(above)}") == Decimal(above) / Decimal(below)


@pytest.mark.parametrize(
    "text", ["一一百", "百亿亿", "万", "若干", "", "十年", "1.2.3", "1" * 60, "千百", "\ud800", "三分之"]
)
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert read_numeral(text) is None


@ANY
@given(st.text("零一二三四五六七八九十百千万亿两半点0123456789.,，余分之 ", max_size=50))
def test_no_jumble_of_numeral_characters_raises(text: str) -> None:
    value = read_numeral(text)
    assert value is None or value >= 0


def test_a_page_of_digits_takes_no_time() -> None:
    started = time.process_time()
    assert read_numeral("一" * 10**6) is None
    assert time.process_time() - started < 0.5
