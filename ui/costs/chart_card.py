"""A chart of costs in its card: where it can show several figures, they are chosen in the head."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lab.costs.kinds import Section
from ui.charts.costs.curves import CostCurves
from ui.charts.costs.dots import CostDots
from ui.charts.costs.wording import titled
from ui.controls.card import Card
from ui.controls.segmented import Segmented
from ui.run.tabular import tab_text
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_

CHART = 300
"""The least height; the page scrolls where there is less."""


class ChartCard(Card):
    """Dots where a section has no sizes, else curves over them."""

    panel_asked = Signal(str)
    """A person wants the chart saved; the key of its figure."""

    def __init__(
        self, section: Section, figures: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        self._section = section
        first = section.figure(figures[0])
        make = CostCurves if section.size_key else CostDots
        self.chart: CostCurves | CostDots = make(section, first)
        super().__init__(first.title, body=self.chart, parent=parent)
        sized(self, lambda: self.setMinimumHeight(fonts.px(CHART)))
        self.figure: Segmented | None = None
        if len(figures) > 1:
            named = [(key, section.figure(key).label) for key in figures]
            self.figure = Segmented(named, N_("Figure"), even=True)
            self.figure.changed.connect(self.show_figure)
            self._head.insertWidget(2, self.figure, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add_action(
            N_("Save this chart…"), "image", lambda: self.panel_asked.emit(self.chart.of.key)
        )
        self.add_action(N_("Copy its data"), "copy", partial(_copy, self.chart))
        self.show_figure(first.key)

    def show_figure(self, key: str) -> None:
        """Show another of the chart's figures."""
        of = self._section.figure(key)
        self.chart.set_figure(of)
        # A curve's axis has its unit above it; that of dots lies at the far end.
        self.set_title(titled(of) if isinstance(self.chart, CostDots) else of.title)


def _copy(chart: CostCurves | CostDots) -> None:
    """Put what a chart shows on the clipboard, as a table for a spreadsheet."""
    QGuiApplication.clipboard().setText(tab_text(*chart.data()))
