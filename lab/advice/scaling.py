"""The curve of an approach over its number of lanes, and the laws fitted to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lab.analysis.fits import Fit, Refusal, fit_amdahl, fit_usl
from lab.analysis.interval import Interval, ratio_interval
from lab.spec import APPROACHES
from lab.study.trial import StudyResult

from .blocks import throughput


@dataclass(frozen=True, kw_only=True)
class Scaling:
    """The curve of one approach over its number of lanes, with what was fitted to it."""

    approach: str
    places: tuple[int, ...]
    """Candidates on the curve, by their number of lanes. Where several shapes have the same number
    of lanes, the fastest of them is on it."""
    lanes: tuple[int, ...]
    speedup: tuple[Interval, ...]
    """Against the approach's own one-lane throughput, or the baseline where that is missing."""
    efficiency: tuple[Interval, ...]
    """Speedup for each lane: 1 is ideal."""
    reference_per_s: float
    """The throughput that is a speedup of 1: what the fits say, divided by it, is on the curve."""
    amdahl: Fit | Refusal
    usl: Fit | Refusal


def scalings_of(result: StudyResult, ranking: Iterable[int]) -> tuple[Scaling, ...]:
    """The curves of a study, at most one for each approach.

    An approach has one when it was measured with at least two numbers of lanes and its candidates
    differ in nothing else. ``ranking`` are the measured candidates, the fastest first. One thread,
    or one process, is one task after another: where it was not measured by that name, the
    sequential run begins the curve.
    """
    fastest: dict[str, dict[int, int]] = {}
    settings: dict[str, set[object]] = {}
    for place in ranking:
        candidate = result.study.candidates[place]
        approach = candidate.approach
        fastest.setdefault(approach, {}).setdefault(candidate.shape.lanes, place)
        settings.setdefault(approach, set()).add(candidate.settings)
    for alone in fastest.get("sequential", {}).values():
        for approach in ("threads", "processes"):
            if settings.get(approach) == {result.study.candidates[alone].settings}:
                fastest[approach].setdefault(1, alone)
    curves = (
        _curve(result, approach, fastest[approach])
        for approach in APPROACHES
        if len(fastest.get(approach, ())) > 1 and len(settings[approach]) == 1
    )
    return tuple(curve for curve in curves if curve is not None)


def _curve(result: StudyResult, approach: str, by_lanes: dict[int, int]) -> Scaling | None:
    lanes = tuple(sorted(by_lanes))
    places = tuple(by_lanes[count] for count in lanes)
    reference = throughput(result, by_lanes.get(1, result.study.base))
    if not (reference > 0).any():
        return None
    rates = [throughput(result, place) for place in places]
    speedup = tuple(ratio_interval(rate, reference) for rate in rates)
    points = np.repeat(np.array(lanes, dtype=np.float64), [len(rate) for rate in rates])
    measured = np.concatenate(rates)
    return Scaling(
        approach=approach,
        places=places,
        lanes=lanes,
        speedup=speedup,
        efficiency=tuple(_each(times, count) for times, count in zip(speedup, lanes, strict=True)),
        reference_per_s=float(np.nanmedian(reference)),
        amdahl=fit_amdahl(points, measured),
        usl=fit_usl(points, measured),
    )


def _each(interval: Interval, lanes: int) -> Interval:
    low, high = (None if edge is None else edge / lanes for edge in (interval.low, interval.high))
    return Interval(interval.value / lanes, low, high, interval.count)
