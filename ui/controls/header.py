"""The head of a page: its title, what it works on, and its actions."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import fonts
from ui.theme.tokens import HEADER


class Header(QFrame):
    """Title at the left with widgets after it; widgets at the right."""

    def __init__(self, title: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.title = Text(title, size=20, weight=600)
        self._left = 1
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 16, 1)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self.setFixedHeight(max(HEADER, fonts.px(HEADER)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add_left(self, widget: QWidget) -> None:
        """Add a widget after the title."""
        if self._left == 1:
            self._row.insertSpacing(1, 8)
            self._left += 1
        self._row.insertWidget(self._left, widget)
        self._left += 1

    def add_right(self, widget: QWidget) -> None:
        """Add a widget at the right end."""
        self._row.addWidget(widget)
