"""The lanes of one worker process: starts and retires its threads as the plan says.

The plan on the board holds the wanted numbers; the last one written wins and nothing queues up.
Whoever notices a newer generation first - a lane between two tasks, or the control thread when all
lanes wait - calls :meth:`Group.look`, which brings the threads in line. A thread that has more
threads beside it than wanted leaves after its task; its place may be taken again at once by a new
thread with an identity of its own.

Threads are started with ``_thread.start_new_thread``: ``Thread.start`` waits for a handshake under
the GIL, which takes seconds beside many computing threads. This module keeps its own record.
"""

from __future__ import annotations

import _thread
import os
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from lab.spec import CPU_LANES_A_PROCESS
from lab.spec.words import to_json, told, why
from lab.tasks import KINDS

from . import layout as at
from .board import Board, BoardFullError
from .gate import Gate

Tell = Callable[[dict[str, Any]], None]

BROKEN = 3
"""Exit status of a worker that could have no lanes, or whose lanes ended by an error that was not a
task's: it is lost, for another one in its place would fare no better."""

LONGEST_TEXT = 20_000
"""Of a traceback its end is told: a message is one line, and lines have a limit."""


class Member:
    """One thread of the group."""

    def __init__(self, index: int, base: int, *, event_loop: bool, shown: bool) -> None:
        self.index = index
        self.base = base
        self.event_loop = event_loop
        self.shown = shown
        self.leaving = False
        self.wake: Callable[[], None] = lambda: None
        """Set by an event loop: makes its lanes look at the plan even while all of them wait."""


class Group:
    """All lanes of this process. ``rank`` is the worker's place among the wanted processes."""

    def __init__(self, board: Board, rank: int, tell: Tell) -> None:
        self.board = board
        self.rank = rank
        self.tell = tell
        self.gate = Gate(board, tell)
        self.plan: dict[str, Any] = {}
        self.generation = 0
        self.members: dict[int, Member] = {}
        self.alive = 0
        self.leaving = False
        self.exhausted = False
        self._lock = threading.Lock()
        self._failures_told: set[str] = set()
        self._capped_told = 0

    # --- the plan ---------------------------------------------------------------------------
    def look(self) -> tuple[int, dict[str, Any] | None]:
        """Bring the threads in line with the plan in force; ``None`` when the run is over."""
        board = self.board
        if board.stopped:
            return board.words[at.GENERATION], None
        if board.words[at.GENERATION] != self.generation:
            with self._lock:
                if board.words[at.GENERATION] != self.generation and not board.stopped:
                    generation, self.plan = board.plan()
                    # After the plan: without a GIL a lane could else note the new number with the
                    # old plan, and keep that one.
                    self.generation = generation
                    self._reconcile()
        return self.generation, self.plan

    def attend(self) -> None:
        """What the control thread does when the host rings: look, wake loops whose lanes wait."""
        _, plan = self.look()
        self.gate.attend()
        if plan is None:
            for member in list(self.members.values()):
                member.wake()

    def _wanted(self) -> int:
        """Threads this process should have now."""
        plan = self.plan
        if self.rank >= plan["processes"] or os.getpid() in plan["leaving"]:
            self.leaving = True  # for good: the host starts a new worker for the place
        if self.leaving:
            return 0
        if self.exhausted:
            return 0
        threads = int(plan["threads"])
        if threads > CPU_LANES_A_PROCESS and any(
            KINDS[share["kind"]].computes for share in plan["mix"] if share["weight"] > 0
        ):
            if self._capped_told != threads:
                self._capped_told = threads
                self.tell({"say": "capped", "threads": threads, "limit": CPU_LANES_A_PROCESS})
            return CPU_LANES_A_PROCESS
        return threads

    def _reconcile(self) -> None:
        """Under the lock: retire what is too many or of the wrong form, start what is missing."""
        wanted = self._wanted()
        event_loop = bool(self.plan["event_loop"])
        for member in list(self.members.values()):
            if member.index >= wanted or member.event_loop != event_loop:
                self._retire(member)
            else:
                member.wake()
        missing = [index for index in range(wanted) if index not in self.members]
        if not missing:
            return
        try:
            bases = self.board.claim(len(missing), self.rank)
        except BoardFullError as full:
            self.tell({"say": "full", "reason": to_json(full.reason)})
            return
        words = self.board.words
        before = self.rank * wanted * (self.plan["coroutines"] if event_loop else 1)
        for index, base in zip(missing, bases, strict=True):
            ahead = before + index * (self.plan["coroutines"] if event_loop else 1)
            member = Member(index, base, event_loop=event_loop, shown=ahead < at.SHOWN_LANES)
            self.members[index] = member
            words[base + at.THREAD] = index
            words[base + at.LOOP] = int(event_loop)
            words[base + at.KEEPS_RECORDS] = int(member.shown)
            self.alive += 1
            self.gate.expect(member)
            try:
                _thread.start_new_thread(self._thread, (member,))
            except RuntimeError as problem:
                self.alive -= 1
                self.gate.arrive(member)
                del self.members[index]
                for unused in bases[missing.index(index) :]:
                    self.board.give_back(unused)
                reason = told("thread {number}: {why}", number=index + 1, why=why(problem))
                self.tell({"say": "full", "reason": to_json(reason)})
                return

    def _retire(self, member: Member) -> None:
        member.leaving = True
        self.board.words[member.base + at.STATE] = at.LEAVING
        if self.members.get(member.index) is member:
            del self.members[member.index]
        member.wake()

    # --- a thread's life --------------------------------------------------------------------
    def _thread(self, member: Member) -> None:
        self.board.words[member.base + at.TID] = threading.get_native_id()
        try:
            if member.event_loop:
                from .loop_lane import carry_out_in_loop

                carry_out_in_loop(self, member)
            else:
                from .lane import carry_out

                carry_out(self, member)
        except BaseException:  # noqa: BLE001 - the lane's edge: told to the host, the others go on
            self.tell(
                {"say": "lane-broken", "thread": member.index, "traceback": traceback.format_exc()}
            )
            member.leaving = True
        finally:
            self._ended(member)

    def begin(self, member: Member) -> bool:
        """Called by a thread whose tools are there: wait for the others; False if it is all over.

        The thread's time counts from here.
        """
        if not self.gate.stand(member):
            return False
        now = time.perf_counter_ns()
        self.board.words[member.base + at.STARTED_NS] = now
        self.board.words[member.base + at.LAST_END_NS] = now
        return True

    def _ended(self, member: Member) -> None:
        """The last words of a thread; the last thread of a process that is not wanted ends it."""
        self.gate.arrive(member)
        with self._lock:
            self.board.give_back(member.base)
            self.alive -= 1
            if self.members.get(member.index) is member:
                del self.members[member.index]
                # It ended though nobody asked it to: the tasks are used up.
                if self.plan["tasks"] and not member.leaving and not self.board.stopped:
                    self.exhausted = True
            if self.alive == 0:
                self.tell({"say": "empty", "rank": self.rank})
                if self.members == {}:
                    os._exit(self.exit_status)

    @property
    def exit_status(self) -> int:
        """What this process ends with when it has no lanes (any more)."""
        wanted_so = self.leaving or self.exhausted or self.board.stopped
        return 0 if wanted_so else BROKEN

    # --- telling ----------------------------------------------------------------------------
    def tell_failure(self, kind: str, text: str) -> None:
        """The first traceback of a kind is kept; the rest are only counted."""
        if kind not in self._failures_told:
            self._failures_told.add(kind)
            self.tell({"say": "task-failed", "kind": kind, "traceback": text[-LONGEST_TEXT:]})
