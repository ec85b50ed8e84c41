"""A part of the control column: a title and what stands below it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.text import Text
from ui.controls.worded import Source


class Section(QWidget):
    """Title and rows; subclasses add rows to :attr:`rows`."""

    def __init__(self, title: Source, *, spacing: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, weight=600)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        column.addLayout(self.head)
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(spacing)
        column.addLayout(self.rows)
