"""No pattern that reads a text takes more than a time in proportion to its length, whatever is repeated in it."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from .made_patterns import PATTERNS

_REPEATS = 1_500
_SECONDS = 1.0  # of processor time: what is linear takes a thousandth of it
_SIGNS = 100  # of a pattern, about: a list of surnames holds hundreds, and one is read as another
_SIGN = re.compile(r"[^\\\[\](){}?*+|^$.]")


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 150


def test_a_row_of_any_of_its_own_characters_is_soon_read() -> None:
    for source, pattern in PATTERNS.items():
        signs = sorted({*_SIGN.findall(source), " ", "1", "甲"})
        signs = signs[:: len(signs) // _SIGNS + 1]
        started = time.process_time()
        for sign, other in zip(signs, [*signs[1:], signs[0]], strict=True):
            text = sign * _REPEATS + other * _REPEATS + "\0"
            pattern.search(text)
            pattern.fullmatch(text)
        assert time.process_time() - started < len(signs) * _SECONDS, source


@pytest.mark.parametrize("run", ["、/" * 200, "、," * 200 + "甲", "/甲" * 300])
def test_a_row_of_separators_is_no_byline(run: str) -> None:
    byline = next(pattern for source, pattern in PATTERNS.items() if "特约撰稿人" in source and "摄影" in source)
    assert not byline.fullmatch(f"记者张三{run}{'。' * 20}")
    assert byline.fullmatch("本报记者 张三、李四")


@pytest.mark.torture
@seed(0)
@settings(
    max_examples=3_000,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_a_pattern_reads_what_is_repeated_in_it_in_a_time_in_proportion(data: st.DataObject) -> None:
    pattern = PATTERNS[data.draw(st.sampled_from(sorted(PATTERNS)))]
    matching = data.draw(st.from_regex(pattern, alphabet=st.characters()))
    start = data.draw(st.integers(0, max(len(matching) - 1, 0)))
    piece = matching[start : start + data.draw(st.integers(1, 4))] or " "
    text = matching[:start] + piece * _REPEATS + data.draw(st.sampled_from(["\x00", matching[start:]]))
    started = time.process_time()
    pattern.search(text)
    pattern.fullmatch(text)
    assert time.process_time() - started < _SECONDS
