"""Two runs held against each other, in plain words and with what the words rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lab.analysis.difference import difference, verdict
from lab.analysis.interval import Interval, ratio_interval
from lab.analysis.steady import warm_up
from lab.session.result import Result
from lab.spec import Candidate, Study
from ui.run.amounts import Count
from ui.words import N_, Words, number

_BLOCK_S = 1.0
_MOST_BLOCKS = 30
FLOOR = 1.03
"""Equal runs on a quiet machine are this far apart; what is less is not called a difference."""


@dataclass(frozen=True)
class Contrast:
    """How two runs' throughput compares: ``first`` over ``second`` (places 1 and 2).

    ``verdict`` is that of `lab.analysis`; ``blocks`` how many seconds of each it rests on.
    """

    ratio: Interval
    p_value: float | None
    verdict: str
    blocks: int


def contrast(first: Result, second: Result) -> Contrast | None:
    """Hold two runs against each other; None when one has no figures. Off the window's thread.

    The runs are cut into stretches of a second or more after their warm-up: these are the repeats.
    """
    a, b = _blocks(first), _blocks(second)
    shared = min(len(a), len(b))
    if not shared or not (a > 0).any() or not (b > 0).any():
        return None
    ratio = ratio_interval(a[:shared], b[:shared])
    # The stretches of two runs are not pairs: each stands in a block of its own.
    apart = np.full(len(b), np.nan), np.full(len(a), np.nan)
    found = difference(np.concatenate([a, apart[0]]), np.concatenate([apart[1], b]))
    return Contrast(ratio, found.p_value, verdict(ratio, found.p_value, FLOOR), shared)


def words_of(found: Contrast) -> tuple[Words, Words]:
    """What the contrast says, and why it may be believed, or not."""
    if found.ratio.low is None or found.ratio.high is None:
        return (
            Words(N_("These runs are too short to be compared.")),
            Words(N_("It takes at least three seconds of each after the warm-up.")),
        )
    swapped = found.ratio.value < 1
    value, low, high = found.ratio.value, found.ratio.low, found.ratio.high
    if swapped:
        value, low, high = 1 / value, 1 / high, 1 / low
    fields = {
        "more": 2 if swapped else 1,
        "less": 1 if swapped else 2,
        "times": _Times(value),
        "low": _Times(low),
        "high": _Times(high),
    }
    if found.verdict == "different":
        said = Words(
            N_("Run {more} does <b>{times} times</b> the work of run {less} ({low}–{high})."),
            **fields,
        )
    elif found.verdict == "equal":
        said = Words(
            N_("<b>No difference here:</b> the runs do the same work within {times} times."),
            times=_Times(max(high, 1 / low)),
        )
    else:
        said = Words(
            N_("<b>Not sure:</b> run {more} may do {low} to {high} times the work of run {less}."),
            **fields,
        )
    why = Words(
        N_(
            "From {n} stretches of each run after its warm-up, by the rank-sum test and the median"
            " of their ratios. One run each says nothing of how runs differ from one another:"
            " Compare repeats both in random order."
        ),
        n=Count(found.blocks),
    )
    return said, why


def study_of(first: Result, second: Result) -> Study | None:
    """The comparison that would settle it: both shapes on the same work. None for other work."""
    one, two = first.experiment, second.experiment
    if one.mix != two.mix:
        return None
    candidates = tuple(
        Candidate(approach=run.experiment.approach, topology=run.topology)
        for run in (first, second)
    )
    if candidates[0].key == candidates[1].key:
        return None
    return Study(mix=one.mix, candidates=candidates, title=one.title)


def _blocks(result: Result) -> NDArray[np.float64]:
    """Throughput in stretches of at least a second, after the warm-up."""
    rows = result.series.rows
    if len(result.series) < 2:
        return np.empty(0)
    ends, rates, spans = rows["t_s"], rows["throughput_per_s"], rows["dt_s"]
    known = np.isfinite(ends) & np.isfinite(rates) & np.isfinite(spans)
    ends, rates, spans = ends[known], rates[known], spans[known]
    start = warm_up(ends, rates)
    ends, rates, spans = ends[start:], rates[start:], spans[start:]
    whole = float(spans.sum())
    count = min(_MOST_BLOCKS, int(whole / _BLOCK_S))
    if count < 1:
        return np.empty(0)
    done = np.concatenate([[0.0], np.cumsum(rates * spans)])
    at = np.concatenate([[0.0], np.cumsum(spans)])
    edges = np.linspace(0.0, whole, count + 1)
    amounts = np.diff(np.interp(edges, at, done))
    found: NDArray[np.float64] = amounts / np.diff(edges)
    return found


@dataclass(frozen=True)
class _Times:
    """A ratio, with the digits it can bear."""

    value: float

    def __str__(self) -> str:
        return number(self.value, 2 if self.value < 9.95 else 1)
