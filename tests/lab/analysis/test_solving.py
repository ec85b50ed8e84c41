"""Roots and least squares against SciPy's."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from lab.analysis.solving import non_negative, root

CURVES: tuple[Callable[[float, float], float], ...] = (
    lambda x, at: x - at,
    lambda x, at: math.exp(x) - math.exp(at),
    lambda x, at: (x - at) ** 3,
    lambda x, at: math.atan(50 * (x - at)),
    lambda x, at: math.tanh(x - at) ** 9,
    lambda x, at: -1.0 if x < at else 1.0,
)
PLACES = st.floats(-20, 20)


@given(st.sampled_from(CURVES), PLACES, st.floats(1e-6, 50), st.floats(1e-6, 50))
def test_a_root_is_found_wherever_it_lies(
    curve: Callable[[float, float], float], at: float, left: float, right: float
) -> None:
    def function(x: float) -> float:
        return curve(x, at)

    low, high = at - left, at + right
    for within in (1e-9, 1e-3 * (high - low)):
        found = root(function, low, high, within=within)
        # A power of what is nearly 0 is 0 on a stretch: everything there is a root.
        assert abs(found - at) <= within + 1e-12 or function(found) == 0
        assert low <= found <= high


@given(st.sampled_from(CURVES[:5]), PLACES, st.floats(1e-3, 50), st.floats(1e-3, 50))
def test_a_root_takes_no_more_steps_than_scipys(
    curve: Callable[[float, float], float], at: float, left: float, right: float
) -> None:
    calls = [0, 0]

    def counted(place: int) -> Callable[[float], float]:
        def function(x: float) -> float:
            calls[place] += 1
            return curve(x, at)

        return function

    found = root(counted(0), at - left, at + right, within=1e-9)
    expected = optimize.brentq(counted(1), at - left, at + right, xtol=1e-9, maxiter=1000)
    assert found == pytest.approx(expected, abs=2e-9) or curve(found, at) == 0
    assert calls[0] <= calls[1] + 1


def test_an_end_may_be_the_root() -> None:
    assert root(lambda x: x, 0.0, 3.0) == 0.0
    assert root(lambda x: x - 3.0, 0.0, 3.0) == 3.0


def test_without_a_change_of_sign_there_is_no_root() -> None:
    with pytest.raises(ValueError, match="different signs"):
        root(lambda x: x * x + 1, -1.0, 1.0)


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(0, 30), st.floats(-1, 1))
def test_no_coefficient_is_negative_and_none_fits_better(
    seed: int, count: int, more: int, shift: float
) -> None:
    dice = np.random.default_rng(seed)
    columns = dice.standard_normal((count + more, count)) + shift
    wanted = columns @ dice.uniform(-1, 1, count) + 0.1 * dice.standard_normal(count + more)
    found = non_negative(columns, wanted)
    expected, rest = optimize.nnls(columns, wanted)
    assert (found >= 0).all()
    assert np.linalg.norm(wanted - columns @ found) == pytest.approx(rest, rel=1e-9, abs=1e-12)
    # Of columns that are nearly one, only what they add up to is certain.
    scale = np.linalg.cond(columns)
    assert found == pytest.approx(expected, rel=1e-9 * scale, abs=1e-12 * scale)


def test_what_no_column_helps_with_has_no_coefficients() -> None:
    assert non_negative(np.ones((3, 2)), -np.ones(3)).tolist() == [0.0, 0.0]
