"""Forms of noise that throughput has, for simulations: each draws factors about a true median."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Draw = Callable[[np.random.Generator, tuple[int, int]], NDArray[np.float64]]

NOISES: dict[str, tuple[Draw, float]] = {
    "normal": (lambda dice, shape: np.exp(0.03 * dice.standard_normal(shape)), 1.0),
    "heavy": (lambda dice, shape: np.exp(0.03 * dice.standard_t(3, shape)), 1.0),
    "slow at times": (
        lambda dice, shape: np.exp(
            0.02 * dice.standard_normal(shape) - 0.3 * (dice.random(shape) < 0.1)
        ),
        # The median of nine parts at 1 and one part far below: its 4/9 quantile from below.
        float(np.exp(0.02 * -0.13971)),
    ),
    "skewed": (
        lambda dice, shape: np.exp(-0.05 * dice.exponential(size=shape)),
        float(np.exp(-0.05 * np.log(2))),
    ),
}
"""How it is drawn, and its median."""
