"""Programs carried out, each in an interpreter of its own, with what they print.

Order ``{"programs": {NAME: SOURCE}, "timeout_s"}``. Ends with ``{"ran": {NAME: {"status",
"output", "errors", "seconds"}}}``; the status of one that took too long is None, and it is ended;
what it has started ends with the probe.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from .probe import Probe

MOST_TEXT = 20_000


def run(probe: Probe) -> dict[str, Any]:
    """Carry them out one after another."""
    ran = {}
    for name, source in probe.order["programs"].items():
        path = probe.folder / f"{name}.py"
        path.write_text(source, encoding="utf-8")
        ran[name] = _carried_out(path, float(probe.order["timeout_s"]))
        probe.emit(name=name, **ran[name])
    return {"ran": ran}


def _carried_out(path: Path, timeout_s: float) -> dict[str, Any]:
    # Into files: what a program has started may hold a pipe open long after it has ended. It stays
    # in the probe's process group, so it ends with the probe.
    output, errors = path.with_suffix(".out"), path.with_suffix(".err")
    began = time.perf_counter()
    with output.open("wb") as out, errors.open("wb") as err:
        program = subprocess.Popen(
            [sys.executable, "-I", str(path)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=path.parent,
        )
        try:
            status: int | None = program.wait(timeout_s)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
            status = None
    return {
        "status": status,
        "output": _text(output)[:MOST_TEXT],
        "errors": _text(errors)[-MOST_TEXT:],
        "seconds": time.perf_counter() - began,
    }


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
