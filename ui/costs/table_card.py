"""All figures of a section in a table, with its data to be copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.charts.costs.table import CostTable
from ui.controls.button import Button
from ui.controls.text import Text
from ui.run.tabular import comma_text
from ui.words import N_


class TableCard(QFrame):
    """A row a kind and size, sortable."""

    def __init__(self, table: CostTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.table = table
        self.copy = Button(N_("Copy as CSV"), "ghost", "copy")
        self.copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.setContentsMargins(15, 8, 8, 0)
        head.addWidget(Text(N_("All figures"), weight=600))
        head.addStretch(1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(table, 1)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(comma_text(*self.table.data()))
