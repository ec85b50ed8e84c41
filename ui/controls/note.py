"""One line of words that comes and changes while a run goes on, and costs next to nothing.

A QLabel asks for a new layout with each new text, and the page pays for it: over a millisecond a
frame with four of them. This line keeps its height and takes the width it is given, so that new
words are a repaint of itself and nothing more.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.sizing import sized

SIZE = 12


class Note(Worded, QWidget):
    """Words at the bottom of the room of one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source = ""
        self._shown = ""
        # Its words must not decide how wide the card is.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        sized(self, lambda: self.setFixedHeight(round(fonts.metrics(SIZE).lineSpacing()) + 5))

    def text(self) -> str:
        """The words in view."""
        return self._shown

    def set_source(self, source: Source) -> None:
        """Show a marked text, translated now and again whenever the language changes."""
        self._source = source
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of now; repaints only when the words are other ones."""
        words = said(self._source)
        if words != self._shown:
            self._shown = words
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:
        """One line; the width is whatever there is."""
        return QSize(0, self.height())

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the words."""
        metrics = fonts.metrics(SIZE)
        room, shown = float(self.width()), self._shown
        if metrics.horizontalAdvance(shown) > room:
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self.set_whole(self._shown if shown != self._shown else "")
        paint.words(painter, 0, self.height() - metrics.descent(), shown, SIZE, tone="text2")
