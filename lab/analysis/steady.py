"""Where the warm-up ends, and whether what follows is steady."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .trend import kendall, theil_sen

FEWEST = 6
"""From fewer intervals no trend can be told."""
TREND_P = 0.01
TREND_CHANGE = 0.05
"""A trend that changes the rate by less over the whole measured time does no harm."""
_MOST_BATCHES = 40


def warm_up(times: ArrayLike, rates: ArrayLike) -> int:
    """How many intervals from the beginning are warm-up: the index of the first that counts.

    ``times`` are the intervals' ends in seconds, ``rates`` what was done in each. MSER (White 1997:
    "An effective truncation heuristic for bias reduction in simulation output", Simulation 69,
    323-334): of all cuts the one is taken after which the mean is known best; cutting too little
    leaves the warm-up's spread in it, cutting too much leaves too few. Long courses are averaged
    in batches first, as in MSER-5, so that bursts do not count as spread. At most half is cut: a
    run that has not settled by then is not steady, and :func:`is_steady` says so.
    """
    ends, values = _course(times, rates)
    size = max(1, len(values) // _MOST_BATCHES)
    count = len(values) // size
    if count < FEWEST:
        return 0
    # The batches end with the course, so what does not fill one is at the beginning.
    left = len(values) - count * size
    spans = np.diff(ends, prepend=2 * ends[0] - ends[1])
    weights = spans[left:].reshape(count, size)
    batches = (values[left:].reshape(count, size) * weights).sum(axis=1) / weights.sum(axis=1)
    scores = [batches[cut:].var() / (count - cut) for cut in range(count // 2 + 1)]
    best = int(np.argmin(scores))
    return left + best * size if best else 0


def is_steady(times: ArrayLike, rates: ArrayLike) -> bool | None:
    """Whether the rates show no trend that matters; None from fewer than 6 intervals.

    Not steady is what has both: a monotone trend (Kendall's test, p < 0.01) and a rate that
    changes by at least 5 % over the time (Theil and Sen's slope). A significant trend of some per
    mille is harmless, and a large one in three values of noise is none.
    """
    ends, values = _course(times, rates)
    if len(values) < FEWEST:
        return None
    level = float(np.median(values))
    if level <= 0:
        return None
    slope = theil_sen(ends, values)
    if abs(slope) * (ends[-1] - ends[0]) < TREND_CHANGE * level:
        return True
    return kendall(values) >= TREND_P


def _course(
    times: ArrayLike, rates: ArrayLike
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    ends = np.asarray(times, dtype=np.float64).ravel()
    values = np.asarray(rates, dtype=np.float64).ravel()
    if len(ends) != len(values):
        raise ValueError("every rate has its time")
    there = np.isfinite(ends) & np.isfinite(values)
    return ends[there], values[there]
