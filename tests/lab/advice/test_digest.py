from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lab.advice.digest import digest
from lab.analysis.fits import Fit, Refusal
from lab.runtime import layout as at
from lab.session.snapshot import Percentiles, Shares
from lab.spec import told
from tests.lab.study.made import NAMES, made_result

from .studies import (
    NOISE,
    SEQUENTIAL,
    Measured,
    candidate,
    judged,
    processes,
    result,
    threads,
    trial,
)


@pytest.mark.parametrize("state", ["finished", "interrupted", "failed"])
@pytest.mark.parametrize("name", NAMES)
def test_every_study_has_a_digest(name: str, state: str) -> None:
    found = digest(made_result(name, state=state))
    study = found.result.study
    assert [row.candidate for row in found.rows] == list(study.candidates)
    assert [row.place for row in found.rows] == list(range(len(study.candidates)))
    ranked = [found.rows[place].throughput_per_s for place in found.ranking]
    values = [interval.value for interval in ranked if interval is not None]
    assert len(values) == len(ranked)
    assert values == sorted(values, reverse=True)
    pairs = {frozenset((contrast.first, contrast.second)) for contrast in found.contrasts}
    assert len(pairs) == len(found.contrasts)


def test_speedup_is_by_block_and_the_baselines_own_is_one() -> None:
    trials = [
        trial(place, block, rate * pace)
        for block, pace in enumerate((1.0, 0.5, 2.0, 0.25))
        for place, rate in enumerate((10.0, 19.0))
    ]
    found = digest(result([SEQUENTIAL, processes(2)], trials))
    assert found.baseline == 0
    base, other = (row.speedup for row in found.rows)
    assert base is not None
    assert other is not None
    assert (base.value, base.low, base.high) == (1.0, 1.0, 1.0)
    # The paces differ by a factor of 8 and leave no trace in the ratio.
    assert other.value == pytest.approx(1.9)
    assert other.low == pytest.approx(1.9)
    assert other.high == pytest.approx(1.9)


def test_only_measured_trials_count() -> None:
    trials = [trial(0, block, 10.0) for block in range(5)]
    trials += [
        replace(trial(0, 5, 99.0), state="interrupted"),
        replace(trial(0, 6, 99.0), state="failed", problem=told("It was killed")),
    ]
    row = digest(result([SEQUENTIAL], trials)).rows[0]
    assert row.trials == 5
    assert row.throughput_per_s is not None
    assert row.throughput_per_s.value == 10.0
    assert row.throughput_per_s.count == 5


def test_what_is_not_known_is_none_and_never_zero() -> None:
    rows = digest(result([SEQUENTIAL, threads(2)], [trial(0, 0, 10.0)])).rows
    assert rows[0].memory_mib is None
    assert rows[0].cpu_ms_per_task is None
    assert rows[0].latency_ms is None
    assert rows[1].trials == 0
    assert rows[1].throughput_per_s is None
    assert rows[1].speedup is None
    assert rows[1].shares == Shares()


def test_figures_of_a_row() -> None:
    counts = np.zeros(at.BUCKETS, np.int64)
    counts[at.bucket(5_000_000)] = 99
    slow = np.zeros(at.BUCKETS, np.int64)
    slow[at.bucket(80_000_000)] = 101
    more = [
        {
            "histogram": counts,
            "longest_ms": 5.1,
            "latency_ms": Percentiles(5.0, 5.0, 5.0, 5.1),
            "memory_mib": 20.0,
            "shares": Shares(running=0.4, gil=None),
            "steady": True,
            "seconds": 1.0,
        },
        {
            "histogram": slow,
            "longest_ms": 81.0,
            "latency_ms": Percentiles(80.0, 80.0, 80.0, 81.0),
            "memory_mib": 22.0,
            "shares": Shares(running=0.8, gil=0.2),
            "steady": False,
            "tasks_failed": 3,
            "seconds": 3.0,
        },
    ]
    row = digest(
        result([SEQUENTIAL], [trial(0, block, 10.0, **fields) for block, fields in enumerate(more)])
    ).rows[0]
    assert row.latency_ms is not None
    assert row.latency_ms.p50 == pytest.approx(80.0, rel=1 / 16)
    assert row.latency_ms.max == 81.0
    assert row.p95_ms is not None
    assert row.p95_ms.value == 42.5
    assert row.memory_mib is not None
    assert row.memory_mib.value == 21.0
    assert row.shares.running == pytest.approx(0.7)
    assert row.shares.gil == pytest.approx(0.2)
    assert row.shares.core is None
    assert row.unsteady == 1
    assert row.failed == 3


def test_a_candidate_that_finished_no_task_is_not_ranked() -> None:
    trials = [trial(place, block, rate) for block in range(5) for place, rate in enumerate((5, 0))]
    found = digest(result([SEQUENTIAL, processes(2)], trials))
    assert found.ranking == (0,)
    assert found.contrasts == ()
    with pytest.raises(ValueError, match="no positive"):
        found.contrast(0, 1)


def test_the_best_is_held_against_all_and_all_against_the_baseline() -> None:
    found = judged((SEQUENTIAL, 10.0, {}), (threads(2), 12.0, {}), (processes(2), 20.0, {}))
    assert found.ranking == (2, 1, 0)
    assert [(c.first, c.second) for c in found.contrasts] == [(2, 1), (2, 0), (1, 0)]
    assert {c.verdict for c in found.contrasts} == {"different"}


def test_a_contrast_that_was_not_made_is_made() -> None:
    found = judged((SEQUENTIAL, 10.0, {}), (threads(2), 10.0, {}), (processes(2), 20.0, {}))
    assert found.contrast(2, 0) is next(c for c in found.contrasts if c.second == 0)
    turned = found.contrast(0, 2)
    assert turned.ratio.value == pytest.approx(1 / found.contrast(2, 0).ratio.value)
    assert turned.effect == -1.0
    assert turned.p_value == found.contrast(2, 0).p_value
    assert found.contrast(1, 0).verdict == "equal"


def test_a_difference_has_to_be_beyond_the_noise_floor() -> None:
    base: Measured = (SEQUENTIAL, 10.0, {})
    apart: Measured = (threads(2), 10.5, {})
    noisy = replace(NOISE, ratio=1.08)
    assert judged(base, apart).contrasts[0].verdict == "different"
    assert judged(base, apart, noise=noisy).contrasts[0].verdict == "equal"


def test_a_difference_has_to_be_beyond_what_is_measured_exactly() -> None:
    """However quiet the machine: a hundredth may be where a run began and ended."""
    near: Measured = (threads(16), 10.12, {})
    quiet = replace(NOISE, ratio=1.001)
    for noise in (quiet, None):
        found = judged((SEQUENTIAL, 10.0, {}), near, noise=noise).contrasts[0]
        assert found.verdict == "equal"
        assert found.p_value is not None
        assert found.p_value < 0.05


def test_a_curve_goes_over_the_lanes_of_an_approach() -> None:
    curves = {curve.approach: curve for curve in digest(made_result("scaling")).scalings}
    assert list(curves) == ["threads", "processes", "asyncio"]
    curve = curves["processes"]
    assert curve.lanes == (1, 2, 4, 8, 16, 32)
    assert curve.speedup[0].value == 1.0
    assert curve.efficiency[3].value == pytest.approx(curve.speedup[3].value / 8)
    usl = curve.usl
    assert isinstance(usl, Fit)
    # What the study was made with.
    assert usl.alpha.low is not None
    assert usl.alpha.high is not None
    assert usl.alpha.low <= 0.02 <= usl.alpha.high
    assert usl.beta.low is not None
    assert usl.beta.high is not None
    assert usl.beta.low <= 0.001 <= usl.beta.high
    fitted = usl.throughput(np.array(curve.lanes)) / curve.reference_per_s
    assert fitted == pytest.approx([times.value for times in curve.speedup], rel=0.06)


def test_one_task_after_another_is_one_thread_and_one_process() -> None:
    found = judged((SEQUENTIAL, 10.0, {}), (threads(2), 19.0, {}), (threads(4), 36.0, {}))
    (curve,) = found.scalings
    assert curve.places == (0, 1, 2)
    assert curve.lanes == (1, 2, 4)
    assert curve.speedup[2].value == pytest.approx(3.6, rel=0.02)
    assert curve.reference_per_s == pytest.approx(10.0, rel=0.02)
    assert isinstance(curve.usl, Refusal)
    assert "3 were measured" in curve.usl.why


def test_without_one_lane_the_baseline_is_what_a_curve_is_measured_by() -> None:
    loops = [candidate("asyncio", 1, 1, lanes) for lanes in (2, 4)]
    found = judged((SEQUENTIAL, 10.0, {}), (loops[0], 19.0, {}), (loops[1], 36.0, {}))
    (curve,) = found.scalings
    assert curve.places == (1, 2)
    assert curve.speedup[1].value == pytest.approx(3.6, rel=0.02)
    assert curve.reference_per_s == pytest.approx(10.0, rel=0.02)


def test_of_shapes_with_as_many_lanes_the_fastest_is_on_the_curve() -> None:
    found = judged(
        (SEQUENTIAL, 10.0, {}),
        (candidate("combined", 4, 2, 1), 50.0, {}),
        (candidate("combined", 2, 4, 1), 30.0, {}),
        (candidate("combined", 2, 2, 1), 20.0, {}),
    )
    (curve,) = found.scalings
    assert curve.lanes == (4, 8)
    assert curve.places == (3, 1)


def test_where_the_work_differs_as_well_there_is_no_curve() -> None:
    assert digest(made_result("grid")).scalings == ()
