"""The pure-Python loop, and how long one turn of it takes on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import repeat

from lab.spec import N_, param

from .kind import TaskContext, TaskKind

ROUNDS = 10
_FINE_ENOUGH_S = 1e-4


@dataclass(frozen=True, kw_only=True)
class PythonCpu(TaskKind):
    """Add and multiply small whole numbers in a pure-Python loop for ``ms`` of CPU time.

    The loop never lets go of the GIL by itself: beside another thread that computes it is made to
    do so after the switch interval. So threads take turns and only processes (or a Python without
    a GIL) make it faster. It waits for nothing but a core and the GIL.

    The number of turns is fixed before the run by timing the loop on this machine, so a task is
    always the same work; on a busy core the same work takes longer. At 0 ms the task is an empty
    call, which measures the engine itself.
    """

    name = "python-cpu"
    title = N_("Pure-Python loop")
    short = N_("CPU")
    computes = True
    frees_gil = False

    ms: float = param(
        1.0,
        label=N_("Size"),
        unit="ms",
        span=(0.0, 1000.0),
        scale="log",
        help=N_("CPU time of one task on an idle core; 0 is an empty call."),
    )

    def expected_s(self) -> float:
        return self.ms / 1000

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        if self.ms == 0:
            return nothing
        loops_per_ms = context.loops_per_ms or _own_calibration()
        return partial(spin, max(1, round(self.ms * loops_per_ms)))


def nothing() -> None:
    """Do nothing: the smallest task there is."""


def spin(loops: int) -> int:
    """Turn the loop ``loops`` times; the numbers stay small, so nothing is allocated."""
    value = 1
    for _ in repeat(None, loops):
        value = (value * 5 + 3) & 127
    return value


def calibrate(seconds: float = 0.01) -> float:
    """Time :func:`spin`, the very code the task runs, for about ``seconds``; loops per ms.

    The best of several short rounds counts: an interrupt, a cold cache, a clock still speeding up
    or a neighbour on the core can only make a round slower, never faster, so the fastest one is
    the nearest to what the loop itself costs. A mean would take the neighbours' load for ours.
    """
    clock = _clock()
    enough_ns = max(1.0, seconds * 1e9 / ROUNDS)
    loops = 100
    took = 0
    while took < enough_ns / 2:
        loops *= 2
        before = clock()
        spin(loops)
        took = clock() - before
    loops = max(1, round(loops * enough_ns / took))
    best = took = 0
    for _ in range(ROUNDS):
        before = clock()
        spin(loops)
        took = max(1, clock() - before)
        best = min(best, took) if best else took
    return loops * 1e6 / best


def _clock() -> Callable[[], int]:
    """The thread's CPU time, or elapsed time where that clock only ticks every few ms (Windows)."""
    fine = time.get_clock_info("thread_time").resolution <= _FINE_ENOUGH_S
    return time.thread_time_ns if fine else time.perf_counter_ns


@cache
def _own_calibration() -> float:
    return calibrate()
