"""The task records a timeline remembers, to draw itself again when its size or theme changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lab.session.snapshot import RECORD


class Records:
    """The last ``capacity`` records. Under more than that in view, a redraw starts later."""

    def __init__(self, capacity: int = 16_384) -> None:
        self.capacity = capacity
        self._kept = np.zeros(2 * capacity, RECORD)
        self._end = 0

    def clear(self) -> None:
        """Forget everything."""
        self._end = 0

    def append(self, records: NDArray[np.void]) -> None:
        """Add records, dtype ``RECORD``."""
        records = records[-self.capacity :]
        if self._end + len(records) > 2 * self.capacity:
            kept = min(self._end, self.capacity)
            self._kept[:kept] = self._kept[self._end - kept : self._end].copy()
            self._end = kept
        self._kept[self._end : self._end + len(records)] = records
        self._end += len(records)

    def since(self, t_s: float) -> NDArray[np.void]:
        """Those that ended after ``t_s``, in the order they came."""
        kept = self._kept[max(0, self._end - self.capacity) : self._end]
        return kept[kept["end_s"] > t_s]
