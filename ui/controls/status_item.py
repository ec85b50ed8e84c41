"""One fact in the status bar: icon, words, and a figure that stands out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint


class StatusItem(Worded, QLabel):
    """Words and a written figure; its width only grows, so that neighbours stand still.

    ``rank`` says who stays when there is too little room: the lowest goes first.
    """

    def __init__(
        self,
        source: Source = "",
        value: Source = "",
        *,
        icon: str = "",
        tip: Source = "",
        rank: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rank = rank
        self._source = source
        self._value: Source = value
        self._icon = icon
        self._dot = ""
        self._room = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_spoken(tip=tip)
        self.retranslate()

    def set_value(self, value: Source) -> None:
        """Show another figure."""
        if value != self._value:
            self._value = value
            self._say()

    def set_source(self, source: Source, *, icon: str | None = None, dot: str = "") -> None:
        """Show other words, another icon, or a dot in a token's colour."""
        icon = self._icon if icon is None else icon
        if (source, icon, dot) != (self._source, self._icon, self._dot):
            self._source, self._icon, self._dot = source, icon, dot
            self.retranslate()

    def retranslate(self) -> None:
        """Say the fact in the language of now."""
        self._room = 0.0
        self._say()

    def sizeHint(self) -> QSize:
        """As wide as everything in it."""
        wide = self._lead() + (fonts.width(said(self._source), 12) if self._source else 0)
        if self._room:
            wide += self._room + (5 if self._source else 0)
        return QSize(round(wide) + 3, fonts.px(28))

    def minimumSizeHint(self) -> QSize:
        """Figures are never cut off."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint icon or dot, words and figure."""
        middle = self.height() / 2
        x = float(self._lead())
        tone = "text2" if self._icon else "text3"
        if self._icon:
            paint.picture(painter, 0, middle, self._icon, 16, tone)
        elif self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paint.ink(self._dot))
            painter.drawEllipse(QPointF(4, middle), 4, 4)
        base = paint.baseline(middle, 12)
        if self._source:
            x += paint.words(painter, x, base, said(self._source), 12, 400, tone) + 5
        if self._value:
            paint.words(painter, x, base, said(self._value), 12, 600)

    def _lead(self) -> int:
        return fonts.px(22) if self._icon else (fonts.px(14) if self._dot else 0)

    def _say(self) -> None:
        value = said(self._value) if self._value else ""
        wide = fonts.width(value, 12, 600) if value else 0.0
        if wide > self._room or not self.text():
            self._room = max(self._room, wide)
            self.updateGeometry()
        self.setText(f"{said(self._source)} {value}".strip())
        self.update()
