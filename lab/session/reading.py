"""A reading: what the counters of the board and of the system say at one moment of a run."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .reader import Totals


@dataclass(frozen=True)
class Used:
    """CPU time of a run's processes, and time on a core and in queue of its workers' threads."""

    cpu_ns: int
    run_ns: int
    queue_ns: int


@dataclass(frozen=True)
class Reading:
    """What all counters said at ``now_ns``."""

    now_ns: int
    totals: Totals
    run_ns: int
    queue_ns: int
    cpu_ns: int
    processes: int
    held_ns: int
    """How long the GILs of all processes could be held since the run began."""
    begun_ns: float
    """Lane time already spent on tasks in progress, summed over all lanes."""
    own_cpu_ns: int
    """CPU time of this program, which watches the run."""
    cores_ns: int
    """When the load of the cores was read: what the run began with, nobody saw."""
    busy: NDArray[np.float64]
    whole: NDArray[np.float64]
    experiment: NDArray[np.float64] | None
    slot_run: dict[int, int]


def at_the_beginning(first: Reading, epoch_ns: int) -> Reading:
    """What the run's own counters said when it began at ``epoch_ns``: nothing yet.

    What is not the run's alone (the cores' load) is as in its ``first`` reading: nobody looked
    before.
    """
    return dataclasses.replace(
        first,
        now_ns=epoch_ns,
        totals=_zero(first.totals),
        run_ns=0,
        queue_ns=0,
        cpu_ns=0,
        held_ns=0,
        begun_ns=0.0,
    )


def _zero(totals: Totals) -> Totals:
    return Totals(
        totals=np.zeros_like(totals.totals),
        longest_ns=np.zeros_like(totals.longest_ns),
        histograms=np.zeros_like(totals.histograms),
        lane_ns=0,
        lanes=0,
    )
