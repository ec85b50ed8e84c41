"""Rates as a chart says them: the mean over the last window, whenever rows were taken."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def smooth(values: Floats, dt_s: Floats, window_s: float) -> Floats:
    """The mean over the last ``window_s`` at each row; ``values`` are means over ``dt_s``."""
    ends = np.cumsum(dt_s)
    starts = ends - dt_s
    amount = np.concatenate(([0.0], np.cumsum(np.nan_to_num(values) * dt_s)))
    first = np.minimum(np.searchsorted(starts, ends - window_s - 1e-9), np.arange(len(values)))
    mean: Floats = (amount[1:] - amount[first]) / np.maximum(ends - starts[first], 1e-9)
    return mean
