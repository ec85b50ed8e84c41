"""What it costs to hand over: two of a kind that take turns, as fast as they can.

Order: ``{"what": "coroutine" | "thread" | "process", "switches": N, "repeats": R,
"cores": "one" | "any"}``. Ends with ``{"switch_ns": [one value a repeat]}``: nanoseconds from one
to the other.

Coroutines give up their turn by ``await asyncio.sleep(0)``, so that the loop resumes the other.
Threads and processes each wait for a byte in a pipe (where a pipe cannot be handed to a process, on
a socket) and send one on: the same system calls for both, so that what differs is what they are.
All are kept to one core (unless ``cores`` says ``any``) where the system lets one: on two, no
switch need happen at all, and what is measured is how fast a core wakes up.
"""

from __future__ import annotations

import os
import socket
import time
from typing import Any

from lab.capabilities import has_fork

from . import children
from .apart import apart
from .probe import Probe

_FIRST = 200
"""Hand-overs that do not count: caches fill and both get going."""


def run(probe: Probe) -> dict[str, Any]:
    """Hand over to and fro; every repeat in a process of its own."""
    what = probe.order["what"]
    switches = int(probe.order.get("switches", 20_000))
    alone = probe.order.get("cores", "one") == "one"
    found: list[float] = []
    for done in range(int(probe.order.get("repeats", 5))):
        found.append(apart(_handed_over, what, switches, alone))
        probe.emit(done=done + 1)
    return {"switch_ns": found}


def _handed_over(what: str, switches: int, alone: bool) -> float:
    """Nanoseconds a hand-over."""
    if alone and hasattr(os, "sched_setaffinity"):
        core = max(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {core})
    measure = {"coroutine": _coroutines, "thread": _threads, "process": _processes}[what]
    return measure(switches) / switches * 1e9


def _coroutines(switches: int) -> float:
    """Seconds for so many hand-overs between two tasks of a loop."""
    import asyncio

    async def turns(count: int) -> None:
        for _ in range(count):
            await asyncio.sleep(0)

    async def both() -> float:
        await asyncio.gather(turns(_FIRST), turns(_FIRST))
        began = time.perf_counter()
        await asyncio.gather(turns(switches // 2), turns(switches // 2))
        return time.perf_counter() - began

    return asyncio.run(both())


def _threads(switches: int) -> float:
    """Seconds for so many hand-overs between two threads."""
    import threading

    with _lines() as lines:
        other = threading.Thread(target=lines.answer, args=(switches // 2 + _FIRST,))
        other.start()
        took = lines.ask(switches // 2)
        other.join()
    return took


def _processes(switches: int) -> float:
    """Seconds for so many hand-overs between two processes."""
    with _lines() as lines:
        other = children.start(lines.answer, switches // 2 + _FIRST)
        took = lines.ask(switches // 2)
        other.wait()
    return took


class _Pipes:
    """A pipe to and a pipe fro, a byte at a time."""

    def __enter__(self) -> _Pipes:
        self._ball_in, self._throw = os.pipe()
        self._back_in, self._throw_back = os.pipe()
        return self

    def __exit__(self, *_error: object) -> None:
        for line in (self._ball_in, self._throw, self._back_in, self._throw_back):
            os.close(line)

    def ask(self, count: int) -> float:
        """Send and wait, ``count`` times after some that are not timed; seconds."""
        read, write = os.read, os.write
        source, target = self._back_in, self._throw
        for _ in range(_FIRST):
            write(target, b".")
            read(source, 1)
        began = time.perf_counter()
        for _ in range(count):
            write(target, b".")
            read(source, 1)
        return time.perf_counter() - began

    def answer(self, count: int) -> None:
        """Wait and send back, ``count`` times."""
        read, write = os.read, os.write
        source, target = self._ball_in, self._throw_back
        for _ in range(count):
            read(source, 1)
            write(target, b".")


class _Sockets:
    """The same by a pair of sockets, which can be handed to a process that is not forked."""

    def __enter__(self) -> _Sockets:
        self._near, self._far = socket.socketpair()
        return self

    def __exit__(self, *_error: object) -> None:
        self._near.close()
        self._far.close()

    def ask(self, count: int) -> float:
        """As `_Pipes` does."""
        receive, send = self._near.recv, self._near.send
        for _ in range(_FIRST):
            send(b".")
            receive(1)
        began = time.perf_counter()
        for _ in range(count):
            send(b".")
            receive(1)
        return time.perf_counter() - began

    def answer(self, count: int) -> None:
        """As `_Pipes` does."""
        receive, send = self._far.recv, self._far.send
        for _ in range(count):
            receive(1)
            send(b".")


def _lines() -> _Pipes | _Sockets:
    return _Pipes() if has_fork() else _Sockets()
