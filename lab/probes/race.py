"""A counter that several workers count up: how many of their increments are lost?

``counter = counter + 1`` is three steps: read, add, write. Whoever is interrupted after it has read
and before it has written will write a number that has become old, and what the others counted
meanwhile is lost. Whether that can happen hangs on where one may be interrupted. CPython 3.10 and
later switch threads where a loop jumps back, where a function is entered and where a call lets go
of the GIL, so plain ``counter += 1`` loses nothing with the GIL and a call between read and write
loses much. Coroutines are switched at ``await`` only. Processes run at the same time and are
switched anywhere, but each has a variable of its own unless they share memory on purpose.

The order is ``{"where", "between", "guard", "memory", "workers", "increments",
"switch_interval_ms"}``; live figures are ``counted`` and ``done``. Ends with ``{"wanted",
"counted", "lost", "seconds", "ns_per_increment", "workers", "asked"}`` and in processes ``copies``:
what each found in its own variable. One that is stopped has done less than was asked.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

from .probe import Probe

WHERE = ("threads", "coroutines", "processes")


def run(probe: Probe) -> dict[str, Any]:
    """Count, and say what is lost."""
    where = probe.order["where"]
    if where not in WHERE:
        raise ValueError(f"nothing counts in {where}")
    before = sys.getswitchinterval()
    sys.setswitchinterval(probe.order.get("switch_interval_ms", 5.0) / 1000)
    try:
        found: dict[str, Any] = importlib.import_module(f"lab.probes.race_{where}").run(probe)
        return found
    finally:
        sys.setswitchinterval(before)
