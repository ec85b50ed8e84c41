"""On or off: a check box painted as a switch."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint

_WIDE, _HIGH = 32, 18
"""Track of the switch on the design's scale."""


class Switch(KeyboardFocus, Worded, QCheckBox):
    """A check box; ``toggled`` as always."""

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """The switch, a gap and the words."""
        wide = fonts.width(self.text(), 13) if self.text() else 0
        return QSize(round(fonts.px(_WIDE + 9) + wide + 5), fonts.px(30))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Switch and words can both be clicked."""
        return self.rect().contains(pos)

    def retranslate(self) -> None:
        """Show the words in the language of now."""
        self.setText(said(self._source))
        self.updateGeometry()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint switch and words."""
        middle = self.height() / 2
        on, able = self.isChecked(), self.isEnabled()
        across, high = fonts.px(_WIDE), fonts.px(_HIGH)
        track = QRectF(2, middle - high / 2, across, high)
        edge = "control" if able else "border"
        if on:
            paint.box(painter, track, high / 2, "accent" if able else "control")
        else:
            paint.box(painter, track, high / 2, "surface", edge, 1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.ink("on_accent" if on else edge))
        knob = high / 2
        x = track.right() - knob if on else track.left() + knob
        painter.drawEllipse(QPointF(x, middle), high / 3, high / 3)
        base = paint.baseline(middle, 13)
        tone = "text2" if able else "text3"
        paint.words(painter, fonts.px(_WIDE + 10), base, self.text(), 13, 400, tone)
        if self.shows_ring:
            paint.ring(painter, track.adjusted(-2, -2, 2, 2), high / 2 + 2)
