"""The approaches' glyphs in a row: what stands where there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.glyph import paint_glyph
from ui.theme import paint
from ui.theme.tokens import mix

GLYPHS = ("threads", "processes", "asyncio", "combined")
SIDE, STEP = 40, 48


class Glyphs(QWidget):
    """The approaches' glyphs in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A row of tiles."""
        return QSize(STEP * len(GLYPHS), SIDE + 8)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint each glyph on its tint."""
        x = (self.width() - STEP * len(GLYPHS) + STEP - SIDE) / 2
        for i, name in enumerate(GLYPHS):
            left = x + i * STEP
            paint.box(painter, QRectF(left, 4, SIDE, SIDE), 10, mix("surface", name, 0.12))
            paint_glyph(painter, name, round(left + 8), 12, 24)
