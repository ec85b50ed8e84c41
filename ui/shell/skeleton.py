"""What is painted while the pages are still being loaded: the frame everything will stand in.

It has the proportions of the page and no text, so nothing jumps when the page takes its place and
no font has to be read before the first paint.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import tokens


class Skeleton(QWidget):
    """An empty frame: rail, header, control column, cards, status bar."""

    painted = Signal()
    """The first paint is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        w, h = self.width(), self.height()
        body = h - tokens.HEADER - tokens.STATUS
        column = tokens.COLUMN if w >= 1400 else tokens.COLUMN_NARROW
        painter.fillRect(self.rect(), tokens.colour("bg"))
        for rect, token in (
            (QRect(0, 0, tokens.RAIL, h - tokens.STATUS), "rail"),
            (QRect(tokens.RAIL, 0, w, tokens.HEADER), "surface"),
            (QRect(tokens.RAIL, tokens.HEADER, column, body), "surface"),
            (QRect(0, h - tokens.STATUS, w, tokens.STATUS), "rail"),
        ):
            painter.fillRect(rect, tokens.colour(token))
        line = tokens.colour("border")
        painter.fillRect(tokens.RAIL - 1, 0, 1, h - tokens.STATUS, line)
        painter.fillRect(tokens.RAIL, tokens.HEADER - 1, w, 1, line)
        painter.fillRect(tokens.RAIL + column - 1, tokens.HEADER, 1, body, line)
        painter.fillRect(0, h - tokens.STATUS, w, 1, line)
        painter.end()
        if not self._told:
            self._told = True
            self.painted.emit()
