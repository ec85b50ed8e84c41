"""How the lanes' time divides: running, waiting for the GIL, for a core, for I/O, for the loop.

A pure function of what was measured over an interval. Two things are exact: time on a core and
time in the queue for one (schedstat). What is left of the lanes' time is told apart by what the
tasks are: a task that only computes and neither runs nor queues for a core can only be waiting for
the GIL; a task that waits outside is in I/O, except what a timed wait takes beyond its time. On an
event loop the remainder is waiting for one's turn on the loop.

Time in the queue is not yet waiting for a core. A thread that waits for the GIL wakes up every
switch interval to ask for it, and queues for a core to do so; given the core, it would still wait
for the GIL. In a process whose threads need the GIL all along only its holder waits for nothing but
a core, one thread at a time: so what the process's threads did not run of the time is the most that
can be. ``make bench`` holds this against the clocks, on an idle machine and on a busy core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .snapshot import Shares


@dataclass(frozen=True)
class KindTime:
    """What tasks of one kind took in the interval, in ns, all lanes together."""

    done: int
    wall_ns: float
    cpu_ns: float
    computes: bool
    awaited: bool
    """It ran in its async form: its CPU time is in the thread's, not in ``cpu_ns``."""
    waits_ns: float | None = None
    """What one task is certain to wait outside; None when not known."""


@dataclass(frozen=True)
class Interval:
    """What was measured between two readings."""

    lane_ns: float
    """Lanes times time alive."""
    run_ns: float | None
    queue_ns: float | None
    """Of all lane threads; None where the system does not tell."""
    event_loop: bool
    kinds: Sequence[KindTime]
    gil: bool = True
    held_ns: float | None = None
    """How long some thread of each process could hold its GIL, all processes together; None where
    tasks also use cores without the GIL."""


def only_core(queue_ns: float, run_ns: float, held_ns: float | None, *, gil: bool = True) -> float:
    """Of the time threads queued for a core, what they did not wait for the GIL as well."""
    if held_ns is None or not gil:
        return queue_ns
    return min(queue_ns, max(0.0, held_ns - run_ns))


def divide(interval: Interval) -> Shares:
    """The shares of lane time; None for what this system cannot tell."""
    total = interval.lane_ns
    if total <= 0:
        return Shares()
    waits = _waits(interval)
    form = {
        "event_loop": interval.event_loop,
        "only_computes": all(kind.computes for kind in interval.kinds),
    }
    if interval.run_ns is None or interval.queue_ns is None:
        running = min(total, sum(kind.cpu_ns for kind in interval.kinds))
        rest = total - running
        computing, outside, turn = _fit(rest, *waits, **form)
        return Shares(
            running=running / total,
            io=outside / total,
            loop=turn / total if interval.event_loop else None,
            gil_or_core=computing / total,
        )
    running = min(total, interval.run_ns)
    queued = only_core(interval.queue_ns, interval.run_ns, interval.held_ns, gil=interval.gil)
    core = min(total - running, queued)
    rest = total - running - core
    computing, outside = waits
    computing, outside, turn = _fit(rest, max(0.0, computing - core), outside, **form)
    if not interval.gil:
        # Nothing to wait for but a core: what the kernel did not count is counted there.
        core, computing = core + computing, 0.0
    return Shares(
        running=running / total,
        gil=computing / total,
        core=core / total,
        io=outside / total,
        loop=turn / total if interval.event_loop else None,
    )


def _waits(interval: Interval) -> tuple[float, float]:
    """Time that finished tasks spent not running: inside the interpreter, and outside."""
    computing = outside = 0.0
    anything_computes = any(kind.computes for kind in interval.kinds)
    for kind in interval.kinds:
        idle = max(0.0, kind.wall_ns - kind.cpu_ns)
        if kind.computes:
            computing += idle
        elif kind.waits_ns is None:
            outside += idle
        else:
            certain = min(idle, kind.done * kind.waits_ns)
            outside += certain
            if interval.event_loop and kind.awaited:
                continue  # the rest is the loop's lateness, which is what remains at the end
            if anything_computes:
                computing += idle - certain
            else:
                outside += idle - certain
    return computing, outside


def _fit(
    rest: float, computing: float, outside: float, *, event_loop: bool, only_computes: bool
) -> tuple[float, float, float]:
    """Divide ``rest`` in proportion; on an event loop the unexplained part is the loop's."""
    explained = computing + outside
    if event_loop and explained < rest:
        return computing, outside, rest - explained
    if explained <= 0:
        # Nothing has ended yet, or hardly a moment was spent waiting.
        if event_loop:
            return 0.0, 0.0, rest
        return (rest, 0.0, 0.0) if only_computes else (0.0, rest, 0.0)
    return rest * computing / explained, rest * outside / explained, 0.0
