"""A session without an engine: it ends when it is told to, and says what was done to it."""

from __future__ import annotations

import asyncio
import dataclasses

from lab.errors import SessionError
from lab.session.result import Result
from lab.session.snapshot import CoreLoad, Event, KindFigures, Marker, Percentiles, Shares, Snapshot
from lab.spec import Experiment, Value
from tests.lab.records.example import example_result


class FakeSession:
    """Runs for ``samples`` samples; then it has finished, or failed with ``failure``."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        samples: int = 2,
        failure: SessionError | None = None,
        refusal: SessionError | None = None,
        endless: bool = False,
    ) -> None:
        self.experiment = experiment
        self.state = "new"
        self.failure: SessionError | None = None
        self.steered: list[tuple[str, Value]] = []
        self.stops = 0
        self.taken = 0
        self._samples = samples
        self._failure, self._refusal, self._endless = failure, refusal, endless
        self._ended = asyncio.Event()

    async def start(self) -> None:
        if self._refusal is not None:
            raise self._refusal
        self.state = "running"

    def sample(self) -> Snapshot:
        self.taken += 1
        if self.taken >= self._samples and not self._endless:
            self.failure = self._failure
            self.state = "failed" if self._failure else "finished"
            self._ended.set()
        return snapshot(self.experiment, t_s=self.taken / 10)

    def steer(self, setting: str, value: Value) -> Marker:
        self.steered.append((setting, value))
        return Marker(0.0, setting, None, value)

    async def stop(self) -> None:
        self.stops += 1
        if self.state == "running":
            self.state = "interrupted"
        self._ended.set()

    async def finished(self) -> None:
        await self._ended.wait()

    def result(self) -> Result:
        result = example_result(self.experiment.approach, rows=20)
        return dataclasses.replace(result, experiment=self.experiment, state=self.state)


def snapshot(experiment: Experiment, t_s: float = 2.0, state: str = "running") -> Snapshot:
    """One reading with made-up figures."""
    latency = Percentiles(p50=20.0, p95=42.5, p99=60.0, max=71.0)
    return Snapshot(
        t_s=t_s,
        state=state,
        wanted=experiment.shape,
        lanes_wanted=experiment.shape.lanes,
        lanes_alive=3,
        processes_alive=1,
        tasks_done=120,
        tasks_failed=2,
        throughput_per_s=70.7,
        by_kind=(KindFigures("wait", "Timed wait", 120, 2, 70.7, latency),),
        latency_ms=latency,
        shares=Shares(running=0.25),
        cores=(CoreLoad(0.5, 0.4), CoreLoad(0.6, 0.5)),
        cores_used=0.987,
        cpu_seconds=2.0,
        missed_records=0,
        lanes=(),
        markers=(Marker(1.0, "threads", 2, 4),),
        events=(Event(1.5, "worker-lost", "Worker 2 was lost"),),
    )
