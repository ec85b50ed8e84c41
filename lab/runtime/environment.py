"""What the engine's Python says of itself."""

from __future__ import annotations

import sys
import sysconfig
from typing import Any


def describe(plan: dict[str, Any]) -> dict[str, Any]:
    """Facts that belong to every record of a run."""
    facts: dict[str, Any] = {
        "python": sys.executable,
        "python_version": ".".join(str(part) for part in sys.version_info[:3]),
        "implementation": sys.implementation.name,
        "gil": gil_enabled(),
        "switch_interval_ms": plan["switch_interval_ms"],
        "start_method": plan["start_method"],
        "nice": plan["nice"],
        "calibration_loops_per_ms": plan["loops_per_ms"],
    }
    if plan["native_speed"]:
        call_ms, iterations_per_ms = plan["native_speed"]
        facts["calibration_native_call_ms"] = call_ms
        facts["calibration_native_iterations_per_ms"] = iterations_per_ms
    if plan["http_port"]:
        from importlib.metadata import version

        facts["aiohttp"] = version("aiohttp")
        if not plan["event_loop"]:
            facts["urllib3"] = version("urllib3")
    return facts


def gil_enabled() -> bool:
    """Whether a GIL is in force; before 3.13 there was no other way."""
    asks = getattr(sys, "_is_gil_enabled", None)
    if asks is not None:
        return bool(asks())
    return not sysconfig.get_config_var("Py_GIL_DISABLED")
