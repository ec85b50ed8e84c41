"""The table of all candidates, with its data to be copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from ui.charts.compare.study_table import StudyTable
from ui.controls.button import Button
from ui.controls.text import Text
from ui.words import N_

from .tabular import comma_text


class TableCard(QFrame):
    """A row a candidate, sortable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.table = StudyTable()
        self.copy = Button(N_("Copy as CSV"), "ghost", "copy")
        self.copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.setContentsMargins(15, 8, 8, 0)
        head.addWidget(Text(N_("Shapes compared"), weight=600))
        head.addStretch(1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def show_digest(self, digest: Digest | None, recommended: int | None) -> None:
        """Show a study's figures; ``recommended`` is the place of the one with the badge."""
        self.table.show_digest(digest, recommended)
        self.copy.setEnabled(digest is not None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(comma_text(*self.table.data()))
