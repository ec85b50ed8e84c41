"""What the course advises for the answers given, why, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lab.verdicts.choosing import Advice
from ui.charts.compare.reason_line import ReasonLine
from ui.controls.button import Button
from ui.controls.flow import Flow
from ui.controls.glyph import glyph_pixmap
from ui.controls.glyphs import Glyphs
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.run.amounts import Count
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import mix
from ui.words import N_

from .times import rough_duration

_TILE = 44


class AdviceCard(Worded, QFrame):
    """``measure_asked``: put it to the test; ``compare_asked``: set it up in Compare."""

    measure_asked = Signal()
    compare_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.advice: Advice | None = None
        self._tile = _Tile()
        self._over = Text(N_("What the course advises"), size=12, weight=500, tone="text3")
        self.headline = Text(size=18, weight=600, wrap=True)
        self._points = QVBoxLayout()
        self._points.setSpacing(8)
        self.lines: list[ReasonLine] = []
        self.hint = Text(tone="text2", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = Text(size=12, tone="text3", wrap=True)
        self.measure = Button(N_("Measure it here"), "primary", "play-fill")
        self.compare = Button(N_("Open in Compare"), "quiet", "scales")
        self.measure.clicked.connect(self.measure_asked)
        self.compare.clicked.connect(self.compare_asked)
        self._nothing, self._something = self._empty(), self._whole()
        self._something.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.addWidget(self._nothing)
        column.addWidget(self._something)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_spoken(N_("Advice"))

    def show_missing(self, answered: int, questions: int) -> None:
        """Not all questions are answered yet."""
        self.advice = None
        self.hint.set_source(
            N_("The advice stands here as soon as every question is answered: {n} of {all}."),
            n=Count(answered),
            all=Count(questions),
        )
        self._something.hide()
        self._nothing.show()
        self.set_spoken(description="")

    def show_advice(self, advice: Advice, seconds: float) -> None:
        """Show advice; to measure it takes about ``seconds``."""
        self.advice = advice
        self._tile.show_approach(advice.approach)
        self.headline.set_source(advice.headline)
        for line in self.lines:
            self._points.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [ReasonLine(point.kind, point.lead, point.text) for point in advice.points]
        for line in self.lines:
            self._points.addWidget(line)
        self.note.set_source(
            N_("Work like that under each approach that the answers leave open; takes {time}."),
            time=partial(rough_duration, seconds),
        )
        self._nothing.hide()
        self._something.show()
        self.set_spoken(description=self.headline.text())

    def set_busy(self, busy: bool) -> None:
        """Whether something is being measured: nothing else can be started meanwhile."""
        for button in (self.measure, self.compare):
            if busy and button.hasFocus():
                button.clearFocus()
            button.setEnabled(not busy)

    def say_again(self, again: bool) -> None:
        """Whether it has been measured for these answers already."""
        self.measure.set_source(N_("Measure it again") if again else N_("Measure it here"))
        self.measure.set_icon_name("arrows-clockwise" if again else "play-fill")

    def _empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 24, 0, 24)
        column.addWidget(Glyphs())
        column.addSpacing(4)
        column.addWidget(self.hint)
        return empty

    def _whole(self) -> QWidget:
        whole = QWidget()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._over)
        names.addWidget(self.headline)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        buttons = Flow()
        buttons.setSpacing(8)
        buttons.addWidget(self.measure)
        buttons.addWidget(self.compare)
        buttons.addStretch(1)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._points)
        column.addLayout(buttons)
        column.addWidget(self.note)
        return whole


class _Tile(QWidget):
    """The approach's glyph on its tint."""

    def __init__(self) -> None:
        super().__init__()
        self._approach = "sequential"
        sized(self, lambda: self.setFixedSize(fonts.px(_TILE), fonts.px(_TILE)))

    def show_approach(self, approach: str) -> None:
        """Show another approach's glyph."""
        self._approach = approach
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(_TILE), fonts.px(_TILE))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the glyph."""
        paint.box(painter, QRectF(self.rect()), 10, mix("surface", self._approach, 0.14))
        side = fonts.px(26)
        ratio = paint.ratio(painter)
        place = (self.width() - side) // 2
        painter.drawPixmap(place, place, glyph_pixmap(self._approach, side, ratio=ratio))
