"""How far two samples lie apart that share no blocks: runs of different days, different studies."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lab.analysis.difference import Difference, difference
from lab.analysis.interval import Interval

FEWEST = 4
"""Values of each from which something can be told."""
_NORMAL = 1.959964


def unpaired_ratio(first: NDArray[np.float64], second: NDArray[np.float64]) -> Interval:
    """How many times ``second`` is ``first``, with its 95 % interval; both positive.

    Every value of one is held against every value of the other: the median of these ratios is
    Hodges and Lehmann's estimate, and Mann and Whitney's test turned round says which of them are
    the interval's ends (Moses' interval; Hollander and Wolfe, "Nonparametric Statistical Methods",
    4.3). So it excludes 1 exactly when that test finds a difference. ``count`` is that of the
    smaller sample; below 4 no interval is told.
    """
    logs = np.sort((np.log(first)[:, None] - np.log(second)[None, :]).ravel())
    middle = math.exp(float(np.median(logs)))
    count, pairs = min(len(first), len(second)), len(logs)
    if count < FEWEST:
        return Interval(middle, None, None, count)
    spread = math.sqrt(pairs * (len(first) + len(second) + 1) / 12)
    depth = max(1, math.floor(pairs / 2 - _NORMAL * spread))
    return Interval(middle, math.exp(float(logs[depth - 1])), math.exp(float(logs[-depth])), count)


def unpaired_difference(first: NDArray[np.float64], second: NDArray[np.float64]) -> Difference:
    """Mann and Whitney's test, and the effect."""
    # Side by side they would count as values of the same blocks.
    nothing = np.nan
    return difference(
        np.concatenate([first, np.full(len(second), nothing)]),
        np.concatenate([np.full(len(first), nothing), second]),
    )
