"""One of the two a guess is about: its glyph and name, and its figure once that is measured."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.controls.glyph_badge import GlyphBadge
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import paint
from ui.words import N_


class GuessRow(QFrame):
    """Glyph, name, and what is known of it."""

    def __init__(self) -> None:
        super().__init__()
        self.glyph = GlyphBadge()
        self.name = Text(weight=600)
        self.figure = Text(weight=500)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 14, 6)
        row.setSpacing(10)
        row.addWidget(self.glyph)
        row.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(self.figure)

    def ask(self, approach: str, name: Source) -> None:
        """Show whose figure is guessed; nothing is known yet."""
        self.glyph.set_approach(approach)
        self.name.set_source(name)
        self.figure.set_tone("text3")
        self.figure.set_source(N_("not measured yet"))

    def show_figure(self, figure: Source) -> None:
        """Show what was measured."""
        self.figure.set_tone("text")
        self.figure.set_source(figure)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the ground."""
        paint.box(painter, QRectF(self.rect()), 8, "bg")
