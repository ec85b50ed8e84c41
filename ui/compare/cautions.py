"""What a careful person would say of the figures: a few lines above them, the rest on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lab.study.trial import Caution
from ui.controls.button import Button
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import CARD_RADIUS
from ui.words import N_, Words, from_lab, ntr

SHOWN = 1
"""Cautions that are read without unfolding: figures matter more than what is said of them."""


class Cautions(Worded, QFrame):
    """A tinted frame with a line a caution; takes no room when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cautions: tuple[Caution, ...] = ()
        self.lines: list[Text] = []
        self.more = Button("", "link")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _on: self._arrange())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        row = QHBoxLayout(self)
        sized(self, lambda: row.setContentsMargins(fonts.px(48), 6, 8, 6))
        row.setSpacing(12)
        row.addLayout(self._rows, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_spoken(N_("Cautions"))
        self.hide()

    def show_cautions(self, cautions: Sequence[Caution]) -> None:
        """Show these; none takes the frame away."""
        if tuple(cautions) == self._cautions:
            return
        self._cautions = tuple(cautions)
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for caution in cautions:
            line = Text(from_lab(caution.text), wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._rows.addWidget(line)
            self.lines.append(line)
        self.more.setChecked(False)
        self._arrange()
        self.setVisible(bool(cautions))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint tint and icon."""
        paint.box(painter, QRectF(self.rect()), CARD_RADIUS, "warn_tint")
        paint.picture(painter, fonts.px(16), 6 + fonts.px(13), "warning", 20, "warn")

    def retranslate(self) -> None:
        """Describe the lines in the language of now."""
        self.setAccessibleDescription(" ".join(line.text() for line in self.lines))

    def _arrange(self) -> None:
        rest = len(self.lines) - SHOWN
        unfolded = self.more.isChecked()
        for place, line in enumerate(self.lines):
            line.setMinimumHeight(fonts.px(26) if place == 0 else 0)
            line.setVisible(unfolded or place < SHOWN)
        self.more.setVisible(rest > 0)
        self.more.set_source(
            N_("Show fewer")
            if unfolded
            else Words("{more}", more=lambda: ntr("{n} more", "{n} more", rest))
        )
        self.retranslate()
        self.updateGeometry()
