"""What is painted while the pages are still being loaded: the frame everything will stand in.

It has the proportions of the page and no text, so nothing jumps when the page takes its place and
no font has to be read before the first paint.

Colours are stretched pixmaps, not filled rectangles: PySide makes a class when it is first needed,
`fillRect` may be given things of the namespace Qt, and to make that with its hundred enums takes
15 ms, an eighth of the time to the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import measures, tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Skeleton(QWidget):
    """An empty frame: rail, header, control column, cards, status bar.

    ``scale`` is the person's own text size; what the system adds to it is known with the fonts.
    """

    painted = Signal()
    """The first paint is done."""

    def __init__(self, parent: QWidget | None = None, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._scale = scale
        self._told = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        w, h = self.width(), self.height()
        rail, column = measures.rail(self._scale, h), measures.column(self._scale, w)
        head, status = round(tokens.HEADER * self._scale), round(tokens.STATUS * self._scale)
        body = h - head - status
        for rect, token in (
            (self.rect(), "bg"),
            (QRect(0, 0, rail, h - status), "rail"),
            (QRect(rail, 0, w, head), "surface"),
            (QRect(rail, head, column, body), "surface"),
            (QRect(0, h - status, w, status), "rail"),
            (QRect(rail - 1, 0, 1, h - status), "border"),
            (QRect(rail, head - 1, w, 1), "border"),
            (QRect(rail + column - 1, head, 1, body), "border"),
            (QRect(0, h - status, w, 1), "border"),
        ):
            colour = QPixmap(1, 1)
            colour.fill(tokens.colour(token))
            painter.drawPixmap(rect, colour)
        painter.end()
        if not self._told:
            self._told = True
            self.painted.emit()
