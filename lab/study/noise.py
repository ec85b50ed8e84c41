"""The noise floor of this machine: how far apart two candidates come out that are the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lab.analysis.noise import noise_floor
from lab.errors import SessionError
from lab.experiments.truths import usable_cores
from lab.session import Session
from lab.spec import Candidate, Options, Protocol, Study, TaskShare, Topology, told

from .conductor import Conductor
from .progress import Progress
from .run import Maker
from .trial import NoiseFloor, StudyResult

WORK = (TaskShare(kind="python-cpu", parameters={"ms": 2.0}),)
QUICK = Protocol(repeats=7, seconds=0.6, warm_up_s=0.2, pause_s=0.05)
"""About half a minute."""
MOST_PROCESSES = 8
LEAST = 1.02
"""However quiet the machine is: the lab's figures are held against other instruments' to within
2 % (``make bench``), so a smaller difference may be its own."""


def noise_study(
    mix: tuple[TaskShare, ...] = WORK,
    shapes: tuple[Candidate, ...] | None = None,
    *,
    protocol: Protocol = QUICK,
    options: Options | None = None,
    python: str | None = None,
) -> Study:
    """Each of ``shapes`` against itself: place 2n and 2n + 1 are twins.

    Without ``shapes`` two threads and a process for each core compute: both what one core does and
    what all of them do are in it.
    """
    if shapes is None:
        cores = min(max(2, usable_cores()), MOST_PROCESSES)
        shapes = (
            Candidate(approach="threads", topology=Topology(threads=2)),
            Candidate(approach="processes", topology=Topology(processes=cores)),
        )
    return Study(
        mix=mix,
        candidates=tuple(twin for shape in shapes for twin in (shape, shape)),
        protocol=protocol,
        options=options or Options(),
        python=python,
    )


def floor_of(result: StudyResult) -> NoiseFloor:
    """The noise floor from a study of twins; SessionError when no pair was measured."""
    rates = {
        (trial.block, trial.candidate): trial.throughput_per_s
        for trial in result.trials
        if trial.state == "measured" and trial.throughput_per_s > 0
    }
    ratios = [
        rate / rates[block, place + 1]
        for (block, place), rate in sorted(rates.items())
        if place % 2 == 0 and (block, place + 1) in rates
    ]
    if not ratios:
        why = result.problem or told("no pair of runs was measured")
        raise SessionError(told("The noise floor could not be measured: {why}", why=why))
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return NoiseFloor(ratio=max(LEAST, noise_floor(ratios)), pairs=len(ratios), measured_at=now)


async def measure_noise(
    make: Maker = Session,
    *,
    study: Study | None = None,
    on_progress: Callable[[Progress], object] | None = None,
) -> NoiseFloor:
    """Measure the noise floor of this machine; about half a minute.

    SessionError when it cannot be measured. To give up, cancel the task: nothing is left over.
    """
    conductor = Conductor(study or noise_study(), make, twins=True)
    conductor.on_progress = on_progress
    return floor_of(await conductor.run())
