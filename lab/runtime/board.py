"""The writer's side of the board: mapping it, claiming slots, publishing plans, the lock.

Who writes what: the host writes the control page and the state of slots whose worker died; a
thread writes its own slot and nothing else; the words "under the lock" and the state of a slot
that is being claimed are written by whoever holds the lock.
"""

from __future__ import annotations

import json
import mmap
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lab.file_lock import hold
from lab.spec.words import told

from . import layout as at


class BoardFullError(Exception):
    """Every slot is taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PlanTooLongError(Exception):
    """The board has no room for a plan of this length."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Board:
    """The board as a process of the engine sees it.

    ``words`` is the whole file as a memoryview of unsigned 64-bit words. The descriptor stays open:
    the lock hangs on it. POSIX locks belong to a process, so a plain lock guards the threads.
    ``path`` is its name where it has one: there descriptors cannot be inherited.
    """

    def __init__(self, descriptor: int, path: str = "") -> None:
        self.descriptor = descriptor
        self.path = path
        self._map = mmap.mmap(descriptor, at.BOARD_BYTES)
        self.words = memoryview(self._map).cast("Q")
        self._bytes = memoryview(self._map)
        self._threads = threading.Lock()

    @classmethod
    def opened(cls, path: str) -> Board:
        """The board that has this name."""
        return cls(os.open(path, os.O_RDWR), path)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Exclusive among all threads of all processes; freed when the holder is killed."""
        with self._threads, hold(self.descriptor):
            yield

    # --- plans ------------------------------------------------------------------------------
    def publish(self, plan: dict[str, Any]) -> int:
        """Make ``plan`` the one in force; returns its generation. Host only."""
        text = json.dumps(plan, separators=(",", ":")).encode()
        if len(text) > 8 * at.PLAN_WORDS:
            raise PlanTooLongError(
                told(
                    "the mix has too many entries: {size:,} bytes of plan are more than {most:,}",
                    size=len(text),
                    most=8 * at.PLAN_WORDS,
                )
            )
        generation = self.words[at.GENERATION] + 1
        start = 8 * (at.PLAN + (generation % 2) * at.PLAN_WORDS)
        self._bytes[start : start + len(text)] = text
        self.words[at.PLAN_BYTES + generation % 2] = len(text)
        self.words[at.GENERATION] = generation
        return generation

    def plan(self) -> tuple[int, dict[str, Any]]:
        """The plan in force and its generation.

        The other buffer is written first and the generation last, so a copy is whole if the
        generation is the same before and after.
        """
        words = self.words
        while True:
            generation = words[at.GENERATION]
            start = 8 * (at.PLAN + (generation % 2) * at.PLAN_WORDS)
            text = bytes(self._bytes[start : start + words[at.PLAN_BYTES + generation % 2]])
            if words[at.GENERATION] == generation:
                return generation, json.loads(text)

    def stop(self, now_ns: int) -> None:
        """Say that the run is over: what ends after ``now_ns`` does not count. Host only."""
        self.words[at.STOP_NS] = now_ns
        self.words[at.GENERATION] += 2  # the plan stays what it was, in the same buffer

    @property
    def begun(self) -> bool:
        """True once the run's clock goes."""
        return self.words[at.EPOCH_NS] != 0

    @property
    def stopped(self) -> bool:
        """True once the run is over."""
        return self.words[at.STOP_NS] != 0

    # --- slots ------------------------------------------------------------------------------
    def claim(self, count: int, worker: int) -> list[int]:
        """Take ``count`` slots for threads of this process; returns the base index of each.

        Slots that were given back are taken first; their counters go on from where they were.
        """
        words = self.words
        bases: list[int] = []
        with self.lock():
            used = words[at.SLOTS_USED]
            for slot in range(used):
                if len(bases) == count:
                    break
                if words[at.slot_base(slot) + at.STATE] == at.FREE:
                    bases.append(at.slot_base(slot))
            while len(bases) < count and used < at.SLOTS:
                bases.append(at.slot_base(used))
                used += 1
            if len(bases) < count:
                raise BoardFullError(
                    told("no more than {most} threads can carry lanes in one run", most=at.SLOTS)
                )
            words[at.SLOTS_USED] = used
            now = time.perf_counter_ns()
            for base in bases:
                words[at.NEXT_CLAIM] += 1
                words[base + at.CLAIM] = words[at.NEXT_CLAIM]
                words[base + at.PID] = os.getpid()
                words[base + at.TID] = 0
                words[base + at.WORKER] = worker
                words[base + at.STARTED_NS] = 0
                words[base + at.ENDED_NS] = 0
                words[base + at.LAST_END_NS] = now
                words[base + at.LANES] = 0
                words[base + at.LANES_SINCE] = 0
                words[base + at.LEASE_NEXT] = words[base + at.LEASE_HI] = words[
                    base + at.IN_FLIGHT
                ] = 0
                for position in range(at.SERIALS_SHOWN):
                    words[base + at.SERIALS + position] = 0
                words[base + at.STATE] = at.RUNNING
        return bases

    def give_back(self, base: int) -> None:
        """End this thread's claim; the slot may be taken by another thread."""
        words = self.words
        now = time.perf_counter_ns()
        self.count_lanes(base, 0, now)
        words[base + at.ENDED_NS] = now
        if words[base + at.STARTED_NS]:
            words[base + at.ALIVE_NS] += now - words[base + at.STARTED_NS]
        words[base + at.STATE] = at.FREE

    def count_lanes(self, base: int, lanes: int, now_ns: int) -> None:
        """Note that ``lanes`` lanes are alive on this thread from now on; lane time is summed."""
        words = self.words
        since = words[base + at.LANES_SINCE]
        if since:
            words[base + at.LANE_SECONDS] += words[base + at.LANES] * (now_ns - since)
        words[base + at.LANES] = lanes
        words[base + at.LANES_SINCE] = now_ns

    def slots_of(self, pid: int) -> list[int]:
        """Base indices of the slots a process holds."""
        words = self.words
        return [
            at.slot_base(slot)
            for slot in range(words[at.SLOTS_USED])
            if words[at.slot_base(slot) + at.PID] == pid
            and words[at.slot_base(slot) + at.STATE] in (at.RUNNING, at.LEAVING)
        ]
