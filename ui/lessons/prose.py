"""Text to read: as high as it is long, so that the page around it scrolls and not the text."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from ui.controls.worded import Source, Worded
from ui.theme import fonts
from ui.theme.sizing import sized

from .markdown import rich, sheet


class Prose(Worded, QTextBrowser):
    """Shows Markdown in the window's type and colours. It can be selected and copied."""

    def __init__(self, name: Source, *, size: float = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self._theme_sheet = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenExternalLinks(True)
        sized(self, lambda: self.setFont(fonts.font(size)))
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.set_spoken(name)

    def set_markdown(self, markdown: str) -> None:
        """Show another text."""
        self._markdown = markdown
        self._show()

    def retranslate(self) -> None:
        """The text itself is another one in another language: whoever has it sets it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is selected; all other keys are the page's."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(
            QKeySequence.StandardKey.SelectAll
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new theme: those of code are in the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and sheet() != self._theme_sheet:
            self._show()

    def _show(self) -> None:
        self._theme_sheet = sheet()
        self.document().setDefaultStyleSheet(self._theme_sheet)
        self.setHtml(rich(self._markdown))
        self._fit()

    def _fit(self) -> None:
        high = math.ceil(self.document().size().height()) if self._markdown else 0
        if high != self.minimumHeight():
            self.setFixedHeight(high)
