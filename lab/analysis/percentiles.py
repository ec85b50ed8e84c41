"""Percentiles of several runs together: from the sum of their histograms, never from averages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from lab.session.reader import percentiles
from lab.session.snapshot import Percentiles

Histogram = NDArray[np.int64]


def merged(histograms: Iterable[Histogram]) -> Histogram:
    """The sum of histograms with the board's buckets; empty ones (no buckets) add nothing."""
    filled = [histogram for histogram in histograms if histogram.size]
    return np.sum(filled, axis=0, dtype=np.int64) if filled else np.zeros(0, np.int64)


def merged_percentiles(
    histograms: Sequence[Histogram], longest_ms: Iterable[float] = ()
) -> Percentiles | None:
    """Percentiles in ms of all tasks behind ``histograms``; None when there are none.

    ``longest_ms`` are the runs' exact longest where they are known.
    """
    total = merged(histograms)
    if not total.size:
        return None
    longest = max(longest_ms, default=0.0)
    return percentiles(total, longest * 1e6 if longest > 0 else None)
