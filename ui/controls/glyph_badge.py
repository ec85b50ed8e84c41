"""An approach's glyph on its tint, beside its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.controls.glyph import paint_glyph
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import mix


class GlyphBadge(QWidget):
    """The approach's glyph on its tint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "sequential"
        sized(self, lambda: self.setFixedSize(self.sizeHint()))

    def set_approach(self, name: str) -> None:
        """Show another approach."""
        if name != self._name:
            self._name = name
            self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(fonts.px(28), fonts.px(28))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint tint and glyph."""
        paint.box(painter, QRectF(self.rect()), 7, mix("surface", self._name, 0.12))
        side = fonts.px(18)
        off = round((self.width() - side) / 2)
        paint_glyph(painter, self._name, off, off, side)
