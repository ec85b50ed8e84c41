"""A chart with its title and legend, without a card of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.charts.strip import StripChart
from ui.controls.legend import Legend
from ui.controls.text import Text
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts
from ui.theme.sizing import sized, strut

HEIGHT = 150


class LabelledChart(Worded, QWidget):
    """Names the chart for a screen reader as it is titled."""

    def __init__(
        self,
        title: Source,
        chart: StripChart,
        legend: Legend | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self.chart = chart
        sized(self, lambda: chart.setMinimumHeight(fonts.px(HEIGHT)))
        head = QHBoxLayout()
        head.addWidget(Text(title, size=12, weight=500, tone="text2"))
        head.addStretch(1)
        strut(self, head, 20)
        if legend is not None:
            head.addWidget(legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(chart, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the chart in the language of now."""
        self.chart.setAccessibleName(said(self._title))
