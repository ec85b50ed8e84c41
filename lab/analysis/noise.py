"""The noise floor: how far two equal candidates lie apart on this machine."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

REPEATS = 5
"""The floor is for comparisons of so many repeats; more repeats are only closer together."""


def noise_floor(ratios: ArrayLike, *, repeats: int = REPEATS) -> float:
    """The ratio, at least 1, that a comparison of equal things stays within 19 times of 20.

    ``ratios`` are those of single pairs of equal runs (A/A), side by side in time. A comparison
    speaks of the median of ``repeats`` such ratios, and the median is beyond a quantile as often
    as more than half of the ratios are: so the floor is a quantile of what was measured (the 71st
    percentile of how far apart pairs are, for 5 repeats) and not the largest ever seen. Which of
    the two equal runs came first means nothing, so both directions count. A freak run moves it
    little. Raises ValueError when there is no positive ratio.
    """
    found = np.asarray(ratios, dtype=np.float64).ravel()
    found = found[np.isfinite(found) & (found > 0)]
    if not len(found):
        raise ValueError("no ratios")
    part = 2 * _share_beyond(repeats) - 1
    return math.exp(float(np.quantile(np.abs(np.log(found)), part, method="median_unbiased")))


def _share_beyond(repeats: int) -> float:
    """The quantile of single ratios that the median of ``repeats`` exceeds in 2.5 % of cases."""
    most = (repeats + 1) // 2
    low, high = 0.5, 1.0
    for _ in range(40):
        share = (low + high) / 2
        below = sum(
            math.comb(repeats, k) * share**k * (1 - share) ** (repeats - k)
            for k in range(most, repeats + 1)
        )
        low, high = (share, high) if below < 0.975 else (low, share)
    return high
