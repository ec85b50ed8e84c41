"""Made-up studies for tests: the same every time, shaped like what real ones find on two cores.

``made_result()`` is a comparison; ``NAMES`` has the others. No engine runs for them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from lab.runtime import layout as at
from lab.session.reader import percentiles
from lab.session.snapshot import Shares
from lab.spec import Axis, Candidate, Protocol, Study, TaskShare, Topology, grid, told
from lab.study.trial import Caution, NoiseFloor, StudyResult, Trial

NAMES = ("comparison", "sweep", "grid", "scaling")
"""A comparison of seven; a sweep over threads; one over two axes; scaling curves, 6 points each."""

STARTED_AT = "2026-11-20T10:00:00+01:00"
NOISE = NoiseFloor(ratio=1.03, pairs=20, measured_at="2026-11-20T09:58:00+01:00")
MIX = (
    TaskShare(kind="python-cpu", weight=40.0, parameters={"ms": 2.0}),
    TaskShare(kind="wait", weight=60.0, parameters={"ms": 20.0}),
)
CANDIDATES = (
    Candidate(approach="sequential"),
    Candidate(approach="threads", topology=Topology(threads=2)),
    Candidate(approach="threads", topology=Topology(threads=4)),
    Candidate(approach="processes", topology=Topology(processes=2)),
    Candidate(approach="processes", topology=Topology(processes=4)),
    Candidate(approach="asyncio", topology=Topology(coroutines=8)),
    Candidate(approach="combined", topology=Topology(processes=2, threads=2, coroutines=4)),
)
SCALING_LANES = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True, kw_only=True)
class Nature:
    """What is true of a candidate; its trials scatter about it."""

    per_s: float
    shares: Shares = field(default_factory=lambda: Shares(running=0.5, gil=0.3, core=0.1, io=0.1))
    cpu_ms: float = 1.0
    memory_mib: float = 14.0
    start_up_ms: float = 70.0


_COMPARED = (
    Nature(per_s=77.0, shares=Shares(running=0.06, gil=0.0, core=0.0, io=0.94)),
    Nature(per_s=153.0, shares=Shares(running=0.06, gil=0.01, core=0.0, io=0.93)),
    Nature(per_s=301.0, shares=Shares(running=0.06, gil=0.03, core=0.01, io=0.90)),
    Nature(per_s=154.0, shares=Shares(running=0.06, gil=0.0, core=0.0, io=0.94), memory_mib=23.0),
    Nature(per_s=303.0, shares=Shares(running=0.06, gil=0.0, core=0.02, io=0.92), memory_mib=44.0),
    Nature(per_s=512.0, shares=Shares(running=0.05, gil=0.0, core=0.0, io=0.59, loop=0.36)),
    Nature(
        per_s=978.0,
        shares=Shares(running=0.05, gil=0.01, core=0.02, io=0.60, loop=0.32),
        memory_mib=31.0,
        start_up_ms=160.0,
    ),
)


def made_result(
    name: str = "comparison",
    *,
    repeats: int = 7,
    seed: int = 1,
    state: str = "finished",
    noise: NoiseFloor | None = NOISE,
    scatter: float = 0.012,
) -> StudyResult:
    """The study called ``name``; ``interrupted`` stops half-way, ``failed`` has failed trials.

    ``scatter`` is the relative spread of a candidate's trials within a block.
    """
    study, natures = _study(name, repeats, seed)
    trials = made_trials(study, natures, seed=seed, scatter=scatter)
    problem = ""
    if state == "interrupted":
        half = len(trials) // 2
        trials = (*trials[:half], replace(trials[half], state="interrupted", seconds=0.4))
    elif state == "failed":
        problem = told("The engine was killed by {signal}", signal="SIGKILL")
        last = len(study.candidates) - 1
        trials = tuple(
            _failed(trial, problem) if trial.candidate == last else trial for trial in trials
        )
    result = StudyResult(
        study=study,
        state=state,
        started_at=STARTED_AT,
        seconds=2.9 * len(trials),
        trials=trials,
        noise=noise,
        cautions=(),
        environment={"os": "Linux 6.1", "cpu": "A made-up CPU", "cores": 2, "python": "3.11.7"},
        problem=problem if state == "failed" else "",
    )
    return replace(result, cautions=_cautions(result))


def made_trials(
    study: Study, natures: tuple[Nature, ...], *, seed: int = 1, scatter: float = 0.012
) -> tuple[Trial, ...]:
    """A whole study's trials, in the random order of its blocks; blocks differ by some percent."""
    dice = np.random.default_rng(seed)
    trials: list[Trial] = []
    for block in range(study.protocol.repeats):
        pace = math.exp(dice.normal(0.0, 0.02))
        for candidate in dice.permutation(len(study.candidates)):
            nature = natures[candidate]
            rate = nature.per_s * pace * math.exp(dice.normal(0.0, scatter))
            trials.append(
                _trial(study, int(candidate), block, len(trials), replace(nature, per_s=rate), dice)
            )
    return tuple(trials)


def usl(lanes: float, *, one: float, alpha: float, beta: float) -> float:
    """Throughput by the Universal Scalability Law."""
    return one * lanes / (1 + alpha * (lanes - 1) + beta * lanes * (lanes - 1))


def _study(name: str, repeats: int, seed: int) -> tuple[Study, tuple[Nature, ...]]:
    protocol = Protocol(repeats=repeats, seed=seed)
    if name == "comparison":
        title = "Mixed work"
        study = Study(mix=MIX, candidates=CANDIDATES, protocol=protocol, title=title)
        return study, _COMPARED
    if name == "sweep":
        axes: tuple[Axis, ...] = (Axis(setting="threads", values=(1, 2, 4, 8, 16, 32)),)
        start = Candidate(approach="threads")
    elif name == "grid":
        axes = (
            Axis(setting="processes", values=(1, 2, 4)),
            Axis(setting="python-cpu.ms", values=(0.1, 1.0, 10.0, 100.0)),
        )
        start = Candidate(approach="combined", topology=Topology(threads=2, coroutines=4))
    elif name == "scaling":
        axes = ()
        start = Candidate(approach="threads")
    else:
        raise ValueError(f"no made-up study is called {name}: {', '.join(NAMES)}")
    candidates = grid(start, axes) if axes else _curves()
    study = Study(mix=MIX, candidates=candidates, protocol=protocol, axes=axes, title=name.title())
    return study, tuple(_nature(candidate) for candidate in candidates)


def _curves() -> tuple[Candidate, ...]:
    threads = [Topology(threads=n) for n in SCALING_LANES]
    processes = [Topology(processes=n) for n in SCALING_LANES]
    coroutines = [Topology(coroutines=n) for n in SCALING_LANES]
    return (
        *(Candidate(approach="threads", topology=shape) for shape in threads),
        *(Candidate(approach="processes", topology=shape) for shape in processes),
        *(Candidate(approach="asyncio", topology=shape) for shape in coroutines),
    )


def _nature(candidate: Candidate) -> Nature:
    """A rate by a known law: threads contend, processes cohere, a loop hardly does either."""
    laws = {
        "sequential": (0.0, 0.0),
        "threads": (0.05, 0.0),
        "processes": (0.02, 0.001),
        "asyncio": (0.01, 0.0),
        "combined": (0.03, 0.0004),
    }
    alpha, beta = laws[candidate.approach]
    size = float(dict(candidate.settings).get("python-cpu.ms", 2.0))
    one = 1000 / (0.4 * size + 0.6 * 20.0)
    shape = candidate.shape
    rate = usl(shape.lanes, one=one, alpha=alpha, beta=beta)
    memory = 12.0 + 9.0 * (shape.processes - 1)
    return Nature(per_s=rate, cpu_ms=0.4 * size + 0.05, memory_mib=memory)


def _trial(
    study: Study,
    candidate: int,
    block: int,
    place: int,
    nature: Nature,
    dice: np.random.Generator,
) -> Trial:
    protocol = study.protocol
    done = max(1, round(nature.per_s * protocol.seconds))
    seconds = done / nature.per_s
    lanes = study.candidates[candidate].shape.lanes
    usual_ms = 1000 * lanes / nature.per_s
    histogram, longest_ms = _histogram(usual_ms, min(done, 400), dice)
    ends: NDArray[np.float64] = np.arange(1, round((protocol.warm_up_s + seconds) / 0.1) + 1) / 10.0
    course = nature.per_s * (1 - 0.5 * np.exp(-ends / 0.1)) * dice.normal(1.0, 0.02, len(ends))
    started = datetime(2026, 11, 20, 9, 0, tzinfo=UTC) + timedelta(seconds=2.9 * place)
    cpu_ms = nature.cpu_ms * math.exp(dice.normal(0.0, 0.01))
    return Trial(
        candidate=candidate,
        block=block,
        place=place,
        state="measured",
        started_at=started.isoformat(timespec="seconds"),
        start_up_ms=nature.start_up_ms * math.exp(dice.normal(0.0, 0.05)),
        warm_up_s=protocol.warm_up_s,
        steady=True,
        seconds=seconds,
        tasks_done=done,
        throughput_per_s=nature.per_s,
        latency_ms=percentiles(histogram, longest_ms * 1e6),
        histogram=histogram,
        longest_ms=longest_ms,
        shares=nature.shares,
        cpu_ms_per_task=cpu_ms,
        cores_used=cpu_ms * done / seconds / 1000,
        memory_mib=nature.memory_mib * math.exp(dice.normal(0.0, 0.005)),
        others_cores=abs(float(dice.normal(0.03, 0.01))),
        course_s=ends,
        course_per_s=course,
    )


def _histogram(
    usual_ms: float, count: int, dice: np.random.Generator
) -> tuple[NDArray[np.int64], float]:
    """Counts of ``count`` latencies scattered about ``usual_ms``, and the longest one in ms."""
    took_ms = usual_ms * np.exp(dice.normal(0.0, 0.25, count))
    histogram = np.zeros(at.BUCKETS, np.int64)
    for ms in took_ms:
        histogram[at.bucket(int(ms * 1e6))] += 1
    return histogram, float(took_ms.max())


def _failed(trial: Trial, problem: str) -> Trial:
    """What is kept of a trial whose engine was killed."""
    return Trial(
        candidate=trial.candidate,
        block=trial.block,
        place=trial.place,
        state="failed",
        problem=problem,
        started_at=trial.started_at,
        course_s=trial.course_s[:3],
        course_per_s=trial.course_per_s[:3],
    )


def _cautions(result: StudyResult) -> tuple[Caution, ...]:
    found = []
    failed = {trial.candidate for trial in result.trials if trial.state == "failed"}
    if failed:
        text = told("{count} runs failed and do not count", count=result.study.protocol.repeats)
        found.append(Caution(kind="failed", text=text, candidates=tuple(sorted(failed))))
    if not result.complete:
        text = told("The study is not complete: some runs are missing")
        found.append(Caution(kind="incomplete", text=text))
    return tuple(found)
