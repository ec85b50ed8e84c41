"""A session: one run from the parent's side - start, steer, sample, stop.

The session sends the engine plans and hears events; figures reach it only through the board. It
must be used on one asyncio loop (any: qasync's conducts the window, asyncio's the command line).
Nothing here is measured: the pace of sampling is the caller's.

Steering never queues up. A change is applied to the experiment at once; while the engine has not
yet answered the last plan, only the newest one waits and those between are never sent.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

from lab.errors import SessionError
from lab.runtime import layout as at
from lab.spec import Experiment, Value

from .engine import READY_S, Engine
from .events import event_of, failure_of
from .machine import Fact, describe
from .plan import changed, checked, full_mix, plan_of, setting_of
from .reader import BoardReader
from .result import Result
from .sampler import KIND_NAMES, Sampler
from .series import Series, series_columns
from .snapshot import Event, Marker, Snapshot
from .summary import row_of, summary

_ENDED_WELL = ("time is up", "all tasks done")
MOST_EVENTS = 200


class Session:
    """One run; see the module's docstring. ``experiment`` is as it is now, ``initial`` as begun."""

    def __init__(self, experiment: Experiment, *, loops_per_ms: float = 0.0) -> None:
        self.initial = self.experiment = _whole(experiment)
        self.state = "new"
        self.failure: SessionError | None = None
        self.environment: dict[str, Fact] = {}
        self.started_at = ""
        self.markers: list[Marker] = []
        self.events: list[Event] = []
        self.events_left_out = 0
        self._loops_per_ms = loops_per_ms
        self._engine: Engine | None = None
        self._reader: BoardReader | None = None
        self._sampler: Sampler | None = None
        self._series: Series | None = None
        self._last: Snapshot | None = None
        self._row_from = 0.0
        self._told = (0, 0)
        self._plan_number = 0
        self._unanswered = False
        self._waiting = False
        self._workers: dict[int, int] = {}
        self._server = 0
        self._ready: asyncio.Future[None] | None = None
        self._ended = asyncio.Event()
        self._reason = ""
        self.cpu_s_at_end = 0.0

    # --- start and end ------------------------------------------------------------------------
    async def start(self) -> None:
        """Start the engine; returns when its workers are started. SessionError when it cannot."""
        self.state = "starting"
        self.started_at = datetime.now().astimezone().isoformat(timespec="seconds")
        self.environment = describe()
        self._ready = asyncio.get_running_loop().create_future()
        self._engine = Engine(self.experiment.python, self._hear)
        try:
            await self._engine.start(
                {
                    "plan": plan_of(self.experiment),
                    "tasks": self.initial.load.tasks or 0,
                    "seconds": self.initial.load.seconds or 0,
                    "loops_per_ms": self._loops_per_ms,
                }
            )
            await asyncio.wait_for(self._ready, READY_S)
        except BaseException as error:
            self.state = "failed"
            await self._tear_down()
            if isinstance(error, TimeoutError):
                raise SessionError(f"The engine was not ready after {READY_S:g} s") from error
            if isinstance(error, SessionError):
                self.failure = error
            raise
        self._engine.forget_file()
        self._reader = BoardReader(self._engine.board)
        self._sampler = Sampler(self._reader)
        self._series = Series(series_columns(KIND_NAMES, self._sampler.core_reader.count))
        if self.state == "starting":
            self.state = "running"
        if self._ended.is_set():  # it was over before anybody could look
            self.sample()
            await self._tear_down()

    async def stop(self) -> None:
        """End the run and everything it started, within a second. Idempotent."""
        if self._engine is None or self.state in ("finished", "interrupted", "failed"):
            await self._tear_down()
            return
        if self.state != "stopping":
            self.state = "stopping"
            self._engine.send({"do": "stop"})
        await self._engine.end()
        await self._tear_down()

    async def finished(self) -> None:
        """Until the run has ended, by itself, by :meth:`stop` or by a failure."""
        await self._ended.wait()
        if self._engine is not None:
            await self._engine.wait()
        await self._tear_down()

    async def _tear_down(self) -> None:
        """Take the last reading, give everything back."""
        engine = self._engine
        if engine is None:
            return
        self._read(last=True)
        self._engine = None
        if self._sampler is not None:
            self._sampler.close()
        engine.kill()
        await engine.wait()
        engine.clear_up()
        if self.state == "stopping":
            self.state = "interrupted"
        self._ended.set()

    # --- steering -----------------------------------------------------------------------------
    def steer(self, setting: str, value: Value) -> Marker:
        """Change one setting while the run goes on; returns at once. InputError if it is bad."""
        old = setting_of(self.experiment, setting)
        self.experiment = changed(self.experiment, setting, value)
        marker = Marker(self._now_s(), setting, old, setting_of(self.experiment, setting))
        self.markers.append(marker)
        if self._unanswered:
            self._waiting = True
        else:
            self._send_plan()
        return marker

    def _send_plan(self) -> None:
        if self._engine is None:
            return
        self._plan_number += 1
        self._unanswered, self._waiting = True, False
        self._engine.send(
            {"do": "steer", "plan": plan_of(self.experiment), "number": self._plan_number}
        )

    # --- hearing ------------------------------------------------------------------------------
    def _hear(self, message: dict[str, Any]) -> None:
        said = message["say"]
        if said == "ready":
            self.environment.update(message["environment"])
            self._settle(None)
        elif said == "steered":
            self._unanswered = False
            if self._waiting:
                self._send_plan()
        elif said == "worker":
            self._workers[message["pid"]] = message["rank"]
        elif said == "worker-left":
            self._workers.pop(message["pid"], None)
        elif said == "server":
            self._server = message["pid"]
        elif said == "ended":
            self._reason, self.cpu_s_at_end = message["reason"], message["cpu_s"]
        elif said == "refused":
            self._settle(SessionError(message["reason"], todo="Change the tasks or the Python."))
        elif said == "gone":
            self._gone(message["status"])
        elif (event := event_of(message, self._now_s())) is not None:
            if said == "worker-lost":
                self._workers.pop(message["pid"], None)
            self._add_event(event)

    def _add_event(self, event: Event) -> None:
        if len(self.events) < MOST_EVENTS:
            self.events.append(event)
        else:
            self.events_left_out += 1

    def _settle(self, error: SessionError | None) -> None:
        if self._ready is not None and not self._ready.done():
            if error is None:
                self._ready.set_result(None)
            else:
                self._ready.set_exception(error)

    def _gone(self, status: int) -> None:
        """The engine's end was heard: is it the end that was wanted?"""
        engine_said = self._engine.stderr if self._engine is not None else ""
        if self._reason in _ENDED_WELL:
            self.state = "finished"
        elif self.state == "stopping" or self._reason == "stopped":
            self.state = "interrupted"
        else:
            self.failure = failure_of(self._reason, status, self._now_s(), engine_said)
            self.state = "failed"
            self._settle(self.failure)
        self._ended.set()

    # --- sampling -----------------------------------------------------------------------------
    def sample(self) -> Snapshot:
        """Read the board and the system; adds a row to the series. Takes a millisecond or two."""
        self._read()
        assert self._last is not None, "a session is sampled after it has started"
        return self._last

    def _read(self, *, last: bool = False) -> None:
        if self._engine is None or self._sampler is None or self._series is None:
            if self._last is not None:
                self._last = self._annotated(self._without_news(self._last))
            return
        pids = [*self._workers, *([self._server] if self._server else []), self._engine.pid]
        self._sampler.read(self.experiment, pids, frozenset(self._workers))
        snapshot = self._sampler.snapshot(
            self.experiment, self.state, self._alive(), bool(self.environment.get("gil", True))
        )
        row = row_of(snapshot, self._row_from, self._sampler)
        since = snapshot.t_s - self._row_from
        if since > 0.02 or (last and since > 1e-6):
            self._series.append(row)
            self._row_from = snapshot.t_s
        if last and self._last is not None:
            # Nobody has seen the records of this last reading: the next sample hands them on.
            self._last = snapshot
            return
        self._last = self._annotated(snapshot)

    def _alive(self) -> int:
        assert self._reader is not None
        headers = self._reader.headers()
        alive = (headers[:, at.STATE] == at.RUNNING) | (headers[:, at.STATE] == at.LEAVING)
        return len(set(headers[alive, at.PID].tolist()))

    def _annotated(self, snapshot: Snapshot) -> Snapshot:
        """With the markers and events since the last snapshot, and the state as it is now."""
        markers, events = self._told
        self._told = (len(self.markers), len(self.events))
        return replace(
            snapshot,
            state=self.state,
            markers=tuple(self.markers[markers:]),
            events=tuple(self.events[events:]),
        )

    def _without_news(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, records=snapshot.records[:0])

    def _now_s(self) -> float:
        if self._sampler is None:
            return 0.0
        return max(0.0, (time.perf_counter_ns() - self._sampler.epoch_ns) / 1e9)

    # --- what is left -------------------------------------------------------------------------
    def result(self) -> Result:
        """The run so far, or as it ended."""
        assert self._sampler is not None, "a run that never started has no result"
        assert self._series is not None
        return summary(self, self._sampler, self._series)

    @property
    def pid(self) -> int:
        """The engine's process id; 0 before the start and after the end."""
        return self._engine.pid if self._engine is not None else 0

    def pids(self) -> list[int]:
        """Every process of the run that is known: engine, workers, server."""
        server = [self._server] if self._server else []
        return [pid for pid in (self.pid, *self._workers, *server) if pid]


def _whole(experiment: Experiment) -> Experiment:
    """The experiment with every parameter filled in and its shape checked."""
    return checked(replace(experiment, mix=full_mix(experiment.mix)))
