"""What goes on: one segment a claim, the name of the current one, time left, Cancel."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.text import Text
from ui.controls.worded import Source, Worded
from ui.run.amounts import Count
from ui.theme import fonts, paint
from ui.theme.tokens import CARD_RADIUS, mix
from ui.words import N_, Words

from .times import rough_left


class Segments(QWidget):
    """One cell for each of ``count``: those that are done, one that is part filled, the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count, self.done, self.part = 1, 0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_done(self, done: int, count: int, part: float) -> None:
        """Show that ``done`` of ``count`` are over and the next one is so far."""
        self.done, self.count, self.part = done, max(1, count), part
        self.update()

    def sizeHint(self) -> QSize:
        """A bar."""
        return QSize(fonts.px(200), fonts.px(8))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the cells."""
        gap = 3 if self.width() > 6 * self.count else 1
        wide = (self.width() - gap * (self.count - 1)) / self.count
        high = float(self.height())
        for place in range(self.count):
            x = place * (wide + gap)
            paint.box(painter, QRectF(x, 0, wide, high), 3, mix("accent_tint", "accent", 0.18))
            if place < self.done:
                paint.box(painter, QRectF(x, 0, wide, high), 3, "accent")
            elif place == self.done:
                paint.box(painter, QRectF(x, 0, max(4.0, wide * self.part), high), 3, "accent")


class ProgressBanner(Worded, QFrame):
    """Shown while anything is measured; ``cancel_asked`` ends all of it."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Text(weight=600)
        self.name = Text(tone="text2")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.left = Text(weight=500, tone="text2")
        self.segments = Segments()
        self.cancel = Button(N_("Cancel"), "quiet", "x")
        self.cancel.clicked.connect(self.cancel_asked)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.head)
        words.addWidget(self.name, 1)
        words.addWidget(self.left)
        lines = QVBoxLayout()
        lines.setSpacing(6)
        lines.addLayout(words)
        lines.addWidget(self.segments)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(20)
        row.addLayout(lines, 1)
        row.addWidget(self.cancel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_spoken(N_("Progress"))

    def show_progress(
        self, place: int, count: int, part: float, name: Source, seconds_left: float
    ) -> None:
        """The claim at ``place`` of ``count`` (from 0) is ``part`` done."""
        head = Words(N_("Running {place} of {count}"), place=Count(place + 1), count=Count(count))
        self.head.set_source(head)
        self.name.set_source(name)
        self.name.setToolTip(self.name.text())
        self.left.set_source(rough_left(seconds_left))
        self.segments.set_done(place, count, part)
        self.cancel.setEnabled(True)
        self.set_spoken(description=head)

    def show_stopping(self) -> None:
        """What is under way is being ended."""
        self.head.set_source(N_("Stopping…"))
        self.left.set_source("")
        self.cancel.setEnabled(False)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the tint."""
        paint.box(painter, QRectF(self.rect()), CARD_RADIUS, "accent_tint")
