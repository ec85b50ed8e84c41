"""Changes an experiment plans for itself, carried out as if a person moved the controls.

A file may say that four seconds into the run the threads become eight. While a run goes on, its
planned changes are made on the draft at their times: the sliders move, the run follows, the marker
appears. They are not steps of the person's, but they can be undone all the same. Nothing is left
waiting when the run ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer

from lab.spec import Change

from .draft import Draft


class Planned(QObject):
    """Makes the changes of one run at their times."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._timers: list[QTimer] = []

    def begin(self, changes: Sequence[Change]) -> None:
        """A run has begun now."""
        self.end()
        for change in changes:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.timeout.connect(partial(self._draft.set, change.setting, change.value))
            timer.start(round(change.at_s * 1000))
            self._timers.append(timer)

    def end(self) -> None:
        """The run is over: what has not been done is not done any more."""
        for timer in self._timers:
            timer.stop()
            timer.deleteLater()
        self._timers.clear()
