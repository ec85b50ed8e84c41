"""A study in figures: for each candidate its intervals, and for pairs whether they differ.

Everything that shows a study - table, bars, report, command line, recommendation - reads a digest,
so that no two of them can contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from lab.analysis.fits import Fit, Refusal
from lab.analysis.interval import Interval
from lab.session.snapshot import Percentiles, Shares
from lab.spec import Candidate
from lab.study.trial import StudyResult


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


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Two candidates' throughput held against each other: ``first`` over ``second``.

    ``verdict``: ``different``; ``equal`` (no difference here: within the noise floor, or the test
    finds none and the interval is narrow); ``unsure`` (too few repeats to tell).
    """

    first: int
    second: int
    ratio: Interval
    p_value: float | None
    effect: float | None
    """Cliff's delta, -1 to 1."""
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Scaling:
    """The curve of one approach over its number of lanes, with what was fitted to it."""

    approach: str
    places: tuple[int, ...]
    """Candidates on the curve, by their number of lanes."""
    lanes: tuple[int, ...]
    speedup: tuple[Interval, ...]
    """Against the approach's own one-lane throughput, or the baseline where that is missing."""
    amdahl: Fit | Refusal
    usl: Fit | Refusal


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A study's figures. ``rows`` are in the order of ``Study.candidates``."""

    result: StudyResult
    rows: tuple[Row, ...]
    baseline: int
    ranking: tuple[int, ...]
    """Places of the measured candidates, the highest throughput first."""
    contrasts: tuple[Contrast, ...]
    """The best against every other, and every other against the baseline."""
    scalings: tuple[Scaling, ...]

    def contrast(self, first: int, second: int) -> Contrast:
        """The two held against each other; made when it is not among ``contrasts``."""
        raise NotImplementedError


def digest(result: StudyResult) -> Digest:
    """Work a study out. Takes up to a second: off the window's thread."""
    raise NotImplementedError
