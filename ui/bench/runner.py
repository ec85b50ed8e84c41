"""The run that the Bench shows: starts one, steers it, stops it, keeps its result.

The runner is the only one in the window that holds a `Session`. It lives on the window's loop: a
run is one task that starts the engine, waits until the run has ended in whatever way, takes the
last reading and keeps the result. Everything else is told by signals. There is one run at a time;
`close` ends it and returns when no process of it is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from lab.errors import HebraError, InputError, SessionError
from lab.session.result import Result
from lab.session.snapshot import Marker, Snapshot
from lab.spec import Experiment
from ui.run.bridge import Bridge
from ui.run.tasks import Tasks


class SessionLike(Protocol):
    """What the window needs of `lab.session.Session`; tests bring a fake."""

    @property
    def state(self) -> str: ...
    @property
    def failure(self) -> SessionError | None: ...
    @property
    def environment(self) -> Mapping[str, str | int | float | bool | None]: ...
    async def start(self) -> None: ...
    def sample(self) -> Snapshot: ...
    def follow(self, wanted: Experiment) -> tuple[Marker, ...]: ...
    async def stop(self) -> None: ...
    async def finished(self) -> None: ...
    def result(self, *, records: bool = True) -> Result: ...


SessionMaker = Callable[[Experiment], SessionLike]


class Runner(QObject):
    """One run at a time; ``state`` is ``idle``, ``starting``, ``running`` or ``stopping``."""

    state_changed = Signal(str)
    started = Signal(object)
    """The environment of the run that has just begun."""
    steered = Signal(object)
    """A `Marker`: a setting was changed while the run goes on."""
    ended = Signal(object)
    """The `Result` of the run that has just ended, in whatever way."""
    failed = Signal(object)
    """A `HebraError`: the run could not be started, or ended by itself."""

    refused = Signal(object)
    """An `InputError`: the run cannot follow a change."""

    def __init__(self, make: SessionMaker, bridge: Bridge, tasks: Tasks) -> None:
        super().__init__()
        self._make = make
        self._bridge = bridge
        self._tasks = tasks
        self._session: SessionLike | None = None
        self._task: asyncio.Task[None] | None = None
        self._wanted: tuple[Experiment, Experiment] | None = None
        self.state = "idle"
        self.experiment: Experiment | None = None
        """As the run in progress, or the last one, was started."""
        self.ends_after_s: float | None = None
        """When the run in progress ends by itself; None for when it is stopped."""
        self.result: Result | None = None
        """Of the last run that has ended."""

    def start(self, experiment: Experiment) -> None:
        """Start a run, unless one is going on."""
        if self.state == "idle":
            self._wanted = None
            self.experiment = experiment
            self.ends_after_s = experiment.load.seconds
            self._set_state("starting")
            self._task = self._tasks.start(self._run(experiment), "run")

    def stop(self) -> None:
        """End the run; returns at once, ``ended`` tells when it has."""
        if self.state in ("starting", "running"):
            self._set_state("stopping")
            # A session that has not begun to start cannot be stopped; `_run` sees to it then.
            if self._session is not None and self._session.state != "new":
                self._tasks.start(self._session.stop(), "stop run")

    def steer(self, before: Experiment, after: Experiment) -> Sequence[Marker]:
        """Make the run follow a change of the experiment; returns the markers made."""
        if self.state == "starting":
            # Not before the lanes run; then all that was changed meanwhile goes out at once.
            self._wanted = (self._wanted[0] if self._wanted else before, after)
        if self._session is None or self.state != "running" or before == after:
            return ()
        try:
            markers = self._session.follow(after)
        except InputError as error:
            self.refused.emit(error)
            return ()
        for marker in markers:
            self.steered.emit(marker)
        return markers

    def result_now(self) -> Result | None:
        """The result as it stands, also in the middle of a run; None before the first one."""
        return self._session.result() if self._session and self.state != "starting" else self.result

    def figures_now(self) -> Result | None:
        """As :meth:`result_now`, without task records: cheap enough to be asked every second."""
        if self._session is None or self.state == "starting":
            return self.result
        return self._session.result(records=False)

    async def close(self) -> None:
        """End the run and wait until it has."""
        self.stop()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _run(self, experiment: Experiment) -> None:
        session = self._session = self._make(experiment)
        ran = False
        try:
            try:
                if self.state == "starting":
                    await session.start()
                if self.state == "starting":
                    self._set_state("running")
                    ran = True
                    self.started.emit(session.environment)
                    self._bridge.attach(session)
                    if self._wanted is not None:
                        self.steer(*self._wanted)
                    await session.finished()
            finally:
                self._bridge.detach()
                await session.stop()
        except HebraError as error:
            wanted = self.state == "stopping"
            self._end(None)
            if not wanted:
                self.failed.emit(error)
            return
        except Exception:
            self._end(None)  # the page must not wait for a run that is not there
            raise
        self._end(session.result() if ran else None)
        if session.failure is not None:
            self.failed.emit(session.failure)

    def _end(self, result: Result | None) -> None:
        self._session = None
        self.result = result or self.result
        self._set_state("idle")
        if result is not None:
            self.ended.emit(result)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
