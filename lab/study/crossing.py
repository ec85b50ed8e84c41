"""Where a ratio that changes with the task size is 1, and how surely."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lab.analysis.interval import Interval

NEAR = math.log(4.0)
"""Sizes up to so far apart (a factor of 4) say together where the break-even is."""
RESAMPLES = 2000


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One size: throughput of ``second`` over ``first``, and its ratios by block."""

    size: float
    ratio: Interval
    ratios: tuple[float, ...]

    @property
    def clear(self) -> bool:
        """Whether one of the two is clearly faster at this size."""
        low, high = self.ratio.low, self.ratio.high
        return low is not None and high is not None and not low <= 1 <= high

    def turned(self) -> Tried:
        """The same with the two in each other's place."""
        ratio = self.ratio
        turned = Interval(
            1 / ratio.value,
            1 / ratio.high if ratio.high is not None else None,
            1 / ratio.low if ratio.low is not None else None,
            ratio.count,
        )
        return Tried(size=self.size, ratio=turned, ratios=tuple(1 / r for r in self.ratios))


def crossing(points: tuple[Tried, ...], about: float) -> Interval:
    """The size at which the ratio is 1, from the points near ``about``, with its interval.

    A straight line through the logarithms of size and ratio of the sizes within :data:`NEAR`; the
    interval is from lines through resampled blocks.
    """
    near = [p for p in points if abs(math.log(p.size / about)) <= NEAR]
    if len(near) < 2:
        near = sorted(points, key=lambda p: abs(math.log(p.size / about)))[:2]
    sizes = np.log([point.size for point in near])
    logs = [np.log(point.ratios) for point in near]
    low, high = min(p.size for p in points), max(p.size for p in points)
    found = _roots(sizes, np.array([[np.median(values)] for values in logs]))
    value = math.exp(found[0]) if len(found) else about
    value = min(high, max(low, value))
    count = sum(len(point.ratios) for point in near)
    dice = np.random.default_rng(1)
    drawn = [np.median(dice.choice(v, (RESAMPLES, len(v))), axis=1) for v in logs]
    roots = _roots(sizes, np.array(drawn))
    if len(roots) < RESAMPLES / 2:
        return Interval(value, None, None, count)
    least, most = np.exp(np.clip(np.quantile(roots, [0.025, 0.975]), math.log(low), math.log(high)))
    return Interval(value, min(float(least), value), max(float(most), value), count)


def _roots(sizes: NDArray[np.float64], logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where straight lines through the columns of ``logs`` are 0; without those that are level."""
    apart = sizes - sizes.mean()
    if not np.any(apart):
        return np.zeros(0)
    slopes = apart @ logs / (apart @ apart)
    steep = np.abs(slopes) > 1e-9
    roots: NDArray[np.float64] = sizes.mean() - logs.mean(axis=0)[steep] / slopes[steep]
    return roots
