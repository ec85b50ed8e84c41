"""The focus of a table, a list or a plot: a ring around all of it, also where nothing is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea

from ui.controls.focus import KeyboardFocus
from ui.theme import paint

if TYPE_CHECKING:
    _Base = QAbstractScrollArea
else:
    _Base = object


class RingedView(KeyboardFocus, _Base):
    """Mixin, placed before the Qt class."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what it shows, and the ring above it."""
        super().paintEvent(event)
        if self.shows_ring:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint.ring(painter, QRectF(self.viewport().rect()), 4)
            painter.end()
