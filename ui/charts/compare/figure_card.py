"""One figure of all candidates: bars with intervals, a sweep's curve, or a heat map over two."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lab.advice.digest import Digest
from lab.spec import Study
from ui.charts.compare.bars import IntervalBars
from ui.charts.compare.curve import SweepCurve
from ui.charts.compare.figures import FIGURES, repeats_of
from ui.charts.compare.heat import HeatMap
from ui.controls.card import Card
from ui.controls.segmented import Segmented
from ui.controls.text import Text
from ui.words import N_

ON_PAPER = {"p95": "latency"}
"""Figures whose panel on paper has another name."""


class FigureCard(Card):
    """Throughput, latency, memory or CPU time; what shows it follows from the study's axes."""

    chosen = Signal(int)
    hovered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.bars, self.curve, self.heat = IntervalBars(), SweepCurve(), HeatMap()
        self.charts = (self.bars, self.curve, self.heat)
        self._stack = QStackedWidget()
        for chart in self.charts:
            self._stack.addWidget(chart)
        words = [(f.key, f.label) for f in FIGURES.values()]
        self.figure = Segmented(words, N_("Figure"), even=True)
        title = FIGURES["throughput"].title
        super().__init__(title, aside=self.figure, body=self._stack, parent=parent)
        self.figure.changed.connect(self._choose)
        self.note = Text(size=12, tone="text3")
        middle = Qt.AlignmentFlag.AlignVCenter
        self._head.insertWidget(2, self.note, 0, middle)
        for chart in self.charts:
            chart.chosen.connect(self.chosen)
            chart.hovered.connect(self.hovered)

    @property
    def chart(self) -> IntervalBars | SweepCurve | HeatMap:
        """The chart on show."""
        return self.charts[self._stack.currentIndex()]

    @property
    def panel(self) -> str:
        """The name of what is shown among the panels on paper."""
        if self.chart is self.heat:
            return "heat"
        return ON_PAPER.get(self.chart.figure, self.chart.figure)

    def begin(self, study: Study) -> None:
        """Show what suits ``study``."""
        self._stack.setCurrentIndex(min(len(study.axes), 2))
        self._choose(self.figure.current)

    def show_digest(self, digest: Digest | None) -> None:
        """Show a study's figures; None shows nothing."""
        for chart in self.charts:
            chart.show_digest(digest if chart is self.chart else None)
        noted = repeats_of(digest) > 0 and isinstance(self.chart, IntervalBars | HeatMap)
        self.note.set_source(self.chart.note() if noted else "")
        self._fit()

    def set_chosen(self, place: int | None) -> None:
        """Let a candidate stand out."""
        self.chart.set_chosen(place)

    def set_hovered(self, place: int | None) -> None:
        """Show that another chart's pointer is on a candidate."""
        self.chart.set_hovered(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the bars are is said where there is room for it."""
        self._fit()
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Give the choice the room of its words in the language of now."""
        super().retranslate()
        if hasattr(self, "figure"):
            self._fit()

    def _choose(self, key: str) -> None:
        bars = self.chart is self.bars
        self.set_title(FIGURES[key].title if bars else FIGURES[key].label)
        for chart in self.charts:
            chart.set_figure(key)
        self._fit()

    def _fit(self) -> None:
        parts = (self.title, self.figure, self.note)
        needed = sum(part.sizeHint().width() for part in parts) + 130
        self.note.setVisible(needed <= self.width())
