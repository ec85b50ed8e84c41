"""Collects Python's garbage in the window's thread, and in no other.

Widgets hang in cycles (a slot that is a method is one), so it is the garbage collector that ends
them. By itself it runs in whichever thread happens to allocate: one that works out a comparison or
reads the history would then end widgets and timers of the window, and Qt crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collector(QObject):
    """From its making until :meth:`close` nothing is collected but here, once a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        # What was imported stays for good: it need not be gone through every time.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would have by now."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [number for number, (count, most) in enumerate(due) if count > most]
        if generations:
            gc.collect(generations[-1])

    def close(self) -> None:
        """Let Python collect by itself again; what is left of the window is collected first."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()
