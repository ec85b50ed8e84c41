"""What a record says of the machine it was measured on."""

from __future__ import annotations

import os
import platform
import time
from contextlib import suppress

import psutil

from lab import __version__
from lab.capabilities import proc

Fact = str | int | float | bool | None


def describe() -> dict[str, Fact]:
    """Facts of this machine, read before the run starts."""
    facts: dict[str, Fact] = {
        "hebra": __version__,
        "os": f"{platform.system()} {platform.release()}",
        "cpu": _cpu(),
        "cores": psutil.cpu_count() or 1,
        "affinity": _affinity(),
        "load_before": None,
        "clock_resolution_ns": round(time.get_clock_info("perf_counter").resolution * 1e9, 3),
    }
    with suppress(OSError, AttributeError):
        facts["load_before"] = round(os.getloadavg()[0], 2)
    return facts


def _cpu() -> str:
    with suppress(OSError):
        for line in proc("cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _affinity() -> str | None:
    """The cores this process may use, as a list: ``0,1``."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    return ",".join(str(core) for core in sorted(os.sched_getaffinity(0)))
