"""What the children of `lab.probes.units` do: say that they are ready, and wait.

A module of its own that imports next to nothing, for a spawned child imports it while its start is
being timed.
"""

from __future__ import annotations

import os
import time
from typing import Any

PATIENCE_S = 60.0
"""Given to one unit to get ready, on a machine that is very busy."""

_holds: Any = None


def wait(tells: Any) -> None:
    """Say that this process is ready, and wait until it is killed."""
    tells.send_bytes(b"r")
    while True:
        time.sleep(3600)


def introduce(tells: Any, holds: Any) -> None:
    """Begin a pool's worker: it says which process it is."""
    global _holds
    _holds = holds
    tells.send_bytes(b"%d" % os.getpid())


def hold() -> None:
    """Keep a pool's worker until a byte comes for it."""
    os.read(_holds.fileno(), 1)
