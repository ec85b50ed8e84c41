"""A probe from the parent's side: start it, hear its figures, wish for something, end it.

Used on one asyncio loop, as a session is. `carry_out` does all of it for whoever only wants the
result; a window starts it, shows what `on_figures` brings, and stops it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import psutil

from lab.errors import SessionError
from lab.spec.words import from_json, told

from .child import Child
from .machine import Fact, describe


class UnavailableError(SessionError):
    """This Python or this system cannot carry the probe out; ``what`` says what is missing."""


@dataclass(frozen=True, kw_only=True)
class ProbeResult:
    """What a probe ended with. ``figures`` are its own, documented where it is written."""

    figures: Mapping[str, Any]
    seconds: float
    others_cores: float
    """Cores' worth of load by anything but the probe and the program that watches it."""
    environment: Mapping[str, Fact]


class _ProbeProcess(Child):
    module = "lab.probes.host"


class ProbeRun:
    """One probe, carried out once.

    ``state``: ``new``, ``running``, ``finished``, ``interrupted`` or ``failed``.
    """

    def __init__(
        self, name: str, order: Mapping[str, Any] | None = None, *, python: str | None = None
    ) -> None:
        self.name = name
        self.order = dict(order or {})
        self.python = python
        self.state = "new"
        self.failure: SessionError | None = None
        self.environment: dict[str, Fact] = {}
        self.on_figures: Callable[[Mapping[str, Any]], object] | None = None
        self._child: _ProbeProcess | None = None
        self._figures: Mapping[str, Any] | None = None
        self._gone: asyncio.Event = asyncio.Event()
        self._began = self._ended = 0.0
        self._load = _Load()
        self._cpu_s = 0.0
        self._stopping = False

    @property
    def pid(self) -> int:
        """The process id of its host; 0 before the start and after the end."""
        return self._child.pid if self._child is not None else 0

    async def start(self) -> None:
        """Start it; SessionError when it cannot be."""
        self.environment = describe()
        self.state = "running"
        self._load = _Load()
        self._began = time.perf_counter()
        try:
            self._child = _ProbeProcess(self.python, self._hear)
            await self._child.start({"probe": self.name, "order": self.order})
        except BaseException:
            self.state = "failed"
            self._take_down()
            raise

    def wish(self, name: str, value: object) -> None:
        """Tell the probe of a setting that was changed meanwhile."""
        if self._child is not None and self.state == "running":
            self._child.send({"do": "wish", "name": name, "value": value})

    async def finished(self) -> ProbeResult:
        """Wait for its end. SessionError when it failed or was stopped before it had a result."""
        assert self.state != "new", "a probe is waited for after it was started"
        child = self._child  # None: it was stopped before anybody waited
        if child is not None:
            # Cancelled here it goes on: whoever started it ends it with `stop`.
            await self._gone.wait()
            await child.wait()
            self._take_down()
        if self.failure is not None:
            raise self.failure
        if self._figures is None:
            raise SessionError(told("It was stopped before it had a result"))
        return self.result()

    def result(self) -> ProbeResult:
        """What it ended with."""
        assert self._figures is not None, "there is no result yet"
        return ProbeResult(
            figures=self._figures,
            seconds=self._ended - self._began,
            others_cores=self._load.others(self._cpu_s),
            environment=dict(self.environment),
        )

    async def stop(self) -> None:
        """End it and everything it started, within a second. Idempotent."""
        if self._child is not None:
            self._stopping = True
            self._child.send({"do": "stop"})
            try:
                await self._child.end()
            finally:
                self._take_down()

    async def carry_out(self) -> ProbeResult:
        """Start it, wait for its end, leave nothing behind; cancel the task to give up."""
        try:
            await self.start()
            return await self.finished()
        finally:
            await self.stop()

    def _take_down(self) -> None:
        if self._child is not None:
            self._child.clear_up()
            self._child = None

    def _hear(self, message: dict[str, Any]) -> None:
        said = message["say"]
        if said == "ready":
            self.environment.update(message["facts"])
            self._load = _Load()  # to start an interpreter is no load of other programs
        elif said == "figures":
            if self.on_figures is not None:
                self.on_figures(message["figures"])
        elif said == "result":
            self._figures = message["figures"]
        elif said == "unavailable":
            self.failure = UnavailableError(from_json(message["reason"]))
        elif said == "failed":
            self.failure = SessionError(told("The probe failed: {why}", why=message["why"]))
        elif said == "spent":
            self._cpu_s = message["cpu_s"]
        elif said == "ended":
            self._cpu_s = message.get("cpu_s", self._cpu_s)
            self._load.end()
        elif said == "gone":
            self._over(message["status"])

    def _over(self, status: int) -> None:
        self._ended = time.perf_counter()
        if self._figures is not None:
            self.state = "finished"
        elif self._stopping:
            self.state = "interrupted"
        else:
            self.state = "failed"
            if self.failure is None:
                words = self._child.stderr.strip() if self._child is not None else ""
                self.failure = SessionError(
                    told("The probe ended by itself with status {status}", status=status),
                    details=words,
                )
        self._gone.set()


class _Load:
    """How busy the machine was between two moments, and with whom."""

    def __init__(self) -> None:
        self._at_first = self._now()
        self._at_last = self._at_first

    def end(self) -> None:
        """The second moment is now."""
        self._at_last = self._now()

    def others(self, cpu_s: float) -> float:
        """Cores' worth of load by others than this process and a child that used ``cpu_s``."""
        (wall, busy, own), (wall_2, busy_2, own_2) = self._at_first, self._at_last
        if wall_2 <= wall:
            return 0.0
        return max(0.0, (busy_2 - busy - (own_2 - own) - cpu_s) / (wall_2 - wall))

    @staticmethod
    def _now() -> tuple[float, float, float]:
        times = psutil.cpu_times()
        idle = times.idle + getattr(times, "iowait", 0.0)
        busy = sum(times) - idle - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        return time.perf_counter(), busy, time.process_time()
