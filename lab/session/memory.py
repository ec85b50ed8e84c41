"""How much memory processes take, pages they share counted by part where the system tells it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import psutil

from lab.capabilities import proc

MIB = 1 << 20


def memory_mib(pids: Iterable[int]) -> float | None:
    """Memory of all ``pids`` in MiB; None when none of them can be read.

    On Linux the proportional share (PSS): a page that N processes share is 1/N of a page in each,
    so that forked workers are not charged for the same page again and again. Elsewhere what is a
    process's alone. Takes up to a millisecond a process: not for the window's thread.
    """
    found = [size for pid in pids if (size := _bytes(pid)) is not None]
    return sum(found) / MIB if found else None


def _bytes(pid: int) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        text = proc(pid, "smaps_rollup").read_text(encoding="ascii")
        lines = [line for line in text.splitlines() if line.startswith("Pss:")]
        return int(lines[0].split()[1]) * 1024
    with suppress(psutil.Error):
        full = psutil.Process(pid).memory_full_info()
        return int(getattr(full, "pss", 0) or full.uss)
    return None
