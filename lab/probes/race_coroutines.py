"""The race in coroutines: all run in one thread, and only at an ``await`` does another go on.

So the one thing that can come between read and write stands in the program, to be read.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from .probe import Probe
from .race_frame import SAMPLE_S, figures, look, portion, shares

counter = 0
lock = asyncio.Lock()


async def plain(n: int) -> None:
    """Read and write with nothing between them."""
    global counter
    for _ in range(n):
        counter += 1


async def plain_locked(n: int) -> None:
    """The same, one at a time."""
    global counter
    for _ in range(n):
        async with lock:
            counter += 1


async def waits(n: int) -> None:
    """An ``await`` between read and write."""
    global counter
    for _ in range(n):
        value = counter
        await asyncio.sleep(0)
        counter = value + 1


async def waits_locked(n: int) -> None:
    """The same, one at a time."""
    global counter
    for _ in range(n):
        async with lock:
            value = counter
            await asyncio.sleep(0)
            counter = value + 1


COROUTINES: dict[tuple[str, str], Callable[[int], Awaitable[None]]] = {
    ("nothing", "none"): plain,
    ("nothing", "lock"): plain_locked,
    ("await", "none"): waits,
    ("await", "lock"): waits_locked,
}


def run(probe: Probe) -> dict[str, Any]:
    """Count in coroutines; see `lab.probes.race`."""
    return asyncio.run(_run(probe))


async def _run(probe: Probe) -> dict[str, Any]:
    global counter, lock
    counter = 0
    lock = asyncio.Lock()  # one that was fought for belongs to its loop
    order = probe.order
    work = COROUTINES[order["between"], order["guard"]]
    step = portion(order)
    done = [0] * order["workers"]
    ended_at: list[float] = []

    async def worker(place: int, share: int) -> None:
        while share and not probe.stopped:
            now = min(step, share)
            await work(now)
            share -= now
            done[place] += now
            await asyncio.sleep(0)  # without it the first would do all before the others begin
        ended_at.append(time.perf_counter())

    began = time.perf_counter()
    counting = asyncio.gather(*(worker(*pair) for pair in enumerate(shares(order))))
    while not counting.done():
        await asyncio.wait({counting}, timeout=SAMPLE_S)
        look(probe, counter, sum(done))
    await counting
    return figures(order, counter, max(ended_at) - began, sum(done))
