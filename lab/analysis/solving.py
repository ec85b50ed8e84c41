"""Where a function is 0, and least squares with coefficients that are not negative."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

_ROUNDING = 4 * float(np.finfo(np.float64).eps)
_STEPS = 200
"""Even halvings alone are through with any two numbers that both matter before so many."""


def root(
    function: Callable[[float], float], low: float, high: float, *, within: float = 0.0
) -> float:
    """Where ``function`` changes its sign between ``low`` and ``high``, to ``within``.

    Brent's method (1973: "Algorithms for Minimization without Derivatives", chapter 4) with the
    extrapolation of Bus and Dekker (1975: "Two efficient algorithms with guaranteed convergence for
    finding a zero of a function", ACM Transactions on Mathematical Software 1, 330-345): a line or
    a hyperbola through what is known, and halving where that gains too little. ``within`` 0 means
    as near as rounding allows. ValueError when the ends have the same sign.
    """
    old, at = low, high
    was, value = function(old), function(at)
    if was == 0:
        return old
    if value != 0 and (was > 0) == (value > 0):
        raise ValueError("a root lies between values of different signs")
    # `other` is the end across the root, `at` the better of the two.
    other, there = old, was
    step = last = at - old
    for _ in range(_STEPS):
        if was != 0 and (was > 0) != (value > 0):
            other, there = old, was
            step = last = at - old
        if abs(there) < abs(value):
            old, at, other = at, other, at
            was, value, there = value, there, value
        least = (within + _ROUNDING * abs(at)) / 2
        half = (other - at) / 2
        if value == 0 or abs(half) < least:
            return at
        short = None
        if abs(last) > least and abs(value) < abs(was):
            short = _guess(old, was, at, value, other, there)
            if 2 * abs(short) >= min(abs(last), 3 * abs(half) - least):
                short = None
        last, step = (step, short) if short is not None else (half, half)
        old, was = at, value
        at += step if abs(step) > least else least if half > 0 else -least
        value = function(at)
    return at


def _guess(old: float, was: float, at: float, value: float, other: float, there: float) -> float:
    """How far on from ``at`` the root should be: by a line, or by a hyperbola through three."""
    if old == other:
        return -value * (at - old) / (value - was)
    near = (was - value) / (old - at)
    far = (there - value) / (other - at)
    return -value * (there * far - was * near) / (far * near * (there - was))


def non_negative(columns: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """The coefficients, none below 0, that make ``columns`` (rows x few) add up best to ``wanted``.

    Where some of them are 0, the others are the plain least squares of their columns (Lawson and
    Hanson 1974: "Solving Least Squares Problems", chapter 23, the Kuhn-Tucker conditions); with a
    handful of columns every choice of them can be tried.
    """
    count = columns.shape[1]
    best, squares = np.zeros(count), float(wanted @ wanted)
    for size in range(1, count + 1):
        for chosen in combinations(range(count), size):
            some = columns[:, chosen]
            found = np.linalg.lstsq(some, wanted)[0]
            off = wanted - some @ found
            if (found >= 0).all() and off @ off < squares:
                best, squares = np.zeros(count), float(off @ off)
                best[list(chosen)] = found
    return best
