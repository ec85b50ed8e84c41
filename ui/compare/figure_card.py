"""Bars with intervals, and the choice of the figure they show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lab.advice.digest import Digest
from ui.charts.compare.bars import IntervalBars
from ui.charts.compare.figures import FIGURES
from ui.controls.card import Card
from ui.controls.segmented import Segmented
from ui.controls.text import Text
from ui.words import N_


class FigureCard(Card):
    """Throughput, latency, memory or CPU time of every candidate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = IntervalBars()
        super().__init__(FIGURES["throughput"].title, body=self.chart, parent=parent)
        self.figure = Segmented([(f.key, f.label) for f in FIGURES.values()], N_("Figure"))
        self.figure.changed.connect(self._choose)
        self.note = Text(size=12, tone="text3")
        self._fit_figures()
        middle = Qt.AlignmentFlag.AlignVCenter
        self._head.insertWidget(2, self.note, 0, middle)
        self._head.insertWidget(3, self.figure, 0, middle)

    def show_digest(self, digest: Digest | None) -> None:
        """Show a study's figures; None shows nothing."""
        self.chart.show_digest(digest)
        self.note.set_source(self.chart.note() if digest is not None else "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the bars are is said where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Give the choice the room of its words in the language of now."""
        super().retranslate()
        if hasattr(self, "figure"):
            self._fit_figures()

    def _fit_figures(self) -> None:
        widest = max(self.figure.segment(key).sizeHint().width() for key in FIGURES)
        self.figure.setFixedWidth(len(FIGURES) * widest + 4)

    def _choose(self, key: str) -> None:
        self.set_title(FIGURES[key].title)
        self.chart.set_figure(key)
        self._fit()

    def _fit(self) -> None:
        needed = (
            self.title.sizeHint().width()
            + self.figure.sizeHint().width()
            + self.note.sizeHint().width()
            + 110
        )
        self.note.setVisible(needed <= self.width())
