"""The rivals, each as a program of its own: what a person would write without Hebra.

``python -m tests.bench.rivals ORDER`` carries out a JSON order and prints a JSON answer. A pool is
warm before it is timed, and is given the chunk size that was best for it.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from itertools import repeat
from typing import Any

from lab.tasks.python_cpu import calibrate, nothing, spin

Order = dict[str, Any]
Carry = Callable[[int], object]
"""Carries out so many tasks."""


def empty(_: object) -> None:
    """Do nothing; pools pass an argument."""


def bare_call(order: Order) -> list[float]:
    """CPU ns of one turn of a plain loop that calls the empty task."""
    turns = []
    for _ in range(order["repeats"]):
        before = time.thread_time_ns()
        for _ in repeat(None, order["calls"]):
            nothing()
        turns.append((time.thread_time_ns() - before) / order["calls"])
    return turns


def threads(order: Order) -> float:
    """ThreadPoolExecutor: ``map``, or ``submit`` with some in flight."""
    task, loops = (spin, order["loops"]) if order["loops"] else (empty, 0)
    with ThreadPoolExecutor(order["workers"]) as pool:

        def by_map(count: int) -> object:
            return sum(1 for _ in pool.map(task, repeat(loops, count)))

        def by_submit(count: int) -> object:
            pending = {pool.submit(task, loops) for _ in range(min(count, 4 * order["workers"]))}
            for _ in range(count - len(pending)):
                _, pending = wait(pending, return_when=FIRST_COMPLETED)
                pending.add(pool.submit(task, loops))
            return wait(pending)

        return timed(by_map if order["setting"] == "map" else by_submit, order["seconds"])


def processes(order: Order) -> float:
    """ProcessPoolExecutor, multiprocessing.Pool or joblib with a chunk size."""
    task, loops = (spin, order["loops"]) if order["loops"] else (empty, 0)
    chunk, workers, seconds = order["setting"], order["workers"], order["seconds"]
    if order["pool"] == "joblib":
        from joblib import Parallel, delayed

        with Parallel(n_jobs=workers, batch_size=chunk) as parallel:
            one = delayed(task)
            return timed(lambda count: parallel(one(loops) for _ in range(count)), seconds)
    if order["pool"] == "Pool":
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            return timed(lambda count: pool.map(task, [loops] * count, chunk), seconds)
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context) as executor:

        def by_map(count: int) -> object:
            return sum(1 for _ in executor.map(task, repeat(loops, count), chunksize=chunk))

        return timed(by_map, seconds)


def gather(order: Order) -> float:
    """``asyncio.gather`` of ``setting`` tasks at a time, under a semaphore."""
    return asyncio.run(_gather(order))


async def _gather(order: Order) -> float:
    gate = asyncio.Semaphore(order["workers"])
    wait_s = order["wait_ms"] / 1000

    async def waits() -> None:
        async with gate:
            await asyncio.sleep(wait_s)

    async def inline() -> None:
        async with gate:
            nothing()

    one = waits if wait_s else inline
    for _ in range(2):
        await asyncio.gather(*(one() for _ in range(order["workers"])))
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < order["seconds"]:
        await asyncio.gather(*(one() for _ in range(order["setting"])))
        done += order["setting"]
    return done / (time.perf_counter() - began)


def timed(carry: Carry, seconds: float) -> float:
    """Tasks per second of ``carry``, given so many at once that they take about ``seconds``."""
    carry(8)
    count, took = 8, 0.0
    while took < min(0.05, seconds / 2):
        count *= 2
        before = time.perf_counter()
        carry(count)
        took = time.perf_counter() - before
    count = max(1, round(count * seconds / took))
    before = time.perf_counter()
    carry(count)
    return count / (time.perf_counter() - before)


RIVALS: dict[str, Callable[[Order], object]] = {
    "calibrate": lambda _: calibrate(0.1),
    "bare call": bare_call,
    "threads": threads,
    "processes": processes,
    "gather": gather,
}

if __name__ == "__main__":
    # Under its own name, so that pools find the tasks by reference and need not carry their code.
    from tests.bench.rivals import RIVALS as BY_NAME

    received = json.loads(sys.argv[1])
    json.dump(BY_NAME[received["rival"]](received), sys.stdout)
