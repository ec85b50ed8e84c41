"""The life of a run's engine: started, ready, ended well or badly, everything given back.

States: ``new``, ``starting``, ``running``, ``stopping``, and one of ``finished``, ``interrupted``
and ``failed``, which it stays in. They change only here. What is measured, and what the engine says
besides, is left to the subclass.
"""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lab.errors import SessionError
from lab.spec.words import from_json, told

from .engine import READY_S, Engine
from .events import failure_of, not_begun
from .machine import Fact, describe

OVER = ("stopping", "finished", "interrupted", "failed")
_ENDED_WELL = ("time is up", "all tasks done")


class Life(ABC):
    """One engine with its workers; used on one asyncio loop."""

    def __init__(self, python: str | None) -> None:
        self.state = "new"
        self.failure: SessionError | None = None
        self.environment: dict[str, Fact] = {}
        self.started_at = ""
        self.cpu_s_at_end = 0.0
        self._python = python
        self._wished_ns = 0
        self._engine: Engine | None = None
        self._workers: dict[int, int] = {}
        """Process id to rank."""
        self._server = 0
        self._ready: asyncio.Future[None] | None = None
        self._ended = asyncio.Event()
        self._taking_down = asyncio.Lock()
        self._reason = ""

    # --- what a subclass adds -----------------------------------------------------------------
    @abstractmethod
    def _first_command(self) -> dict[str, Any]:
        """What the engine is to carry out."""

    @abstractmethod
    def _begin(self, engine: Engine, before: Mapping[str, int]) -> None:
        """The run has begun: from now on there is something to read.

        ``before`` is what getting ready took (ns).
        """

    @abstractmethod
    def _hear_more(self, message: dict[str, Any]) -> None:
        """The engine has said something that is not about its life."""

    @abstractmethod
    def _read(self, *, last: bool = False) -> None:
        """Read what there is; the ``last`` time before everything is given back."""

    @abstractmethod
    def _let_go(self) -> None:
        """Nothing more can be read: give back what reading took."""

    @abstractmethod
    def _now_s(self) -> float:
        """Seconds since the run began; 0 before."""

    # --- start and end ------------------------------------------------------------------------
    async def start(self) -> None:
        """Start the engine; returns when the run has begun.

        SessionError when it cannot, or when :meth:`stop` was called meanwhile.
        """
        self.state = "starting"
        self._wished_ns = time.perf_counter_ns()
        self.started_at = datetime.now().astimezone().isoformat(timespec="seconds")
        self.environment = describe()
        self._ready = asyncio.get_running_loop().create_future()
        try:
            self._engine = Engine(self._python, self._hear)
            await self._engine.start(self._first_command())
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
                self._let_go()
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

    # --- hearing ------------------------------------------------------------------------------
    def _hear(self, message: dict[str, Any]) -> None:
        said = message["say"]
        if said == "ready":
            self.environment.update(message["environment"])
            if self.state == "starting" and self._engine is not None:
                self._begin(self._engine, message["before"])
                self.state = "running"
                self._settle(None)
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
        else:
            if said == "worker-lost":
                self._workers.pop(message["pid"], None)
            self._hear_more(message)

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

    # --- who is alive -------------------------------------------------------------------------
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
