"""Locks that know who holds them and who waits for them.

A program's `threading.Lock` objects are replaced by these before it starts. Each tells a ledger
before it waits, when it has got the lock and when it gives it back. The ledger is read by another
thread, so it has a lock of its own, held for a few dictionary operations and never while waiting:
it cannot take part in a deadlock.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from .graph import Wait


@dataclass(frozen=True)
class Holding:
    """``by`` has ``what`` since it went through a line of its program."""

    what: str
    by: str
    line: int


class Ledger:
    """Who holds which lock, and who waits for which, at one moment."""

    def __init__(self) -> None:
        self._own = threading.Lock()
        self._held: dict[str, Holding] = {}
        self._wanted: dict[str, tuple[str, float, bool]] = {}

    def wants(self, who: str, what: str, *, limited: bool) -> None:
        """``who`` is about to wait."""
        with self._own:
            self._wanted[who] = (what, time.perf_counter(), limited)

    def got(self, who: str, what: str, line: int) -> None:
        """``who`` has waited and has it."""
        with self._own:
            self._wanted.pop(who, None)
            self._held[what] = Holding(what, who, line)

    def gave_up(self, who: str) -> None:
        """``who`` has waited in vain."""
        with self._own:
            self._wanted.pop(who, None)

    def released(self, what: str) -> None:
        """It is about to be given back."""
        with self._own:
            self._held.pop(what, None)

    def read(self) -> tuple[tuple[Wait, ...], tuple[Holding, ...]]:
        """All waits and all holdings, of the same moment."""
        with self._own:
            held = dict(self._held)
            wanted = dict(self._wanted)
        waits = tuple(
            Wait(who, what, (held[what].by,) if what in held else (), since, limited)
            for who, (what, since, limited) in wanted.items()
        )
        return waits, tuple(held.values())


class WatchedLock:
    """Does what `threading.Lock` does, and tells the ledger."""

    def __init__(self, name: str, ledger: Ledger) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._ledger = ledger

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As of `threading.Lock`."""
        return self._acquire(sys._getframe(1).f_lineno, blocking, timeout)  # noqa: SLF001 - the line

    def release(self) -> None:
        """As of `threading.Lock`."""
        self._ledger.released(self.name)
        self._lock.release()

    def locked(self) -> bool:
        """As of `threading.Lock`."""
        return self._lock.locked()

    def __enter__(self) -> bool:
        return self._acquire(sys._getframe(1).f_lineno)  # noqa: SLF001 - the line

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _acquire(self, line: int, blocking: bool = True, timeout: float = -1) -> bool:
        who = threading.current_thread().name
        self._ledger.wants(who, self.name, limited=not blocking or timeout >= 0)
        got = self._lock.acquire(blocking, timeout)
        if got:
            self._ledger.got(who, self.name, line)
        else:
            self._ledger.gave_up(who)
        return got


@dataclass(frozen=True)
class Thing:
    """What is waited for or waits: ``kind`` and ``label`` make up its name."""

    kind: str
    label: str

    @property
    def name(self) -> str:
        """As it is called everywhere: ``lock A``, ``fork 3``, ``T1``."""
        return f"{self.kind} {self.label}".strip()


def watch_locks(namespace: dict[str, Any], ledger: Ledger) -> list[Thing]:
    """Put watched locks in place of those in a program's global names, and call them by these.

    A lock that a program has handed on before it was watched (as a thread's argument) is not seen.
    """
    things: list[Thing] = []

    def watched(thing: Thing) -> WatchedLock:
        things.append(thing)
        return WatchedLock(thing.name, ledger)

    for name, value in list(namespace.items()):
        if isinstance(value, _LOCK):
            namespace[name] = watched(_called(name))
        elif isinstance(value, list) and value and all(isinstance(one, _LOCK) for one in value):
            namespace[name] = [watched(thing) for thing in _numbered(name, len(value))]
    return things


_LOCK = type(threading.Lock())


def _called(name: str) -> Thing:
    found = re.fullmatch(r"(\w+)_([a-z])", name)
    return Thing(found[1], found[2].upper()) if found else Thing(name, "")


def _numbered(name: str, count: int) -> Iterator[Thing]:
    for number in range(count):
        yield Thing(name.rstrip("s"), str(number + 1))
