"""A heartbeat on an event loop beside tasks that compute: how late does it wake?

Beats are due at fixed moments, ``beat_ms`` apart. A beat's lag is counted from the moment it was
due, and every beat that was due is counted, also those that one long block has held up together:
a heart that only begins to wait when it is let would see one late beat where ten were missed.

``at_once`` coroutines compute without pause, one task after the other: ``inline`` on the loop,
in a ``thread`` (`asyncio.to_thread`), in a ``process`` (a pool), or ``nowhere``. Inline they hold
the loop one after the other, and who waits for the loop waits for all of them, for up to three
rounds: a timer that falls due in one round is seen in the next and wakes its coroutine in the one
after that. A task is a fixed
number of turns of the pure-Python loop, which take ``task_ms`` where nothing is in the way.

The loop's own thread tells the figures, between two beats. So a blocked loop is silent, as a
blocked server would be; a thread that told them in its place would want the GIL that is measured.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from typing import Any

from lab.runtime.ending import die_with_parent
from lab.tasks.python_cpu import calibrate, spin

from . import children
from .durations import Durations
from .probe import Probe

WHERE = ("inline", "thread", "process", "nowhere")
MOST_AT_ONCE = 64
EMIT_S = 0.1
MOST_TOLD = 1000
"""Beats told at once, the newest; the result has all of them."""


def run(probe: Probe) -> dict[str, Any]:
    """Let it beat for ``seconds``, or until the end is wished for.

    Order: ``{"where": one of WHERE, "task_ms", "beat_ms", "seconds", "at_once"}``; ``task_ms`` may
    be wished for meanwhile. Live: ``{"beats": [[when it was due in s, lag in ms], …], "tasks"}``.
    Ends with ``{"lag_ms": {"p50", "p95", "p99", "max"}, "beats", "tasks", "seconds"}``.
    """
    where = probe.order.get("where", "inline")
    if where not in WHERE:
        raise ValueError(f"where is one of {', '.join(WHERE)}, not {where!r}")
    return asyncio.run(Heart(probe, where, calibrate(0.05)).beat())


class Heart:
    """The heartbeat and the tasks beside it, all in one event loop."""

    def __init__(self, probe: Probe, where: str, loops_per_ms: float) -> None:
        self.probe = probe
        self.where = where
        self.loops_per_ms = loops_per_ms
        self.task_ms = float(probe.order.get("task_ms", 200.0))
        self.beat_s = max(0.001, float(probe.order.get("beat_ms", 20.0)) / 1000)
        self.seconds = float(probe.order.get("seconds", 3.0))
        self.at_once = min(MOST_AT_ONCE, max(1, int(probe.order.get("at_once", 1))))
        self.lags = Durations()
        self.tasks = 0
        self.over = False
        self._untold: list[tuple[float, float]] = []
        self._told_at = 0.0

    async def beat(self) -> dict[str, Any]:
        """Beat until the time is over; its figures."""
        pool, compute = self._workers()
        computing: list[asyncio.Task[None]] = []
        try:
            if compute is not None:
                await self._warm(compute)
                loop = asyncio.get_running_loop()
                computing = [loop.create_task(self._work(compute)) for _ in range(self.at_once)]
            began = time.perf_counter()
            await self._beats(began)
            lasted = time.perf_counter() - began
        finally:
            self.over = True
            _end(pool)
            for task in computing:
                task.cancel()
            await asyncio.gather(*computing, return_exceptions=True)
        figures = {"lag_ms": self.lags.figures(), "beats": self.lags.count, "tasks": self.tasks}
        return {**figures, "seconds": lasted}

    async def _beats(self, began: float) -> None:
        due = 1
        while not self.over:
            await asyncio.sleep(max(0.0, began + due * self.beat_s - time.perf_counter()))
            now = time.perf_counter() - began
            while due * self.beat_s <= now and due * self.beat_s <= self.seconds:
                lag_ms = (now - due * self.beat_s) * 1000
                self.lags.add(lag_ms)
                self._untold.append((due * self.beat_s, lag_ms))
                due += 1
            if now - self._told_at >= EMIT_S:
                self._tell(now)
            self.over = self.probe.stopped or due * self.beat_s > self.seconds
        self._tell(time.perf_counter() - began)

    def _tell(self, now: float) -> None:
        self._told_at = now
        beats = [[round(at, 4), round(lag, 3)] for at, lag in self._untold[-MOST_TOLD:]]
        self._untold.clear()
        self.probe.emit(beats=beats, tasks=self.tasks)
        self.task_ms = float(self.probe.wishes().get("task_ms", self.task_ms))

    # ── the tasks ─────────────────────────────────────────────────────────────────────────
    async def _work(self, compute: Callable[[int], Awaitable[object]]) -> None:
        while not self.over:
            await compute(max(1, round(self.task_ms * self.loops_per_ms)))
            self.tasks += 1
            await asyncio.sleep(0)

    def _workers(self) -> tuple[Any, Callable[[int], Awaitable[object]] | None]:
        """Who computes (to be ended) and how it is asked to."""
        if self.where == "nowhere":
            return None, None
        if self.where == "inline":
            return None, _inline
        pool: ThreadPoolExecutor | ProcessPoolExecutor
        if self.where == "thread":
            pool = ThreadPoolExecutor(self.at_once)
        else:
            # Started by the loop's thread, which lives as long as the probe.
            pool = ProcessPoolExecutor(
                self.at_once, children.context(), initializer=die_with_parent
            )
        loop = asyncio.get_running_loop()
        return pool, lambda loops: loop.run_in_executor(pool, partial(spin, loops))

    async def _warm(self, compute: Callable[[int], Awaitable[object]]) -> None:
        """Have every worker started: that is a cost of its own, not a lag of the loop."""
        await asyncio.gather(*(compute(1000) for _ in range(self.at_once)))


async def _inline(loops: int) -> None:
    spin(loops)


def _end(pool: Any) -> None:
    """End the workers at once, in the middle of a task: nobody waits for what it would give."""
    if pool is None:
        return
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
