"""A field for some lines of text, as high as what is in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts
from ui.theme.sizing import sized

_MOST_LINES = 5


class NoteField(Worded, QPlainTextEdit):
    """``entered`` brings the text when the field is left with another one than it came with."""

    entered = Signal(str)

    def __init__(self, hint: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._before = ""
        sized(self, lambda: self.setFont(fonts.font(13)))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(5)
        self.textChanged.connect(self.updateGeometry)
        self.set_spoken(hint)
        self.retranslate()

    def set_note(self, text: str) -> None:
        """Show a text; one that is being written is not overwritten."""
        if not self.hasFocus() or self.toPlainText() == self._before:
            self._before = text
            if text != self.toPlainText():
                self.setPlainText(text)

    def flush(self) -> None:
        """Tell what has been written, as if the field were left now."""
        if self.toPlainText() != self._before:
            self._before = self.toPlainText()
            self.entered.emit(self._before)

    def retranslate(self) -> None:
        """Show the hint in the language of now."""
        self.setPlaceholderText(said(self._hint))

    def sizeHint(self) -> QSize:
        """One line, or as many as there are."""
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        high = lines * fonts.metrics(13).lineSpacing() + 2 * 5 + 4
        return QSize(fonts.px(200), max(fonts.px(34), round(high)))

    def minimumSizeHint(self) -> QSize:
        """Never cut off in the middle of a line."""
        return QSize(fonts.px(96), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is done with it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was written is kept."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()
