"""How far the tour is: a dot a step, the present one drawn out and filling with its time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.words import N_, Words

_DOT, _LONG, _APART = 8, 28, 6


class Dots(Worded, QLabel):
    """``count`` steps; :meth:`show_step` says which one is told, :meth:`fill` how much is over."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._at, self._share = count, 0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> Words:
        """Which step is told."""
        return Words(N_("Step {n} of {count}"), n=self._at + 1, count=self._count)

    @property
    def share(self) -> float:
        """How much of the present step is over, 0 to 1."""
        return self._share

    def show_step(self, at: int, share: float) -> None:
        """Draw out the dot of step ``at``, counted from 0, filled to ``share``."""
        self._at = at
        self.set_spoken(self.words)
        self.fill(share)

    def fill(self, share: float) -> None:
        """Fill the present dot to ``share``."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """The dots beside each other."""
        wide = (self._count - 1) * (fonts.px(_DOT) + fonts.px(_APART)) + fonts.px(_LONG)
        return QSize(wide, fonts.px(_DOT))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the dots: those that were told are filled."""
        side = fonts.px(_DOT)
        x, y = 0.0, (self.height() - side) / 2
        for step in range(self._count):
            present = step == self._at
            wide = float(fonts.px(_LONG) if present else side)
            dot = QRectF(x, y, wide, side)
            if step < self._at:
                paint.box(painter, dot, side / 2, "accent")
            else:
                paint.box(painter, dot, side / 2, "sunken", "control")
            if present and self._share > 0:
                part = QRectF(x, y, max(float(side), wide * self._share), side)
                paint.box(painter, part, side / 2, "accent")
            x += wide + fonts.px(_APART)
