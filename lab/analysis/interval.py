"""A figure with its 95 % interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A figure and where it lies with 95 % confidence; ``count`` is how many values it is from.

    From fewer than 3 values no interval can be told: ``low`` and ``high`` are None then.
    """

    value: float
    low: float | None
    high: float | None
    count: int
