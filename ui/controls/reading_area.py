"""What a text scrolls in: reached by Tab, scrolled by keys, and the focus is seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.controls.focus import KeyboardFocus
from ui.theme import paint


class ReadingArea(KeyboardFocus, QScrollArea):
    """Shows ``inner`` on the background that is there, with a ring where keys have brought it."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        # What it holds lies above it, so the ring has to lie above that.
        self._ring = _Ring(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ring is as large as the area."""
        super().resizeEvent(event)
        self._ring.resize(self.size())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        self._ring.setVisible(self.shows_ring)
        self._ring.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ring.hide()


class _Ring(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        paint.ring(painter, QRectF(self.rect()), 4)
