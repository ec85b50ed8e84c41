"""The noise floor of this machine: measured once, and good for some hours of the same system.

It is kept in a small file beside the history; when that cannot be, it is measured again next time.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from rich.console import Console

from lab.history.place import data_folder
from lab.spec import Study
from lab.study.conductor import Conductor
from lab.study.noise import floor_of, noise_study
from lab.study.run import Maker
from lab.study.trial import NoiseFloor, StudyResult

from .conduct import Interrupted
from .conduct_study import conducted
from .exits import FINE, INTERRUPTED
from .output import warn
from .study_progress import StudyProgress

FILE = "noise.json"
GOOD_FOR = timedelta(hours=12)
GOOD_FOR_BUSY = timedelta(minutes=15)
"""What other programs do now they may not do in an hour."""


def show(make: Maker, complain: Console, *, as_json: bool) -> int:
    """``hebra noise``: measure the floor anew, say it and keep it."""
    try:
        floor = measured_floor(None, make, complain)
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    if as_json:
        print(json.dumps({"ratio": floor.ratio, "pairs": floor.pairs, "at": floor.measured_at}))
    else:
        print(said(floor))
    return FINE


def said(floor: NoiseFloor) -> str:
    """The floor in words."""
    return (
        f"Equal candidates come out up to {100 * (floor.ratio - 1):.1f} % apart on this machine "
        f"({floor.pairs} pairs of runs). Smaller differences are no difference here."
    )


def known_floor(study: Study | None) -> NoiseFloor | None:
    """What was measured lately on this system, with the same Python; None where nothing was."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(_path().read_text(encoding="utf-8"))
        floor = NoiseFloor(
            ratio=float(kept["ratio"]), pairs=int(kept["pairs"]), measured_at=str(kept["at"])
        )
        age = datetime.now(UTC) - datetime.fromisoformat(floor.measured_at)
        same = kept["system"] == _system(study)
        good_for = GOOD_FOR_BUSY if kept["busy"] else GOOD_FOR
        if same and timedelta() <= age < good_for and 1 <= floor.ratio < 10:
            return floor
    return None


def measured_floor(study: Study | None, make: Maker, complain: Console) -> NoiseFloor:
    """Measure it, about half a minute; SessionError when it cannot be measured.

    Beside other programs at work it is good for a short time only. Interrupted when a signal
    ended it.
    """

    async def whole() -> StudyResult:
        twins = noise_study(python=study.python if study else None)
        conductor = Conductor(twins, make, twins=True)
        title = "Noise floor of this machine: the same against itself, once in some hours"
        with StudyProgress(twins, title, complain) as progress:
            conductor.on_progress = progress.show
            result, interrupted = await conducted(conductor.run(), conductor.cancel)
        if interrupted:
            raise Interrupted
        return result

    result = asyncio.run(whole())
    floor = floor_of(result)
    busy = [caution.text for caution in result.cautions if caution.kind == "background"]
    for text in busy:
        warn(complain, f"this noise floor is good for a short time only. {text}.")
    _keep(floor, study, busy=bool(busy))
    return floor


def _keep(floor: NoiseFloor, study: Study | None, *, busy: bool = False) -> None:
    kept = {
        "ratio": floor.ratio,
        "pairs": floor.pairs,
        "at": floor.measured_at,
        "system": _system(study),
        "busy": busy,
    }
    with contextlib.suppress(OSError):
        _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _path().write_text(json.dumps(kept), encoding="utf-8")


def _system(study: Study | None) -> str:
    """This start of this machine, and the interpreter that does the work."""
    python = (study.python if study else None) or sys.executable
    return f"{int(psutil.boot_time())} {python}"


def _path() -> Path:
    return data_folder() / FILE
