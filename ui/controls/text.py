"""A label that keeps its source text and a token for its colour."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts
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
        self.setFont(fonts.font(size, weight, mono=mono))
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

    def changeEvent(self, event: QEvent) -> None:
        """Take the tone from the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.set_tone(self._tone)
