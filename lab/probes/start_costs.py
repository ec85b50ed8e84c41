"""What one more costs to start and to keep: a thread, a process, a coroutine, and their kin.

Order: ``{"what": "thread" | "process" | "coroutine" | "pool-worker" | "interpreter",
"start_method": "fork" | "forkserver" | "spawn", "count": N, "repeats": R}``. Ends with
``{"start_us": […], "memory_kib": […], "pss_kib": […], "count": N}``, one value a repeat:

- ``start_us``: from the wish to being ready to work, µs a unit, started one after another;
- ``memory_kib``: KiB a unit while all are alive. For processes their own private memory (USS), for
  what lives inside a process what that grows by (its USS). ``pss_kib`` counts what is shared by
  part. Both are empty where the system does not tell.

A few units are started first and stay alive: what only the first one needs (the fork server, say,
or modules that are read) is no cost of one more. The processes are those of a bare interpreter:
what a program has loaded comes on top, for spawn in time, for fork in what it writes to.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

from lab.capabilities import start_method

from .apart import apart
from .probe import Probe
from .units import Coroutines, Interpreters, PoolWorkers, Processes, Threads, Units

COUNTS = {"thread": 200, "process": 5, "coroutine": 10_000, "pool-worker": 4, "interpreter": 8}
"""So many that the memory of one is far above a page's size divided among them."""
_FIRST = {"thread": 4, "process": 1, "coroutine": 100, "pool-worker": 0, "interpreter": 1}


def run(probe: Probe) -> dict[str, Any]:
    """Start and keep them; every repeat in a process of its own."""
    what = probe.order["what"]
    count = int(probe.order.get("count") or COUNTS[what])
    method = probe.order.get("start_method", start_method())
    made = _units(what, method)  # what is not there is said before anything is started
    del made
    found = []
    for done in range(int(probe.order.get("repeats", 5))):
        found.append(apart(_measure, what, method, count))
        probe.emit(done=done + 1)
    return {
        "start_us": [one["start_us"] for one in found],
        "memory_kib": [one["uss_kib"] for one in found if one["uss_kib"] is not None],
        "pss_kib": [one["pss_kib"] for one in found if one["pss_kib"] is not None],
        "count": count,
    }


def _units(what: str, method: str) -> Units:
    if what == "process":
        return Processes(method)
    plain: dict[str, Callable[[], Units]] = {
        "thread": Threads,
        "coroutine": Coroutines,
        "pool-worker": PoolWorkers,
        "interpreter": Interpreters,
    }
    return plain[what]()


def _measure(what: str, method: str, count: int) -> dict[str, float | None]:
    units, first = _units(what, method), _FIRST[what]
    try:
        if first:
            units.start(first)
        gc.collect()
        before = units.memory() if first else None
        began = time.perf_counter()
        units.start(count)
        took = time.perf_counter() - began
        after = units.memory()
    finally:
        units.end()
    if first:
        grown = after - before if after is not None and before is not None else None
    else:
        grown = after
    return {
        "start_us": took / count * 1e6,
        "uss_kib": grown.uss / count if grown is not None else None,
        "pss_kib": grown.pss / count if grown is not None else None,
    }
