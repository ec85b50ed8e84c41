"""The break-even of made-up runs, held against a brute-force sweep; and what ends the search."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lab.analysis.interval import Interval, ratio_interval
from lab.errors import InputError
from lab.spec import Experiment, TaskShare
from lab.study.break_even import BreakEvenFinder, Question, Step, Tried, break_even
from lab.study.crossing import crossing
from lab.study.question import (
    LONGEST_S,
    TASKS_A_LANE,
    seconds_of_question,
    steps_of,
    study_at,
)
from tests.lab.study.fake_run import FakeRuns
from tests.lab.study.studies import SHORT, processes, threads

QUESTION = Question(
    mix=(TaskShare(kind="python-cpu"), TaskShare(kind="wait", parameters={"ms": 1.0})),
    setting="python-cpu.ms",
    low=0.1,
    high=8.0,
    first=threads(4),
    second=processes(2),
    protocol=replace(SHORT, repeats=3, seconds=0.2),
)


class Law:
    """Threads lose with the task size what processes win; they meet at ``even_ms``."""

    def __init__(self, even_ms: float, scatter: float = 0.0, steepness: float = 0.6) -> None:
        self.even_ms, self.scatter, self.steepness = even_ms, scatter, steepness
        self.dice = np.random.default_rng(1)

    def __call__(self, experiment: Experiment) -> float:
        ms = float(experiment.mix[0].parameters["ms"])
        noise = math.exp(self.dice.normal(0.0, self.scatter))
        if experiment.approach != "processes":
            return 5000.0 * noise
        return 5000.0 * math.pow(ms / self.even_ms, self.steepness) * noise


def brute_force(law: Law, sizes: list[float]) -> float:
    """The size of a fine sweep at which the two are closest."""
    quiet = Law(law.even_ms, 0.0, law.steepness)

    def gap(size: float) -> float:
        rates = []
        for each in study_at(QUESTION, size).candidates:
            share = TaskShare(kind="python-cpu", parameters={"ms": size})
            rates.append(quiet(Experiment(approach=each.approach, mix=(share,))))
        return abs(math.log(rates[1] / rates[0]))

    return min(sizes, key=gap)


@pytest.mark.slow
async def test_it_is_found_where_a_brute_force_sweep_finds_it() -> None:
    law = Law(2.0, scatter=0.02)
    found = await break_even(QUESTION, FakeRuns(rate=law))
    swept = brute_force(law, [0.1 * 1.05**n for n in range(91)])
    assert found.outcome == "found"
    assert found.size is not None
    assert found.size.value == pytest.approx(swept, rel=0.2)
    assert found.size.low is not None
    assert found.size.high is not None
    assert found.size.low < found.size.value < found.size.high < 1.3 * found.size.low
    assert (found.first, found.second) == (QUESTION.first, QUESTION.second)
    sizes = [point.size for point in found.points]
    assert sizes == sorted(sizes)
    assert len(sizes) == steps_of(QUESTION)
    assert (sizes[0], sizes[-1]) == (0.1, 8.0)


@pytest.mark.slow
async def test_the_one_that_pays_for_large_tasks_is_the_second() -> None:
    found = await break_even(QUESTION, FakeRuns(rate=Law(2.0, steepness=-0.6)))
    assert found.outcome == "found"
    assert (found.first, found.second) == (QUESTION.second, QUESTION.first)
    assert found.size is not None
    assert found.size.value == pytest.approx(2.0, rel=0.2)
    assert found.points[0].ratio.value < 1 < found.points[-1].ratio.value


@pytest.mark.parametrize("even_ms, outcome", [(0.01, "always"), (1000.0, "never")])
async def test_beyond_the_span_there_is_none(even_ms: float, outcome: str) -> None:
    found = await break_even(QUESTION, FakeRuns(rate=Law(even_ms)))
    assert (found.outcome, found.size, len(found.points)) == (outcome, None, 2)


async def test_an_end_that_is_not_clear_is_not_called_always_or_never() -> None:
    found = await break_even(QUESTION, FakeRuns(rate=Law(9.5, scatter=0.1)))
    low, high = found.points
    assert low.clear
    assert not high.clear
    assert (found.outcome, found.size) == ("unsure", None)


async def test_equal_candidates_have_none() -> None:
    found = await break_even(QUESTION, FakeRuns(rate=Law(2.0, scatter=0.03, steepness=0.0)))
    assert (found.outcome, found.size) == ("equal", None)


async def test_all_runs_do_the_same_work() -> None:
    runs = FakeRuns(rate=Law(2.0))
    await break_even(replace(QUESTION, high=0.3), runs)
    assert [run.given for run in runs.made[1:]] == (len(runs.made) - 1) * [{"loops_per_ms": 1234.0}]


@pytest.mark.slow
async def test_it_is_found_in_a_narrow_span() -> None:
    found = await break_even(replace(QUESTION, low=1.5, high=3.0), FakeRuns(rate=Law(2.0)))
    assert found.outcome == "found"
    assert found.size is not None
    assert found.size.value == pytest.approx(2.0, rel=0.01)
    assert len(found.points) > 4


async def test_it_can_be_given_up() -> None:
    runs = FakeRuns(rate=Law(2.0))
    finder = BreakEvenFinder(QUESTION, runs)
    steps: list[Step] = []
    points: list[Tried] = []
    finder.on_step = steps.append

    def note(point: Tried) -> None:
        points.append(point)
        if len(points) == 3:
            finder.cancel()

    finder.on_point = note
    found = await finder.run()
    assert (found.outcome, found.size) == ("interrupted", None)
    assert sorted(points, key=lambda p: p.size) == list(found.points)
    assert [step.points_done for step in steps] == [0, 1, 2]
    assert runs.all_ended


async def test_what_cannot_run_is_told() -> None:
    runs = FakeRuns(refuse=lambda e: "not here" if e.approach == "processes" else "")
    found = await break_even(QUESTION, runs)
    assert (found.outcome, found.problem) == ("failed", "not here")


@pytest.mark.parametrize(
    "change, words",
    [
        ({"setting": "threads"}, "'threads' is no task size"),
        ({"setting": "sqlite.mode"}, "is no task size"),
        ({"low": 0.0}, "is no span"),
        ({"low": 5.0, "high": 5.0}, "is no span"),
        ({"high": 1e6}, "must be 0 to 1,000 ms"),
        ({"setting": "http.latency_ms"}, "no setting 'http.latency_ms' in this mix"),
        ({"second": threads(4)}, "is there twice"),
    ],
)
def test_a_question_that_cannot_be_measured_is_refused(
    change: dict[str, object], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        BreakEvenFinder(replace(QUESTION, **change), FakeRuns())  # type: ignore[arg-type]


def test_long_tasks_are_measured_for_longer() -> None:
    assert study_at(QUESTION, 1.0).protocol.seconds == QUESTION.protocol.seconds
    # Four threads take turns at one GIL: a task of 25 ms takes each of them 100 ms.
    assert study_at(QUESTION, 25.0).protocol.seconds == pytest.approx(TASKS_A_LANE * 0.1)
    endless = replace(QUESTION, first=threads(60))
    assert study_at(endless, 900.0).protocol.seconds == LONGEST_S
    assert study_at(QUESTION, 1.0).candidates[1].settings == (("python-cpu.ms", 1.0),)


def test_the_time_is_that_of_the_sizes_that_are_tried() -> None:
    assert steps_of(replace(QUESTION, low=1.0, high=1.1)) == 2
    assert steps_of(replace(QUESTION, low=1.0, high=1.2)) == 3
    few, many = replace(QUESTION, low=1.0), replace(QUESTION, low=0.001)
    assert steps_of(many) > steps_of(few)
    assert seconds_of_question(many) > seconds_of_question(few)
    least = 6 * steps_of(few) * QUESTION.protocol.seconds
    assert least < seconds_of_question(few) < 10 * least


def test_whole_sizes_stay_whole() -> None:
    mix = (TaskShare(kind="http"),)
    question = replace(QUESTION, mix=mix, setting="http.body_kib", low=1.0, high=64.0)
    assert study_at(question, 7.6).candidates[0].settings == (("http.body_kib", 8),)


# ── Where a line is 0 ────────────────────────────────────────────────────────────────────────
def made_points(root: float, slope: float, scatter: float, seed: int) -> tuple[Tried, ...]:
    dice = np.random.default_rng(seed)
    points = []
    for size in root * np.exp(np.linspace(-1.2, 1.1, 7)):
        ratios = np.exp(slope * math.log(size / root) + dice.normal(0.0, scatter, 5))
        points.append(Tried(size=float(size), ratio=_interval(ratios), ratios=tuple(ratios)))
    return tuple(points)


@settings(max_examples=40)
@given(st.floats(0.5, 50.0), st.floats(0.2, 2.0), st.integers(0, 1000))
def test_the_crossing_of_noisy_ratios_is_found(root: float, slope: float, seed: int) -> None:
    found = crossing(made_points(root, slope, 0.01, seed), root * 1.1)
    assert found.value == pytest.approx(root, rel=0.1)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high
    assert found.count == 35


def test_the_crossing_lies_in_its_interval_as_often_as_is_said() -> None:
    inside = 0
    for seed in range(300):
        found = crossing(made_points(7.0, -0.5, 0.05, seed), 7.5)
        assert found.low is not None
        assert found.high is not None
        inside += found.low <= 7.0 <= found.high
        assert found.high / found.low < 1.3
    assert inside >= 0.93 * 300


def test_from_two_points_a_crossing_lies_between_them() -> None:
    points = tuple(
        Tried(size=size, ratio=_interval(np.array([r])), ratios=(r,))
        for size, r in ((1.0, 0.5), (100.0, 2.0))
    )
    assert crossing(points, 10.0).value == pytest.approx(10.0)


def _interval(ratios: NDArray[np.float64]) -> Interval:
    return ratio_interval(ratios, np.ones(len(ratios)))
