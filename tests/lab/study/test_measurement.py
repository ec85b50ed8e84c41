"""What is cut off at the beginning of a run, and how long a study takes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.spec import Candidate, Options, Study, Topology
from lab.study import estimate
from lab.study.candidates import usual_candidates
from lab.study.estimate import (
    CALIBRATION_S,
    Pace,
    seconds_of,
    seconds_of_trial,
    task_s,
)
from lab.study.measurement import judge
from lab.study.point import checked_study, experiment_of
from tests.lab.study.studies import SHORT, processes, study, threads


@given(st.integers(8, 80), st.integers(0, 1000), st.floats(0.0, 0.02))
def test_of_a_level_course_nothing_is_cut_that_does_not_show(
    count: int, seed: int, scatter: float
) -> None:
    ends = np.arange(1, count + 1) / 8
    rates = 1000 * np.random.default_rng(seed).normal(1.0, scatter, count)
    cut, steady = judge(ends, rates)
    if cut:
        apart = abs(rates[:cut].mean() / rates[cut:].mean() - 1)
        assert apart >= 0.02
    else:
        assert cut == 0
    assert steady is not None or count - cut < 6


@given(st.integers(30, 80), st.integers(0, 1000))
def test_a_warm_up_that_shows_is_cut(count: int, seed: int) -> None:
    ends = np.arange(1, count + 1) / 8
    rates = np.random.default_rng(seed).normal(1000.0, 10.0, count)
    slow = count // 5
    rates[:slow] *= 0.6
    cut, steady = judge(ends, rates)
    assert slow <= cut <= count // 2
    assert steady is True


def test_a_course_that_goes_on_rising_is_not_steady() -> None:
    ends = np.arange(1, 41) / 8
    assert judge(ends, 100 + 20 * ends)[1] is False


# ── How long it takes ────────────────────────────────────────────────────────────────────────
def test_a_study_takes_its_blocks_times_its_runs() -> None:
    wanted = study(threads(2), processes(2))
    one, other = (seconds_of_trial(wanted, each) for each in wanted.candidates)
    assert seconds_of(wanted) == pytest.approx(CALIBRATION_S + 3 * (one + other))
    assert one > SHORT.seconds


def test_what_takes_longer_to_start_takes_longer() -> None:
    plain = study(threads(2))
    alone = seconds_of_trial(plain, threads(2))
    assert seconds_of_trial(plain, Candidate(approach="asyncio")) > alone
    assert seconds_of_trial(plain, processes(30)) > alone
    spawned = study(processes(4))
    spawned = Study(**{**vars(spawned), "options": Options(start_method="spawn")})
    assert seconds_of_trial(spawned, processes(4)) > seconds_of_trial(plain, processes(4))
    assert seconds_of_trial(study(threads(2), ms=5000.0), threads(2)) > alone + 4


@pytest.mark.parametrize(
    "candidate, kind, turns",
    [
        (threads(8), "wait", 1),
        (threads(8), "python-cpu", 8),
        (processes(1), "python-cpu", 1),
        (Candidate(approach="asyncio", topology=Topology(coroutines=5)), "python-cpu", 5),
    ],
)
def test_lanes_that_compute_take_turns(candidate: Candidate, kind: str, turns: int) -> None:
    wanted = study(candidate, kind=kind, ms=100.0)
    assert task_s(experiment_of(wanted, candidate)) == pytest.approx(0.1 * turns)


def test_native_code_takes_turns_at_the_cores_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimate, "usable_cores", lambda: 2)
    native = study(threads(8), kind="native-cpu", ms=100.0)
    assert task_s(experiment_of(native, threads(8))) == pytest.approx(0.4)


def test_the_pace_is_learnt_from_the_runs() -> None:
    wanted = study(threads(2), processes(2))
    pace = Pace(wanted)
    guess = pace.expected_s(1)
    pace.note(0, 2 * pace.expected_s(0))
    assert pace.expected_s(1) == pytest.approx(2 * guess)
    pace.note(1, 7.0)
    pace.note(1, 9.0)
    assert pace.expected_s(1) == 8.0


# ── Who is compared ──────────────────────────────────────────────────────────────────────────
@given(st.integers(1, 64), st.integers(2, 64))
def test_the_usual_candidates_can_be_carried_out(cores: int, most: int) -> None:
    found = usual_candidates(cores, most)
    checked_study(study(*found, kind="python-cpu"))
    assert found[0].approach == "sequential"
    assert {each.approach for each in found} == {
        "sequential", "threads", "processes", "asyncio", "combined"
    }  # fmt: skip
    assert max(each.shape.lanes for each in found) <= most
    keys = [each.key for each in found]
    assert len(set(keys)) == len(keys)


def test_on_two_cores_they_are_these() -> None:
    assert [each.key for each in usual_candidates(2, 16)] == [
        "sequential",
        "threads(2)", "threads(4)", "threads(8)", "threads(16)",
        "processes(2)", "processes(4)",
        "asyncio(4)", "asyncio(16)",
        "combined(2x2x4)",
    ]  # fmt: skip
    assert usual_candidates(2, 16)[-1].shape == Topology(processes=2, threads=2, coroutines=4)
