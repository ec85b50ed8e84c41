from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lab.analysis import interval
from lab.analysis.interval import median_interval, ratio_interval

POSITIVE = st.floats(1e-3, 1e6)
VALUES = st.lists(POSITIVE, min_size=3, max_size=30)
PAIRS = st.lists(st.tuples(POSITIVE, POSITIVE), min_size=3, max_size=30)


@given(VALUES)
def test_the_median_is_in_its_interval_and_the_interval_is_near_the_values(
    values: list[float],
) -> None:
    found = median_interval(values)
    assert found.low is not None
    assert found.high is not None
    assert found.value == pytest.approx(np.median(values))
    assert found.low <= found.value <= found.high
    assert found.count == len(values)
    if len(values) >= 6:
        assert min(values) * (1 - 1e-9) <= found.low
        assert found.high <= max(values) * (1 + 1e-9)


@given(VALUES, st.floats(0.01, 100.0))
def test_another_unit_is_no_other_interval(values: list[float], factor: float) -> None:
    found = median_interval(values)
    scaled = median_interval([factor * value for value in values])
    assert found.low is not None
    assert found.high is not None
    assert scaled.low == pytest.approx(factor * found.low)
    assert scaled.high == pytest.approx(factor * found.high)


@given(PAIRS)
def test_a_ratio_the_other_way_round_is_the_reciprocal(pairs: list[tuple[float, float]]) -> None:
    first, second = zip(*pairs, strict=True)
    there, back = ratio_interval(first, second), ratio_interval(second, first)
    assert there.low is not None
    assert there.high is not None
    assert back.value == pytest.approx(1 / there.value)
    assert back.low == pytest.approx(1 / there.high)
    assert back.high == pytest.approx(1 / there.low)


@given(PAIRS)
def test_what_a_block_does_to_both_cancels_out(pairs: list[tuple[float, float]]) -> None:
    first, second = np.array(pairs).T
    paces = np.linspace(0.5, 2.0, len(pairs))
    assert ratio_interval(paces * first, paces * second).value == pytest.approx(
        ratio_interval(first, second).value
    )


@given(st.integers(6, 400))
def test_the_depth_is_the_sign_tests_own(count: int) -> None:
    def outside(depth: int) -> Fraction:
        return Fraction(2 * sum(math.comb(count, k) for k in range(depth)), 2**count)

    depth, part = interval._depth(count)
    assert outside(depth) <= Fraction(5, 100) < outside(depth + 1)
    assert 0 <= part < 1


def test_from_fewer_than_three_values_no_interval_is_told() -> None:
    assert median_interval([2.0, 4.0]) == interval.Interval(3.0, None, None, 2)
    assert ratio_interval([2.0], [1.0]) == interval.Interval(2.0, None, None, 1)


def test_of_seven_values_the_interval_is_wider_than_the_bootstraps() -> None:
    found = median_interval([1, 2, 3, 4, 5, 6, 7])
    assert found.low is not None
    assert found.high is not None
    assert 1 < found.low < 2
    assert 6 < found.high < 7


def test_blocks_that_one_of_them_lacks_do_not_count() -> None:
    found = ratio_interval([2, np.nan, 6, 8, 0], [1, 1, 3, 4, 1])
    assert found.count == 3
    assert found.value == pytest.approx(2.0)


def test_without_a_shared_block_there_is_a_ratio_and_no_interval() -> None:
    found = ratio_interval([4.0, np.nan], [np.nan, 2.0])
    assert found == interval.Interval(2.0, None, None, 0)


@pytest.mark.parametrize("first, second", [([0.0], [1.0]), ([], []), ([1.0], [np.nan])])
def test_a_ratio_to_nothing_is_refused(first: list[float], second: list[float]) -> None:
    with pytest.raises(ValueError, match="no positive values"):
        ratio_interval(first, second)


def test_no_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        median_interval([np.nan])


def test_series_of_other_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        ratio_interval([1.0, 2.0], [1.0])


def test_constant_values_have_an_interval_of_no_width() -> None:
    for count in (3, 5, 6, 12):
        values: NDArray[np.float64] = np.full(count, 800.0)
        found = median_interval(values)
        assert found.low == pytest.approx(800.0)
        assert found.high == pytest.approx(800.0)
