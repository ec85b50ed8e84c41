"""Whose an entry or a folder is: a process, known by its number and the time it was started.

A number alone is given out again; with the time it is one process and no other. The system's clock
may be set meanwhile, which moves the time it tells by a little.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

import psutil

_CLOCK_SET_S = 2.0


@dataclass(frozen=True)
class Owner:
    """A process; ``started`` in seconds since the epoch."""

    pid: int
    started: float

    @property
    def alive(self) -> bool:
        """Whether this very process still runs."""
        try:
            process = psutil.Process(self.pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            return bool(abs(process.create_time() - self.started) < _CLOCK_SET_S)
        except psutil.NoSuchProcess:
            return False
        except psutil.Error:  # somebody else's, and it may not be asked
            return True


def this_process() -> Owner:
    """The process that asks."""
    return _known(os.getpid())


@cache
def _known(pid: int) -> Owner:
    return Owner(pid, psutil.Process(pid).create_time())
