"""What memory is a process's alone, and what part of the shared is its own: Linux tells it."""

from __future__ import annotations

import os
from typing import NamedTuple

from lab.capabilities import proc


class Memory(NamedTuple):
    """Memory of one process in KiB.

    ``uss`` goes when the process ends: pages that nobody else maps. ``pss`` counts a page that N
    processes map as 1/N of a page in each.
    """

    uss: float
    pss: float

    def __sub__(self, other: Memory) -> Memory:
        """What it has grown by since ``other``."""
        return Memory(self.uss - other.uss, self.pss - other.pss)


def memory_of(pid: int | None = None) -> Memory | None:
    """The memory of ``pid``, or of this process; None where it cannot be read (not Linux)."""
    try:
        text = proc(pid or os.getpid(), "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    sizes = {}
    for line in text.splitlines()[1:]:
        name, _, rest = line.partition(":")
        sizes[name] = float(rest.split()[0])
    private = sizes.get("Private_Clean", 0.0) + sizes.get("Private_Dirty", 0.0)
    return Memory(uss=private, pss=sizes.get("Pss", 0.0))
