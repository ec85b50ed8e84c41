from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.analysis.noise import noise_floor

RATIOS = st.lists(st.floats(0.2, 5.0), min_size=1, max_size=30)


@given(RATIOS)
def test_which_of_two_equal_runs_was_first_means_nothing(ratios: list[float]) -> None:
    floor = noise_floor(ratios)
    assert floor >= 1.0
    assert noise_floor([1 / ratio for ratio in ratios]) == pytest.approx(floor)
    assert floor <= max(max(ratio, 1 / ratio) for ratio in ratios) * (1 + 1e-9)


def test_a_freak_run_moves_it_little() -> None:
    ratios = [1.01, 0.99, 1.02, 0.985, 1.005, 1.01, 0.99, 1.0, 1.02, 0.98, 1.015, 0.99]
    assert noise_floor([*ratios, 3.0]) < 1.03


def test_more_repeats_are_closer_together() -> None:
    ratios = np.exp(0.05 * np.random.default_rng(1).standard_normal(40))
    assert noise_floor(ratios, repeats=15) < noise_floor(ratios) < noise_floor(ratios, repeats=1)


def test_runs_that_never_differ_have_no_floor() -> None:
    assert noise_floor([1.0] * 10) == 1.0


def test_no_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="no ratios"):
        noise_floor([np.nan, 0.0])
