"""Panels beside each other where there is room, and below each other where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.controls.arranged import Arranged
from ui.controls.rule import Rule

_GAP = 16


class Columns(Arranged, QWidget):
    """The panels of one hazard, parted by lines."""

    def __init__(self, panels: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._rules: list[tuple[Rule, Rule]] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        for place, panel in enumerate(self._panels):
            if place:
                rules = Rule(upright=True), Rule()
                rules[1].hide()
                for rule in rules:
                    self._row.addWidget(rule)
                self._rules.append(rules)
            self._row.addWidget(panel, 1)

    @property
    def beside(self) -> bool:
        """Whether the panels stand beside each other."""
        return self._row.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """The widest panel is room enough: then they stand below each other."""
        widest = max(panel.minimumSizeHint().width() for panel in self._panels)
        return QSize(widest, self._row.minimumSize().height())

    def arrange(self) -> None:
        """Choose how they stand."""
        needed = sum(panel.minimumSizeHint().width() for panel in self._panels)
        needed += (2 * _GAP + 1) * len(self._rules)
        beside = self.width() >= needed
        if beside != self.beside:
            ways = QBoxLayout.Direction
            self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
            for upright, flat in self._rules:
                upright.setVisible(beside)
                flat.setVisible(not beside)
            self.updateGeometry()
