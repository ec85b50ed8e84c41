"""What happened between two readings of a run: what is measured after a warm-up, say.

Counts are exact differences. Throughput also counts the tasks in progress at both ends by the part
that was done of them, so it does not depend on where between two finished tasks the period ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lab.runtime import layout as at
from lab.spec import Experiment

from .figures import Figures
from .reader import percentiles
from .reading import Reading
from .snapshot import Percentiles, Shares

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Mark:
    """A moment of a run; only :meth:`Session.mark` makes them. ``t_s`` is since its first lane."""

    t_s: float
    reading: Reading

    @property
    def tasks_done(self) -> int:
        """Tasks finished until then."""
        return int(self.reading.totals.totals[:, at.DONE].sum())

    @property
    def tasks_failed(self) -> int:
        """Tasks that raised until then."""
        return int(self.reading.totals.totals[:, at.FAILED].sum())


@dataclass(frozen=True, kw_only=True)
class Period:
    """Figures of the time between two marks; None where they are not known."""

    seconds: float
    tasks_done: int
    tasks_failed: int
    throughput_per_s: float
    histogram: NDArray[np.int64] = field(repr=False)
    """Latency counts by bucket, all kinds merged."""
    latency_ms: Percentiles | None
    shares: Shares
    cpu_seconds: float
    """Of the whole run: workers, engine and server."""
    cores_used: float
    others_cores: float
    """Cores' worth of load by anything but this run and the program that watches it."""


def lane_ns_a_task(old: Reading, new: Reading) -> float | None:
    """Lane time that a task takes, with what lies between two tasks.

    The time spent on finished tasks is all lane time, with what was begun before and without what
    is not finished yet. None when fewer tasks ended than there are lanes: what is in progress then
    is most of the work, and the few that ended say nothing of it.
    """
    ended = (new.totals.totals - old.totals.totals)[:, [at.DONE, at.FAILED]].sum()
    spent = new.totals.lane_ns - old.totals.lane_ns + old.begun_ns - new.begun_ns
    enough = ended >= max(1, new.totals.lanes) and spent > 0
    return float(spent / ended) if enough else None


def tasks_between(old: Reading, new: Reading, each_ns: float | None) -> float:
    """Tasks done between two readings, those in progress by the part done of them.

    ``each_ns`` is the lane time a task takes; None counts finished ones only.
    """
    delta = new.totals.totals - old.totals.totals
    done, failed = float(delta[:, at.DONE].sum()), float(delta[:, at.FAILED].sum())
    if each_ns is None:
        return done
    well = done / (done + failed) if done + failed else 1.0
    return max(0.0, done + well * (new.begun_ns - old.begun_ns) / each_ns)


def course(marks: Sequence[Mark], first: int) -> tuple[Floats, Floats]:
    """Throughput in each interval between marks, by the lane time a task takes after ``first``."""
    each_ns = lane_ns_a_task(marks[first].reading, marks[-1].reading)
    pairs = list(pairwise(marks))
    rates = [
        tasks_between(old.reading, new.reading, each_ns) / max(1e-9, new.t_s - old.t_s)
        for old, new in pairs
    ]
    return np.array([new.t_s for _, new in pairs], dtype=np.float64), np.array(rates, np.float64)


def period(figures: Figures, experiment: Experiment, *, gil: bool) -> Period:
    """What happened between two readings of one run."""
    old, new = figures.old, figures.new
    seconds = max(1e-9, (new.now_ns - old.now_ns) / 1e9)
    delta = new.totals.totals - old.totals.totals
    histogram = (new.totals.histograms - old.totals.histograms).sum(axis=0)
    busy_s = float((new.busy - old.busy).sum())
    ours_s = (new.cpu_ns - old.cpu_ns + new.own_cpu_ns - old.own_cpu_ns) / 1e9
    return Period(
        seconds=seconds,
        tasks_done=int(delta[:, at.DONE].sum()),
        tasks_failed=int(delta[:, at.FAILED].sum()),
        throughput_per_s=tasks_between(old, new, lane_ns_a_task(old, new)) / seconds,
        histogram=histogram,
        latency_ms=percentiles(histogram, float(new.totals.longest_ns.max())),
        shares=figures.shares(experiment, gil),
        cpu_seconds=(new.cpu_ns - old.cpu_ns) / 1e9,
        cores_used=figures.cores_used(),
        others_cores=max(0.0, (busy_s - ours_s) / seconds),
    )
