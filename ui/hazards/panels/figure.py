"""A large figure with its unit, and below it what it is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.words import figure, quantity


class Figure(Worded, QWidget):
    """One value. Room once taken is kept, so that nothing moves while figures come."""

    def __init__(self, label: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._value: float | None = None
        self._unit: Source = ""
        self._tone = "text"
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(label)
        self._describe()

    @property
    def value(self) -> str:
        """The figure as it is shown, with its unit."""
        return quantity(figure(self._value), said(self._unit))

    def set_figure(self, value: float | None, unit: Source = "", tone: str = "text") -> None:
        """Show a figure (three digits that count); ``tone`` is a token."""
        if (value, unit, tone) != (self._value, self._unit, self._tone):
            self._value, self._unit, self._tone = value, unit, tone
            self._widen()
            self._describe()
            self.update()

    def clear(self) -> None:
        """There is no figure."""
        self.set_figure(None)

    def retranslate(self) -> None:
        """Take the room the new words need."""
        self._room = 0
        self._widen()
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines, as wide as the wider one has ever been."""
        return QSize(max(self._room, self._needed()), fonts.px(58))

    def minimumSizeHint(self) -> QSize:
        """Neither figure nor label is ever cut off."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint figure, unit and label."""
        base = fonts.px(31)
        used = paint.words(painter, 0, base, figure(self._value), 28, 600, self._tone)
        if self._unit:
            paint.words(painter, used + 5, base, said(self._unit), 13, 400, "text2")
        paint.words(painter, 0, fonts.px(51), said(self._label), 12, 400, "text2")

    def _needed(self) -> int:
        wide = fonts.width(figure(self._value), 28, 600)
        wide += fonts.width(said(self._unit), 13) + 5 if self._unit else 0
        return round(max(wide, fonts.width(said(self._label), 12))) + 2

    def _widen(self) -> None:
        if self._needed() > self._room:
            self._room = self._needed()
            self.updateGeometry()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.value)
