"""Processes that hold a slot and end in one way or another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HOLD = """
import os, signal, sys, threading
from ui.trouble.slot import take_slot
slot = take_slot()
slot.watch()
slot.note("Hebra 9.9 beneath " + os.path.expanduser("~/secret/place"))
with slot.log.open("a") as log:
    log.writelines(f"line {n}\\n" for n in range(200))
def waiting_for_godot():
    threading.Event().wait()
threading.Thread(target=waiting_for_godot, daemon=True).start()
"""
ENDS = {
    "segmentation fault": "os.kill(os.getpid(), signal.SIGSEGV)",
    "abort": "os.abort()",
    "kill": "os.kill(os.getpid(), signal.SIGKILL)",
    "goodbye": "slot.empty(); slot.close()",
}


def dies(how: str) -> None:
    """A process holds the lowest slot, and ends as ``how`` says."""
    subprocess.run(
        [sys.executable, "-c", HOLD + ENDS[how]], cwd=ROOT, capture_output=True, check=False
    )


def lives() -> subprocess.Popen[str]:
    """A process that holds the lowest slot until it is killed."""
    program = HOLD + "print(slot.number, flush=True); threading.Event().wait()"
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process
