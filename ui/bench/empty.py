"""What stands in the charts' place before the first run: an invitation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.glyphs import Glyphs
from ui.controls.text import Text
from ui.words import N_


class Invitation(QFrame):
    """Nothing has run yet: what to do, in one sentence and one button."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.head = Text(N_("Press Space to run"), size=16, weight=600)
        self.line = Text(
            N_("Then move a slider at the left and watch what it does."), tone="text2", wrap=True
        )
        for text in (self.head, self.line):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.run = Button(N_("Run the experiment"), "primary", "play-fill")
        self.run.clicked.connect(self.asked)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.run)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Glyphs())
        column.addSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.line)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(1)
