"""What is left of one run of a study, and of the study as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lab.session.machine import Fact
from lab.session.snapshot import Percentiles, Shares
from lab.spec import Study


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One run of one candidate. All figures are of the measured time, after the warm-up."""

    candidate: int
    """Its place in ``Study.candidates``."""
    block: int
    """From 0."""
    place: int
    """In the order in which the runs were made, from 0."""
    state: str
    """``measured``, ``interrupted`` or ``failed``; only measured ones count."""
    problem: str = ""
    """Why it failed; empty when it did not."""
    started_at: str = ""
    start_up_ms: float | None = None
    """From the wish to the first task begun: engine, workers and all."""
    warm_up_s: float = 0.0
    """How much was cut off at the beginning."""
    steady: bool | None = None
    """Whether the measured time shows no trend; None where that cannot be told."""
    seconds: float = 0.0
    tasks_done: int = 0
    tasks_failed: int = 0
    throughput_per_s: float = 0.0
    latency_ms: Percentiles | None = None
    histogram: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """Latency counts by bucket, all kinds merged, as on the board: percentiles of several runs come
    from the sum of their histograms."""
    longest_ms: float = 0.0
    shares: Shares = field(default_factory=Shares)
    cpu_ms_per_task: float | None = None
    cores_used: float | None = None
    memory_mib: float | None = None
    """Of all worker processes at the end of the measured time, shared pages counted by part (PSS)
    where the system tells it."""
    others_cores: float | None = None
    """Cores' worth of other programs' load meanwhile."""
    course_s: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """Ends of the intervals of ``course_per_s``, in seconds since the first lane's start."""
    course_per_s: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """Throughput in each interval, warm-up included."""


@dataclass(frozen=True, kw_only=True)
class NoiseFloor:
    """What an A/A comparison found: how far two equal candidates lie apart on this machine.

    ``ratio`` is at least 1: a ratio between ``1/ratio`` and ``ratio`` is no difference here.
    """

    ratio: float
    pairs: int
    measured_at: str


@dataclass(frozen=True, kw_only=True)
class Caution:
    """Something a careful person would say of a study. ``kind`` is a key, ``text`` is told.

    Kinds: ``background``, ``frequency``, ``repeats``, ``oversubscribed``, ``unsteady``, ``timer``,
    ``battery``, ``incomplete``, ``failed``.
    """

    kind: str
    text: str
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StudyResult:
    """A study, finished or cut short. ``state``: ``finished``, ``interrupted`` or ``failed``."""

    study: Study
    state: str
    started_at: str
    seconds: float
    trials: tuple[Trial, ...]
    """In the order in which they were made; what was cut short is there with its state."""
    noise: NoiseFloor | None
    cautions: tuple[Caution, ...]
    environment: Mapping[str, Fact]
    problem: str = ""
    """Why it failed."""

    @property
    def complete(self) -> bool:
        """Whether every candidate was measured in every block."""
        wanted = len(self.study.candidates) * self.study.protocol.repeats
        return sum(trial.state == "measured" for trial in self.trials) == wanted
