"""Where a value stands on a slider, and which values a slider can stand on. Pure, without Qt.

A slider counts in whole *ticks* of the parameter's quantum, so that Qt, the keyboard and a screen
reader handle the value itself; only painting and the mouse use the place on the track, which is
logarithmic where the parameter's scale is. A whole number's quantum is 1: each is reachable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lab.spec import Parameter

_FINE = 1000
"""A linear real parameter has this many ticks at most in its span."""


@dataclass(frozen=True)
class Scale:
    """The ticks of one parameter: ``value = tick * quantum``, ``low <= tick <= high``."""

    low: int
    high: int
    quantum: float
    logarithmic: bool
    whole: bool

    @classmethod
    def of(cls, parameter: Parameter) -> Scale:
        """The scale of a declared number; raises TypeError when it is none."""
        if parameter.type not in (int, float) or parameter.span is None:
            raise TypeError(f"{parameter.name} is no number with a span")
        low, high = parameter.span
        log = parameter.scale == "log"
        if parameter.type is int:
            return cls(int(low), int(high), 1.0, log, True)
        quantum = _quantum(low, high, log)
        return cls(math.ceil(low / quantum - 1e-9), round(high / quantum), quantum, log, False)

    def tick(self, value: float) -> int:
        """The tick nearest to ``value``."""
        return min(max(round(value / self.quantum), self.low), self.high)

    def value(self, tick: int) -> int | float:
        """The value of ``tick``, as short as its quantum writes it."""
        if self.whole:
            return tick
        return float(f"{tick * self.quantum:.10g}")

    def place(self, tick: int) -> float:
        """Where ``tick`` stands on the track, 0..1."""
        if self.high == self.low:
            return 0.0
        if not self.logarithmic:
            return (tick - self.low) / (self.high - self.low)
        return self._log(tick) / self._log(self.high)

    def at(self, place: float) -> int:
        """The tick a mouse means at ``place``: round figures where the scale is logarithmic."""
        place = min(max(place, 0.0), 1.0)
        if not self.logarithmic:
            return round(self.low + place * (self.high - self.low))
        offset = self._offset
        tick = (self.low + offset) * math.exp(place * self._log(self.high)) - offset
        return min(max(_rounded(tick), self.low), self.high)

    def stepped(self, tick: int, steps: int) -> int:
        """The tick after ``steps`` arrow keys: the next whole number, or the next round figure."""
        if self.whole or not self.logarithmic:
            stride = 1 if self.whole else max(1, (self.high - self.low) // 100)
            return min(max(tick + steps * stride, self.low), self.high)
        for _ in range(abs(steps)):
            up = steps > 0
            unit: int = 10 ** max(0, math.floor(math.log10(max(tick, 1) - (0 if up else 0.5))) - 1)
            tick = (tick // unit + 1) * unit if up else (math.ceil(tick / unit) - 1) * unit
        return min(max(tick, self.low), self.high)

    def paged(self, tick: int, direction: int) -> int:
        """The tick after a page key: twice or half where logarithmic, else a tenth of the span."""
        if self.logarithmic:
            moved = max(tick, 1) * 2 if direction > 0 else tick // 2
        else:
            moved = tick + direction * max(1, (self.high - self.low) // 10)
        return min(max(moved, self.low), self.high)

    def marks(self) -> tuple[float, ...]:
        """Places of the small marks under the track: doublings, decades, or fifths."""
        if not self.logarithmic:
            count = self.high - self.low
            parts = count if self.whole and 0 < count <= 12 else 4
            return tuple(index / parts for index in range(parts + 1))
        first = max(self.low, 1)
        base = 2 if self.high <= first * 128 else 10
        marks = []
        tick = 1
        while tick <= self.high:
            if tick >= self.low:
                marks.append(self.place(tick))
            tick *= base
        return tuple(marks)

    @property
    def _offset(self) -> float:
        # A logarithmic scale from 0 is bent so that 0 has a place: as if it began at 1 tick.
        return 0.0 if self.low > 0 else 1.0 - self.low

    def _log(self, tick: float) -> float:
        return math.log((tick + self._offset) / (self.low + self._offset))


def _quantum(low: float, high: float, log: bool) -> float:
    if log:
        # Two digits are kept at the low end: 0.1 ms can become 0.11.
        smallest = low if low > 0 else high / 1000
        return float(10.0 ** (math.floor(math.log10(smallest)) - 1))
    return float(10.0 ** math.ceil(math.log10((high - low) / _FINE) - 1e-9))


def _rounded(tick: float) -> int:
    """``tick`` with two significant digits."""
    if tick < 100:
        return round(tick)
    unit: int = 10 ** (math.floor(math.log10(tick)) - 1)
    return round(tick / unit) * unit
