"""One candidate in figures: what all its trials say together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from lab.analysis.interval import Interval, median_interval, ratio_interval
from lab.analysis.percentiles import merged_percentiles
from lab.session.snapshot import Percentiles, Shares
from lab.spec import Candidate
from lab.study.trial import StudyResult, Trial

from .blocks import measured, throughput


@dataclass(frozen=True, kw_only=True)
class Row:
    """One candidate; None where nothing was measured or it cannot be known."""

    place: int
    """In ``Study.candidates``."""
    candidate: Candidate
    trials: int
    throughput_per_s: Interval | None
    speedup: Interval | None
    """Against the baseline, as the median of the ratios by block."""
    latency_ms: Percentiles | None
    """From the merged histograms of all trials."""
    p95_ms: Interval | None
    """The median and interval of the trials' own 95th percentiles; for error bars."""
    cpu_ms_per_task: Interval | None
    memory_mib: Interval | None
    cores_used: Interval | None
    start_up_ms: Interval | None
    shares: Shares
    unsteady: int
    """Trials that did not reach a steady state."""
    failed: int
    """Tasks that failed, over all trials."""


def row_of(result: StudyResult, place: int) -> Row:
    """The row of the candidate at ``place``."""
    trials = measured(result, place)
    return Row(
        place=place,
        candidate=result.study.candidates[place],
        trials=len(trials),
        throughput_per_s=_median(trials, lambda trial: trial.throughput_per_s),
        speedup=_speedup(result, place),
        latency_ms=merged_percentiles(
            [trial.histogram for trial in trials], [trial.longest_ms for trial in trials]
        ),
        p95_ms=_median(trials, lambda trial: trial.latency_ms.p95 if trial.latency_ms else None),
        cpu_ms_per_task=_median(trials, lambda trial: trial.cpu_ms_per_task),
        memory_mib=_median(trials, lambda trial: trial.memory_mib),
        cores_used=_median(trials, lambda trial: trial.cores_used),
        start_up_ms=_median(trials, lambda trial: trial.start_up_ms),
        shares=_shares(trials),
        unsteady=sum(trial.steady is False for trial in trials),
        failed=sum(trial.tasks_failed for trial in trials),
    )


def _median(trials: Sequence[Trial], figure: Callable[[Trial], float | None]) -> Interval | None:
    values = [value for value in map(figure, trials) if value is not None]
    return median_interval(values) if np.isfinite(values).any() else None


def _speedup(result: StudyResult, place: int) -> Interval | None:
    own, base = throughput(result, place), throughput(result, result.study.base)
    if not (own > 0).any() or not (base > 0).any():
        return None
    return ratio_interval(own, base)


def _shares(trials: Sequence[Trial]) -> Shares:
    """Weighted by how long each trial was measured; each share over the trials that know it."""
    found: dict[str, float | None] = {}
    for name in (field.name for field in fields(Shares)):
        known = [
            (share, trial.seconds)
            for trial in trials
            if (share := getattr(trial.shares, name)) is not None and trial.seconds > 0
        ]
        seconds = sum(weight for _, weight in known)
        found[name] = sum(share * weight for share, weight in known) / seconds if known else None
    return Shares(**found)
