from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lab.analysis.fits import Fit, Refusal, fit_amdahl, fit_usl

# The data set of the R package usl (SPEC SDM 91), which gives alpha 0.0277, beta 0.000104 and a
# peak of 1884 at 96.5.
LOAD = (1, 18, 36, 72, 108, 144, 216)
THROUGHPUT = (64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2)

LANES = (1, 2, 3, 4, 8, 16, 32)
ALPHAS = st.one_of(st.just(0.0), st.floats(1e-4, 1.0))
BETAS = st.one_of(st.just(0.0), st.floats(1e-6, 0.05))


def law(lanes: object, alpha: float, beta: float = 0.0, one: float = 100.0) -> NDArray[np.float64]:
    n = np.asarray(lanes, dtype=np.float64)
    return np.asarray(one * n / (1 + alpha * (n - 1) + beta * n * (n - 1)))


def test_the_published_data_set_comes_back_within_a_percent() -> None:
    fit = fit_usl(LOAD, THROUGHPUT)
    assert isinstance(fit, Fit)
    assert fit.alpha.value == pytest.approx(0.0277, rel=0.01)
    assert fit.beta.value == pytest.approx(0.000104, rel=0.01)
    assert fit.peak == pytest.approx(1884, rel=0.01)
    assert fit.peak_lanes == pytest.approx(96.5, rel=0.01)
    assert np.allclose(fit.throughput(LOAD) + fit.residuals, THROUGHPUT)


@given(ALPHAS, BETAS, st.floats(0.01, 1e5), st.integers(1, 3))
def test_points_on_the_law_give_the_law_back(
    alpha: float, beta: float, one: float, repeats: int
) -> None:
    lanes = np.repeat(LANES, repeats)
    fit = fit_usl(lanes, law(lanes, alpha, beta, one))
    assert isinstance(fit, Fit)
    assert fit.alpha.value == pytest.approx(alpha, rel=1e-3, abs=1e-5)
    assert fit.beta.value == pytest.approx(beta, rel=1e-3, abs=1e-6)
    assert fit.one.value == pytest.approx(one, rel=1e-4)


@given(st.floats(1e-3, 0.99), st.floats(0.01, 1e5))
def test_amdahls_limit_is_one_lane_by_the_serial_share(alpha: float, one: float) -> None:
    fit = fit_amdahl(LANES, law(LANES, alpha, 0.0, one))
    assert isinstance(fit, Fit)
    assert fit.law == "amdahl"
    assert fit.beta.value == fit.beta.low == fit.beta.high == 0.0
    assert fit.limit == pytest.approx(one / alpha, rel=1e-3)
    assert fit.peak is None
    assert fit.peak_lanes is None


@settings(max_examples=30)
@given(st.floats(0.0, 0.9), st.floats(1e-4, 0.05), st.integers(0, 2**32 - 1))
def test_intervals_hold_their_value_and_keep_within_the_bounds(
    alpha: float, beta: float, seed: int
) -> None:
    lanes = np.repeat(LANES, 5)
    noise = np.exp(0.03 * np.random.default_rng(seed).standard_normal(len(lanes)))
    for fit in (
        fit_usl(lanes, law(lanes, alpha, beta) * noise),
        fit_amdahl(lanes, law(lanes, alpha) * noise),
    ):
        assert isinstance(fit, Fit)
        for interval, bound in ((fit.one, np.inf), (fit.alpha, 1.0), (fit.beta, np.inf)):
            assert interval.low is not None
            assert interval.high is not None
            assert 0 <= interval.low <= interval.value <= interval.high <= bound
        low, high = fit.band(LANES)
        assert (low <= fit.throughput(LANES)).all()
        assert (fit.throughput(LANES) <= high).all()


@settings(max_examples=20)
@given(st.floats(0.01, 1e4))
def test_another_unit_is_no_other_law(factor: float) -> None:
    lanes = np.repeat(LANES, 5)
    noise = np.exp(0.03 * np.random.default_rng(1).standard_normal(len(lanes)))
    rates = law(lanes, 0.05, 0.001) * noise
    fit, scaled = fit_usl(lanes, rates), fit_usl(lanes, factor * rates)
    assert isinstance(fit, Fit)
    assert isinstance(scaled, Fit)
    assert scaled.alpha.value == pytest.approx(fit.alpha.value, rel=1e-4)
    assert scaled.alpha.high == pytest.approx(fit.alpha.high, rel=1e-2)
    assert scaled.one.value == pytest.approx(factor * fit.one.value, rel=1e-5)


def test_a_peak_that_no_point_shows_is_not_told() -> None:
    """A beta of chance would put it at hundreds of lanes."""
    lanes = np.repeat(LANES, 7)
    told = 0
    for seed in range(50):
        noise = np.exp(0.02 * np.random.default_rng(seed).standard_normal(len(lanes)))
        fit = fit_usl(lanes, law(lanes, 0.05) * noise)
        assert isinstance(fit, Fit)
        told += fit.peak is not None
    assert told <= 4


def test_threads_under_one_gil_are_wholly_serial() -> None:
    lanes = np.repeat(LANES, 5)
    noise = np.exp(0.01 * np.random.default_rng(2).standard_normal(len(lanes)))
    fit = fit_amdahl(lanes, 430.0 * noise)
    assert isinstance(fit, Fit)
    assert fit.alpha.value > 0.97
    assert fit.limit == pytest.approx(430.0, rel=0.02)


def test_points_far_off_the_law_widen_the_intervals_however_little_they_scatter() -> None:
    """Two cores are no smooth law: the scatter of the repeats alone would promise too much."""
    lanes = np.repeat(LANES, 7)
    noise = np.exp(0.002 * np.random.default_rng(4).standard_normal(len(lanes)))
    smooth = fit_usl(lanes, law(lanes, 0.3, 0.001) * noise)
    kinked = fit_usl(lanes, 100 * np.minimum(lanes, 4) ** 0.9 * noise)
    assert isinstance(smooth, Fit)
    assert isinstance(kinked, Fit)
    assert width(kinked) > 10 * width(smooth)


@pytest.mark.parametrize(
    "lanes, throughput, why",
    [
        ((1, 2, 4, 8), (1.0, 2.0, 3.0, 4.0), "4 were measured"),
        ((1, 1, 1, 1, 1, 1), (1.0,) * 6, "1 were measured"),
        ((1, 2, 3, 4, np.nan), (1.0,) * 5, "4 were measured"),
        ((10, 11, 12, 13, 14), (10.0, 11.0, 12.0, 13.0, 14.0), "too close together"),
        ((0, 1, 2, 3, 4), (1.0,) * 5, "less than one lane"),
        ((1, 2, 3, 4, 5), (1.0, 2.0, 3.0, 0.0, 5.0), "With 4 lanes"),
        ((1, 2, 4, 8, 16), (1.0, 3.0, 9.0, 27.0, 81.0), "faster than the number of lanes"),
        ((1, 2, 4, 8, 16), (100.0, 3.0, 250.0, 2.0, 300.0), "do not follow the law"),
    ],
)
def test_what_cannot_carry_a_fit_is_refused_with_a_reason(
    lanes: tuple[float, ...], throughput: tuple[float, ...], why: str
) -> None:
    for fit in (fit_amdahl, fit_usl):
        found = fit(lanes, throughput)
        assert isinstance(found, Refusal)
        assert why in found.why


def test_every_throughput_needs_its_lanes() -> None:
    with pytest.raises(ValueError, match="its number of lanes"):
        fit_usl([1, 2], [1.0])


def width(fit: Fit) -> float:
    assert fit.alpha.low is not None
    assert fit.alpha.high is not None
    return fit.alpha.high - fit.alpha.low
