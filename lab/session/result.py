"""What is left of a run: everything a record, a chart or a comparison is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lab.spec import Experiment, Topology

from .record_log import TASK
from .series import SeriesTable
from .snapshot import Event, KindFigures, Marker, Percentiles, Shares


@dataclass(frozen=True)
class CoresSummary:
    """Load of the machine's cores, averaged over the run; loads are 0..1."""

    count: int
    mean_load: float | None
    mean_experiment_load: float | None


@dataclass(frozen=True)
class Result:
    """A run, finished or interrupted. Figures are over the whole run, not over a window."""

    experiment: Experiment
    """As it was started; what was changed later is in ``markers``."""
    state: str
    topology: Topology
    """The shape at the end."""
    started_at: str
    """ISO 8601, with the zone."""
    seconds: float
    tasks_done: int
    tasks_failed: int
    throughput_per_s: float
    latency_ms: Percentiles | None
    by_kind: tuple[KindFigures, ...]
    """``throughput_per_s`` and ``latency_ms`` over the whole run here."""
    shares: Shares
    cores: CoresSummary
    cpu_seconds: float
    missed_records: int
    possibly_twice: int
    """Tasks given out again after a worker was lost that may have been carried out before."""
    environment: Mapping[str, str | int | float | bool | None]
    series: SeriesTable
    markers: tuple[Marker, ...]
    events: tuple[Event, ...]
    time_to_finish_s: float | None
    """Of a fixed number of tasks: from the first lane's start to the last task's end."""
    start_up_ms: float | None = None
    """From the wish to start to the first task begun; no part of ``seconds``."""
    records: NDArray[np.void] = field(default_factory=lambda: np.zeros(0, TASK), compare=False)
    """The newest task records of the lanes shown, dtype ``TASK``; ``kind`` is an index into
    ``by_kind``."""
    records_left_out: int = 0
    """Older records that were dropped."""
