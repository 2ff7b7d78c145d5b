"""How much a wording belongs to one set of texts rather than another."""

from __future__ import annotations

from math import log, log2
from typing import NamedTuple


class Keyness(NamedTuple):
    """Dunning's log-likelihood, and the binary logarithm of the smoothed rate ratio as its effect size."""

    log_likelihood: float
    effect: float


def keyness(here: int, length_here: int, there: int, length_there: int) -> Keyness:
    """The keyness of something seen `here` and `there` times in so many words.

    >>> keyness(10, 1000, 0, 1000)
    Keyness(log_likelihood=13.863, effect=4.392)
    >>> keyness(0, 0, 3, 1000)
    Keyness(log_likelihood=0.0, effect=0.0)
    """
    if not length_here or not length_there or here + there == 0:
        return Keyness(0.0, 0.0)
    share = (here + there) / (length_here + length_there)
    total = sum(
        seen * log(seen / (length * share)) for seen, length in ((here, length_here), (there, length_there)) if seen
    )
    effect = log2((here + 0.5) / length_here) - log2((there + 0.5) / length_there)
    return Keyness(round(max(0.0, 2 * total), 3), round(effect, 3))
