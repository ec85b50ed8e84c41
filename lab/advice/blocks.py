"""A study's trials as figures by block: what medians, ratios and tests are made of."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lab.study.trial import StudyResult, Trial

Figures = NDArray[np.float64]


def measured(result: StudyResult, candidate: int) -> tuple[Trial, ...]:
    """The trials of one candidate that count, in the order in which they were made."""
    return tuple(
        trial
        for trial in result.trials
        if trial.candidate == candidate and trial.state == "measured"
    )


def by_block(
    result: StudyResult, candidate: int, figure: Callable[[Trial], float | None]
) -> Figures:
    """One figure of a candidate's trials in order of blocks, NaN where a block has none.

    All candidates of a study get the same length.
    """
    blocks = max((trial.block + 1 for trial in result.trials), default=0)
    found = np.full(max(blocks, result.study.protocol.repeats), np.nan)
    for trial in measured(result, candidate):
        value = figure(trial)
        if value is not None:
            found[trial.block] = value
    return found


def throughput(result: StudyResult, candidate: int) -> Figures:
    """Tasks/s by block."""
    return by_block(result, candidate, lambda trial: trial.throughput_per_s)
