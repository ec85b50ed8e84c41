"""The race in processes: each has a variable of its own; in shared memory they race in earnest.

The memory is an anonymous mapping made before the processes are forked. The lock is the standard
library's, a semaphore: who dies holding it leaves the others waiting for ever, so a process that
ends badly ends the whole race. All of them start at once, when the parent closes a pipe.
"""

from __future__ import annotations

import mmap
import os
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any

from lab.runtime.worker import die_with_parent
from lab.spec.words import why

from . import race_threads
from .probe import Probe, UnavailableError
from .race_frame import SAMPLE_S, SLEEP_S, figures, look, pause, portion, shares
from .race_threads import THREADS

cells: Any = None
"""Numbers in the shared memory; the first is the counter."""
lock: Any = None

_ENDING = 1
"""The cell that says that all are to end."""
_FIRST, _CELLS = 2, 3
_DONE, _COPY, _TIME = 0, 1, 2
"""Cells of each worker: what it has done, what it found in its own variable, when it ended (ns)."""
_POLL_S = 0.01


def plain(n: int) -> None:
    """Read and write shared memory with nothing between them."""
    for _ in range(n):
        cells[0] += 1


def plain_locked(n: int) -> None:
    """The same, one at a time."""
    for _ in range(n):
        with lock:
            cells[0] += 1


def call(n: int) -> None:
    """A call between read and write."""
    for _ in range(n):
        value = cells[0]
        pause()
        cells[0] = value + 1


def call_locked(n: int) -> None:
    """The same, one at a time."""
    for _ in range(n):
        with lock:
            value = cells[0]
            pause()
            cells[0] = value + 1


def sleep(n: int) -> None:
    """A wait between read and write."""
    for _ in range(n):
        value = cells[0]
        time.sleep(SLEEP_S)
        cells[0] = value + 1


def sleep_locked(n: int) -> None:
    """The same, one at a time."""
    for _ in range(n):
        with lock:
            value = cells[0]
            time.sleep(SLEEP_S)
            cells[0] = value + 1


SHARED: dict[tuple[str, str], Callable[[int], None]] = {
    ("nothing", "none"): plain,
    ("nothing", "lock"): plain_locked,
    ("call", "none"): call,
    ("call", "lock"): call_locked,
    ("sleep", "none"): sleep,
    ("sleep", "lock"): sleep_locked,
}


def run(probe: Probe) -> dict[str, Any]:
    """Count in processes; see `lab.probes.race`."""
    global cells, lock
    import multiprocessing

    order = probe.order
    shared = order.get("memory", "shared") == "shared"
    try:
        lock = multiprocessing.get_context("fork").Lock()
    except OSError as error:
        raise UnavailableError(why(error)) from None
    race_threads.lock = lock
    with mmap.mmap(-1, 8 * (_FIRST + _CELLS * order["workers"])) as memory:
        cells = memoryview(memory).cast("q")
        try:
            seconds = _in_processes(probe, SHARED if shared else THREADS)
            workers = range(order["workers"])
            copies = [cells[_cell(place, _COPY)] for place in workers]
            counted = cells[0] if shared else race_threads.counter
            found = figures(order, counted, seconds, _done(order["workers"]))
        finally:
            cells.release()
    return found if shared else {**found, "copies": copies}


def _in_processes(probe: Probe, programs: Mapping[tuple[str, str], Callable[[int], None]]) -> float:
    """Fork, let all count at once, and wait for them; the seconds it took."""
    order = probe.order
    work = programs[order["between"], order["guard"]]
    gate, opening = os.pipe()
    children: dict[int, int] = {}
    try:
        try:
            for place, share in enumerate(shares(order)):
                pid = os.fork()
                if pid == 0:
                    os.close(opening)
                    _count(place, share, work, portion(order), gate)
                children[pid] = place
        except OSError as error:
            raise UnavailableError(why(error)) from None
        began = time.perf_counter_ns()
        os.close(opening)
        opening = -1
        _watch(probe, children)
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for descriptor in {gate, opening} - {-1}:
            os.close(descriptor)
    ended = max(cells[_cell(place, _TIME)] for place in range(order["workers"]))
    return float(ended - began) / 1e9


def _count(place: int, share: int, work: Callable[[int], None], step: int, gate: int) -> None:
    """In a child: wait for the start, count, note down what was found, and end."""
    status = 1
    try:
        die_with_parent()
        os.read(gate, 1)
        while share and not cells[_ENDING]:
            now = min(step, share)
            work(now)
            share -= now
            cells[_cell(place, _DONE)] += now
        cells[_cell(place, _COPY)] = race_threads.counter
        cells[_cell(place, _TIME)] = time.perf_counter_ns()
        status = 0
    finally:
        os._exit(status)


def _watch(probe: Probe, children: dict[int, int]) -> None:
    """Tell how far they are until all have ended; takes those that have out of ``children``."""
    next_look = 0.0
    shared = probe.order.get("memory", "shared") == "shared"
    while children:
        for pid in tuple(children):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del children[pid]
                if status:
                    raise RuntimeError(f"a process ended with status {status}")
        if time.perf_counter() >= next_look:
            next_look = time.perf_counter() + SAMPLE_S
            counted = cells[0] if shared else race_threads.counter
            cells[_ENDING] = int(look(probe, counted, _done(probe.order["workers"])))
        time.sleep(_POLL_S)


def _cell(place: int, which: int) -> int:
    return _FIRST + _CELLS * place + which


def _done(workers: int) -> int:
    return sum(cells[_cell(place, _DONE)] for place in range(workers))
