from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.analysis.difference import cliffs_delta, difference, verdict
from lab.analysis.interval import Interval

RATES = st.lists(st.floats(0.1, 1e5), min_size=6, max_size=12)


@given(RATES)
def test_changing_sides_changes_the_sign_of_the_effect_and_nothing_else(
    rates: list[float],
) -> None:
    first, second = rates, rates[::-1]
    there, back = difference(first, second), difference(second, first)
    assert there.p_value == pytest.approx(back.p_value)
    assert there.effect == pytest.approx(-(back.effect or 0.0))
    assert there.p_value is not None
    assert 0 <= there.p_value <= 1


@given(RATES)
def test_a_series_does_not_differ_from_itself(rates: list[float]) -> None:
    assert difference(rates, rates) == (1.0, 0.0)


def test_seven_blocks_that_all_say_the_same_are_as_sure_as_can_be() -> None:
    blocks = np.array([1.0, 3.0, 2.0, 5.0, 4.0, 7.0, 6.0])
    found = difference(1.2 * blocks * (1 + 0.001 * np.arange(7)), blocks)
    assert found.p_value == pytest.approx(2 / 2**7)


def test_ties_are_counted_exactly() -> None:
    """Waits give round figures: equal ratios in every block are as sure as unequal ones."""
    assert difference([800.0] * 7, [400.0] * 7).p_value == pytest.approx(2 / 2**7)
    assert difference([800.0] * 5, [400.0] * 5).p_value == 0.0
    assert difference([800.0] * 5, [800.0] * 5).p_value == 1.0
    some = [800.0, 800.0, 800.0, 800.0, 800.0, 800.0, 796.0]
    assert difference(some, [800.0] * 7).p_value == pytest.approx(1.0)


def test_of_few_blocks_it_is_students_test_of_the_ratios() -> None:
    """The tables have 4.303 for 5 % with 2 degrees of freedom."""
    logs = 4.302653 / np.sqrt(3) + np.array([-1.0, 0.0, 1.0])
    blocks = np.array([1.0, 7.0, 3.0])
    assert difference(blocks * np.exp(logs), blocks).p_value == pytest.approx(0.05, rel=1e-5)


def test_what_shares_no_block_is_ranked() -> None:
    first = [10.0, 11.0, 12.0, 13.0, *[np.nan] * 5]
    second = [*[np.nan] * 4, 1.0, 2.0, 3.0, 4.0, 5.0]
    found = difference(first, second)
    assert found.p_value == pytest.approx(2 / 126)
    assert found.effect == 1.0


def test_too_few_values_could_show_no_difference() -> None:
    assert difference([2.0, 2.0], [1.0, 1.0]) == (None, 1.0)
    assert difference([np.nan], [1.0]) == (None, None)


def test_many_blocks_are_no_burden() -> None:
    blocks = np.linspace(1, 2, 200)
    ties = np.where(np.arange(200) % 2 == 0, 1.1, 0.95)
    found = difference(blocks * ties, blocks)
    assert found.p_value is not None
    assert found.p_value < 0.001


def test_cliffs_delta_is_the_share_above_less_the_share_below() -> None:
    assert cliffs_delta(np.array([1.0, 3.0]), np.array([2.0, 2.0, 3.0])) == pytest.approx(-1 / 6)


@pytest.mark.parametrize(
    "low, value, high, p_value, floor, said",
    [
        (1.5, 1.6, 1.7, 0.016, 1.03, "different"),
        (0.5, 0.6, 0.7, 0.016, 1.03, "different"),
        (1.5, 1.6, 1.7, None, 1.03, "unsure"),
        (1.5, 1.6, 1.7, 0.06, 1.03, "unsure"),
        (1.01, 1.02, 1.028, 0.016, 1.03, "equal"),
        (1.01, 1.06, 1.09, 0.016, 1.03, "unsure"),
        (0.97, 1.01, 1.05, 0.5, 1.0, "equal"),
        (0.8, 1.0, 1.2, 0.9, 1.03, "unsure"),
        (0.8, 1.0, 1.2, 0.9, 1.15, "equal"),
        (None, 3.0, None, None, 1.03, "unsure"),
    ],
)
def test_the_verdict(
    low: float | None,
    value: float,
    high: float | None,
    p_value: float | None,
    floor: float,
    said: str,
) -> None:
    assert verdict(Interval(value, low, high, 7), p_value, floor) == said
    turned = Interval(
        1 / value, None if high is None else 1 / high, None if low is None else 1 / low, 7
    )
    assert verdict(turned, p_value, floor) == said
