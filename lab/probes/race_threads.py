"""The race in threads of one process.

The functions that count are short and alike on purpose: they are the programs that are shown.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from lab.spec.words import why

from .probe import Probe, UnavailableError
from .race_frame import SAMPLE_S, SLEEP_S, figures, look, pause, portion, shares

counter = 0
lock: Any = threading.Lock()


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
    """Count in threads; see `lab.probes.race`."""
    global counter
    counter = 0
    seconds, done = _in_threads(probe)
    return figures(probe.order, counter, seconds, done)


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
