"""Scaling curves with the fitted law's line below them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.advice.digest import Digest
from ui.charts.compare.fit_line import FitLine
from ui.charts.compare.scaling import ScalingPlot
from ui.controls.card import Card
from ui.controls.legend import Legend
from ui.words import N_


class ScalingCard(Card):
    """How many times the work each approach does with more lanes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = ScalingPlot()
        self.line = FitLine(self.chart)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.chart, 1)
        column.addWidget(self.line)
        super().__init__(N_("Scaling"), legend=Legend(), body=body, parent=parent)
        self.chart.focused.connect(lambda _approach: self._explain())
        self._explain()

    def show_digest(self, digest: Digest | None) -> None:
        """Show a study's curves; None shows nothing."""
        self.chart.show_digest(digest)
        self._explain()

    def _explain(self) -> None:
        if self.legend is not None:
            self.legend.set_items(self.chart.legend_items())
