"""How much oftener something is said on one side than on the other, with an exact interval."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class RateRatio:
    """The later rate over the earlier one with its interval; None stands for no bound (or no ratio at all)."""

    value: float | None
    low: float
    high: float | None

    @property
    def excludes_one(self) -> bool:
        """Whether equal rates lie outside the interval."""
        return self.low > 1 or (self.high is not None and self.high < 1)


def rate_ratio(earlier: int, earlier_length: int, later: int, later_length: int) -> RateRatio:
    """The ratio of two Poisson rates, later over earlier, with its exact 95 % interval.

    Given the total of mentions, the later ones are binomial; the Clopper–Pearson bounds of their share give those of
    the ratio. A side without text, or no mention at all, leaves everything open.

    >>> rate_ratio(3, 10_000, 0, 10_000)
    RateRatio(value=0.0, low=0.0, high=2.42)
    >>> rate_ratio(0, 10_000, 0, 10_000)
    RateRatio(value=None, low=0.0, high=None)
    """
    if earlier + later == 0 or earlier_length == 0 or later_length == 0:
        return RateRatio(None, 0.0, None)
    low_share, high_share = _share_bounds(later, earlier + later)
    exposure = earlier_length / later_length
    return RateRatio(
        value=round(later / earlier * exposure, 4) if earlier else None,
        low=round(low_share / (1 - low_share) * exposure, 4),
        high=round(high_share / (1 - high_share) * exposure, 4) if high_share < 1 else None,
    )


@lru_cache(maxsize=65536)
def _share_bounds(hits: int, total: int) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - LEVEL) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, total - hits + 1, tail))
    high = 1.0 if hits == total else float(betaincinv(hits + 1, total - hits, 1 - tail))
    return low, high
