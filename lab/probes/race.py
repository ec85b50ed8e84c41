"""A counter that several workers count up: how many of their increments are lost?

``counter = counter + 1`` is three steps: read, add, write. Whoever is interrupted after it has read
and before it has written will write a number that has become old, and what the others counted
meanwhile is lost. Whether that can happen hangs on where one may be interrupted. CPython 3.10 and
later switch threads where a loop jumps back, where a function is entered and where a call lets go
of the GIL, so plain ``counter += 1`` loses nothing with the GIL and a call between read and write
loses much. Coroutines are switched at ``await`` only. Processes run at the same time and are
switched anywhere, but each has a variable of its own unless they share memory on purpose.

The order is ``{"where", "between", "guard", "memory", "workers", "increments",
"switch_interval_ms"}``; live figures are ``counted`` and ``done``. Ends with ``{"wanted",
"counted", "lost", "seconds", "ns_per_increment", "workers", "asked"}`` and in processes ``copies``:
what each found in its own variable. One that is stopped has done less than was asked.

The functions that count are short and alike on purpose: they are the programs that are shown.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from lab.spec.words import why

from .probe import Probe, UnavailableError

SAMPLE_S = 0.1
SLEEP_S = 0.0001
_PORTIONS = {"nothing": 10_000, "call": 5_000, "sleep": 20, "await": 200}
"""Increments between two looks at the clock and at the wish to end."""

counter = 0
lock: Any = threading.Lock()


def pause() -> None:
    """Do nothing; but calling a function is an occasion to switch threads."""


# ── threads ──────────────────────────────────────────────────────────────────────────────────────
def plain(n: int) -> None:
    """Read and write with nothing between them."""
    global counter
    for _ in range(n):
        counter += 1


def plain_locked(n: int) -> None:
    """The same, one at a time."""
    global counter
    for _ in range(n):
        with lock:
            counter += 1


def call(n: int) -> None:
    """A call between read and write."""
    global counter
    for _ in range(n):
        value = counter
        pause()
        counter = value + 1


def call_locked(n: int) -> None:
    """The same, one at a time."""
    global counter
    for _ in range(n):
        with lock:
            value = counter
            pause()
            counter = value + 1


def sleep(n: int) -> None:
    """A wait between read and write."""
    global counter
    for _ in range(n):
        value = counter
        time.sleep(SLEEP_S)
        counter = value + 1


def sleep_locked(n: int) -> None:
    """The same, one at a time."""
    global counter
    for _ in range(n):
        with lock:
            value = counter
            time.sleep(SLEEP_S)
            counter = value + 1


THREADS: dict[tuple[str, str], Callable[[int], None]] = {
    ("nothing", "none"): plain,
    ("nothing", "lock"): plain_locked,
    ("call", "none"): call,
    ("call", "lock"): call_locked,
    ("sleep", "none"): sleep,
    ("sleep", "lock"): sleep_locked,
}


def run(probe: Probe) -> dict[str, Any]:
    """Count, and say what is lost."""
    global counter
    counter = 0
    order = probe.order
    before = sys.getswitchinterval()
    sys.setswitchinterval(order.get("switch_interval_ms", 5.0) / 1000)
    try:
        where = order["where"]
        if where == "threads":
            seconds, done = _in_threads(probe)
            return figures(order, counter, seconds, done)
        if where == "coroutines":
            from . import race_coroutines

            return race_coroutines.run(probe)
        from . import race_processes

        return race_processes.run(probe)
    finally:
        sys.setswitchinterval(before)


def figures(order: Any, counted: int, seconds: float, done: int) -> dict[str, Any]:
    """What a race ends with."""
    return {
        "wanted": done,
        "counted": counted,
        "lost": done - counted,
        "seconds": seconds,
        "ns_per_increment": 1e9 * seconds / max(1, done),
        "workers": order["workers"],
        "asked": order["increments"],
    }


def shares(order: Any) -> list[int]:
    """How many increments each worker does."""
    workers, increments = order["workers"], order["increments"]
    each, rest = divmod(increments, workers)
    return [each + (place < rest) for place in range(workers)]


def look(probe: Probe, counted: int, done: int) -> bool:
    """Tell how far it is; whether it is to end."""
    probe.emit(counted=counted, done=done)
    probe.wishes()
    return probe.stopped


def portion(order: Any) -> int:
    """Increments between two looks whether to end."""
    return _PORTIONS[order["between"]]


def _in_threads(probe: Probe) -> tuple[float, int]:
    order = probe.order
    work = THREADS[order["between"], order["guard"]]
    step = portion(order)
    done = [0] * order["workers"]
    times: list[float] = []
    go, ending = threading.Event(), threading.Event()

    def worker(place: int, share: int) -> None:
        go.wait()
        times.append(time.perf_counter())
        while share and not ending.is_set():
            now = min(step, share)
            work(now)
            share -= now
            done[place] += now
        times.append(time.perf_counter())

    threads: list[threading.Thread] = []
    try:
        for place, share in enumerate(shares(order)):
            thread = threading.Thread(target=worker, args=(place, share), name=f"counting {place}")
            thread.start()
            threads.append(thread)
    except RuntimeError as error:
        ending.set()
        raise UnavailableError(why(error)) from None
    finally:
        go.set()
        while alive := [thread for thread in threads if thread.is_alive()]:
            if look(probe, counter, sum(done)):
                ending.set()
            alive[0].join(SAMPLE_S)
    return max(times) - min(times), sum(done)
