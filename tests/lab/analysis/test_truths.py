"""Calibrated truth: workloads whose law is known come back within the intervals that are told."""

from __future__ import annotations

import numpy as np
import pytest

from lab.analysis.fits import Fit, Refusal, fit_amdahl, fit_usl
from lab.analysis.interval import Interval

from .queue_with_a_lock import Work, measured, simulated

RUNS = 200
REPEATS = 7
LANES = (1, 2, 4, 8, 16, 32)
WORKS = {
    "contended": Work(p=0.019, s=0.001, k=0.0),
    "coherent": Work(p=0.0190, s=0.0010, k=0.00002),
    "hardly either": Work(p=0.0199, s=0.0001, k=0.000002),
    "mostly serial": Work(p=0.002, s=0.018, k=0.0001),
}


def curve(work: Work, dice: np.random.Generator) -> tuple[list[int], list[float]]:
    """A study: every number of lanes, 7 times."""
    lanes = [count for count in LANES for _ in range(REPEATS)]
    return lanes, [simulated(work, count, 2.0, dice) for count in lanes]


def fits(work: Work, runs: int = RUNS) -> list[Fit]:
    """What is found in ``runs`` studies."""
    found = []
    for seed in range(runs):
        points = curve(work, np.random.default_rng(seed))
        fit = fit_usl(*points) if work.k else fit_amdahl(*points)
        assert isinstance(fit, Fit), fit
        found.append(fit)
    return found


@pytest.mark.parametrize("name", WORKS)
def test_alpha_and_beta_come_back_together_in_95_of_100_runs(name: str) -> None:
    work = WORKS[name]
    found = fits(work)
    both = [holds(fit.alpha, work.alpha) and holds(fit.beta, work.beta) for fit in found]
    one = [holds(fit.one, 1 / (work.p + work.s)) for fit in found]
    assert np.mean(both) >= 0.95
    assert np.mean(one) >= 0.95


@pytest.mark.parametrize(
    "name, alpha_width, beta_width",
    [("contended", 0.006, 0.0), ("coherent", 0.016, 0.0006), ("mostly serial", 0.3, 0.012)],
)
def test_the_intervals_are_narrow_enough_to_be_of_use(
    name: str, alpha_width: float, beta_width: float
) -> None:
    found = fits(WORKS[name], 20)
    assert np.median([width(fit.alpha) for fit in found]) < alpha_width
    assert np.median([width(fit.beta) for fit in found]) <= beta_width


def test_usl_of_amdahls_work_leaves_room_for_no_beta_at_all() -> None:
    """The law with a parameter more than the truth has: 0 is in its interval."""
    work = WORKS["contended"]
    found = [fit_usl(*curve(work, np.random.default_rng(seed))) for seed in range(100)]
    ok = [isinstance(fit, Fit) and fit.beta.low == 0.0 for fit in found]
    assert np.mean(ok) >= 0.95


def test_the_band_holds_the_true_curve() -> None:
    work = WORKS["coherent"]
    one = 1 / (work.p + work.s)
    at = np.array([1.0, 3.0, 10.0, 32.0])
    true = one * at / (1 + work.alpha * (at - 1) + work.beta * at * (at - 1))
    inside = []
    for fit in fits(work):
        low, high = fit.band(at)
        inside.append((low <= true) & (true <= high))
    assert (np.mean(inside, axis=0) >= 0.92).all()


@pytest.mark.slow
def test_a_real_program_with_a_lock_comes_back() -> None:
    """Real threads that sleep and take turns; a noisy machine makes intervals wide, not wrong."""
    work = Work(p=0.030, s=0.003, k=0.0002)
    lanes, rates, slept, held = [], [], [], []
    for _ in range(3):
        for count in (1, 2, 3, 5, 8, 12):
            rate, p, hold = measured(work, count, rounds=8)
            lanes.append(count)
            rates.append(rate)
            slept.append(p)
            held.append(hold - work.hold(count))
    late = float(np.median(held))
    true = Work(p=float(np.median(slept)), s=work.s + late, k=work.k)
    fit = fit_usl(lanes, rates)
    assert isinstance(fit, Fit), fit
    # Beside what is slept there is what the threads take to wake up and meet: some per cent of a
    # round, that the law counts to one part or the other.
    assert near(fit.alpha, true.alpha, 0.02)
    assert near(fit.beta, true.beta, 0.002)
    assert fit.one.value == pytest.approx(1 / (true.p + true.s), rel=0.1)


def test_what_follows_no_law_is_refused() -> None:
    dice = np.random.default_rng(3)
    lanes = np.repeat(LANES, REPEATS)
    thrashing = np.where(lanes > 8, 5.0, 100.0 * lanes) * np.exp(
        0.02 * dice.normal(size=len(lanes))
    )
    assert isinstance(fit_usl(lanes, thrashing), Refusal)


def holds(interval: Interval, truth: float) -> bool:
    return near(interval, truth, 0.0)


def near(interval: Interval, truth: float, slack: float) -> bool:
    assert interval.low is not None
    assert interval.high is not None
    return interval.low - slack <= truth <= interval.high + slack


def width(interval: Interval) -> float:
    assert interval.low is not None
    assert interval.high is not None
    return interval.high - interval.low
