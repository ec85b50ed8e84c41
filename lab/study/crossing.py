"""Where a ratio that changes with the task size is 1, and how surely."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lab.analysis.distributions import student_quantile
from lab.analysis.interval import Interval

NEAR = math.log(4.0)
"""Sizes up to so far apart (a factor of 4) say together where the break-even is."""
LEVEL = 1e-6
MEDIAN_ERROR = 1.25
"""The median of a few values scatters by so much more than their mean."""


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

    A straight line through the logarithms of size and median ratio of the sizes within
    :data:`NEAR`. How far the single ratios lie from the line says how surely it crosses 1 there;
    what the line is too straight for is in that as well. No interval from fewer than 3 ratios, nor
    where the line is level.
    """
    near = [p for p in points if abs(math.log(p.size / about)) <= NEAR]
    if len(near) < 2:
        near = sorted(points, key=lambda p: abs(math.log(p.size / about)))[:2]
    sizes = np.log([point.size for point in near])
    medians = np.array([np.median(np.log(point.ratios)) for point in near])
    apart = sizes - sizes.mean()
    slope = float(apart @ medians / (apart @ apart)) if np.any(apart) else 0.0
    low, high = min(p.size for p in points), max(p.size for p in points)
    count = sum(len(point.ratios) for point in near)
    if abs(slope) < LEVEL:
        return Interval(about, None, None, count)
    root = float(sizes.mean() - medians.mean() / slope)
    value = min(high, max(low, math.exp(root)))
    if count < 3:
        return Interval(value, None, None, count)
    reach = _reach(near, slope, root)
    least, most = max(low, math.exp(root - reach)), min(high, math.exp(root + reach))
    return Interval(value, min(least, value), max(most, value), count)


def _reach(near: list[Tried], slope: float, root: float) -> float:
    """How far to either side of ``root`` (a logarithm) the crossing may be, with 95 % confidence.

    Regression read backwards: the mean's error and that of the slope, through the slope.
    """
    sizes = np.array([math.log(point.size) for point in near for _ in point.ratios])
    logs = np.array([math.log(ratio) for point in near for ratio in point.ratios])
    count = len(sizes)
    off = logs - slope * (sizes - root)
    spread = math.sqrt(float(off @ off) / (count - 2))
    wide = float(((sizes - sizes.mean()) ** 2).sum())
    error = spread / abs(slope) * math.sqrt(1 / count + (root - sizes.mean()) ** 2 / wide)
    return student_quantile(0.975, count - 2) * MEDIAN_ERROR * error
