"""Where an axis has its ticks: at 1, 2 or 5 times a power of ten, as many as there is room for."""

from __future__ import annotations

import math

_STEPS = (1.0, 2.0, 5.0, 10.0)


def step(span: float, most: int) -> float:
    """The smallest step of 1, 2 or 5 that cuts ``span`` into at most ``most`` parts."""
    if not math.isfinite(span) or span <= 0:
        return 1.0
    least = span / max(1, most)
    power: float = 10.0 ** math.floor(math.log10(least))
    return next((k * power for k in _STEPS if k * power >= least * (1 - 1e-9)), 10.0 * power)


def ticks(low: float, high: float, most: int) -> list[float]:
    """The multiples of the step within ``low``…``high``."""
    if not high > low:
        return [low]
    width = step(high - low, most)
    first = math.ceil(low / width - 1e-9)
    last = math.floor(high / width + 1e-9)
    return [index * width for index in range(first, last + 1)]


def decimals(values: list[float]) -> int:
    """How many decimals the labels of these ticks need."""
    if len(values) < 2:
        return 0
    width = abs(values[1] - values[0])
    return max(0, -math.floor(math.log10(width) + 1e-9)) if width > 0 else 0


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Round values from ``low`` to ``high`` on a logarithmic axis: 1-2-5, or decades only."""
    if not 0 < low < high:
        return [low]
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for within in ((1.0, 2.0, 5.0), (1.0,)):
        found = [
            k * 10.0**power
            for power in range(first, last + 1)
            for k in within
            if low * (1 - 1e-9) <= k * 10.0**power <= high * (1 + 1e-9)
        ]
        if len(found) <= most and len(found) >= 2:
            return found
    stride = max(1, math.ceil(len(found) / max(1, most)))
    return found[::stride] or [low, high]
