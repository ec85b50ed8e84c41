"""Whether two series of repeats differ: a test, an effect size, and the verdict.

Where at least 6 blocks are shared it is Wilcoxon's signed-rank test of the log ratios, exact by
permutation: it assumes nothing of the noise, and what a block did to both cancels out. Of fewer
pairs no permutation can be significant (2 of 32 are the least for 5), so from 3 to 5 it is
Student's t test of the log ratios: noise that multiplies is assumed, as their interval does. What
shares no blocks, such as runs of different days, is held against each other by Mann and Whitney.

A difference must be significant *and* large enough to matter: the ratio's whole interval lies
beyond what equal things show on this machine. Either alone calls equal things different too often
when many pairs are looked at.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .distributions import student_tail
from .interval import Interval
from .ranks import rank_sum, signed_rank

SIGNIFICANT = 0.05
NARROW = 1.1
"""An interval within this factor leaves no room for a difference anybody would act on."""
_PERMUTED_FROM = 6
_PAIRED_FROM = 3
_UNPAIRED_FROM = 4
"""Of 3 against 3 values Mann and Whitney's test cannot be significant."""

Verdict = Literal["different", "equal", "unsure"]


class Difference(NamedTuple):
    """How sure and how large a difference is.

    ``p_value`` is two-sided, None when too few repeats could not show any difference; ``effect``
    is Cliff's delta: how much more often a value of the first is above one of the second than
    below, -1 to 1, None when one has no values.
    """

    p_value: float | None
    effect: float | None


def difference(first: ArrayLike, second: ArrayLike) -> Difference:
    """Hold two series of positive figures against each other.

    Both are in order of blocks, NaN where a block is missing.
    """
    a = np.asarray(first, dtype=np.float64).ravel()
    b = np.asarray(second, dtype=np.float64).ravel()
    if len(a) != len(b):
        raise ValueError("values of the same blocks have the same length")
    there_a, there_b = _positive(a), _positive(b)
    shared = there_a & there_b
    effect = cliffs_delta(a[there_a], b[there_b])
    if np.count_nonzero(shared) >= _PAIRED_FROM:
        # Equal ratios differ in the last digit, and would else be unlike each other.
        logs = np.round(np.log(a[shared]) - np.log(b[shared]), 12)
        test = signed_rank if len(logs) >= _PERMUTED_FROM else _student
        return Difference(test(logs), effect)
    if min(np.count_nonzero(there_a), np.count_nonzero(there_b)) >= _UNPAIRED_FROM:
        return Difference(rank_sum(a[there_a], b[there_b]), effect)
    return Difference(None, effect)


def cliffs_delta(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """How much more often a value of ``first`` is above one of ``second`` than below it."""
    if not len(first) or not len(second):
        return None
    return float(np.sign(first[:, None] - second[None, :]).mean())


def verdict(ratio: Interval, p_value: float | None, floor: float = 1.0) -> Verdict:
    """What to say of two candidates whose ``ratio`` and ``p_value`` are these.

    ``floor`` is the noise floor, at least 1. ``different``: significant, and the whole interval is
    beyond the floor. ``equal``: it is not shown to differ (the ratio is within the floor or the
    test finds nothing) and the interval leaves no room for a difference that matters. ``unsure``:
    anything else; more repeats would tell.
    """
    if ratio.low is None or ratio.high is None:
        return "unsure"
    beyond = ratio.low > floor or ratio.high < 1 / floor
    significant = p_value is not None and p_value < SIGNIFICANT
    if significant and beyond:
        return "different"
    room = max(NARROW, floor**2)
    small = 1 / floor <= ratio.value <= floor or not (significant or beyond)
    if small and 1 / room <= ratio.low and ratio.high <= room:
        return "equal"
    return "unsure"


def _student(logs: NDArray[np.float64]) -> float:
    """Student's t test of whether ``logs`` are 0 on average."""
    if np.ptp(logs) == 0:
        # The same in every block: chance has no part in it.
        return 0.0 if logs[0] else 1.0
    error = logs.std(ddof=1) / np.sqrt(len(logs))
    return 2 * student_tail(float(abs(logs.mean()) / error), len(logs) - 1)


def _positive(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isfinite(numbers) & (numbers > 0)
