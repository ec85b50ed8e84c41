"""Studies with figures written by hand: throughput by candidate and block, and little else."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from lab.advice.digest import Digest, digest
from lab.session.snapshot import Shares
from lab.spec import Candidate, Protocol, Study, TaskShare, Topology, Value
from lab.study.trial import NoiseFloor, StudyResult, Trial

Measured = tuple[Candidate, float, dict[str, object]]
"""A candidate, its throughput, and further fields of its trials."""
MIX = (TaskShare(kind="python-cpu", parameters={"ms": 2.0}),)
NOISE = NoiseFloor(ratio=1.03, pairs=14, measured_at="2026-11-20T09:58:00+01:00")
SCATTER = (1.0, 1.004, 0.996, 1.002, 0.998, 1.006, 0.994)
"""Of seven repeats, small and the same for all: what is to differ differs."""


def candidate(approach: str, *shape: int, settings: Sequence[tuple[str, Value]] = ()) -> Candidate:
    """``candidate("combined", 8, 2, 1)``; missing numbers are 1."""
    processes, threads, coroutines = (*shape, 1, 1, 1)[:3]
    topology = Topology(processes=processes, threads=threads, coroutines=coroutines)
    return Candidate(approach=approach, topology=topology, settings=tuple(settings))


SEQUENTIAL = candidate("sequential")


def threads(count: int) -> Candidate:
    return candidate("threads", 1, count)


def processes(count: int) -> Candidate:
    return candidate("processes", count)


def trial(place: int, block: int, per_s: float, **more: object) -> Trial:
    """A measured trial; ``more`` are further fields."""
    fields: dict[str, object] = {
        "candidate": place,
        "block": block,
        "place": 0,
        "state": "measured",
        "seconds": 2.0,
        "tasks_done": round(2 * per_s),
        "throughput_per_s": per_s,
    }
    return Trial(**{**fields, **more})  # type: ignore[arg-type]


def result(
    candidates: Sequence[Candidate],
    trials: Sequence[Trial],
    *,
    noise: NoiseFloor | None = NOISE,
    repeats: int = 7,
    state: str = "finished",
) -> StudyResult:
    return StudyResult(
        study=Study(mix=MIX, candidates=tuple(candidates), protocol=Protocol(repeats=repeats)),
        state=state,
        started_at="2026-11-20T10:00:00+01:00",
        seconds=60.0,
        trials=tuple(trials),
        noise=noise,
        cautions=(),
        environment={},
    )


def judged(*measured: Measured, noise: NoiseFloor | None = NOISE) -> Digest:
    """A digest of candidates with a throughput each and further fields of their trials."""
    trials = []
    for place, (_, per_s, more) in enumerate(measured):
        dice = np.random.default_rng(place)
        for block, factor in enumerate(SCATTER):
            own = math.exp(0.002 * float(dice.standard_normal()))
            trials.append(trial(place, block, per_s * factor * own, **more))
    return digest(result([one for one, _, _ in measured], trials, noise=noise))


IO = Shares(running=0.1, gil=0.0, core=0.0, io=0.9)
COMPUTES = Shares(running=1.0, gil=0.0, core=0.0, io=0.0)
UNDER_THE_GIL = Shares(running=0.25, gil=0.7, core=0.05, io=0.0)
