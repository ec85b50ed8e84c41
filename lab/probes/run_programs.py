"""Programs carried out, each in an interpreter of its own, with what they print.

Order ``{"programs": {NAME: SOURCE}, "timeout_s"}``. Ends with ``{"ran": {NAME: {"status",
"output", "errors", "seconds"}}}``; the status of one that took too long is None, and it is ended
with whatever it has started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from lab.spec.words import told

from .probe import Probe, UnavailableError

MOST_TEXT = 20_000


def run(probe: Probe) -> dict[str, Any]:
    """Carry them out one after another."""
    if getattr(sys, "frozen", False):
        raise UnavailableError(told("A Python of its own is needed to run programs"))
    ran = {}
    for name, source in probe.order["programs"].items():
        path = probe.folder / f"{name}.py"
        path.write_text(source, encoding="utf-8")
        ran[name] = _carried_out(path, float(probe.order["timeout_s"]))
        probe.emit(name=name, **ran[name])
    return {"ran": ran}


def _carried_out(path: Path, timeout_s: float) -> dict[str, Any]:
    began = time.perf_counter()
    # A session of its own, so that its pool's processes can be ended with it.
    program = subprocess.Popen(
        [sys.executable, "-I", str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=path.parent,
        text=True,
    )
    try:
        output, errors = program.communicate(timeout=timeout_s)
        status: int | None = program.returncode
    except subprocess.TimeoutExpired:
        os.kill(program.pid, signal.SIGKILL)
        output, errors = program.communicate()
        status = None
    return {
        "status": status,
        "output": output[:MOST_TEXT],
        "errors": errors[-MOST_TEXT:],
        "seconds": time.perf_counter() - began,
    }
