"""Colours for Python source: keywords, strings, numbers, comments, names of functions."""

from __future__ import annotations

import keyword
import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from ui.theme.tokens import colour

_PARTS = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<string>[rbf]*(?:\"\"\".*?\"\"\"|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'))"
    r"|(?P<function>(?<=def )\w+|(?<=class )\w+)"
    rf"|(?P<keyword>\b(?:{'|'.join(keyword.kwlist)})\b)"
    r"|(?P<number>\b\d[\d_.]*\b)"
)
_IN_DOCSTRING = 1


class Highlighter(QSyntaxHighlighter):
    """Good enough for the short programs that are shown; a docstring may span lines."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        for part in ("comment", "string", "function", "keyword", "number"):
            self._formats[part] = QTextCharFormat()
            self._formats[part].setForeground(colour(f"code_{part}"))

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        inside = self.previousBlockState() == _IN_DOCSTRING
        quotes = text.count('"""')
        if inside or quotes == 1:
            self.setFormat(0, len(text), self._formats["string"])
            ends = inside and quotes == 1
            self.setCurrentBlockState(-1 if ends else _IN_DOCSTRING)
            return
        self.setCurrentBlockState(-1)
        for found in _PARTS.finditer(text):
            if found.lastgroup is not None:
                start, end = found.span()
                self.setFormat(start, end - start, self._formats[found.lastgroup])
