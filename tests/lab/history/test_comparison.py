"""Two results held against each other."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lab.errors import InputError
from lab.history import History
from lab.history.comparison import ASSUMED_FLOOR, compare
from lab.history.unpaired import unpaired_difference, unpaired_ratio
from lab.session.result import Result
from lab.session.series import SeriesTable
from lab.session.snapshot import Marker
from lab.study.trial import NoiseFloor, StudyResult
from tests.lab.history.results import made_run
from tests.lab.study.made import made_result


def steady_run(level: float, *, seed: int = 1, rows: int = 200) -> Result:
    """A run of so many tasks/s, with noise of 2 % from row to row, that nobody changed."""
    run = made_run(rows=rows)
    rates = level * np.exp(np.random.default_rng(seed).normal(0, 0.02, rows))
    series = SeriesTable(run.series.columns, {**run.series.rows, "throughput_per_s": rates})
    return dataclasses.replace(run, series=series, markers=())


def faster(result: StudyResult, factor: float) -> StudyResult:
    trials = [
        dataclasses.replace(trial, throughput_per_s=trial.throughput_per_s * factor)
        for trial in result.trials
    ]
    return dataclasses.replace(result, trials=tuple(trials))


@pytest.mark.parametrize(
    "first, second, verdict",
    [(100.0, 130.0, "different"), (130.0, 100.0, "different"), (100.0, 100.5, "equal")],
)
def test_two_runs(first: float, second: float, verdict: str) -> None:
    made = compare(steady_run(first), steady_run(second, seed=2))
    (match,) = made.matches
    assert match.verdict == verdict
    assert match.ratio is not None
    assert match.ratio.value == pytest.approx(first / second, rel=0.02)
    assert match.first is not None
    assert match.first.value == pytest.approx(first, rel=0.02)
    assert made.floor == ASSUMED_FLOOR
    assert not made.floor_measured
    assert any("single runs" in caution for caution in made.cautions)


def test_what_lies_within_the_noise_floor_is_no_difference() -> None:
    noise = NoiseFloor(ratio=1.2, pairs=20, measured_at="2026-11-20T10:00:00+01:00")
    made = compare(steady_run(100), steady_run(112, seed=2), noise)
    assert made.matches[0].verdict != "different"
    assert made.floor_measured
    assert compare(steady_run(100), steady_run(112, seed=2)).matches[0].verdict == "different"


def test_of_a_changed_run_the_time_after_the_change_counts() -> None:
    run = steady_run(100)
    t_s = run.series.rows["t_s"]
    rates = np.where(t_s < 15.0, 50.0, run.series.rows["throughput_per_s"])
    series = SeriesTable(run.series.columns, {**run.series.rows, "throughput_per_s": rates})
    changed = dataclasses.replace(run, series=series, markers=(Marker(15.0, "threads", 1, 2),))
    made = compare(changed, steady_run(100, seed=2))
    assert made.matches[0].verdict == "equal"
    assert any("last change" in caution for caution in made.cautions)


@pytest.mark.parametrize("rows", [0, 1, 9])
def test_a_run_that_is_too_short_says_nothing(rows: int) -> None:
    made = compare(steady_run(100, rows=rows), steady_run(200))
    assert made.matches[0].verdict == "unsure"
    assert made.matches[0].ratio is None


def test_two_studies_candidate_by_candidate() -> None:
    first = made_result()
    made = compare(first, faster(made_result(seed=2), 1.3))
    assert [match.name for match in made.matches] == [c.key for c in first.study.candidates]
    assert {match.verdict for match in made.matches} == {"different"}
    again = compare(first, made_result(seed=2))
    assert "different" not in {match.verdict for match in again.matches}
    assert again.floor_measured
    assert again.unlike == ()


def test_studies_with_other_candidates() -> None:
    first, second = made_result("comparison"), made_result("scaling")
    keys = [{c.key for c in result.study.candidates} for result in (first, second)]
    made = compare(first, second)
    assert {match.name for match in made.matches} == keys[0] & keys[1] != set()
    assert set(made.only_first) == keys[0] - keys[1] != set()
    assert set(made.only_second) == keys[1] - keys[0] != set()


def test_studies_without_a_common_candidate() -> None:
    first = made_result()
    study = dataclasses.replace(first.study, candidates=first.study.candidates[:1])
    trials = tuple(t for t in first.trials if t.candidate == 0)
    only = dataclasses.replace(first, study=study, trials=trials)
    other = dataclasses.replace(first.study, candidates=first.study.candidates[1:2])
    made = compare(only, dataclasses.replace(first, study=other, trials=trials))
    assert made.matches == ()
    assert any("no candidate in common" in caution for caution in made.cautions)


def test_an_incomplete_study_is_told() -> None:
    made = compare(made_result(state="interrupted"), made_result())
    assert any("Not everything" in caution for caution in made.cautions)


def test_what_is_unlike_is_told() -> None:
    first = steady_run(100)
    second = dataclasses.replace(
        first,
        experiment=dataclasses.replace(first.experiment, mix=first.experiment.mix[:1]),
        environment={**first.environment, "python_version": "3.13.0", "gil": False},
    )
    told = {row.label: (row.first, row.second) for row in compare(first, second).unlike}
    assert told["Python"] == ("3.11.2", "3.13.0")
    assert told["GIL"] == ("on", "off")
    assert told["Work"][1] == "python-cpu 20 ms"
    assert set(told) == {"Python", "GIL", "Work"}


def test_a_run_and_a_study_cannot_be_compared(history: History) -> None:
    history.keep(made_run())
    history.keep(made_result())
    with pytest.raises(InputError, match="cannot be held against"):
        history.compare(1, 2)


def test_the_history_brings_the_floor_measured_last(history: History) -> None:
    history.keep(steady_run(100))
    history.keep(steady_run(101, seed=2))
    assert not history.compare(1, 2)[2].floor_measured
    noise = NoiseFloor(ratio=1.25, pairs=9, measured_at="2026-11-20T10:00:00+01:00")
    history.keep(made_result(noise=noise))
    assert history.noise() == noise
    first, second, made = history.compare(1, 2)
    assert isinstance(first, Result)
    assert isinstance(second, Result)
    assert made.floor == 1.25


positive = st.lists(st.floats(0.01, 1e6), min_size=4, max_size=20).map(np.array)


@given(positive, positive)
def test_changing_sides_gives_the_reciprocal(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> None:
    one, other = unpaired_ratio(first, second), unpaired_ratio(second, first)
    assert one.low is not None
    assert one.high is not None
    assert other.low is not None
    assert one.low <= one.value <= one.high
    assert one.value == pytest.approx(1 / other.value)
    assert one.high == pytest.approx(1 / other.low)


@pytest.mark.parametrize("count", [5, 7, 10])
def test_the_interval_holds_the_truth(count: int) -> None:
    """Over 2,000 pairs of samples with a known ratio; heavy tails are no excuse."""
    noise = np.random.default_rng(3)
    held = 0
    for _ in range(2000):
        first = 1.5 * np.exp(0.05 * noise.standard_t(3, count))
        second = np.exp(0.05 * noise.standard_t(3, count))
        found = unpaired_ratio(first, second)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 1.5 <= found.high
    assert held / 2000 >= 0.94


def test_equal_samples_are_seldom_called_different() -> None:
    noise = np.random.default_rng(4)
    p = [
        unpaired_difference(np.exp(noise.normal(0, 0.1, 8)), np.exp(noise.normal(0, 0.1, 8)))
        for _ in range(200)
    ]
    assert sum(found.p_value is not None and found.p_value < 0.05 for found in p) <= 20
