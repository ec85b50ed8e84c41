"""How much a made program does: enough tasks for a few seconds, handed over so many at a time."""

from __future__ import annotations

from lab.spec import Experiment
from lab.tasks import KINDS

ASYNC_KINDS = ("wait", "http", "scrape", "api", "postgres")
"""What has an async form; a test holds it against the kinds' own."""

USUAL_S = 3.0
LONGEST_S = 10.0
MOST_TASKS = 20_000
MOST_WANTED = 1_000_000
"""The program makes a list of its tasks, however many a run carries out without one."""
_LEAST_S = 1e-5
"""What carrying out a task costs when the task itself is nothing."""
_CHUNK_S = 0.01
"""Handed to processes at a time; the message about it costs a quarter of a millisecond."""


def number_of_tasks(experiment: Experiment, *, blocking_loop: bool) -> int:
    """As many as are asked for, else about as many as its time allows, as a round number.

    ``blocking_loop`` says that tasks without an async form block their event loop.
    """
    if experiment.load.tasks is not None:
        return min(experiment.load.tasks, MOST_WANTED)
    shape = experiment.shape
    whole = computing = blocking = _LEAST_S
    for kind, part_s in _parts(experiment):
        whole += part_s
        computing += part_s * KINDS[kind].computes
        blocking += part_s * (blocking_loop and kind not in ASYNC_KINDS)
    loops = shape.processes * shape.threads
    rate = min(shape.lanes / whole, shape.processes / computing, loops / blocking)
    seconds = min(experiment.load.seconds or USUAL_S, LONGEST_S)
    wanted = min(max(seconds * rate, 2 * shape.lanes), MOST_TASKS)
    return max(1, int(float(f"{wanted:.0e}")))


def at_a_time(experiment: Experiment, tasks: int) -> int:
    """How many tasks a process is given with one message: few enough for all to have a share."""
    whole = _LEAST_S + sum(part_s for _, part_s in _parts(experiment))
    fair = tasks // (8 * experiment.shape.processes)
    return max(1, min(fair, round(_CHUNK_S / whole)))


def _parts(experiment: Experiment) -> list[tuple[str, float]]:
    """By kind, what it adds to the mean task, in seconds."""
    total = sum(share.weight for share in experiment.mix)
    return [
        (share.kind, KINDS[share.kind](**share.parameters).expected_s() * share.weight / total)
        for share in experiment.mix
    ]
