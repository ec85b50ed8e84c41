"""Runs of the real engine for benchmarks, and plain programs beside them.

The lab's workers run at ordinary priority here, as their rivals do, and a session is read ten times
a second, as the window reads it: what looking costs is part of the figure.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from lab.session import Session
from lab.spec import Experiment, Load, Options, TaskShare, Topology, Value

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
PACE_S = 0.1


def experiment(
    approach: str, kind: str, parameters: Mapping[str, Value] | None = None, /, **levels: int
) -> Experiment:
    """An experiment of one kind that runs until it is stopped, at ordinary priority."""
    return Experiment(
        approach=approach,
        topology=Topology(**levels),
        mix=(TaskShare(kind=kind, parameters=dict(parameters or {})),),
        load=Load(),
        options=Options(lower_priority=False),
    )


@asynccontextmanager
async def running(wanted: Experiment, *, loops_per_ms: float = 0.0) -> AsyncIterator[Session]:
    """A session that runs, and is stopped afterwards."""
    session = Session(wanted, loops_per_ms=loops_per_ms)
    await session.start()
    try:
        yield session
    finally:
        await session.stop()


@dataclass
class Watched:
    """What was seen of a run between two readings."""

    per_s: float
    """From the first reading to the last."""
    fitted_per_s: float
    """The slope of all readings: lanes that end in waves do not sway it."""
    readings_cpu_ms: list[float]


async def watch(session: Session, seconds: float, *, settle_s: float = 0.15) -> Watched:
    """Read ``session`` at the window's pace for ``seconds``, after it had ``settle_s`` to begin."""
    await asyncio.sleep(settle_s)
    first = last = session.sample()
    took: list[float] = []
    course = [(first.t_s, first.tasks_done)]
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        await asyncio.sleep(min(PACE_S, left))
        before = time.thread_time()
        last = session.sample()
        took.append((time.thread_time() - before) * 1000)
        course.append((last.t_s, last.tasks_done))
    per_s = (last.tasks_done - first.tasks_done) / (last.t_s - first.t_s)
    times, counts = np.array(course, dtype=np.float64).T
    slope = np.polyfit(times, counts, 1)[0]
    return Watched(per_s, float(slope), took)


async def throughput(
    wanted: Experiment, seconds: float, *, loops_per_ms: float = 0.0, settle_s: float = 0.15
) -> float:
    """Tasks per second of one run, without its start."""
    async with running(wanted, loops_per_ms=loops_per_ms) as session:
        return (await watch(session, seconds, settle_s=settle_s)).per_s


def run(work: Awaitable[T]) -> T:
    """Carry out ``work`` on a loop of its own."""

    async def whole() -> T:
        return await work

    return asyncio.run(whole())


def program(module: str, order: Mapping[str, object], *, python: str | None = None) -> Any:
    """Have ``tests.bench.MODULE`` carry out ``order`` in a fresh interpreter; its JSON answer."""
    return answer([python or sys.executable, "-m", f"tests.bench.{module}", json.dumps(order)])


def answer(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Any:
    """The JSON in the last line a program says; RuntimeError with its complaint when it fails."""
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=400
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def offscreen() -> dict[str, str]:
    """The environment of a program whose windows nobody sees."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_NO_GUI_THREADPOOL": "1"}


def calibration() -> float:
    """Turns of the pure-Python loop per ms here: lab and rivals are given the same number."""
    return float(program("rivals", {"rival": "calibrate"}))


def until(condition: Callable[[], bool], seconds: float, pace_s: float = 0.005) -> float | None:
    """Seconds until ``condition`` holds; None when it does not within ``seconds``."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        if condition():
            return time.perf_counter() - began
        time.sleep(pace_s)
    return None
