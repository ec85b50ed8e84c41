"""Two candidates held against each other: the ratio, how sure it is, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass

from lab.analysis.difference import difference, verdict
from lab.analysis.interval import Interval, ratio_interval
from lab.study.trial import StudyResult

from .blocks import throughput

ACCURACY = 1.02
"""How exact a throughput is beside all noise: a run begins and ends amid tasks, and each approach
has its own small cost of being watched. Twins have the same of both, so no A/A comparison shows it;
a smaller difference between two approaches may be the laboratory's own."""


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Two candidates' throughput held against each other: ``first`` over ``second``.

    ``verdict``: ``different``; ``equal`` (no difference here: within the noise floor, or the test
    finds none, and the interval is narrow); ``unsure`` (too few repeats to tell).
    """

    first: int
    second: int
    ratio: Interval
    p_value: float | None
    effect: float | None
    """Cliff's delta, -1 to 1."""
    verdict: str


def contrast_of(result: StudyResult, first: int, second: int) -> Contrast:
    """Hold two candidates against each other; ValueError when one of them finished no task."""
    above, below = throughput(result, first), throughput(result, second)
    ratio = ratio_interval(above, below)
    found = difference(above, below)
    floor = max(ACCURACY, result.noise.ratio if result.noise is not None else 1.0)
    return Contrast(
        first=first,
        second=second,
        ratio=ratio,
        p_value=found.p_value,
        effect=found.effect,
        verdict=verdict(ratio, found.p_value, floor),
    )
