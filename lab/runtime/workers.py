"""The host's set of workers: brought in line with the plan, rung, missed, replaced, ended.

A worker's rank is its place among the wanted processes. One whose rank is not wanted any more
leaves by itself after its tasks; if the rank is wanted again meanwhile, a new worker takes it. A
worker that dies though nobody asked it to is lost: its slots are marked, what it had leased of a
fixed number of tasks is given out again, and it is not replaced - the run shows what was lost -
unless no worker is left and tasks remain.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from lab.spec.words import to_json, told, why

from . import layout as at
from . import leases, starts
from .board import Board

GRACE_S = 0.3
"""How long workers may take to finish the task at hand when the run ends."""
MOST_REPLACEMENTS = 3

Say = Callable[[dict[str, Any]], None]


class Workers:
    """All workers of the run, from the host's side."""

    def __init__(self, board: Board, say: Say) -> None:
        self.board = board
        self.say = say
        self.all: list[starts.Worker] = []
        self.lost: set[int] = set()
        self.leaving: set[int] = set()
        self.replacements = 0
        self.plan: dict[str, Any] = {}
        self.full = False
        self.why_full: str = ""

    def adopt(self, plan: dict[str, Any]) -> None:
        """Put a new plan in force: who is too many leaves; ranks lost before are tried again.

        Who leaves is named in every plan until it has gone: a worker that sees only a later plan,
        in which its rank is wanted again, must not stay beside the one that took its place.
        """
        leaving = self.leaving | {w.pid for w in self.all if w.rank >= plan["processes"]}
        self.board.publish({**plan, "leaving": sorted(leaving)})
        self.leaving = leaving
        if plan["processes"] != self.plan.get("processes"):
            self.lost.clear()
            self.full = False
        self.plan = plan
        self.ring()

    def ring(self) -> None:
        """Have all of them look at the board."""
        for worker in self.all:
            worker.ring()

    @property
    def missing(self) -> list[int]:
        """Ranks that are wanted and have no worker."""
        if self.board.stopped or self.full:
            return []
        if self.plan["tasks"] and not leases.left(self.board):
            return []
        held = {w.rank for w in self.all if w.pid not in self.leaving and not w.empty}
        return [r for r in range(self.plan["processes"]) if r not in held and r not in self.lost]

    def start(self, rank: int) -> None:
        """Start the worker of a rank; when the system refuses, say so and try no more."""
        plan = self.plan
        try:
            worker = starts.start(plan["start_method"], rank, self.board, plan["nice"], self.all)
        except OSError as problem:
            self.full = True
            self.why_full = told("process {number}: {why}", number=rank + 1, why=why(problem))
            self.say({"say": "full", "reason": to_json(self.why_full)})
            return
        self.all.append(worker)
        self.say({"say": "worker", "rank": rank, "pid": worker.pid})

    def hear(self, worker: starts.Worker) -> None:
        """Pass on what a worker says; notice its end."""
        lines = worker.read()
        if lines is None:
            self._gone(worker)
            return
        for line in lines:
            message = json.loads(line)
            if message["say"] == "empty":
                worker.empty = True
            elif message["say"] == "up":
                worker.before = message
            else:
                self.say({**message, "rank": worker.rank})

    def _gone(self, worker: starts.Worker) -> None:
        self.all.remove(worker)
        was_leaving = worker.pid in self.leaving
        self.leaving.discard(worker.pid)
        slots = self.board.slots_of(worker.pid)
        how = worker.reap()
        if self.board.stopped or (not how and not slots):
            self.say({"say": "worker-left", "rank": worker.rank, "pid": worker.pid})
            return
        twice = 0
        for base in slots:
            self.board.count_lanes(base, 0, time.perf_counter_ns())
            self.board.words[base + at.ENDED_NS] = time.perf_counter_ns()
            self.board.words[base + at.STATE] = at.LOST
            if self.plan["tasks"]:
                twice += leases.recover(self.board, base)
        if not was_leaving:  # its place is somebody else's already, or nobody's
            self.lost.add(worker.rank)
        self.say(
            {
                "say": "worker-lost",
                "rank": worker.rank,
                "pid": worker.pid,
                "how": to_json(how or told("ended by itself")),
                "possibly_twice": twice,
            }
        )
        self.ring()

    @property
    def getting_ready(self) -> bool:
        """Whether there are some whose lanes do not stand ready yet."""
        return any(worker.before is None for worker in self.all)

    def before(self, figure: str) -> int:
        """The sum of what they had used (ns) when their lanes stood ready; see `gate.spent`."""
        return sum(worker.before[figure] for worker in self.all if worker.before is not None)

    def finished(self) -> bool:
        """True when a fixed number of tasks is done; gives lost ones out again where need be."""
        if self.all or not self.plan["tasks"]:
            return False
        gap = leases.missing(self.board)
        if gap:
            leases.give_again(self.board, gap)
        return not leases.left(self.board)

    def hopeless(self) -> bool:
        """True when no worker is left, none can be started, and the run is not done."""
        if self.all or self.missing:
            return False
        if self.plan["tasks"] and self.replacements < MOST_REPLACEMENTS:
            self.replacements += 1
            self.lost.clear()
            return False
        return True

    def end(self) -> None:
        """End all of them: a word on the board, a ring, a short grace, then SIGKILL."""
        import selectors

        self.ring()
        deadline = time.monotonic() + GRACE_S
        with selectors.DefaultSelector() as selector:
            for worker in self.all:
                selector.register(worker.line, selectors.EVENT_READ, worker)
            while self.all and (left := deadline - time.monotonic()) > 0:
                for key, _ in selector.select(left):
                    worker = key.data
                    selector.unregister(worker.line)
                    self.hear(worker)
                    if worker in self.all:
                        selector.register(worker.line, selectors.EVENT_READ, worker)
        for worker in self.all:
            worker.kill()
        for worker in self.all:
            worker.reap()
        self.all.clear()
