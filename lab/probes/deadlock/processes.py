"""A parent and a child process with a pipe each way; both are forked from here and looked at.

Where Linux tells in which system call a process is blocked, the graph is made of that: which pipe
it writes to, and who has its other end. Elsewhere of what the two say of themselves before they
call: one is writing, no thread of it is reading, and that for a while.

Their stacks are written by `faulthandler` when they are sent a signal: it does so at once, also in
the middle of a call, which then goes on.
"""

from __future__ import annotations

import faulthandler
import os
import re
import signal
import time
from contextlib import suppress

from lab.capabilities import has_fork
from lab.probes.children import carry_out
from lab.probes.probe import Probe, UnavailableError
from lab.spec.words import told

from . import pipe_proc
from .graph import Wait
from .locks import Holding, Thing
from .pipe_board import PipeBoard
from .programs import Program
from .scene import Look, Stack, begin, line_of

PARENT, CHILD = "parent", "child"
_NAMES = (PARENT, CHILD)
_PIPES = (Thing("pipe", f"to {PARENT}"), Thing("pipe", f"to {CHILD}"))
_LINE = re.compile(r'File "(?P<file>.*)", line (?P<line>\d+) in (?P<function>.*)')
_STACK_S = 0.3


class Processes:
    """A scene of two processes."""

    def __init__(self, probe: Probe, program: Program) -> None:
        if not has_fork() or not hasattr(faulthandler, "register"):
            raise UnavailableError(
                told("this system cannot fork, which two processes that are looked into need")
            )
        self._probe, self._program = probe, program
        self._namespace = begin(program)
        self.workers = [Thing("process", name) for name in _NAMES]
        self.things = list(_PIPES)
        self.seen_by = "syscall" if pipe_proc.can_tell() else "stage"
        self._board = PipeBoard()
        self._stacks = probe.folder / "stacks"
        self._stacks.touch()
        self._status: int | None = None
        self._pid = os.fork()
        if self._pid == 0:
            carry_out(self._be_parent)

    def rest(self, seconds: float) -> bool:
        """As `Scene` says."""
        return self._probe.wait(seconds)

    def look(self) -> Look:
        """As `Scene` says."""
        if self._status is None:
            gone, status = os.waitpid(self._pid, os.WNOHANG)
            if gone:
                self._status = os.waitstatus_to_exitcode(status)
        if self._status:
            raise RuntimeError(f"the parent process ended with status {self._status}")
        over = self._status is not None
        held = tuple(Holding(pipe.name, name, 0) for pipe, name in zip(_PIPES, _NAMES, strict=True))
        waits = () if over else self._waits()
        return Look(waits, held, self._board.read()[0].done, over)

    def stacks(self) -> dict[str, Stack]:
        """As `Scene` says."""
        return {
            name: self._stack(pid) for name, pid in zip(_NAMES, self._pids(), strict=True) if pid
        }

    def close(self) -> None:
        """As `Scene` says."""
        for pid in self._pids()[::-1]:
            if pid:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        if self._status is None:
            os.waitpid(self._pid, 0)
            self._status = -signal.SIGKILL

    def _pids(self) -> tuple[int, int]:
        """Of parent and child; 0 while it has not begun, and once the parent has ended."""
        if self._status is not None:
            return 0, 0
        return self._pid, self._board.read()[1].pid

    # ── who waits ─────────────────────────────────────────────────────────────────────────
    def _waits(self) -> tuple[Wait, ...]:
        pids = self._pids()
        if not all(pids):
            return ()
        if self.seen_by == "syscall":
            try:
                return self._told_by_system(pids)
            except ProcessLookupError:
                return ()  # one has just ended
            except FileNotFoundError:
                return ()
            except OSError:
                self.seen_by = "stage"  # told of oneself, but not of others
        return self._told_by_themselves()

    def _told_by_system(self, pids: tuple[int, int]) -> tuple[Wait, ...]:
        names = dict(zip(pids, _NAMES, strict=True))
        found = []
        for slot in self._board.read():
            pipe = pipe_proc.stuck_in(slot.pid) if slot.pid else None
            if pipe is None:
                continue
            others = [pid for pid in pids if pid != slot.pid]
            helpers = tuple(names[pid] for pid in pipe_proc.readers(pipe, others))
            what = f"pipe to {helpers[0]}" if helpers else "pipe"
            found.append(Wait(names[slot.pid], what, helpers, slot.since))
        return tuple(found)

    def _told_by_themselves(self) -> tuple[Wait, ...]:
        found = []
        for number, slot in enumerate(self._board.read()):
            if slot.writes >= 0 and not slot.reads:
                other = _NAMES[1 - number]
                found.append(Wait(_NAMES[number], f"pipe to {other}", (other,), slot.since))
        return tuple(found)

    # ── where they are ────────────────────────────────────────────────────────────────────
    def _stack(self, pid: int) -> Stack:
        before = self._stacks.stat().st_size
        try:
            os.kill(pid, signal.SIGUSR1)
        except ProcessLookupError:
            return []
        size, until = before, time.perf_counter() + _STACK_S
        while time.perf_counter() < until:
            time.sleep(0.01)
            now = self._stacks.stat().st_size
            if now > before and now == size:
                break
            size = now
        with self._stacks.open(encoding="utf-8", errors="replace") as file:
            file.seek(before)
            places = [found for line in file if (found := _LINE.search(line))]
        return [
            line_of(self._program, place["function"], int(place["line"]))
            for place in reversed(places)
            if place["file"] == self._program.file
        ]

    # ── in the parent ─────────────────────────────────────────────────────────────────────
    def _be_parent(self) -> None:
        """Carry the program out."""
        done = self._namespace["done"]
        # Appended to by parent and child alike; open for as long as they live.
        stacks = self._stacks.open("ab")
        faulthandler.register(signal.SIGUSR1, stacks, all_threads=False)
        self._board.watch_pipes(lambda: len(done))
        self._namespace["main"]()
        self._board.tell_done(len(done))
