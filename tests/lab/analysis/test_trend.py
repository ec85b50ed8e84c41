"""Slopes and trends against SciPy's, and against every order that chance could have brought."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lab.analysis.trend import TREND_EXACT, kendall, theil_sen

NEAR = 1e-9
SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(2, 60), st.integers(1, 1000))
def test_the_slope_is_scipys(seed: int, count: int, kinds: int) -> None:
    dice = np.random.default_rng(seed)
    times = np.cumsum(dice.integers(0, 4, count) / 8)
    values = dice.integers(0, kinds, count) / 7
    times[-1] += 1.0
    with np.errstate(invalid="ignore"):  # in SciPy's interval of the slope, when all is equal
        expected = float(stats.theilslopes(values, times).slope)
    assert theil_sen(times, values) == pytest.approx(expected, rel=NEAR)


@given(SEEDS, st.integers(2, 168), st.floats(-0.2, 0.2))
def test_a_trend_without_ties_is_scipys(seed: int, count: int, rise: float) -> None:
    order = np.arange(count)
    values = np.random.default_rng(seed).standard_normal(count) + rise * order
    expected = float(stats.kendalltau(order, values, method="exact").pvalue)
    assert kendall(values) == pytest.approx(expected, rel=NEAR, abs=1e-300)


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_a_trend_is_as_rare_as_all_orders_say(count: int) -> None:
    def discord(values: tuple[int, ...]) -> int:
        return sum(b < a for place, b in enumerate(values) for a in values[:place])

    orders = list(permutations(range(count)))
    pairs = count * (count - 1) // 2
    outer = np.array([min(discord(order), pairs - discord(order)) for order in orders])
    for order, here in zip(orders, outer, strict=True):
        assert kendall(np.array(order, dtype=np.float64)) == pytest.approx((outer <= here).mean())


@given(SEEDS, st.integers(3, 300), st.integers(1, 40))
def test_a_trend_with_ties_is_scipys(seed: int, count: int, kinds: int) -> None:
    values = np.random.default_rng(seed).integers(0, kinds + 1, count).astype(np.float64)
    ties = len(np.unique(values))
    if 1 < ties < count:
        expected = stats.kendalltau(np.arange(count), values, method="asymptotic")
        assert kendall(values) == pytest.approx(float(expected.pvalue), rel=NEAR, abs=1e-300)


@settings(max_examples=20)
@given(SEEDS, st.integers(TREND_EXACT + 1, 2 * TREND_EXACT), st.floats(-0.002, 0.002))
def test_a_trend_in_very_many_is_taken_as_normal(seed: int, count: int, rise: float) -> None:
    order = np.arange(count)
    values = np.random.default_rng(seed).standard_normal(count) + rise * order
    expected = stats.kendalltau(order, values, method="asymptotic")
    assert kendall(values) == pytest.approx(float(expected.pvalue), rel=NEAR, abs=1e-300)


def test_where_all_is_equal_there_is_no_trend() -> None:
    assert kendall(np.ones(7)) == 1.0
    assert theil_sen(np.arange(7.0), np.ones(7)) == 0.0
