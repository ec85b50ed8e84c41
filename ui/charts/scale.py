"""Value axes: ranges whose ticks are 1, 2 or 5 times a power of ten, and that rarely change."""

from __future__ import annotations

import math

HEADROOM = 1.06
"""A new range leaves this much room above the highest value."""
SLACK = 1.3
"""A range shrinks only when the highest value times this would fit a smaller one."""

# Ticks of 1, 2 or 5 and three to five of them, so at most a third of the height is empty.
_STEPS = (
    (1.0, 0.2),
    (1.5, 0.5),
    (2.0, 0.5),
    (3.0, 1.0),
    (4.0, 1.0),
    (5.0, 1.0),
    (6.0, 2.0),
    (8.0, 2.0),
)


def nice(top: float) -> tuple[float, float]:
    """The smallest range 0…high that holds ``top``, and its tick: (high, tick)."""
    if not math.isfinite(top) or top <= 0:
        return 1.0, 0.2
    power = 10.0 ** math.floor(math.log10(top))
    for high, tick in _STEPS:
        if top <= high * power * (1 + 1e-9):
            return high * power, tick * power
    return 10.0 * power, 2.0 * power


def decimals(tick: float) -> int:
    """How many decimals the labels of an axis with this tick need."""
    return max(0, -math.floor(math.log10(tick) + 1e-9))


class Scale:
    """A value axis from 0 to ``high`` with a line every ``tick``."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Start over, as for a new run."""
        self.high, self.tick = nice(0)
        self._fresh = True

    def fit(self, top: float) -> bool:
        """Follow the highest value in view; True when the range has changed."""
        if not math.isfinite(top) or top <= 0:
            return False
        before = self.high
        if top > self.high or self._fresh:
            self.high, self.tick = nice(top * HEADROOM)
        elif nice(top * SLACK)[0] < self.high:
            self.high, self.tick = nice(top * SLACK)
        self._fresh = False
        return self.high != before

    def ticks(self) -> list[float]:
        """Where the lines are, from 0 to ``high``."""
        return [i * self.tick for i in range(round(self.high / self.tick) + 1)]
