"""Colours for a Python program in a text field; see `ui.controls.python_parts`."""

from __future__ import annotations

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from ui.controls.python_parts import Part, parts
from ui.theme.tokens import colour


class Highlighter(QSyntaxHighlighter):
    """Colours a document that is shown and not edited: it is taken in as a whole."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._parts: dict[int, list[Part]] = {}
        self.read()

    def read(self) -> None:
        """Colour what the document holds now."""
        self._parts = {}
        for part in parts(self.document().toPlainText()):
            self._parts.setdefault(part.line, []).append(part)
        self.rehighlight()

    def highlightBlock(self, _text: str) -> None:
        """Colour one line."""
        for part in self._parts.get(self.currentBlock().blockNumber(), ()):
            look = QTextCharFormat()
            look.setForeground(colour(f"code_{part.kind}"))
            self.setFormat(part.start, part.end - part.start, look)
