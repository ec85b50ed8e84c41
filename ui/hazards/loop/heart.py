"""One heartbeat: the code beside it, its lags over time, and how late it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.charts.curve import Curve
from ui.charts.strip import StripChart
from ui.controls.button import Button
from ui.controls.worded import Source, said
from ui.hazards.panels.chart import LabelledChart
from ui.hazards.panels.figure import Figure
from ui.hazards.panels.panel import Panel
from ui.words import N_, Words, figure, ntr

from .code import HOLDS, shown
from .wording import TITLES, judged, percentile

SPAN_S = 6.0
TONES = {"inline": "sequential", "thread": "threads", "process": "processes"}
_TAGS = {
    "inline": N_("the loop stands still"),
    "thread": N_("the loop goes on"),
    "process": N_("the loop goes on"),
}


class Heart(Panel):
    """Keeps the beats of one place; ``alone`` asks to measure this one again."""

    alone = Signal(str)

    def __init__(self, where: str, parent: QWidget | None = None) -> None:
        self.where = where
        self.chart = StripChart("ms", SPAN_S)
        self.chart.set_curves([Curve("lag", N_("Lag"), TONES[where], fill=True)])
        self.lag = Figure(N_("lag, 99th percentile"))
        self.middle = Figure(N_("lag, median"))
        super().__init__(
            TITLES[where],
            shown(where),
            [LabelledChart(N_("How late each beat was"), self.chart)],
            [self.lag, self.middle],
            parent,
        )
        self.code.keep_lines(4)
        self.again = Button(N_("Only this"), "mini", "play-fill")
        self.again.set_spoken(Words(N_("Measure only this: {title}"), title=self._titled))
        self.again.clicked.connect(lambda: self.alone.emit(where))
        self.head.addWidget(self.again)
        self.task_ms = 0.0
        self.p99: float | None = None
        """Of the beats since the last change; None before there is one."""
        self.tasks = 0
        self._beats: list[tuple[float, float]] = []
        self._markers: list[tuple[float, Source]] = []
        self._since = 0
        self.clear()

    @property
    def beats(self) -> list[tuple[float, float]]:
        """When each was due, in s, and its lag in ms."""
        return list(self._beats)

    @property
    def longest_ms(self) -> float:
        """The largest lag so far."""
        return max((lag for _due, lag in self._beats), default=0.0)

    def clear(self) -> None:
        """Forget what was measured."""
        self.task_ms, self.p99, self.tasks, self._since = 0.0, None, 0, 0
        self._beats.clear()
        self._markers.clear()
        self.chart.clear()
        self.lag.clear()
        self.middle.clear()
        self.note.set_source("")
        self.code.clear_marks()
        self.nothing()

    def begin(self, task_ms: float) -> None:
        """It is going to be measured with tasks of this size."""
        self.clear()
        self.task_ms = task_ms
        self.measuring()

    def change(self, task_ms: float, words: Source) -> None:
        """From now on the tasks have another size: earlier beats say nothing of it."""
        self.task_ms = task_ms
        self._since = len(self._beats)
        at = self._beats[-1][0] if self._beats else 0.0
        self._markers.append((at, words))
        self.chart.add_marker(at, words)

    def take(self, beats: Sequence[Sequence[float]], tasks: int) -> None:
        """Beats that have been told."""
        for due, lag in beats:
            self._beats.append((due, lag))
            self.chart.append(due, {"lag": lag})
        self.tasks = tasks
        self._show()

    def finish(self) -> None:
        """It is not measured any more: what was measured stays, to be read off at leisure."""
        if not self._beats:
            self.clear()
            return
        self._show()
        at, lags = np.array(self._beats).T
        self.chart.show_series(at, {"lag": lags}, list(self._markers))

    def _show(self) -> None:
        lags = [lag for _due, lag in self._beats[self._since :]]
        self.p99 = percentile(lags, 99)
        if self.p99 is None:
            return
        word, kind = judged(self.p99, self.task_ms)
        self.chip.set_chip(word, kind)
        self.code.clear_marks()
        tag = _TAGS[self.where] if kind != "warn" else ""
        self.code.mark(HOLDS[self.where], kind, tag if (kind == "bad") == self._blocks else "")
        self.lag.set_figure(self.p99, "ms", kind)
        self.middle.set_figure(percentile(lags, 50), "ms")
        done = self.tasks
        self.note.set_source(
            Words(
                N_("{beats}, {tasks} of {size} ms done meanwhile"),
                beats=lambda: ntr("{n} beat", "{n} beats", len(lags)),
                tasks=lambda: ntr("{n} task", "{n} tasks", done),
                size=lambda: figure(self.task_ms),
            )
        )

    @property
    def _blocks(self) -> bool:
        return self.where == "inline"

    def _titled(self) -> str:
        return said(TITLES[self.where])
