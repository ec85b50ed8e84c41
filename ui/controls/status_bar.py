"""The line at the foot of the window: what runs the experiment, and what the window costs."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.controls.arranged import Arranged
from ui.controls.status_item import StatusItem
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import STATUS

_BETWEEN = 20
_EDGE = 16


class StatusBar(Arranged, QFrame):
    """Facts at the left, the window's own figures at the right; what does not fit is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._items: list[StatusItem] = []
        self._left = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_EDGE, 1, _EDGE, 0)
        self._row.setSpacing(_BETWEEN)
        self._row.addStretch(1)
        sized(self, lambda: self.setFixedHeight(max(STATUS, fonts.px(STATUS))))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add_left(self, item: StatusItem) -> StatusItem:
        """Add a fact at the left."""
        self._row.insertWidget(self._left, item)
        self._left += 1
        self._items.append(item)
        return item

    def add_right(self, item: StatusItem) -> StatusItem:
        """Add a fact at the right."""
        self._row.addWidget(item)
        self._items.append(item)
        return item

    def arrange(self) -> None:
        """Show as many facts as fit."""
        room = self.width() - 2 * _EDGE - _BETWEEN
        shown: set[StatusItem] = set()
        for item in sorted(self._items, key=lambda item: -item.rank):
            room -= item.sizeHint().width() + _BETWEEN
            if room >= 0:
                shown.add(item)
        for item in self._items:
            item.setVisible(item in shown)
