"""Predict first, for two candidates: both named, and a pin for their ratio."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.analysis.interval import Interval
from lab.spec import Candidate, Study
from ui.charts.compare import naming
from ui.charts.compare.figures import written
from ui.charts.compare.ratio_pin import RatioPin
from ui.controls.glyph import glyph_pixmap
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.words import N_, Words, quantity, tr


class GuessPair(QWidget):
    """The baseline, the other one, and the pin; ``place`` is the other one's."""

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.base = study.base
        self.place = 1 - study.base
        self._rows = [PairRow(study.candidates[place]) for place in (self.base, self.place)]
        self.pin = RatioPin()
        self.pin.ask(study.candidates[self.base], study.candidates[self.place])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for row in self._rows:
            column.addWidget(row)
        column.addWidget(self.pin)

    def compare(self, digest: Digest) -> None:
        """Show both throughputs and their ratio."""
        for row, place in zip(self._rows, (self.base, self.place), strict=True):
            row.answer(digest.rows[place].throughput_per_s)
        ratio = digest.rows[self.place].speedup
        if ratio is not None:
            self.pin.compare(ratio)


class PairRow(Worded, QWidget):
    """One of the two: its glyph, its name, and its throughput once it is known."""

    def __init__(self, candidate: Candidate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._candidate = candidate
        self._found: Interval | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(naming.called(candidate), description=Words("{text}", text=self._said))

    def answer(self, found: Interval | None) -> None:
        """Show what was measured."""
        self._found = found
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        """A row with some air."""
        return QSize(fonts.px(320), fonts.px(40))

    def minimumSizeHint(self) -> QSize:
        """Name and throughput side by side."""
        name = fonts.width(str(naming.called(self._candidate)), 13, 600)
        wide = fonts.px(80) + name + fonts.width(self._said(), 13, 500)
        return QSize(round(wide), fonts.px(40))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the row."""
        unit, middle = fonts.px, self.height() / 2
        paint.box(painter, QRectF(self.rect()), 8, "bg")
        side = unit(22)
        ratio = painter.deviceTransform().m11()
        drawn = glyph_pixmap(self._candidate.approach, side, ratio=ratio)
        painter.drawPixmap(QPointF(unit(12), round(middle - side / 2)), drawn)
        base = paint.baseline(middle, 13, 600)
        title = tr(naming.title(self._candidate))
        x = unit(46) + paint.words(painter, unit(46), base, title, 13, 600)
        paint.words(painter, x + unit(8), base, naming.detail(self._candidate), 12, 400, "text3")
        tone = "text" if self._found is not None else "text3"
        right = self.width() - unit(14)
        paint.words(painter, right, base, self._said(), 13, 500, tone, "right")

    def _said(self) -> str:
        if self._found is None:
            return tr(N_("not measured yet"))
        return quantity(written(self._found), tr(N_("tasks/s")))
