"""The noise floor that was measured last, kept in a small file beside the history.

It is good for some hours of the same start of this machine and the same Python. When it cannot be
kept, it is measured again next time.
"""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from lab.session.interpreter import own_python
from lab.study.trial import NoiseFloor

from .place import data_folder

FILE = "noise.json"
GOOD_FOR = timedelta(hours=12)
GOOD_FOR_BUSY = timedelta(minutes=15)
"""What other programs do now they may not do in an hour."""


def known_floor(python: str | None) -> NoiseFloor | None:
    """What was measured lately with ``python`` (None: this one); None where nothing was."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(_path().read_text(encoding="utf-8"))
        floor = NoiseFloor(
            ratio=float(kept["ratio"]), pairs=int(kept["pairs"]), measured_at=str(kept["at"])
        )
        age = datetime.now(UTC) - datetime.fromisoformat(floor.measured_at)
        good_for = GOOD_FOR_BUSY if kept["busy"] else GOOD_FOR
        same = kept["system"] == _system(python)
        if same and timedelta() <= age < good_for and 1 <= floor.ratio < 10:
            return floor
    return None


def keep_floor(floor: NoiseFloor, python: str | None, *, busy: bool) -> None:
    """Keep it for the next time; ``busy`` when other programs were at work meanwhile."""
    kept = {
        "ratio": floor.ratio,
        "pairs": floor.pairs,
        "at": floor.measured_at,
        "system": _system(python),
        "busy": busy,
    }
    with contextlib.suppress(OSError):
        _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _path().write_text(json.dumps(kept), encoding="utf-8")


def _system(python: str | None) -> str:
    """This start of this machine, and the interpreter that does the work."""
    return f"{int(psutil.boot_time())} {python or own_python()}"


def _path() -> Path:
    return data_folder() / FILE
