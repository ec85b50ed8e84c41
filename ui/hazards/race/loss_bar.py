"""A bar of what was counted and what was lost."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.words import N_, Words, percent


class LossBar(Worded, QWidget):
    """Two parts of a whole; what is left of it is still to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counted = self._lost = 0.0
        self._guess: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(N_("Counted and lost"))

    @property
    def shares(self) -> tuple[float, float]:
        """Counted and lost, of all that is to be done."""
        return self._counted, self._lost

    def set_shares(self, counted: float, lost: float) -> None:
        """Show the shares (0..1) of what was counted and lost so far."""
        counted, lost = max(0.0, counted), max(0.0, lost)
        if (counted, lost) != (self._counted, self._lost):
            self._counted, self._lost = counted, lost
            self._describe()
            self.update()

    def set_guess(self, lost: float | None) -> None:
        """Mark where the lost part would begin if a guess were right; None takes it away."""
        if lost != self._guess:
            self._guess = lost
            self.update()

    def retranslate(self) -> None:
        """Say the shares in the language of now."""
        self._describe()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(fonts.px(200), fonts.px(10))

    def minimumSizeHint(self) -> QSize:
        """As high as ever."""
        return QSize(fonts.px(80), fonts.px(10))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint what is to come, what was counted and what was lost; a gap tells them apart."""
        wide, high = float(self.width()), float(self.height())
        paint.box(painter, QRectF(0, 0, wide, high), 3, "sunken", "border")
        counted, lost = round(wide * self._counted), round(wide * self._lost)
        if self._lost:
            lost = max(lost, 3)
            counted = min(counted, round(wide) - lost)
        if counted > 0:
            paint.box(painter, QRectF(0, 0, counted, high), 3, "good")
        if lost:
            left = counted + 2 if counted > 0 else 0
            paint.box(painter, QRectF(left, 0, max(1, lost - 2), high), 3, "bad")
        if self._guess is not None:
            x = min(max(2.0, wide * (1 - self._guess)), wide - 2)
            painter.fillRect(QRectF(x - 2, 0, 4, high), paint.ink("surface"))
            painter.fillRect(QRectF(x - 1, 0, 2, high), paint.ink("accent"))

    def _describe(self) -> None:
        words = Words(
            N_("{counted} counted, {lost} lost"),
            counted=percent(self._counted),
            lost=percent(self._lost),
        )
        self.setAccessibleDescription(str(words))
