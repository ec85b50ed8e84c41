"""The samples a live chart remembers: so many, and no more however long the run lasts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class History:
    """The last ``capacity`` samples of any number of series, as plain float arrays.

    A value that is missing is NaN. Arrays are twice as long as needed, so that what is remembered
    always lies in one piece and moving it costs little. ``count`` is all samples ever added.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.count = 0
        self._end = 0
        self._t = np.full(2 * capacity, np.nan)
        self._values: dict[str, Floats] = {}

    def __len__(self) -> int:
        return min(self.count, self.capacity)

    def clear(self) -> None:
        """Forget everything."""
        self.count = 0
        self._end = 0
        self._values.clear()

    def append(self, t_s: float, values: Mapping[str, float | None]) -> None:
        """Add a sample; a series that was not known before starts with NaN."""
        if self._end == 2 * self.capacity:
            for kept in (self._t, *self._values.values()):
                kept[: self.capacity] = kept[self.capacity :]
            self._end = self.capacity
        for key in values.keys() - self._values.keys():
            self._values[key] = np.full(2 * self.capacity, np.nan)
        self._t[self._end] = t_s
        for key, kept in self._values.items():
            value = values.get(key)
            kept[self._end] = np.nan if value is None else value
        self._end += 1
        self.count += 1

    @property
    def first(self) -> int:
        """Number of the oldest sample still remembered."""
        return self.count - len(self)

    def times(self) -> Floats:
        """Times of the remembered samples, oldest first (a view, in seconds)."""
        return self._t[self._end - len(self) : self._end]

    def series(self, key: str) -> Floats:
        """Values of one series, oldest first, as long as :meth:`times` (a view); NaN where none."""
        kept = self._values.get(key)
        if kept is None:
            return np.full(len(self), np.nan)
        return kept[self._end - len(self) : self._end]

    def last(self, key: str) -> float | None:
        """The newest value of a series, or None where it has none."""
        kept = self._values.get(key)
        if kept is None or not self._end or np.isnan(kept[self._end - 1]):
            return None
        return float(kept[self._end - 1])
