"""One program of a hazard: its name, what was found of it, its code, and its effect."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.chip import Chip
from ui.controls.code_view import CodeView
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme.sizing import strut
from ui.words import N_

from .chart import LabelledChart
from .figure import Figure

NOT_YET = N_("Not measured yet")
MEASURING = N_("Measuring")


class Panel(QWidget):
    """Code, charts, figures. The chip says what was measured, and nothing else."""

    def __init__(
        self,
        title: Source,
        code: str,
        charts: Sequence[LabelledChart] = (),
        figures: Sequence[Figure] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = Text(title, weight=600)
        self.chip = Chip(NOT_YET, "none")
        self.code = CodeView(code, title)
        self.note = Text(size=12, tone="text2")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addWidget(self.chip)
        self.head.addStretch(1)
        strut(self, self.head, 28)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.code)
        row = QHBoxLayout()
        row.setSpacing(24)
        for figure in figures:
            row.addWidget(figure)
        column.addLayout(row)
        column.addWidget(self.note)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        for chart in charts:
            beside.addWidget(chart, 1)
        column.addSpacing(4)
        column.addLayout(beside, 1)

    def nothing(self) -> None:
        """Nothing was measured."""
        self.chip.set_chip(NOT_YET, "none")

    def measuring(self) -> None:
        """It is being measured, and there is nothing to say yet."""
        self.chip.set_chip(MEASURING, "busy")
