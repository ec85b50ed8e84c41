"""A label that keeps its source text and a token for its colour."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import colour
from ui.words import Words


class Text(Worded, QLabel):
    """Words on the window; ``size`` and ``weight`` from the design's scale, ``tone`` a token."""

    def __init__(
        self,
        source: Source = "",
        *,
        size: float = 13,
        weight: int = 400,
        tone: str = "text",
        wrap: bool = False,
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source: Source = ""
        self._tone = tone
        sized(self, lambda: self.setFont(fonts.font(size, weight, mono=mono)))
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_tone(tone)
        self.set_source(source)

    def set_source(self, source: Source, **fields: Any) -> None:
        """Show a marked text, translated now and again whenever the language changes."""
        self._source = Words(str(source), **fields) if fields else source
        self.retranslate()

    def set_tone(self, tone: str) -> None:
        """Colour the words with a token."""
        self._tone = tone
        wanted = colour(tone)
        role = QPalette.ColorRole.WindowText
        if self.palette().color(QPalette.ColorGroup.Active, role) != wanted:
            palette = QPalette()
            palette.setColor(QPalette.ColorGroup.Active, role, wanted)
            palette.setColor(QPalette.ColorGroup.Inactive, role, wanted)
            palette.setColor(QPalette.ColorGroup.Disabled, role, colour("text3"))
            self.setPalette(palette)

    def retranslate(self) -> None:
        """Show the source in the language of now."""
        words = said(self._source)
        if words != self.text():
            self.setText(words)
            self.set_whole(words if self._is_cut() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let Qt write; one line that has no room is shown as far as it goes."""
        if self._is_cut():
            self._cut(event)
        else:
            super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more or less room."""
        super().resizeEvent(event)
        self.set_whole(self.text() if self._is_cut() else "")

    def _is_cut(self) -> bool:
        if self.wordWrap():
            return False
        room = self.contentsRect().width()
        return self.fontMetrics().horizontalAdvance(self.text()) > room + 1

    @paint.paints
    def _cut(self, painter: QPainter) -> None:
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)

    def changeEvent(self, event: QEvent) -> None:
        """Take the tone from the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.set_tone(self._tone)
