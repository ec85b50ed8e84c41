from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.analysis.steady import is_steady, warm_up

ENDS = 0.05 * np.arange(1, 61)


def test_a_slow_start_is_cut_off() -> None:
    dice = np.random.default_rng(1)
    for seconds in (5, 10, 20):
        rates = 100 + 2 * dice.standard_normal(60)
        rates[:seconds] *= np.linspace(0.2, 0.9, seconds)
        assert seconds - 2 <= warm_up(ENDS, rates) <= seconds + 6


def test_a_steady_course_is_hardly_cut() -> None:
    dice = np.random.default_rng(2)
    cuts = [warm_up(ENDS, 100 + 2 * dice.standard_normal(60)) for _ in range(200)]
    assert np.mean(np.array(cuts) <= 3) > 0.8


def test_bursts_in_a_long_course_are_no_warm_up() -> None:
    ends = 0.01 * np.arange(1, 1001)
    rates = np.where(np.arange(1000) % 5 == 0, 500.0, 0.0)
    assert warm_up(ends, rates) <= 50


@given(st.lists(st.floats(0, 1e6), max_size=300))
def test_at_most_half_is_cut(rates: list[float]) -> None:
    ends = np.arange(1, len(rates) + 1)
    assert 0 <= warm_up(ends, rates) <= len(rates) / 2 + 8


def test_the_mean_of_what_is_left_is_nearer_to_the_truth() -> None:
    dice = np.random.default_rng(4)
    raw, cut = [], []
    for _ in range(100):
        rates = 100 * (1 - 0.8 * np.exp(-ENDS / 0.3)) * np.exp(0.02 * dice.standard_normal(60))
        raw.append(abs(rates.mean() - 100))
        cut.append(abs(rates[warm_up(ENDS, rates) :].mean() - 100))
    assert np.mean(cut) < 0.25 * np.mean(raw)


def test_a_trend_is_seen() -> None:
    dice = np.random.default_rng(5)
    noise = np.exp(0.02 * dice.standard_normal(60))
    assert is_steady(ENDS, 100 * (1 + 0.1 * ENDS / 3) * noise) is False
    assert is_steady(ENDS, 100 * (1 - 0.2 * ENDS / 3) * noise) is False


def test_noise_alone_is_steady() -> None:
    dice = np.random.default_rng(6)
    for scatter in (0.005, 0.05, 0.3):
        said = [is_steady(ENDS, np.exp(scatter * dice.standard_normal(60))) for _ in range(150)]
        assert said.count(True) > 0.97 * len(said)


def test_a_trend_of_some_per_mille_does_no_harm() -> None:
    assert is_steady(ENDS, 100 + 0.1 * ENDS) is True


def test_from_little_it_cannot_be_told() -> None:
    assert is_steady(ENDS[:5], [1.0, 2.0, 3.0, 4.0, 5.0]) is None
    assert is_steady(ENDS[:8], np.zeros(8)) is None
    assert warm_up([], []) == 0


def test_every_rate_needs_its_time() -> None:
    with pytest.raises(ValueError, match="its time"):
        warm_up([1.0], [])
