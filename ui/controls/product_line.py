"""The shape of a run as a sum: 2 × 4 × 1 = 8 lanes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lab.spec import Topology
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import CONTROL_RADIUS, current, mix
from ui.words import ntr, number


class ProductLine(Worded, QLabel):
    """Processes × threads × coroutines and how many lanes that makes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = Topology()
        self._tone = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_shape(self, shape: Topology, approach: str) -> None:
        """Show the lanes of ``shape``, tinted with the approach's colour."""
        if (shape, approach) != (self._shape, self._tone):
            self._shape, self._tone = shape, approach
            self.retranslate()
            self.update()

    def retranslate(self) -> None:
        """Write the sum in the language of now; the label's text is what a screen reader says."""
        self.setText(f"{self._left()} = {self._right()}")

    def sizeHint(self) -> QSize:
        """As wide as the sum."""
        wide = fonts.width(self._left(), 13, 500) + fonts.width(self._right(), 13, 600)
        return QSize(round(wide + fonts.px(48)), fonts.px(32))

    def minimumSizeHint(self) -> QSize:
        """Figures are never cut off."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the sum on its tint."""
        tint = mix("surface", self._tone, 0.16 if current().is_dark else 0.10)
        paint.box(painter, QRectF(self.rect()), CONTROL_RADIUS, tint)
        base = paint.baseline(self.height() / 2, 13, 500)
        x = float(fonts.px(12))
        x += paint.words(painter, x, base, self._left() + "  =", 13, 500, "text2") + fonts.px(8)
        paint.words(painter, x, base, self._right(), 13, 600)

    def _left(self) -> str:
        shape = self._shape
        levels = (shape.processes, shape.threads, shape.coroutines)
        return " × ".join(number(level) for level in levels)

    def _right(self) -> str:
        return ntr("{n} lane", "{n} lanes", self._shape.lanes)
