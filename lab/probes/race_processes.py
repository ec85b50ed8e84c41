"""The race in processes: each has a variable of its own; in shared memory they race in earnest.

The memory is an anonymous mapping that all of them have. The lock is the standard library's, a
semaphore: who dies holding it leaves the others waiting for ever, so a process that ends badly ends
the whole race. All of them start at once, each by a byte that the parent sends to all together.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from lab.spec.words import why

from . import children, race_threads
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
_READY = -1
"""In the place of the moment it ended: it is about to begin."""
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
    order = probe.order
    shared = order.get("memory", "shared") == "shared"
    try:
        common = Common(
            children.shared_memory(8 * (_FIRST + _CELLS * order["workers"])),
            children.context().Lock(),
        )
    except OSError as error:
        raise UnavailableError(why(error)) from None
    _use(common)
    try:
        seconds = _in_processes(probe, common, SHARED if shared else THREADS)
        workers = range(order["workers"])
        copies = [cells[_cell(place, _COPY)] for place in workers]
        counted = cells[0] if shared else race_threads.counter
        found = figures(order, counted, seconds, _done(order["workers"]))
    finally:
        cells.release()
    return found if shared else {**found, "copies": copies}


class Common(NamedTuple):
    """What all processes have: the memory, and the lock."""

    memory: Any
    lock: Any


def _use(common: Common) -> None:
    """Count in this memory, and by this lock, from now on."""
    global cells, lock
    cells = children.view(common.memory).cast("q")
    lock = race_threads.lock = common.lock


Programs = dict[tuple[str, str], Callable[[int], None]]


def _in_processes(probe: Probe, common: Common, programs: Programs) -> float:
    """Start them, let all count at once, and wait for them; the seconds it took."""
    order = probe.order
    work = programs[order["between"], order["guard"]]
    gate, opening = socket.socketpair()
    alive: list[children.Child] = []
    with gate, opening:
        try:
            for place, share in enumerate(shares(order)):
                arguments = (common, place, share, work, portion(order), gate)
                alive.append(children.start(_count, *arguments))
            for place in range(order["workers"]):
                _until_ready(probe, alive, place)
            began = time.perf_counter_ns()
            opening.sendall(b"." * len(alive))
            _watch(probe, alive)
        except OSError as error:
            raise UnavailableError(why(error)) from None
        finally:
            for child in alive:
                child.kill()
    ended = max(cells[_cell(place, _TIME)] for place in range(order["workers"]))
    return float(ended - began) / 1e9


def _count(
    common: Common,
    place: int,
    share: int,
    work: Callable[[int], None],
    step: int,
    gate: socket.socket,
) -> None:
    """In a child: wait for the start, count, note down what was found."""
    _use(common)
    cells[_cell(place, _TIME)] = _READY
    gate.recv(1)
    while share and not cells[_ENDING]:
        now = min(step, share)
        work(now)
        share -= now
        cells[_cell(place, _DONE)] += now
    cells[_cell(place, _COPY)] = race_threads.counter
    cells[_cell(place, _TIME)] = time.perf_counter_ns()


def _until_ready(probe: Probe, alive: list[children.Child], place: int) -> None:
    """Wait until a process is about to count: to start one anew takes far longer than to fork."""
    while cells[_cell(place, _TIME)] != _READY:
        if (status := alive[place].poll()) is not None:
            raise RuntimeError(f"a process ended with status {status}")
        if probe.wait(_POLL_S):
            return


def _watch(probe: Probe, alive: list[children.Child]) -> None:
    """Tell how far they are until all have ended; takes those that have out of ``alive``."""
    next_look = 0.0
    shared = probe.order.get("memory", "shared") == "shared"
    while alive:
        for child in tuple(alive):
            if (status := child.poll()) is not None:
                alive.remove(child)
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
