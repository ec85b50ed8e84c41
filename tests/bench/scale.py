"""Many lanes: whether all of them come, what they do of what they could, what reading them costs.

A wait of known length on every lane says how many tasks there should be. All three levels at once
are a fifth of each: 13 processes, 195 threads in all, 1,950 coroutines in all.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lab.spec import Experiment

from .drive import experiment, run, running, watch
from .figure import Figure


@dataclass(frozen=True)
class Crowd:
    """A run with many lanes, each of which waits ``wait_ms`` for a task."""

    name: str
    wanted: Experiment
    wait_ms: float

    @property
    def ideal_per_s(self) -> float:
        """Tasks per second if lanes cost nothing."""
        return self.wanted.shape.lanes * 1000 / self.wait_ms


def crowd(name: str, approach: str, wait_ms: float, **levels: int) -> Crowd:
    """A crowd of lanes that wait."""
    return Crowd(name, experiment(approach, "wait", {"ms": wait_ms}, **levels), wait_ms)


CROWDS = (
    crowd("64 processes", "processes", 50.0, processes=64),
    crowd("1,000 threads", "threads", 200.0, threads=1000),
    crowd("10,000 coroutines", "asyncio", 500.0, coroutines=10_000),
    crowd("13 × 15 × 10 lanes", "combined", 500.0, processes=13, threads=15, coroutines=10),
)
LEAST = 0.9


def measure(quick: bool) -> Iterator[Figure]:
    """Figures for each crowd."""
    seconds = 2.0 if quick else 5.0
    for many in CROWDS:
        lanes, came_s, part, readings = run(_crowd(many, seconds))
        bench, wanted = f"Scale: {many.name}", many.wanted.shape.lanes
        yield Figure(
            bench=bench,
            name="lanes alive",
            values=(float(lanes),),
            least=float(wanted),
            note=f"all there after {came_s:.2f} s" if lanes == wanted else "",
        )
        yield Figure(
            bench=bench,
            name=f"throughput over the ideal, waits of {many.wait_ms:.0f} ms",
            values=(part,),
            unit="×",
            least=LEAST,
            peer=f"ideal {many.ideal_per_s:,.0f}/s",
        )
        yield Figure(
            bench=bench,
            name="a reading, CPU time",
            values=tuple(readings),
            unit="ms",
            note=f"p99 {np.percentile(readings, 99):.1f} ms",
        )


async def _crowd(many: Crowd, seconds: float) -> tuple[int, float, float, list[float]]:
    """Lanes alive, seconds until they were, part of the ideal throughput, readings in CPU ms."""
    lanes, came_s = 0, 0.0
    async with running(many.wanted) as session:
        began = time.perf_counter()
        while came_s < 8 and lanes < many.wanted.shape.lanes:
            await asyncio.sleep(0.05)
            lanes = session.sample().lanes_alive
            came_s = time.perf_counter() - began
        await asyncio.sleep(many.wait_ms / 1000)
        watched = await watch(session, seconds)
        return lanes, came_s, watched.fitted_per_s / many.ideal_per_s, watched.readings_cpu_ms
