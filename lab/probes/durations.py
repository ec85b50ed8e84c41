"""Durations in buckets of one per cent: percentiles of any number of them in little memory."""

from __future__ import annotations

import math

_STEP = math.log(1.01)
_LEAST_MS = 1e-4
"""A tenth of a microsecond: what is shorter counts as this long."""


class Durations:
    """Milliseconds added one by one. Percentiles are right to one per cent, the maximum exactly.

    One thread at a time.
    """

    def __init__(self) -> None:
        self.count = 0
        self.max = 0.0
        self._buckets: dict[int, int] = {}

    def add(self, ms: float) -> None:
        """Count one."""
        self.count += 1
        self.max = max(self.max, ms)
        bucket = math.floor(math.log(max(ms, _LEAST_MS)) / _STEP)
        self._buckets[bucket] = self._buckets.get(bucket, 0) + 1

    def take(self, other: Durations) -> None:
        """Count all that ``other`` has counted."""
        self.count += other.count
        self.max = max(self.max, other.max)
        for bucket, count in other._buckets.items():
            self._buckets[bucket] = self._buckets.get(bucket, 0) + count

    def percentile(self, percent: float) -> float | None:
        """The least value that so many per cent do not exceed, in ms; None when there is none."""
        if not self.count:
            return None
        rank = max(1, math.ceil(self.count * percent / 100))
        for bucket in sorted(self._buckets):
            rank -= self._buckets[bucket]
            if rank <= 0:
                return min(self.max, math.exp((bucket + 1) * _STEP))
        return self.max

    def figures(self) -> dict[str, float | None]:
        """``p50``, ``p95``, ``p99`` and ``max`` in ms; None where nothing was counted."""
        found = {f"p{percent}": self.percentile(percent) for percent in (50, 95, 99)}
        return {**found, "max": self.max if self.count else None}
