"""A made-up run: its throughput is a function of its experiment, and it ends as it is told to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lab.errors import SessionError
from lab.runtime import layout as at
from lab.session.machine import Fact
from lab.session.period import Floats, Mark, Period, course
from lab.session.reader import Totals, percentiles
from lab.session.reading import Reading
from lab.session.snapshot import Event, Shares, Snapshot
from lab.spec import Experiment

Rate = Callable[[Experiment], float]


@dataclass
class FakeRuns:
    """Makes runs, and remembers them; the first one is the calibration's."""

    rate: Rate = lambda _: 1000.0
    misbehave: Callable[[FakeRun], None] = lambda _: None
    """Called when a run has begun, before its first sample and at each one after."""
    refuse: Callable[[Experiment], str] = lambda _: ""
    """Why a run of an experiment cannot start; empty when it can."""
    made: list[FakeRun] = field(default_factory=list)

    def __call__(
        self, experiment: Experiment, /, *, calibration: Mapping[str, float] | None = None
    ) -> FakeRun:
        run = FakeRun(self, experiment, dict(calibration or {}))
        self.made.append(run)
        return run

    @property
    def measured(self) -> list[FakeRun]:
        """Without the calibration."""
        return self.made[1:]

    @property
    def all_ended(self) -> bool:
        return all(run.stops and run.state in ("interrupted", "failed", "new") for run in self.made)


class FakeRun:
    """Tasks are finished at an even pace from its start on."""

    def __init__(
        self, runs: FakeRuns, experiment: Experiment, calibration: dict[str, float]
    ) -> None:
        self.runs = runs
        self.experiment = experiment
        self.given = calibration
        self.state = "new"
        self.failure: SessionError | None = None
        self.environment: Mapping[str, Fact] = {"cores": 2, "python": "made up"}
        self.calibration: Mapping[str, float] = {"loops_per_ms": 1234.0}
        self.workers: tuple[int, ...] = ()
        self.start_up_ms: float | None = None
        self.stops = 0
        self.samples = 0
        self.news: list[Event] = []
        self.all_fail = False
        self._began = 0.0
        self._t_s = 0.0

    async def start(self) -> None:
        self.state = "starting"
        await asyncio.sleep(0)
        if why := self.runs.refuse(self.experiment):
            self.state = "failed"
            raise SessionError(why)
        self.state, self._began, self.start_up_ms = "running", time.perf_counter(), 12.0

    async def stop(self) -> None:
        self.stops += 1
        if self.state not in ("new", "failed"):
            self.state = "interrupted"

    def break_down(self, why: str) -> None:
        """End by itself, as an engine that was killed."""
        self.state, self.failure = "failed", SessionError(why)

    def sample(self) -> Snapshot:
        self.samples += 1
        self.runs.misbehave(self)
        self._t_s = time.perf_counter() - self._began
        news, self.news = self.news, []
        shape = self.experiment.shape
        return Snapshot(
            t_s=self._t_s,
            state=self.state,
            wanted=shape,
            lanes_wanted=shape.lanes,
            lanes_alive=shape.lanes,
            processes_alive=shape.processes,
            tasks_done=0 if self.all_fail else self._done + 1,
            tasks_failed=25 if self.all_fail else 0,
            throughput_per_s=self.runs.rate(self.experiment),
            by_kind=(),
            latency_ms=None,
            shares=Shares(),
            cores=(),
            cores_used=1.0,
            cpu_seconds=0.0,
            missed_records=0,
            lanes=(),
            events=tuple(news),
        )

    @property
    def _done(self) -> int:
        return int(self._t_s * self.runs.rate(self.experiment))

    def mark(self) -> Mark:
        return Mark(self._t_s, reading(self._t_s, self._done))

    def since(self, mark: Mark, until: Mark | None = None) -> Period:
        end = until or self.mark()
        done = end.tasks_done - mark.tasks_done
        histogram = np.zeros(at.BUCKETS, np.int64)
        histogram[at.bucket(1_000_000)] = done
        return Period(
            seconds=end.t_s - mark.t_s,
            tasks_done=done,
            tasks_failed=0,
            throughput_per_s=self.runs.rate(self.experiment),
            histogram=histogram,
            latency_ms=percentiles(histogram),
            shares=Shares(running=1.0),
            cpu_seconds=0.5,
            cores_used=1.0,
            others_cores=0.01,
        )

    def course(self, marks: Sequence[Mark], first: int = 0) -> tuple[Floats, Floats]:
        return course(marks, first)


def reading(t_s: float, done: int, *, lanes: int = 1, begun_ns: float = 0.0) -> Reading:
    """What the counters of a run say that has finished ``done`` tasks after ``t_s``."""
    totals = np.zeros((at.KINDS, at.KIND_WORDS), np.int64)
    totals[0, at.DONE] = done
    now_ns = int(t_s * 1e9)
    return Reading(
        now_ns=now_ns,
        totals=Totals(
            totals=totals,
            longest_ns=np.zeros(at.KINDS, np.int64),
            histograms=np.zeros((at.KINDS, at.BUCKETS), np.int64),
            lane_ns=lanes * now_ns,
            lanes=lanes,
        ),
        run_ns=0,
        queue_ns=0,
        cpu_ns=0,
        processes=1,
        held_ns=0,
        begun_ns=begun_ns,
        own_cpu_ns=0,
        cores_ns=now_ns,
        busy=np.zeros(2),
        whole=np.zeros(2),
        experiment=None,
        slot_run={},
    )


def with_failed(one: Reading, failed: int) -> Reading:
    """``one`` with so many tasks that raised."""
    totals = one.totals.totals.copy()
    totals[0, at.FAILED] = failed
    return replace(one, totals=replace(one.totals, totals=totals))
