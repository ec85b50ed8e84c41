"""Facts below each other: name at the left, value at the right, to be selected and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.controls.text import Text
from ui.controls.worded import said
from ui.shell.about.environment import Facts


class FactGrid(QWidget):
    """Groups of facts, a little apart from each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: dict[str, Text] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 6, 8, 6)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def add(self, facts: Facts) -> None:
        """Add a group below those there are."""
        row = self._grid.rowCount()
        if self.values:
            self._grid.setRowMinimumHeight(row, 6)
            row += 1
        for name, value in facts.items():
            label = Text(name, tone="text2")
            told = Text(wrap=True)
            told.setText(value)
            told.setAccessibleName(f"{said(name)}: {value}")
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.values[name] = told
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, row, 1, Qt.AlignmentFlag.AlignTop)
            row += 1

    def set_value(self, name: str, value: str) -> None:
        """Say what has come to be known."""
        told = self.values[name]
        told.setText(value)
        told.setAccessibleName(f"{said(name)}: {value}")
