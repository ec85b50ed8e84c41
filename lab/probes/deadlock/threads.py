"""Threads and locks: the program's threads run here, and its locks tell who holds and who waits."""

from __future__ import annotations

import sys

from lab.probes.probe import Probe

from .locks import Ledger, Thing, watch_locks
from .programs import Program
from .scene import Look, Stack, begin, frames_of, stack_of


class Threads:
    """A scene of threads. They are daemons: stuck for ever, they end with the process."""

    seen_by = "locks"

    def __init__(self, probe: Probe, program: Program) -> None:
        self._probe, self._program = probe, program
        self._namespace = begin(program)
        self._ledger = Ledger()
        self.things = watch_locks(self._namespace, self._ledger)
        self._threads = self._namespace["threads"]
        self.workers = [Thing("thread", thread.name) for thread in self._threads]
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def rest(self, seconds: float) -> bool:
        """As `Scene` says."""
        return self._probe.wait(seconds)

    def look(self) -> Look:
        """As `Scene` says."""
        over = not any(thread.is_alive() for thread in self._threads)
        waits, held = self._ledger.read()
        return Look(waits, held, len(self._namespace["done"]), over)

    def stacks(self) -> dict[str, Stack]:
        """As `Scene` says."""
        frames = sys._current_frames()  # noqa: SLF001 - the documented way to all threads
        return {
            thread.name: stack_of(self._program, frames_of(frames.get(thread.ident)))
            for thread in self._threads
        }

    def close(self) -> None:
        """As `Scene` says."""
