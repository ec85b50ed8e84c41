"""The figures a prediction may be about, and how what was measured becomes an answer to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.analysis.interval import Interval, median_interval, ratio_interval
from lab.spec import N_

RATIO_SPAN = (0.01, 10_000.0)
"""What may be guessed of a ratio."""


@dataclass(frozen=True)
class Figure:
    """One figure of a side. ``title`` and ``unit`` are marked texts.

    ``least`` and ``most`` bound what may be guessed; where ``least`` is 0 the scale is linear, and
    two sides' figures have no ratio worth guessing. ``of`` takes it out of a trial of a study, or
    out of a probe's figures; None where it is not known.
    """

    key: str
    title: str
    unit: str
    least: float
    most: float
    of: Callable[[Any], float | None]

    @property
    def logarithmic(self) -> bool:
        """Whether guesses of it are on a logarithmic scale unless the lesson says otherwise."""
        return self.least > 0


def _by_key(*figures: Figure) -> dict[str, Figure]:
    return {figure.key: figure for figure in figures}


def _latency(name: str) -> Callable[[Any], float | None]:
    return lambda trial: getattr(trial.latency_ms, name) if trial.latency_ms is not None else None


def _share(name: str) -> Callable[[Any], float | None]:
    def percent(trial: Any) -> float | None:
        share = getattr(trial.shares, name)
        return None if share is None else 100.0 * float(share)

    return percent


def _lost(figures: Mapping[str, Any]) -> float | None:
    wanted = figures["wanted"]
    return 100.0 * figures["lost"] / wanted if wanted else None


def _cost(figures: Mapping[str, Any]) -> float | None:
    return float(figures["ns_per_increment"])


def _lag(name: str) -> Callable[[Any], float | None]:
    return lambda figures: figures["lag_ms"][name]


FIGURES = _by_key(
    Figure("throughput", N_("Throughput"), N_("tasks/s"), 0.1, 1e6, lambda t: t.throughput_per_s),
    Figure("p50", N_("Latency, median"), N_("ms"), 0.01, 60_000.0, _latency("p50")),
    Figure("p95", N_("Latency, 95th percentile"), N_("ms"), 0.01, 60_000.0, _latency("p95")),
    Figure("p99", N_("Latency, 99th percentile"), N_("ms"), 0.01, 60_000.0, _latency("p99")),
    Figure("memory", N_("Memory"), N_("MiB"), 0.1, 65_536.0, lambda t: t.memory_mib),
    Figure("start-up", N_("Start-up"), N_("ms"), 0.1, 60_000.0, lambda t: t.start_up_ms),
    Figure("cores", N_("Cores used"), N_("cores"), 0.01, 1024.0, lambda t: t.cores_used),
    Figure("running", N_("Running"), "%", 0.0, 100.0, _share("running")),
    Figure("gil", N_("Waiting for the GIL"), "%", 0.0, 100.0, _share("gil")),
    Figure("core", N_("Waiting for a core"), "%", 0.0, 100.0, _share("core")),
    Figure("io", N_("Waiting for I/O"), "%", 0.0, 100.0, _share("io")),
    Figure("loop", N_("Waiting for the loop"), "%", 0.0, 100.0, _share("loop")),
)
"""Of a study's trials."""

PROBE_FIGURES = {
    "race": _by_key(
        Figure("lost", N_("Lost updates"), "%", 0.0, 100.0, _lost),
        Figure("cost", N_("Time an increment"), N_("ns"), 1.0, 1e7, _cost),
    ),
    "blocked_loop": _by_key(
        Figure("lag", N_("The loop's lag, 99th percentile"), N_("ms"), 0.01, 60_000.0, _lag("p99")),
    ),
}  # fmt: skip
"""Of what a probe ends with, by probe."""

Values = NDArray[np.float64]
"""A side's figure, repeat by repeat; NaN where one has none."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was measured; None where it could not be."""

    measured: Interval | None
    sides: tuple[Interval | None, ...]
    """The figure of each side the prediction speaks of, the one measured against first."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """How the lanes of the last side spent their time (``running``, ``gil``, ``core``, ``io``,
    ``loop``; 0 to 1); empty where that is not known, as of a probe."""


NOTHING = Answer(measured=None, sides=())


def answer_of(values: tuple[Values, ...]) -> Answer:
    """The answer from the figures of the sides: one side's own, or the last's over the first's."""
    sides = tuple(median_interval(v) if np.isfinite(v).any() else None for v in values)
    if len(values) == 1:
        return Answer(measured=sides[0], sides=sides)
    against, of = values
    # Comparing with NaN is False, as wanted.
    if not (of > 0).any() or not (against > 0).any():
        return Answer(measured=None, sides=sides)
    return Answer(measured=ratio_interval(of, against), sides=sides)
