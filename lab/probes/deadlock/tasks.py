"""Tasks of one event loop: the loop runs here, turn by turn, and is looked at between the turns.

A task knows what it awaits; so does a coroutine. Neither is cancelled at the end: a task that is
cancelled cancels what it awaits, which around a circle never ends (RecursionError). They are left
as they are, and end with the process.
"""

from __future__ import annotations

import asyncio
import time
from types import CodeType
from typing import Any

from lab.probes.probe import Probe

from .graph import Wait
from .locks import Thing
from .programs import Program
from .scene import Look, Stack, begin, stack_of


class Tasks:
    """A scene of tasks."""

    seen_by = "tasks"

    def __init__(self, probe: Probe, program: Program) -> None:
        self._probe, self._program = probe, program
        self._namespace = begin(program)
        self._loop = asyncio.new_event_loop()
        # Kept in this name until the process ends.
        self._main = self._loop.create_task(self._namespace["main"](), name="main")
        self._loop.run_until_complete(asyncio.sleep(0))
        self._tasks: dict[Any, str] = {one: one.get_name() for one in self._namespace["tasks"]}
        self.things: list[Thing] = []
        self.workers = [Thing("task", name) for name in self._tasks.values()]
        self._since: dict[tuple[str, str], float] = {}

    def rest(self, seconds: float) -> bool:
        """As `Scene` says."""
        self._loop.run_until_complete(asyncio.sleep(seconds))
        return self._probe.wait(0)

    def look(self) -> Look:
        """As `Scene` says."""
        over = self._main.done()
        if over:
            for task in (self._main, *self._tasks):
                task.result()  # or what it ended with
        pairs = {
            (name, self._tasks[awaited])
            for task, name in self._tasks.items()
            if (awaited := _awaited(task)) in self._tasks
        }
        now = time.perf_counter()
        self._since = {pair: self._since.get(pair, now) for pair in pairs}
        waits = tuple(Wait(who, what, (what,), self._since[who, what]) for who, what in pairs)
        return Look(waits, (), len(self._namespace["done"]), over)

    def stacks(self) -> dict[str, Stack]:
        """As `Scene` says."""
        return {
            name: stack_of(self._program, _places(task.get_coro()))
            for task, name in self._tasks.items()
        }

    def close(self) -> None:
        """As `Scene` says."""


def _awaited(task: Any) -> Any:
    """The future that a task waits for; None when it is ready to go on or has ended."""
    # No public name before 3.14 (`asyncio.capture_call_graph`), and the same in all versions.
    return getattr(task, "_fut_waiter", None)


def _places(coroutine: Any) -> list[tuple[CodeType, int]]:
    """Where a coroutine stands, and whatever it awaits, outermost first."""
    found: list[tuple[CodeType, int]] = []
    while (frame := getattr(coroutine, "cr_frame", None)) is not None:
        found.append((frame.f_code, frame.f_lineno))
        coroutine = coroutine.cr_await
    return found
