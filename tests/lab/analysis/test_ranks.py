"""Tests by ranks against SciPy's, and against every way that chance could have had it."""

from __future__ import annotations

import math
import warnings
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from lab.analysis import ranks
from lab.analysis.ranks import (
    RANK_SUM_EXACT,
    SIGNED_RANK_EXACT,
    doubled_ranks,
    rank_sum,
    signed_rank,
)

Array = NDArray[np.float64]
NEAR = 1e-9
FEW = st.integers(-3, 3).map(float)
"""So few different values that many are equal."""
SEEDS = st.integers(0, 2**32 - 1)


def series(least: int, most: int) -> st.SearchStrategy[Array]:
    return st.lists(FEW, min_size=least, max_size=most).map(np.array)


def drawn(seed: int, count: int, shift: float) -> Array:
    """Values of which no two are equal."""
    return np.asarray(np.random.default_rng(seed).standard_normal(count) + shift)


@given(series(1, 30))
def test_equal_values_share_their_ranks(values: Array) -> None:
    assert doubled_ranks(values).tolist() == (2 * stats.rankdata(values)).tolist()


# ── Signed ranks ─────────────────────────────────────────────────────────────────────────────
@given(SEEDS, st.integers(2, 60), st.floats(-1, 1))
def test_signed_ranks_without_ties_are_scipys(seed: int, count: int, shift: float) -> None:
    values = drawn(seed, count, shift)
    # SciPy takes a sum of probabilities from 1: what is left of it has an error of its own.
    expected = float(stats.wilcoxon(values, method="exact").pvalue)
    assert signed_rank(values) == pytest.approx(expected, rel=NEAR, abs=1e-13)


@given(series(2, 9).filter(np.any))
def test_signed_ranks_with_ties_are_what_all_signs_say(values: Array) -> None:
    sizes = stats.rankdata(np.abs(values)) * (values != 0)
    sums = [np.dot(signs, sizes) for signs in product((-1, 1), repeat=len(values))]
    seen = abs(np.dot(np.sign(values), sizes))
    assert signed_rank(values) == pytest.approx(np.mean([abs(s) >= seen for s in sums]))
    permuted = stats.permutation_test(
        (np.sign(values) * sizes,),
        np.sum,
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert signed_rank(values) == pytest.approx(float(permuted.pvalue))


@settings(max_examples=20)
@given(st.integers(2, SIGNED_RANK_EXACT))
def test_signs_that_all_agree_are_as_rare_as_can_be(count: int) -> None:
    assert signed_rank(np.arange(1.0, count + 1)) == pytest.approx(2.0 ** (1 - count), rel=NEAR)
    assert signed_rank(np.full(count, -3.0)) == pytest.approx(2.0 ** (1 - count), rel=NEAR)


def test_many_signed_ranks_are_counted_as_whole_numbers_are() -> None:
    values = drawn(5, SIGNED_RANK_EXACT, 0.2)
    above = round(stats.rankdata(np.abs(values))[values > 0].sum())
    total = len(values) * (len(values) + 1) // 2
    ways = [1] + [0] * total
    for rank in range(1, len(values) + 1):
        for at in range(total, rank - 1, -1):
            ways[at] += ways[at - rank]
    expected = Fraction(2 * sum(ways[: min(above, total - above) + 1]), 2 ** len(values))
    assert signed_rank(values) == pytest.approx(float(expected), rel=1e-12)


@settings(max_examples=50)
@given(SEEDS, st.integers(320, 500), st.integers(1, 300))
def test_of_very_many_pairs_signed_ranks_are_taken_as_normal(
    seed: int, count: int, kinds: int
) -> None:
    values = np.random.default_rng(seed).integers(-kinds, kinds + 2, count).astype(np.float64)
    if np.count_nonzero(values) <= SIGNED_RANK_EXACT:
        return
    expected = stats.wilcoxon(values, zero_method="pratt", correction=True, method="asymptotic")
    assert signed_rank(values) == pytest.approx(float(expected.pvalue), rel=NEAR, abs=1e-300)


# ── Rank sums ────────────────────────────────────────────────────────────────────────────────
@given(SEEDS, st.integers(1, 40), st.integers(1, 40), st.floats(-2, 2))
def test_rank_sums_without_ties_are_scipys(
    seed: int, count: int, others: int, shift: float
) -> None:
    first, second = np.split(drawn(seed, count + others, 0.0), [count])
    first = first + shift
    expected = float(stats.mannwhitneyu(first, second, method="exact").pvalue)
    assert rank_sum(first, second) == pytest.approx(expected, rel=NEAR, abs=1e-13)


@given(series(2, 5), series(2, 5))
def test_rank_sums_with_ties_are_what_all_divisions_say(first: Array, second: Array) -> None:
    both = stats.rankdata(np.concatenate([first, second]))
    sums = np.array([sum(some) for some in combinations(both, len(first))])
    seen = both[: len(first)].sum()
    side = min((sums <= seen).mean(), (sums >= seen).mean())
    assert rank_sum(first, second) == pytest.approx(min(1.0, 2 * side))
    permuted = stats.mannwhitneyu(first, second, method=stats.PermutationMethod(n_resamples=np.inf))
    assert rank_sum(first, second) == pytest.approx(float(permuted.pvalue))


@settings(max_examples=50)
@given(SEEDS, st.integers(2, 150), st.integers(RANK_SUM_EXACT, 150), st.integers(1, 300))
def test_rank_sums_of_very_many_are_taken_as_normal(
    seed: int, count: int, others: int, kinds: int
) -> None:
    dice = np.random.default_rng(seed)
    first = dice.integers(0, kinds + 1, count).astype(np.float64)
    second = dice.integers(0, kinds + 3, others).astype(np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        expected = stats.mannwhitneyu(first, second, method="asymptotic")
    assert rank_sum(first, second) == pytest.approx(float(expected.pvalue), rel=NEAR)


@given(series(1, 8), series(1, 8))
def test_changing_sides_and_directions_changes_nothing(first: Array, second: Array) -> None:
    assert rank_sum(first, second) == pytest.approx(rank_sum(second, first))
    assert rank_sum(first, second) == pytest.approx(rank_sum(-first, -second))
    assert signed_rank(first) == pytest.approx(signed_rank(-first))


def test_where_all_is_equal_there_is_no_difference() -> None:
    for count in (2, RANK_SUM_EXACT):
        assert rank_sum(np.ones(count), np.ones(count)) == 1.0
    for count in (1, 2 * SIGNED_RANK_EXACT):
        assert signed_rank(np.zeros(count)) == 1.0


# ── Where counting ends ──────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("shift", [0.0, 0.1, 0.2, 0.4])
def test_the_normal_takes_over_where_it_is_as_good(
    monkeypatch: pytest.MonkeyPatch, shift: float
) -> None:
    values = np.round(drawn(3, SIGNED_RANK_EXACT, shift), 1)
    half = RANK_SUM_EXACT // 2
    first, second = np.round(drawn(4, half, shift), 1), np.round(drawn(5, half, 0.0), 1)
    counted = signed_rank(values), rank_sum(first, second)
    monkeypatch.setattr(ranks, "SIGNED_RANK_EXACT", 0)
    monkeypatch.setattr(ranks, "RANK_SUM_EXACT", 0)
    normal = signed_rank(values), rank_sum(first, second)
    for exact, near in zip(counted, normal, strict=True):
        assert math.isclose(near, exact, rel_tol=0.02, abs_tol=5e-4)
