"""What stands in the list's place when there is nothing to list: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.glyphs import Glyphs
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import fonts, paint
from ui.words import N_


class Message(QFrame):
    """A heading, a sentence, one action."""

    asked = Signal()

    def __init__(
        self,
        head: Source,
        line: Source,
        action: Source = "",
        icon: str = "",
        *,
        glyphs: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.head = Text(head, size=16, weight=600, wrap=True)
        self.line = Text(line, tone="text2", wrap=True)
        for text in (self.head, self.line):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        column.addStretch(1)
        if glyphs:
            column.addWidget(Glyphs())
            column.addSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.line)
        self.button = Button(action, "primary", icon)
        if not action:
            self.button.hide()
        self.button.clicked.connect(self.asked)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(1)

    def say(self, head: Source, line: Source) -> None:
        """Say something else."""
        self.head.set_source(head)
        self.line.set_source(line)


class Loading(QFrame):
    """The list's shape while it is being read for the first time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(N_("Loading"))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint bars where words will stand."""
        unit = fonts.px
        paint.box(painter, QRectF(self.rect()), 10, "surface", "border")
        for row in range(max(1, (self.height() - unit(16)) // unit(60))):
            top = unit(12) + row * unit(60)
            paint.box(painter, QRectF(unit(16), top + unit(6), unit(36), unit(36)), 8, "sunken")
            for at, wide in ((unit(10), 0.42), (unit(28), 0.28)):
                bar = QRectF(unit(64), top + at, self.width() * wide, unit(10))
                paint.box(painter, bar, 5, "sunken")
