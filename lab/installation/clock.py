"""The clock that everything is measured with."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .check import Check, check

COARSE_NS = 1_000
"""A clock that ticks less often than this cannot tell tasks of some microseconds apart."""
SLOW_NS = 1_000
READINGS = 20_000
SLOW_SOURCES = ("hpet", "acpi_pm", "jiffies")
_SOURCE = Path("/sys/devices/system/clocksource/clocksource0/current_clocksource")


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Of ``perf_counter``: what it says of itself, and what was seen of it."""

    monotonic: bool
    step_ns: int
    """The least time between two readings that differ."""
    reading_ns: float
    """What a reading costs."""
    back: int
    """Readings that were earlier than the one before, on one core or on two."""
    source: str = ""
    """What the kernel takes the time from; empty where it does not tell."""


def clock() -> Clock:
    """Read the clock some thousand times, on each core in turn; takes some milliseconds."""
    read = time.perf_counter_ns
    before = read()
    stamps = [read() for _ in range(READINGS)]
    took = read() - before
    if hasattr(os, "sched_setaffinity"):
        cores = os.sched_getaffinity(0)
        for core in cores:
            with suppress(OSError):
                os.sched_setaffinity(0, {core})
                stamps += [read(), read()]
        os.sched_setaffinity(0, cores)
    steps = [after - earlier for earlier, after in pairwise(stamps)]
    source = ""
    with suppress(OSError):
        source = _SOURCE.read_text(encoding="ascii").strip()
    return Clock(
        monotonic=time.get_clock_info("perf_counter").monotonic,
        step_ns=min((step for step in steps if step > 0), default=0),
        reading_ns=took / READINGS,
        back=sum(step < 0 for step in steps),
        source=source,
    )


def judge_clock(found: Clock) -> tuple[Check, ...]:
    """It may not go back, has to tick in microseconds, and reading it should cost little."""
    said = f"steps of {found.step_ns:,} ns, {found.reading_ns:,.0f} ns a reading"
    said += f", from {found.source}" if found.source else ""
    if found.back or not found.monotonic:
        said = f"went back {found.back:,} times, {said}"
        todo = "No figure can be trusted: choose another clock source for the kernel."
        return (check("clock", "Clock", said, todo, verdict="fail"),)
    coarse = found.step_ns == 0 or found.step_ns > COARSE_NS
    todo = ""
    if coarse or found.reading_ns > SLOW_NS or found.source in SLOW_SOURCES:
        todo = "Tasks of some microseconds are measured badly."
        if found.source:
            todo += " Boot with clocksource=tsc, if this machine has a steady one."
    return (check("clock", "Clock", said, todo),)
