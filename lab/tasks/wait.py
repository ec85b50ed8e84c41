"""A timed wait: what a task does while somebody else works for it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from lab.spec import N_, param

from .kind import TaskContext, TaskKind


@dataclass(frozen=True, kw_only=True)
class Wait(TaskKind):
    """Wait for ``ms``: ``time.sleep`` in a thread, ``asyncio.sleep`` in a coroutine.

    A sleeping thread has let go of the GIL and of its core; a sleeping coroutine has let go of its
    event loop. It waits for the system's timer only, which by itself is late by up to about 0.1 ms
    in a thread and by more in an event loop with many waits: below a few ms it is the timer that
    is measured.
    """

    name = "wait"
    title = N_("Timed wait")
    short = N_("wait")
    computes = False
    frees_gil = False

    ms: float = param(
        10.0,
        label=N_("Wait"),
        unit="ms",
        span=(0.1, 60_000.0),
        scale="log",
        help=N_("How long one task waits; it needs next to no CPU time."),
    )

    def expected_s(self) -> float:
        return self.ms / 1000

    def waits_s(self) -> float | None:
        return self.ms / 1000

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        return partial(time.sleep, self.ms / 1000)

    def asynchronous(self, context: TaskContext) -> Callable[[], Awaitable[object]]:
        import asyncio

        return partial(asyncio.sleep, self.ms / 1000)
