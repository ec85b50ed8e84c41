"""Whether a course in time rises or falls, and how fast."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TREND_EXACT = 200
"""Values up to which the orders are counted out; that takes some milliseconds."""


def theil_sen(times: Floats, values: Floats) -> float:
    """The median slope of all pairs of values; ``times`` ascend, pairs of one time have no slope.

    Sen 1968: "Estimates of the regression coefficient based on Kendall's tau", Journal of the
    American Statistical Association 63, 1379-1389.
    """
    spans, rises = _differences(times), _differences(values)
    apart = spans > 0
    return float(np.median(rises[apart] / spans[apart]))


def kendall(values: Floats) -> float:
    """The two-sided p-value of Kendall's tau of at least 2 ``values`` and the order they are in.

    Without equal values it is exact: in how many orders so few pairs are the other way round is
    counted value by value (Kendall and Gibbons 1990: "Rank Correlation Methods", chapter 5). With
    equal ones, and of more than :data:`TREND_EXACT`, the sum of the pairs' signs is taken as
    normal, with Kendall's variance for ties.
    """
    signs = np.sign(_differences(values))
    count, apart = len(values), abs(int(signs.sum()))
    _, ties = np.unique(values, return_counts=True)
    if len(ties) == count <= TREND_EXACT:
        return _inverted(count, (len(signs) - apart) // 2)
    variance = count * (count - 1) * (2 * count + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()
    if variance <= 0:
        return 1.0
    return math.erfc(apart / math.sqrt(2 * float(variance) / 18))


def _inverted(count: int, most: int) -> float:
    """How often chance turns at most ``most`` pairs of ``count`` values round, or all but those."""
    shares = np.zeros(most + 1)
    shares[0] = 1
    for placed in range(2, count + 1):
        # A further value goes before 0 to `placed` - 1 of those that are there.
        sums = np.cumsum(shares)
        sums[placed:] -= sums[:-placed]
        shares = sums / placed
    return min(1.0, 2 * float(shares.sum()))


def _differences(values: Floats) -> Floats:
    """Every value less every earlier one, in the order of pairs."""
    return np.concatenate([values[place + 1 :] - values[place] for place in range(len(values))])
