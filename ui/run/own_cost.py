"""What showing a measurement costs: the window's share of a core and its late frames.

The account is kept by :class:`CostClock`, which whoever draws at a pace asks at every tick. Where
nothing is drawn at a pace, :class:`OwnCostMeter` ticks by itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

FRAME_MS = 100
LATE_MS = 16.0
"""A frame is late when it begins this much after it was due, or takes longer than this."""


@dataclass(frozen=True)
class OwnCost:
    """Share of one core (0..1) over the last second; late frames since the measurement began."""

    share: float
    late_frames: int


class CostClock:
    """Accounts for ticks that are due every :data:`FRAME_MS`."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A measurement begins: the first tick is due a frame from now."""
        now = time.perf_counter()
        self._late = 0
        self._due = now + FRAME_MS / 1000
        self._since = (now, time.process_time())

    def tick(self, began: float) -> OwnCost | None:
        """Account for a tick that began then and ends now; the cost, once a second."""
        ended = time.perf_counter()
        if began - self._due > LATE_MS / 1000 or ended - began > LATE_MS / 1000:
            self._late += 1
        self._due = max(self._due, began) + FRAME_MS / 1000
        wall, cpu = self._since
        if ended - wall < 1.0:
            return None
        used = time.process_time()
        self._since = (ended, used)
        return OwnCost((used - cpu) / (ended - wall), self._late)


class OwnCostMeter(QObject):
    """Ticks while it is on; an idle window has no timer."""

    cost = Signal(object)
    """An `OwnCost`, once a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = CostClock()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    def set_on(self, on: bool) -> None:
        """Begin or end the account."""
        if on == self._timer.isActive():
            return
        if on:
            self._clock.restart()
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        cost = self._clock.tick(time.perf_counter())
        if cost is not None:
            self.cost.emit(cost)
