"""Topology: processes x threads x coroutines, one mechanism for every approach.

The course text's approaches are points of that one space. What is special about an approach is
only which of the three numbers may be chosen; the others are 1. (Sub-interpreters will be a level
between processes and threads.)
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from .parameter import param
from .words import N_

CPU_LANES_A_PROCESS = 64
"""More threads than this that compute cannot be started in one process in useful time."""


@dataclass(frozen=True, kw_only=True)
class Topology:
    """How many workers of each level; a lane is the innermost one."""

    processes: int = param(
        1,
        label=N_("Processes"),
        span=(1, 64),
        scale="log",
        help=N_("Worker processes, each with an interpreter and a GIL of its own."),
    )
    threads: int = param(
        1,
        label=N_("Threads"),
        span=(1, 1000),
        scale="log",
        help=N_("Threads in each process; they share the process's GIL."),
    )
    coroutines: int = param(
        1,
        label=N_("Coroutines"),
        span=(1, 10_000),
        scale="log",
        help=N_("Coroutines in each thread's event loop; one of them runs at a time."),
    )

    @property
    def lanes(self) -> int:
        """How many tasks can be in progress at once."""
        return self.processes * self.threads * self.coroutines


LEVELS = ("processes", "threads", "coroutines")
MOST_THREADS = 4096
"""More threads than this, over all processes, are refused: the board has no room for them."""
MOST_LANES = 20_000
"""More lanes than this in one run are refused: the reader could not keep up with them."""


@dataclass(frozen=True)
class Approach:
    """A named point (or plane) of the topology space."""

    name: str
    title: str
    note: str
    free: tuple[str, ...]
    event_loop: bool

    def shape(self, wanted: Topology) -> Topology:
        """``wanted`` with every level this approach does not use set to 1."""
        locked = {level: 1 for level in LEVELS if level not in self.free}
        return dataclasses.replace(wanted, **locked)


APPROACHES: dict[str, Approach] = {
    approach.name: approach
    for approach in (
        Approach("sequential", N_("Sequential"), N_("one after another"), (), False),
        Approach("threads", N_("Threads"), N_("share one GIL"), ("threads",), False),
        Approach("processes", N_("Processes"), N_("a GIL each"), ("processes",), False),
        Approach("asyncio", N_("Asyncio"), N_("one thread, many awaits"), ("coroutines",), True),
        Approach("combined", N_("Combined"), N_("all three at once"), LEVELS, True),
    )
}
