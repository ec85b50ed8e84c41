"""The one way figures take from a run to the widgets, at a pace the widgets can keep.

One timer, and only while a run goes on: an idle window has none. Every tick asks the session for
a snapshot (which also adds a row to the run's series) and hands it on. Charts get all of them;
tiles and words get four a second, because more cannot be read; the window's own cost is told once
a second. While nobody can see the page, sampling goes on for the series, nothing is drawn, and
what was missed is handed over when the page is seen again.

The bridge reads and never writes to a run; it ends with `detach`, which takes a last reading.
"""

from __future__ import annotations

import time
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lab.session.snapshot import Snapshot

from .own_cost import FRAME_MS, CostClock

WORDS_PER_S = 4


class Readable(Protocol):
    """What the bridge needs of a session."""

    def sample(self) -> Snapshot:
        """Take a reading now."""
        ...


class Bridge(QObject):
    """Samples a session ten times a second and tells the widgets."""

    snapshot = Signal(object)
    """Every reading, for the charts."""
    words = Signal(object)
    """Four readings a second, for tiles and sentences."""
    cost = Signal(object)
    """The window's own cost, an `OwnCost`, once a second."""
    failed = Signal(object)
    """A reading could not be taken; sampling has stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Readable | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._seen = True
        self._ticks = 0
        self._clock = CostClock()

    @property
    def running(self) -> bool:
        """Whether a session is being read."""
        return self._timer.isActive()

    def attach(self, session: Readable) -> None:
        """Begin to read ``session``."""
        self._session = session
        self._ticks = 0
        self._clock.restart()
        self._timer.start()

    def detach(self) -> None:
        """Stop reading, after one last reading that holds what came since."""
        if self._session is None:
            return
        self._timer.stop()
        self._seen, seen = True, self._seen
        self._read(words=True)
        self._seen = seen
        self._session = None

    def set_seen(self, seen: bool) -> None:
        """Say whether anybody can see the window."""
        self._seen = seen

    def _tick(self) -> None:
        began = time.perf_counter()
        self._ticks += 1
        words = self._ticks * WORDS_PER_S * FRAME_MS // 1000
        self._read(words=words != (self._ticks - 1) * WORDS_PER_S * FRAME_MS // 1000)
        cost = self._clock.tick(began)
        if cost is not None:
            self.cost.emit(cost)

    def _read(self, *, words: bool) -> None:
        if self._session is None:
            return
        try:
            snapshot = self._session.sample()
        except Exception as error:  # noqa: BLE001 - the edge between a run and the window
            self._timer.stop()
            self._session = None
            self.failed.emit(error)
            return
        self.snapshot.emit(snapshot)
        if words and self._seen:
            self.words.emit(snapshot)
