"""Stop ends everything, whatever the lanes are doing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import psutil

from lab.spec import Experiment

from .drive import experiment, run, running
from .figure import Figure

MOST_S = 1.0


def measure(quick: bool) -> Iterator[Figure]:
    """Seconds from Stop until no process of the run is left."""
    stuck, short, computing = {"ms": 60_000.0}, {"ms": 10.0}, {"ms": 5.0}
    cases = {
        "64 processes": experiment("processes", "wait", short, processes=64),
        "64 processes, stuck in a wait of 60 s": experiment(
            "processes", "wait", stuck, processes=64
        ),
        "1,000 threads, stuck in a wait of 60 s": experiment(
            "threads", "wait", stuck, threads=1000
        ),
        "64 threads that compute": experiment("threads", "python-cpu", computing, threads=64),
        "10,000 coroutines, stuck in a wait of 60 s": experiment(
            "asyncio", "wait", stuck, coroutines=10_000
        ),
    }
    for name, wanted in cases.items():
        yield Figure(
            bench="Stop",
            name=name,
            values=tuple(run(_stop(wanted)) for _ in range(1 if quick else 3)),
            unit="s",
            most=MOST_S,
        )


async def _stop(wanted: Experiment) -> float:
    async with running(wanted) as session:
        end = time.perf_counter() + 5
        while time.perf_counter() < end:
            await asyncio.sleep(0.1)
            if session.sample().lanes_alive == wanted.shape.lanes:
                break
        pids = session.pids()
        began = time.perf_counter()
        await session.stop()
        while any(map(_lives, pids)):  # noqa: ASYNC110 - other processes tell nobody
            await asyncio.sleep(0.002)
        return time.perf_counter() - began


def _lives(pid: int) -> bool:
    """Whether a process still does or holds anything; a zombie only waits to be counted."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
