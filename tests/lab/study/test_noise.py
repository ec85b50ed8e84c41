"""The noise floor: twins are compared, and their spread is what it is made of."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from lab.errors import SessionError
from lab.spec import Candidate, Experiment
from lab.study.noise import LEAST, QUICK, floor_of, measure_noise, noise_study
from lab.study.progress import Progress
from lab.study.trial import StudyResult
from tests.lab.study.fake_run import FakeRuns
from tests.lab.study.made import Nature, made_trials
from tests.lab.study.studies import SHORT, threads


def scattered(scatter: float) -> FakeRuns:
    dice = np.random.default_rng(1)
    return FakeRuns(rate=lambda _: 1000 * math.exp(dice.normal(0.0, scatter)))


def made(scatter: float, repeats: int = 50) -> StudyResult:
    study = noise_study((), (threads(2),), protocol=replace(QUICK, repeats=repeats))
    trials = made_trials(study, 2 * (Nature(per_s=500.0),), scatter=scatter)
    return StudyResult(
        study=study, state="finished", started_at="", seconds=1.0, trials=trials, noise=None,
        cautions=(), environment={},
    )  # fmt: skip


def test_every_shape_is_there_twice() -> None:
    candidates = noise_study().candidates
    assert len(candidates) >= 4
    assert candidates[0::2] == candidates[1::2]


async def test_it_is_measured_in_blocks_like_any_study() -> None:
    seen: list[Progress] = []
    runs = scattered(0.02)
    study = noise_study(shapes=(threads(2), Candidate(approach="sequential")), protocol=SHORT)
    floor = await measure_noise(runs, study=study, on_progress=seen.append)
    assert floor.pairs == 6
    assert 1.0 < floor.ratio < 1.2
    assert floor.measured_at
    assert seen[-1].trials_done == 12
    assert runs.all_ended


@pytest.mark.parametrize("scatter", [0.03, 0.1])
def test_the_floor_grows_with_the_spread(scatter: float) -> None:
    found = floor_of(made(scatter))
    assert found.pairs == 50
    # Twins differ by two of them: their ratio scatters by the root of 2 more.
    spread = math.sqrt(2) * scatter
    assert 0.5 * spread < math.log(found.ratio) < 2.5 * spread


def test_however_quiet_a_machine_is_the_floor_is_what_the_lab_can_promise() -> None:
    assert floor_of(made(0.0001)).ratio == LEAST


def test_only_whole_pairs_count() -> None:
    whole = made(0.02, repeats=5)
    gaps = [
        replace(trial, state="failed")
        if (trial.block, trial.candidate) in {(0, 0), (3, 1)}
        else trial
        for trial in whole.trials
    ]
    assert floor_of(replace(whole, trials=tuple(gaps))).pairs == 3


async def test_when_nothing_can_run_it_says_so() -> None:
    def refuse(_: Experiment) -> str:
        return "no engine"

    with pytest.raises(SessionError, match="noise floor could not be measured: no engine"):
        await measure_noise(FakeRuns(refuse=refuse))
