"""Where a run's first lanes wait until all of them can begin, so that its time holds only tasks.

Starting an interpreter, importing a library and filling a database take from a tenth of a second
up. Were that within the measured time, a short run would say of tasks what is true of starting,
and the same work by another start method would seem slower. So a worker says when its lanes stand
ready, with what it has used until then, and the host sets the run's clock when all have said so.
Lanes that are added later find the gate open.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from lab.capabilities import proc

from .board import Board


class Gate:
    """The gate of one worker; lanes stand before it, its control thread opens it."""

    def __init__(self, board: Board, tell: Callable[[dict[str, Any]], None]) -> None:
        self.board = board
        self._tell = tell
        self._open = threading.Event()
        self._lock = threading.Lock()
        self._expected: set[object] = set()
        self._complete = False

    def expect(self, who: object) -> None:
        """A thread that is about to be started will stand here."""
        with self._lock:
            self._expected.add(who)

    def attend(self) -> None:
        """All that were to be started are; open when the run has begun or is over."""
        if self.board.begun or self.board.stopped:
            self._open.set()
        with self._lock:
            if not self._complete:
                self._complete = True
                self._say()

    def arrive(self, who: object) -> None:
        """This one stands ready, or will never come."""
        with self._lock:
            if who in self._expected:
                self._expected.remove(who)
                self._say()

    def stand(self, who: object) -> bool:
        """Wait until the run begins; False when it is over already."""
        self.arrive(who)
        self._open.wait()
        return not self.board.stopped

    def _say(self) -> None:
        if self._complete and not self._expected and not self.board.begun:
            self._tell({"say": "up", **spent()})


def spent() -> dict[str, int]:
    """What this process has used so far, in ns: CPU time, and its threads' on a core and in queue.

    Where the system tells nothing of single threads, nothing is known of queues.
    """
    used = {"cpu_ns": time.process_time_ns(), "run_ns": 0, "queue_ns": 0}
    try:
        for thread in proc("self", "task").iterdir():
            run, queue, _ = (thread / "schedstat").read_bytes().split()
            used["run_ns"] += int(run)
            used["queue_ns"] += int(queue)
    except (OSError, ValueError):
        used["run_ns"] = used["cpu_ns"]
    return used
