"""The rules that claims have in common: from figures to a judgement, and never from what is wished.

Each is symmetrical: what lies wholly within the bounds confirms, what lies wholly beyond them
refutes, and what does neither is inconclusive, with the reason. Figures that depend on time are
worth nothing beside other programs, whichever way they point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from lab.analysis.interval import Interval, median_interval, ratio_interval
from lab.spec import told

from .claim import Detail, Figures, Judgement, Verdict

OTHERS_CORES = 0.25
"""Cores' worth of other programs that a figure of time bears."""

Values = Sequence[float | None]
"""One figure a repeat, in their order; None where a repeat has none."""


class Held(NamedTuple):
    """A figure and the bounds it is held against; None is open."""

    figure: Interval
    low: float | None = None
    high: float | None = None


def where(figure: Interval, low: float | None, high: float | None) -> Verdict:
    """Whether the whole interval lies within the bounds (``confirmed``) or beyond (``refuted``)."""
    if figure.low is None or figure.high is None:
        return "inconclusive"
    above = low is None or figure.low >= low
    below = high is None or figure.high <= high
    if above and below:
        return "confirmed"
    beyond = (low is not None and figure.high < low) or (high is not None and figure.low > high)
    return "refuted" if beyond else "inconclusive"


def judged(
    figure: Interval,
    *,
    says: str,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    others: float | None = None,
    also: Iterable[Held] = (),
    holds: bool = True,
    details: Iterable[Detail] = (),
) -> Judgement:
    """Judge a figure by its bounds, and by what else has to hold: other figures, a yes or no.

    ``others`` is the load of other programs meanwhile; None where the figure does not depend on it.
    """
    held = [Held(figure, low, high), *also]
    verdicts = [where(*each) for each in held]
    verdict = together([*verdicts, "confirmed" if holds else "refuted"])
    reason = ""
    if verdict == "inconclusive":
        reason = straddles(held[verdicts.index("inconclusive")].figure)
    if busy := too_busy(others):
        verdict, reason = "inconclusive", busy
    return Judgement(
        verdict=verdict,
        figure=figure,
        unit=unit,
        low=low,
        high=high,
        says=says,
        reason=reason,
        details=tuple(details),
    )


def settled(
    holds: bool, *, says: str, doubt: str = "", details: Iterable[Detail] = ()
) -> Judgement:
    """Judge a yes or no; ``doubt`` is why it cannot be told from this, where it cannot."""
    verdict: Verdict = "inconclusive" if doubt else "confirmed" if holds else "refuted"
    return Judgement(verdict=verdict, says=says, reason=doubt, details=tuple(details))


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """What several conditions come to that all have to hold."""
    found = set(verdicts)
    for verdict in ("refuted", "unavailable", "inconclusive"):
        if verdict in found:
            return verdict
    return "confirmed"


def too_busy(others: float | None) -> str:
    """Why a figure of time is worth nothing; empty when it is."""
    if others is None or others <= OTHERS_CORES:
        return ""
    return told(
        "Other programs used {others:.1f} cores meanwhile: close what you can and measure again",
        others=others,
    )


def straddles(figure: Interval) -> str:
    """Why an interval decides nothing."""
    if figure.low is None or figure.high is None:
        return told("Too few repeats could be measured to tell how sure the figure is")
    return told(
        "The repeats scatter from {low:,.6g} to {high:,.6g}, on both sides of what decides:"
        " a quieter machine would tell",
        low=float(f"{figure.low:.3g}"),
        high=float(f"{figure.high:.3g}"),
    )


def ratio(above: Values, below: Values) -> Interval:
    """The ratio of two series of repeats, repeat by repeat, with its interval."""
    return ratio_interval(_array(above), _array(below))


def median(values: Values) -> Interval:
    """The median of repeats with its interval."""
    return median_interval(_array(values))


def scaled(figure: Interval, factor: float) -> Interval:
    """The figure in another unit."""
    low, high = (None if edge is None else edge * factor for edge in (figure.low, figure.high))
    return Interval(figure.value * factor, low, high, figure.count)


def best_of(per_s: Mapping[str, Values], own: str, others: Iterable[str]) -> tuple[str, Interval]:
    """Which of the others did most, and how many times its work ``own`` did."""
    best = max(sorted(others), key=lambda name: median(per_s[name]).value)
    return best, ratio(per_s[own], per_s[best])


def parallel_bound(workers: int, cores: int, others: float) -> float:
    """The speedup above which workers are said to run in parallel: 80 % of what there is room for.

    Of the cores those count that other programs leave idle.
    """
    return 0.8 * min(workers, max(1.0, cores - others))


def in_parallel(
    figures: Figures, speedup: Interval, says: str, details: Iterable[Detail] = ()
) -> Judgement:
    """Judge a speedup over one by :func:`parallel_bound` of the workers and cores in `figures`."""
    others = figures["others_cores"]
    return judged(
        speedup,
        low=parallel_bound(figures["workers"], figures["cores"], others),
        unit="×",
        others=others,
        says=says,
        details=details,
    )


def _array(values: Values) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for value in values], np.float64)
