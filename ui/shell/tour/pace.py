"""The clock of the tour: it goes on to the next step by itself while nobody holds it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

STEP_S = 5.0
"""How long a step is read; four of them make the twenty seconds."""
TICK_MS = 100


class Pace(QObject):
    """Counts a step's seconds while ``held`` says no; :attr:`due` comes when they are over."""

    passed = Signal(float)
    """The share of the step that is over, 0 to 1."""
    due = Signal()

    def __init__(
        self, held: Callable[[], bool], parent: QObject, *, step_s: float = STEP_S
    ) -> None:
        super().__init__(parent)
        self._held, self._step_s = held, step_s
        self._over_s = 0.0
        self._seen = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def going(self) -> bool:
        """Whether the step will end by itself."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Count a step from its beginning."""
        self._over_s = 0.0
        self._seen = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Leave the pace to the person."""
        self._timer.stop()

    def _tick(self) -> None:
        before, self._seen = self._seen, time.perf_counter()
        if self._held():
            return
        self._over_s += self._seen - before
        self.passed.emit(min(1.0, self._over_s / self._step_s))
        if self._over_s >= self._step_s:
            self._timer.stop()
            self.due.emit()
