"""What is larger than its place scrolls: without a frame, and sideways only where it must."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Squeezed(QWidget):
    """Content that becomes as low as it can be before it scrolls; else its wish would count."""

    def heightForWidth(self, width: int) -> int:
        """The least height."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1


def scrolling(inner: QWidget) -> QScrollArea:
    """An area that shows ``inner`` on the background that is there; Tab passes the area by."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
