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
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from lab.errors import SessionError
from lab.spec import Experiment, Value
from lab.spec.words import from_json, told

from .engine import READY_S, Engine
from .events import event_of, failure_of, not_begun
from .machine import Fact, describe
from .measured import Measured
from .plan import changed, checked, differences, followed, full_mix, plan_of, setting_of, undone
from .reader import BoardReader
from .record_log import RecordLog
from .result import Result
from .sampler import KIND_NAMES, Reading, Sampler
from .series import Series, series_columns
from .snapshot import Event, Marker, Snapshot
from .summary import row_of, summary

_ENDED_WELL = ("time is up", "all tasks done")
_OVER = ("stopping", "finished", "interrupted", "failed")
_ONCE = ("capped", "full", "task-failed")
"""Events that every worker tells for itself: the first says it all."""
MOST_EVENTS = 200


class Session(Measured):
    """One run; see the module's docstring. ``experiment`` is as it is now, ``initial`` as begun."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        loops_per_ms: float = 0.0,
        calibration: Mapping[str, float] | None = None,
    ) -> None:
        """``calibration`` is another session's: tasks are the very same work in both."""
        self.initial = self.experiment = _whole(experiment)
        self.state = "new"
        self.failure: SessionError | None = None
        self.environment: dict[str, Fact] = {}
        self.started_at = ""
        self.markers: list[Marker] = []
        self.events: list[Event] = []
        self.events_left_out = 0
        self._given = {"loops_per_ms": loops_per_ms} if loops_per_ms else dict(calibration or {})
        self._wished_ns = 0
        self._engine: Engine | None = None
        self._sampler: Sampler | None = None
        self._series: Series | None = None
        self.record_log = RecordLog()
        self._last: Snapshot | None = None
        self._row_reading: Reading | None = None
        self._told = (0, 0)
        self._plan_number = 0
        self._carried_out = self._sent = self.experiment
        self._unanswered = False
        self._waiting = False
        self._refused: dict[str, Any] | None = None
        self._heard_once: set[tuple[str, str]] = set()
        self._workers: dict[int, int] = {}
        self._server = 0
        self._ready: asyncio.Future[None] | None = None
        self._ended = asyncio.Event()
        self._taking_down = asyncio.Lock()
        self._reason = ""
        self.cpu_s_at_end = 0.0

    # --- start and end ------------------------------------------------------------------------
    async def start(self) -> None:
        """Start the engine; returns when its workers are started.

        SessionError when it cannot, or when :meth:`stop` was called meanwhile.
        """
        self.state = "starting"
        self._wished_ns = time.perf_counter_ns()
        self.started_at = datetime.now().astimezone().isoformat(timespec="seconds")
        self.environment = describe()
        self._ready = asyncio.get_running_loop().create_future()
        self._sent = self._carried_out = self.experiment
        try:
            self._engine = Engine(self.experiment.python, self._hear)
            await self._engine.start(
                {
                    "plan": plan_of(self.experiment),
                    "tasks": self.initial.load.tasks or 0,
                    "seconds": self.initial.load.seconds or 0,
                    "calibration": self._given,
                }
            )
            await asyncio.wait_for(self._ready, READY_S)
        except TimeoutError as error:
            self.failure = SessionError(
                told("The engine was not ready after {seconds:g} s", seconds=READY_S)
            )
            await self._give_up()
            raise self.failure from error
        except SessionError as error:
            if self.state == "starting":
                self.failure = error
            await self._give_up()
            raise
        except BaseException:
            self.state = "stopping"  # this task was cancelled
            await self._give_up()
            raise
        if self._ended.is_set():  # it was over before anybody could look
            await self._tear_down()

    async def _give_up(self) -> None:
        if self.state == "starting":
            self.state = "failed"
        await self._tear_down()
        self._end()

    def _begin(self, engine: Engine, cpu_before_s: float) -> None:
        """The workers are started: from now on there is something to read."""
        self._sampler = Sampler(BoardReader(engine.board), cpu_before_s)
        self._series = Series(series_columns(KIND_NAMES, self._sampler.core_reader.count))
        self.state = "running"
        if self._waiting:
            self._send_plan()

    async def stop(self) -> None:
        """End the run and everything it started, within a second. Idempotent."""
        if self._engine is None or self.state in ("finished", "interrupted", "failed"):
            await self._tear_down()
            return
        if self.state == "starting":
            self.state = "stopping"
            self._settle(SessionError(told("The run was stopped before it began")))
            await self._ended.wait()  # start() gives everything back
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
        async with self._taking_down:
            engine = self._engine
            if engine is None:
                return
            try:
                self._read(last=True)
                self._engine = None
                if self._sampler is not None:
                    self._sampler.close()
                engine.kill()
                await engine.wait()
            finally:
                self._engine = None
                engine.clear_up()
                self._end()

    def _end(self) -> None:
        if self.state == "stopping":
            self.state = "interrupted"
        self._ended.set()

    # --- steering -----------------------------------------------------------------------------
    def steer(self, setting: str, value: Value) -> Marker:
        """Change one setting while the run goes on; returns at once. InputError if it is bad.

        A run that has ended stays as it was: nothing changes and nothing is noted.
        """
        old = setting_of(self.experiment, setting)
        experiment = changed(self.experiment, setting, value)
        marker = Marker(self._now_s(), setting, old, setting_of(experiment, setting))
        self._change(experiment, (marker,))
        return marker

    def follow(self, wanted: Experiment) -> tuple[Marker, ...]:
        """Change all at once that ``wanted`` has otherwise: approach, shape, kinds and their sizes.

        Its load and options are those of the next run. A kind that is not wanted stays with weight
        0. Returns a marker for each setting; InputError, and no change, if the shape is too large.
        """
        experiment = followed(self.experiment, wanted)
        now_s = self._now_s()
        markers = tuple(
            Marker(now_s, *difference) for difference in differences(self.experiment, experiment)
        )
        if markers:
            self._change(experiment, markers)
        return markers

    def _change(self, experiment: Experiment, markers: tuple[Marker, ...]) -> None:
        if self.state in _OVER:
            return
        self.experiment = experiment
        self.markers.extend(markers)
        self._heard_once = {once for once in self._heard_once if once[0] == "task-failed"}
        if self._unanswered or self.state == "starting":
            self._waiting = True
        else:
            self._send_plan()

    def _undo(self, refused: dict[str, Any]) -> None:
        """Go back to what runs, as far as the engine could not follow; say so."""
        before = self.experiment
        self.experiment = undone(before, self._carried_out, refused["kind"])
        settings = []
        for setting, old, new in differences(before, self.experiment):
            settings.append(setting)
            self.markers.append(Marker(self._now_s(), setting, old, new))
        reason, names = from_json(refused["reason"]), ", ".join(settings)
        text = told("{why}; the change went back to what runs", why=reason)
        if names:
            text = told("{why}; {settings} went back to what runs", why=reason, settings=names)
        self._add_event(Event(self._now_s(), "unavailable", text))
        self._waiting = self.experiment != self._carried_out

    def _send_plan(self) -> None:
        if self._engine is None:
            return
        self._plan_number += 1
        self._sent = self.experiment
        self._unanswered, self._waiting = True, False
        self._engine.send(
            {"do": "steer", "plan": plan_of(self.experiment), "number": self._plan_number}
        )

    # --- hearing ------------------------------------------------------------------------------
    def _hear(self, message: dict[str, Any]) -> None:
        said = message["say"]
        if said == "ready":
            self.environment.update(message["environment"])
            if self.state == "starting" and self._engine is not None:
                self._begin(self._engine, message["cpu_before_s"])
                self._settle(None)
        elif said == "unavailable":
            self._refused = message
        elif said == "steered":
            refused, self._refused = self._refused, None
            self._unanswered = False
            if refused is None:
                self._carried_out = self._sent
            else:
                self._undo(refused)
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
            todo = told("Change the tasks or the Python.")
            self._settle(SessionError(from_json(message["reason"]), todo=todo))
        elif said == "gone":
            self._gone(message["status"])
        elif (event := event_of(message, self._now_s())) is not None:
            if said == "worker-lost":
                self._workers.pop(message["pid"], None)
            once = (event.kind, message.get("kind", event.text))
            if once not in self._heard_once:
                self._add_event(event)
            if event.kind in _ONCE:
                self._heard_once.add(once)

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
        elif self.state == "starting":
            python = self._engine.python if self._engine is not None else ""
            self._settle(not_begun(python, status, engine_said))
            return  # start() hears of it and gives everything back
        else:
            self.failure = failure_of(self._reason, status, self._now_s(), engine_said)
            self.state = "failed"
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
        reading = self._sampler.read(self.experiment, pids, frozenset(self._workers))
        snapshot = self._sampler.snapshot(
            self.experiment,
            self.state,
            reading.processes,
            bool(self.environment.get("gil", True)),
        )
        self.record_log.add(snapshot)
        # A row begins where the last one ended, so that rates times durations add up to counts.
        begin, now = self._row_reading or self._sampler.first, self._sampler.readings[-1]
        since_ns = now.now_ns - begin.now_ns if begin is not None else 0
        if begin is not None and (since_ns > 20e6 or (last and since_ns > 1e3)):
            self._series.append(row_of(snapshot, begin, self._sampler))
            self._row_reading = now
        if last and self._last is not None:
            # Nobody has seen the records of this last reading: the next sample hands them on.
            self._last = snapshot
            return
        self._last = self._annotated(snapshot)

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
    def result(self, *, records: bool = True) -> Result:
        """The run so far, or as it ended; without the task records in a tenth of the time."""
        assert self._sampler is not None, "a run that never started has no result"
        assert self._series is not None
        if not self._sampler.readings:
            self._read()
        return summary(self, self._sampler, self._series, records=records)

    @property
    def pid(self) -> int:
        """The engine's process id; 0 before the start and after the end."""
        return self._engine.pid if self._engine is not None else 0

    @property
    def workers(self) -> tuple[int, ...]:
        """The worker processes' ids."""
        return tuple(self._workers)

    def pids(self) -> list[int]:
        """Every process of the run that is known: engine, workers, server."""
        server = [self._server] if self._server else []
        return [pid for pid in (self.pid, *self._workers, *server) if pid]


def _whole(experiment: Experiment) -> Experiment:
    """The experiment with every parameter filled in and its shape checked."""
    return checked(replace(experiment, mix=full_mix(experiment.mix)))
