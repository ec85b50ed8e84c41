"""The noise floor of this machine, measured with progress and kept."""

from __future__ import annotations

import asyncio
import json

from rich.console import Console

from lab.history.floor import keep_floor
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
    keep_floor(floor, study.python if study else None, busy=bool(busy))
    return floor
