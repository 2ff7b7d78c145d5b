"""The exact interval for a ratio of rates."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.comparing.rates import rate_ratio

counts = st.integers(0, 400)
lengths = st.integers(1, 10**6)


@given(counts, lengths, counts, lengths)
def test_the_interval_holds_the_ratio(earlier: int, one: int, later: int, two: int) -> None:
    ratio = rate_ratio(earlier, one, later, two)
    if ratio.value is not None:
        assert ratio.low <= ratio.value + 1e-3
        assert ratio.high is None or ratio.value <= ratio.high + 1e-3


@given(st.integers(1, 400), st.integers(1000, 10**5), st.integers(1, 400), st.integers(1000, 10**5))
def test_swapping_the_sides_inverts_the_verdict(earlier: int, one: int, later: int, two: int) -> None:
    there, back = rate_ratio(earlier, one, later, two), rate_ratio(later, two, earlier, one)
    assert there.high is not None
    assert back.high is not None
    if abs(there.low - 1) > 1e-3 and abs(there.high - 1) > 1e-3:
        assert there.excludes_one == back.excludes_one
        assert (there.low > 1) == (back.high < 1)


def test_known_bounds_of_clopper_and_pearson() -> None:
    # 7 of 10 mentions later, on equal lengths: the share lies between 0.3475 and 0.9333.
    ratio = rate_ratio(3, 1000, 7, 1000)
    assert abs(ratio.low - 0.3475 / 0.6525) < 1e-3
    assert ratio.high is not None
    assert abs(ratio.high - 0.9333 / 0.0667) < 2e-2


def test_no_text_leaves_everything_open() -> None:
    for ratio in (rate_ratio(3, 100, 0, 0), rate_ratio(0, 0, 0, 0), rate_ratio(0, 100, 0, 100)):
        assert (ratio.value, ratio.low, ratio.high) == (None, 0.0, None)
        assert not ratio.excludes_one
