"""A figure with its 95 % interval, and how intervals of medians and of ratios are made.

A bootstrap of the median is what one reaches for, and from a handful of repeats it is wrong: what
it draws are the values themselves, its percentiles are two of them, and from 7 values these are
the second and the last but one, which hold the true median in 87.5 % of all cases and not in 95.
The order statistics' own interval has an exact coverage whatever the noise looks like; between the
two nearest coverages it is interpolated (Hettmansperger and Sheather 1986: "Confidence intervals
based on interpolated order statistics", Statistics & Probability Letters 4, 75-79). With many
values the two are the same interval.

From 5 values and fewer even the whole range holds the median less often than that (93.75 %, 87.5 %,
75 %), so something must be assumed: noise that multiplies, about normal in the logarithm, and
Student's t. ``tests/lab/analysis/test_coverage.py`` holds both against simulated noise of several
forms, outliers included.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .distributions import student_quantile

CONFIDENCE = 0.95
FEWEST = 3
"""From fewer values no interval is told."""
_T_BELOW = 6
"""The range of this many values holds the median in at least 95 % of all cases."""


@dataclass(frozen=True)
class Interval:
    """A figure and where it lies with 95 % confidence; ``count`` is how many values it is from.

    From fewer than 3 values no interval can be told: ``low`` and ``high`` are None then.
    """

    value: float
    low: float | None
    high: float | None
    count: int


def median_interval(values: ArrayLike) -> Interval:
    """The median of ``values`` with its 95 % interval. Values that are not finite do not count.

    Raises ValueError when there is none that is.
    """
    found = _finite(values)
    if not len(found):
        raise ValueError("no values")
    if (found > 0).all() and FEWEST <= len(found) < _T_BELOW:
        low, high = (math.exp(edge) for edge in _edges(np.log(found)))
    elif len(found) >= FEWEST:
        low, high = _edges(found)
    else:
        return Interval(float(np.median(found)), None, None, len(found))
    median = float(np.median(found))
    return Interval(median, min(low, median), max(high, median), len(found))


def ratio_interval(first: ArrayLike, second: ArrayLike) -> Interval:
    """The median of ``first / second`` with its 95 % interval, value by value.

    Both are in order of blocks, NaN where a block is missing: what a block's time of day did to
    both of them cancels out. It is worked out in the logarithm, so that changing sides gives the
    reciprocal. Without a shared block it is the ratio of the medians, with no interval and a count
    of 0. Raises ValueError when one of them has no positive value, or the lengths differ.
    """
    above, below = _numbers(first), _numbers(second)
    if len(above) != len(below):
        raise ValueError("values of the same blocks have the same length")
    shared = _positive(above) & _positive(below)
    if not shared.any():
        above, below = above[_positive(above)], below[_positive(below)]
        if not len(above) or not len(below):
            raise ValueError("no positive values")
        return Interval(float(np.median(above) / np.median(below)), None, None, 0)
    logs = np.log(above[shared]) - np.log(below[shared])
    middle, count = float(np.median(logs)), len(logs)
    if count < FEWEST:
        return Interval(math.exp(middle), None, None, count)
    low, high = _edges(logs)
    return Interval(
        math.exp(middle), math.exp(min(low, middle)), math.exp(max(high, middle)), count
    )


def _edges(values: NDArray[np.float64]) -> tuple[float, float]:
    """Where the median of at least 3 values lies."""
    count = len(values)
    if count < _T_BELOW:
        quantile = student_quantile((1 + CONFIDENCE) / 2, count - 1)
        reach = quantile * float(values.std(ddof=1)) / math.sqrt(count)
        return float(values.mean()) - reach, float(values.mean()) + reach
    depth, part = _depth(count)
    ordered = np.sort(values)
    low = (1 - part) * ordered[depth - 1] + part * ordered[depth]
    high = (1 - part) * ordered[count - depth] + part * ordered[count - depth - 1]
    return float(low), float(high)


def _depth(count: int) -> tuple[int, float]:
    """How many values in from either end the interval begins, and how far on to the next."""
    depth, outside = 1, 2.0 ** (1 - count)
    while True:
        # `outside` is how often the median lies beyond the values of this depth, either side.
        further = outside + 2 * math.comb(count, depth) / 2**count
        if further > 1 - CONFIDENCE:
            break
        depth, outside = depth + 1, further
    weight = (1 - CONFIDENCE - outside) / (further - outside)
    return depth, (count - depth) * weight / (depth + (count - 2 * depth) * weight)


def _numbers(values: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64).ravel()


def _finite(values: ArrayLike) -> NDArray[np.float64]:
    numbers = _numbers(values)
    return numbers[np.isfinite(numbers)]


def _positive(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isfinite(numbers) & (numbers > 0)
