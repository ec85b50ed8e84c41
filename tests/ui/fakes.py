"""A session without an engine: figures are worked out, time goes on by a tenth a reading."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import numpy as np

from lab.errors import SessionError
from lab.session.plan import differences, followed
from lab.session.result import CoresSummary, Result
from lab.session.series import Series, series_columns
from lab.session.snapshot import (
    RECORD,
    CoreLoad,
    Event,
    KindFigures,
    Lane,
    Marker,
    Percentiles,
    Shares,
    Snapshot,
)
from lab.spec import Experiment, Load, TaskShare, Topology, Value, parameters
from lab.tasks import KINDS

STEP_S = 0.1
CORES = 4


def share(kind: str, weight: float = 1.0, **values: Value) -> TaskShare:
    """A kind of the mix with its defaults, but for ``values``."""
    defaults = {p.name: p.default for p in parameters(KINDS[kind])}
    return TaskShare(kind=kind, weight=weight, parameters={**defaults, **values})


def experiment(approach: str = "threads", **levels: int) -> Experiment:
    """CPU and wait, 7 to 3, on four threads: what the bench shows first."""
    return Experiment(
        approach=approach,
        topology=Topology(**(levels or {"threads": 4})),
        mix=(share("python-cpu", 0.7, ms=20.0), share("wait", 0.3, ms=40.0)),
        load=Load(),
    )


class FakeSession:
    """Does what `lab.session.Session` promises, with made-up figures that follow the settings."""

    made: list[FakeSession]

    def __init__(self, experiment: Experiment) -> None:
        self.initial = self.experiment = experiment
        self.state = "new"
        self.failure: SessionError | None = None
        self.start_error: SessionError | None = None
        self.environment: Mapping[str, str | int | float | bool | None] = {
            "python": "/usr/bin/python3",
            "python_version": "CPython 3.11.7",
            "gil": True,
            "switch_interval_ms": 5.0,
            "os": "Linux",
            "cores": CORES,
        }
        self.t_s = 0.0
        self.done = 0.0
        self.failed = 0
        self.steered: list[tuple[str, object]] = []
        self.events_to_come: list[Event] = []
        self._new: list[Marker] = []
        self._markers: list[Marker] = []
        self._events: list[Event] = []
        self._series = Series(series_columns(tuple(KINDS), CORES))
        self._ended = asyncio.Event()

    async def start(self) -> None:
        await asyncio.sleep(0)
        if self.start_error:
            self.state = "failed"
            raise self.start_error
        self.state = "running"

    def follow(self, wanted: Experiment) -> tuple[Marker, ...]:
        before, self.experiment = self.experiment, followed(self.experiment, wanted)
        changes = differences(before, self.experiment)
        markers = tuple(Marker(self.t_s, *change) for change in changes)
        self.steered += [(marker.setting, marker.new) for marker in markers]
        self._new += markers
        self._markers += markers
        return markers

    async def stop(self) -> None:
        if self.state in ("starting", "running"):
            self.state = "interrupted"
        self._ended.set()

    async def finished(self) -> None:
        await self._ended.wait()

    def die(self, what: str = "The engine ended by itself") -> None:
        """The engine is gone, as after a SIGKILL."""
        self.state = "failed"
        self.failure = SessionError(what, todo="What was measured until then is kept.")
        self._ended.set()

    def finish(self) -> None:
        """All tasks of a fixed number are done."""
        self.state = "finished"
        self._ended.set()

    @property
    def shape(self) -> Topology:
        return self.experiment.shape

    def rate(self) -> float:
        """Tasks a second: as many as cores and GILs allow, or as lanes can wait."""
        cpu_ms = _ms(self.experiment, "python-cpu")
        wait_ms = _ms(self.experiment, "wait")
        gils = min(self.shape.processes, CORES)
        by_lanes = self.shape.lanes * 1000 / max(0.01, cpu_ms + wait_ms)
        return min(by_lanes, gils * 1000 / cpu_ms if cpu_ms else by_lanes)

    def shares(self) -> Shares:
        cpu = _ms(self.experiment, "python-cpu") * self.rate() / 1000 / self.shape.lanes
        io = _ms(self.experiment, "wait") * self.rate() / 1000 / self.shape.lanes
        return Shares(running=cpu, gil=max(0.0, 1 - cpu - io), core=0.0, io=io, loop=0.0)

    def sample(self) -> Snapshot:
        if self.state == "running":
            self.t_s += STEP_S
            self.done += self.rate() * STEP_S
        rate, shares = self.rate(), self.shares()
        latency = Percentiles(p50=40.0, p95=84.0, p99=97.0, max=120.0)
        used = (shares.running or 0) * self.shape.lanes
        cores = tuple(CoreLoad(used / CORES + 0.05, used / CORES) for _ in range(CORES))
        by_kind = tuple(
            KindFigures(
                s.kind,
                KINDS[s.kind].title,
                int(self.done * _weight(self.experiment, s)),
                0,
                rate * _weight(self.experiment, s),
                latency,
            )
            for s in self.experiment.mix
        )
        lanes = self._lanes(shares)
        markers, self._new = tuple(self._new), []
        events, self.events_to_come = tuple(self.events_to_come), []
        self._events += events
        self._series.append(
            {
                "t_s": self.t_s,
                "dt_s": STEP_S,
                "throughput_per_s": rate,
                **{f"{kind.name}_per_s": kind.throughput_per_s for kind in by_kind},
                "p50_ms": latency.p50,
                "p95_ms": latency.p95,
                "p99_ms": latency.p99,
                "running": shares.running,
                "gil": shares.gil,
                "core": shares.core,
                "io": shares.io,
                "cores_used": used,
                **{f"core{i}_load": core.load for i, core in enumerate(cores)},
                **{f"core{i}_experiment": core.experiment for i, core in enumerate(cores)},
                "lanes": self.shape.lanes,
                "processes": self.shape.processes,
                "tasks_done": self.done,
                "tasks_failed": self.failed,
            }
        )
        return Snapshot(
            t_s=self.t_s,
            state=self.state,
            wanted=self.shape,
            lanes_wanted=self.shape.lanes,
            lanes_alive=self.shape.lanes,
            processes_alive=self.shape.processes,
            tasks_done=int(self.done),
            tasks_failed=self.failed,
            throughput_per_s=rate,
            by_kind=by_kind,
            latency_ms=latency,
            shares=shares,
            cores=cores,
            cores_used=used,
            cpu_seconds=used * self.t_s,
            missed_records=0,
            lanes=lanes,
            records=self._records(lanes, shares),
            markers=markers,
            events=events,
        )

    def _lanes(self, shares: Shares) -> tuple[Lane, ...]:
        shape, loops = self.shape, self.experiment.way.event_loop
        return tuple(
            Lane(i, p, t, c if loops else None, "running", shares.running, 0.01)
            for i, (p, t, c) in enumerate(
                (p, t, c)
                for p in range(shape.processes)
                for t in range(shape.threads)
                for c in range(shape.coroutines)
            )
        )[:64]

    def _records(self, lanes: tuple[Lane, ...], shares: Shares) -> np.ndarray:
        found = np.empty(2 * len(lanes), RECORD)
        for i in range(len(found)):
            start = self.t_s - STEP_S + (i % 2) * STEP_S / 2
            split = (shares.running, shares.gil, shares.core, shares.io)
            found[i] = (i // 2, i % 2, False, start, start + STEP_S / 2, *split)
        return found

    def result(self, *, records: bool = True) -> Result:
        shares, used = self.shares(), self.shares().running or 0
        rate = self.done / self.t_s if self.t_s else 0.0
        load = used * self.shape.lanes / CORES
        return Result(
            experiment=self.initial,
            state=self.state,
            topology=self.shape,
            started_at="2026-01-01T12:00:00+00:00",
            seconds=self.t_s,
            tasks_done=int(self.done),
            tasks_failed=self.failed,
            throughput_per_s=rate,
            latency_ms=Percentiles(p50=40.0, p95=84.0, p99=97.0, max=120.0),
            by_kind=(),
            shares=shares,
            cores=CoresSummary(CORES, load + 0.05, load),
            cpu_seconds=load * CORES * self.t_s,
            missed_records=0,
            possibly_twice=0,
            environment=self.environment,
            series=self._series.table(),
            markers=tuple(self._markers),
            events=tuple(self._events),
            time_to_finish_s=self.t_s if self.state == "finished" else None,
        )


def _weight(experiment: Experiment, one: TaskShare) -> float:
    return one.weight / (sum(s.weight for s in experiment.mix) or 1.0)


def _ms(experiment: Experiment, kind: str) -> float:
    """Mean milliseconds of ``kind`` a task of the mix takes."""
    return sum(
        float(s.parameters["ms"]) * _weight(experiment, s) for s in experiment.mix if s.kind == kind
    )
