"""One answer of the questionnaire: what it is and, in a quieter tone, an example of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from lab.verdicts.questions import Option
from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import current
from ui.words import tr

from .wrapping import line_height, wrapped

_PAD, _MARK = 10, 24


class OptionTile(KeyboardFocus, Worded, QRadioButton):
    """A radio button that is as high as its words need."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        # Of the height its width asks for: no more is the least, or narrow hints make pages scroll.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the answer in the language of now."""
        self.setText(tr(self.option.text))
        self.set_spoken(description=tr(self.option.note))
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole tile can be clicked."""
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        """Words are wrapped."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need, at least two lines."""
        first, second = self._lines(width)
        lines = len(first) * line_height(13) + len(second) * line_height(12)
        return max(lines, line_height(13) + line_height(12)) + fonts.px(2 * _PAD)

    def sizeHint(self) -> QSize:
        """Room for some words in a line."""
        wide = fonts.px(160)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word."""
        words = f"{self.text()} {tr(self.option.note)}".split()
        wide = max(fonts.width(word, 13, 600) for word in words) + fonts.px(_PAD * 2 + _MARK)
        return QSize(round(wide), fonts.px(44))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the tile; the chosen one is tinted and has a filled mark."""
        rect, on = QRectF(self.rect()), self.isChecked()
        fill = "accent_tint" if on else ("hover" if self.underMouse() else "surface")
        if not self.isEnabled() and not on:
            fill = "surface"
        paint.box(painter, rect, 8, fill, "accent" if on else "border", 1.5 if on else 1)
        first, second = self._lines(self.width())
        high = len(first) * line_height(13) + len(second) * line_height(12)
        y = (self.height() - high) / 2
        x = float(fonts.px(_PAD + _MARK))
        self._mark(painter, y + line_height(13) / 2, on=on)
        for lines, size, weight, tone in (
            (first, 13, 600 if on else 500, "text" if self.isEnabled() or on else "text3"),
            (second, 12, 400, "text2" if on else "text3"),
        ):
            for line in lines:
                base = paint.baseline(y + line_height(size) / 2, size, weight)
                paint.words(painter, x, base, line, size, weight, tone)
                y += line_height(size)
        if self.shows_ring:
            paint.ring(painter, rect, 8, within=on)

    def _mark(self, painter: QPainter, middle: float, *, on: bool) -> None:
        side = fonts.px(14)
        disc = QRectF(fonts.px(_PAD), middle - side / 2, side, side)
        ground = "raised" if current().is_dark else "surface"
        paint.box(painter, disc, side / 2, ground, "accent" if on else "control", 1.5)
        if on:
            dot = disc.adjusted(4, 4, -4, -4)
            paint.box(painter, dot, dot.width() / 2, "accent")

    def _lines(self, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        room = float(width - fonts.px(2 * _PAD + _MARK))
        note = tr(self.option.note)
        return wrapped(self.text(), room, 13, 600), wrapped(note, room, 12) if note else ()
