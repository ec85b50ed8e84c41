"""Tests by ranks, exact also where values are tied.

What chance does to ranks can be counted: each may carry either sign (Wilcoxon's signed ranks), or
belong to either series (Mann and Whitney's rank sum), and the number of ways to come to a sum grows
rank by rank (Streitberg and Roehmel 1986: "Exact distributions for permutation and rank tests: an
introduction to some recently published algorithms", Statistical Software Newsletter 12, 10-17).
Tied values share the mean of their ranks, which is a half at worst, so twice the ranks are whole.
Of more values than that is quick for, the sum is taken as normal, with the variance that these very
ranks have and corrected for its steps. All p-values are two-sided: twice the less likely side.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]

SIGNED_RANK_EXACT = 200
"""Pairs up to which signed ranks are counted out; that takes some milliseconds."""
RANK_SUM_EXACT = 100
"""Values of both series together up to which rank sums are; up to a tenth of a second."""


def doubled_ranks(values: Floats) -> Ranks:
    """Twice the rank of each value, from 2; equal values share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((2 * np.cumsum(counts) - counts + 1)[place])


def signed_rank(values: Floats) -> float:
    """Wilcoxon's test of whether ``values`` are as likely above 0 as below; its p-value.

    Zeros are ranked and carry no sign (Pratt 1959: "Remarks on zeros and ties in the Wilcoxon
    signed rank procedures", Journal of the American Statistical Association 54, 655-667).
    """
    ranks = doubled_ranks(np.abs(values))
    signed, above = ranks[values != 0], int(ranks[values > 0].sum())
    if not len(signed):
        return 1.0
    total = int(signed.sum())
    outer = min(above, total - above)
    if len(signed) > SIGNED_RANK_EXACT:
        return _normal(total / 2 - outer, float(np.square(signed).sum()) / 4)
    step = int(np.gcd.reduce(signed))
    # Both sides are alike: the sums up to here are as many as those from its mirror image on.
    ways = np.zeros(outer // step + 1)
    ways[0] = 1
    for rank in signed // step:
        ways[rank:] += ways[:-rank]
    return min(1.0, 2 * float(ways.sum()) / 2.0 ** len(signed))


def rank_sum(first: Floats, second: Floats) -> float:
    """Mann and Whitney's test of whether one series tends to be above the other; its p-value."""
    ranks = doubled_ranks(np.concatenate([first, second]))
    fewer = ranks[: len(first)] if len(first) <= len(second) else ranks[len(first) :]
    count, size, total = len(ranks), len(fewer), int(fewer.sum())
    if count > RANK_SUM_EXACT:
        share = size * (count - size) / count / (count - 1)
        apart = abs(total - size * (count + 1))
        return _normal(apart, share * float(np.square(ranks - (count + 1)).sum()))
    step = int(np.gcd.reduce(ranks))
    ranks, at = ranks // step, total // step
    ways = np.zeros((size + 1, int(np.sort(ranks)[-size:].sum()) + 1))
    ways[0, 0] = 1
    for rank in ranks:
        ways[1:, rank:] += ways[:-1, :-rank]
    outer = min(ways[-1, : at + 1].sum(), ways[-1, at:].sum())
    return min(1.0, 2 * float(outer) / math.comb(count, size))


def _normal(apart: float, variance: float) -> float:
    """How often a normal sum that goes in steps of 2 is as far from its mean; 1 of no variance."""
    if variance <= 0:
        return 1.0
    return math.erfc(max(0.0, apart - 1) / math.sqrt(2 * variance))
