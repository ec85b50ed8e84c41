"""How all schedules of the small program end: a bar for each value of the counter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.schedules import Outcomes
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.words import N_, number, percent, tr

_ROW, _LABEL, _FIGURES = 28, 150, 190


class EndsView(Worded, QWidget):
    """Bars on one scale; the value that loses nothing is drawn as good."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends = Outcomes(0, {})
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(N_("How all schedules end"))

    def show_ends(self, ends: Outcomes) -> None:
        """Show the ends of another program."""
        self._ends = ends
        self.retranslate()

    def retranslate(self) -> None:
        """Say the figures in the language of now."""
        self.setFixedHeight(self.sizeHint().height())
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """A row a value."""
        return QSize(fonts.px(500), max(1, len(self._ends.by_counter)) * fonts.px(_ROW))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint value, bar and figures, the value that loses nothing last."""
        row, left = fonts.px(_ROW), fonts.px(_LABEL)
        most = max(self._ends.by_counter.values(), default=1)
        room = self.width() - left - fonts.px(_FIGURES)
        for place, (end, ways) in enumerate(self._ends.by_counter.items()):
            middle = row * (place + 0.5)
            base = paint.baseline(middle, 12, 500)
            text = tr(N_("counter ends at {n}"), n=number(end))
            paint.words(painter, 0, base, text, 12, 500, "text2")
            wide = max(2.0, room * ways / most)
            fine = end == self._ends.wanted
            bar = QRectF(left, middle - fonts.px(6), wide, fonts.px(12))
            paint.box(painter, bar, 3, "good" if fine else "bad")
            paint.words(painter, left + wide + 8, base, self._figures(ways), 12, 500)

    def _figures(self, ways: int) -> str:
        share = ways / self._ends.schedules
        decimals = 0 if share >= 0.1 else 1 if share >= 0.001 else 5
        return tr(N_("{n} schedules, {share}"), n=number(ways), share=percent(share, decimals))

    def _describe(self) -> None:
        self.setAccessibleDescription(
            "; ".join(
                tr(N_("counter ends at {n}"), n=number(end)) + ": " + self._figures(ways)
                for end, ways in self._ends.by_counter.items()
            )
        )
