"""Dots with intervals on a logarithmic axis: one figure of every kind, a row each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from lab.costs.kinds import CostKind
from lab.costs.rows import CostRow
from ui.charts.compare.marks import draw_mark
from ui.charts.costs.plot import CostPlot, decades, power_of
from ui.charts.costs.wording import brief, decade
from ui.controls.glyph import glyph_pixmap
from ui.theme import fonts, paint
from ui.theme.tokens import current, mix
from ui.words import UNKNOWN, tr

_LEAST_ROW, _MOST_ROW = 26, 44


class CostDots(CostPlot):
    """A row a kind, in the order in which the section names them, measured or not yet."""

    @property
    def _slots(self) -> list[tuple[CostKind, CostRow | None]]:
        known = {row.kind.key: row for row in self.known}
        return [(kind, known.get(kind.key)) for kind in self.section.kinds]

    def margins(self) -> tuple[float, float, float, float]:
        """Names on the left, figures on the right, the axis below."""
        unit = fonts.px
        names = [fonts.width(tr(kind.title), 13, 500) for kind in self.section.kinds]
        written = [brief(self.found(row), self.of) for row in self.known]
        values = [fonts.width(text, 13, 600) for text, _ in written]
        spreads = [fonts.width(around, 12) for _, around in written]
        left = unit(34) + max(names) + unit(16)
        # Room for figures is there before they come: nothing is to move then.
        value, around = max([*values, unit(64)]), max([*spreads, unit(84)])
        self._spreads = self.width() - left - value - around - unit(40) >= unit(140)
        right = value + unit(16) + (around + unit(8) if self._spreads else 0)
        return left, unit(4), right + unit(8), unit(26)

    def home(self) -> tuple[float, float, float, float]:
        """The axis's decades, and all rows."""
        low, high = self.span()
        return low, high, 0.0, self._high()

    def _high(self) -> float:
        """The height of everything in rows; few rows do not fill a high card."""
        return max(1.0, len(self.section.kinds), self.area.height() / fonts.px(_MOST_ROW))

    def minimumSizeHint(self) -> QSize:
        """Room for the names, some axis, and every row."""
        rows = max(len(self.section.kinds), 3)
        return QSize(fonts.px(320), fonts.px(_LEAST_ROW * rows + 30))

    def _middle(self, index: int) -> float:
        """The middle of a row, from above."""
        _, high = self.seen()[1]
        return self.y_of(high - index - 0.5)

    def _index(self, place: int) -> int:
        slots = self._slots
        return next(i for i, (_, row) in enumerate(slots) if row and row.place == place)

    def place_at(self, at: QPointF) -> int | None:
        """The row that a point is in."""
        if not self.area.top() <= at.y() <= self.area.bottom():
            return None
        half = abs(self._middle(1) - self._middle(0)) / 2
        for index, (_, row) in enumerate(self._slots):
            if row is not None and abs(self._middle(index) - at.y()) <= half:
                return row.place
        return None

    def spot(self, place: int) -> QPointF:
        """The dot."""
        index = self._index(place)
        row = next(row for row in self.known if row.place == place)
        x = self.x_of(power_of(self.found(row).value))
        return QPointF(min(max(x, self.area.left()), self.area.right()), self._middle(index))

    def draw(self, painter: QPainter) -> None:
        """Paint grid, rows and axis."""
        unit, area = fonts.px, self.area
        marks = decades(*self.seen()[0], max(2, round(area.width() / unit(64))))
        base = paint.baseline(area.bottom() + unit(15), 11)
        slots = self._slots
        for index, (_, row) in enumerate(slots):
            self._draw_ground(painter, row, index)
        for value in marks:
            x = self.x_of(power_of(value))
            self.grid_line(painter, False, x, False)
            paint.words(painter, x, base, decade(value), 11, 400, "text3", "centre")
        self.grid_line(painter, True, area.bottom(), True)
        right = self.width() - unit(4)
        paint.words(painter, right, base, tr(self.of.unit), 11, 400, "text3", "right")
        for index, (kind, row) in enumerate(slots):
            self._draw_name(painter, kind, self._middle(index))
            if row is not None:
                self._draw_row(painter, row, self._middle(index))
            else:
                base = paint.baseline(self._middle(index), 13)
                x = area.right() + unit(16)
                paint.words(painter, x, base, UNKNOWN, 13, 400, "text3")

    def _draw_ground(self, painter: QPainter, row: CostRow | None, index: int) -> None:
        if row is None or row.place not in (self._chosen, self._hovered):
            return
        half = abs(self._middle(1) - self._middle(0)) / 2
        ground = QRectF(0, self._middle(index) - half, self.width(), 2 * half)
        tint = mix("surface", "accent", 0.12 if current().is_dark else 0.06)
        paint.box(painter, ground, 6, tint if row.place == self._chosen else "hover")

    @staticmethod
    def _draw_name(painter: QPainter, kind: CostKind, middle: float) -> None:
        side = fonts.px(20)
        glyph = glyph_pixmap(kind.look, side, ratio=painter.deviceTransform().m11())
        painter.drawPixmap(QPointF(fonts.px(4), round(middle - side / 2)), glyph)
        base = paint.baseline(middle, 13, 500)
        paint.words(painter, fonts.px(34), base, tr(kind.title), 13, 500)

    def _draw_row(self, painter: QPainter, row: CostRow, middle: float) -> None:
        unit, area = fonts.px, self.area
        base = paint.baseline(middle, 13, 500)
        found = self.found(row)
        text, around = brief(found, self.of)
        x = area.right() + unit(16)
        x += paint.words(painter, x, base, text, 13, 600) + unit(7)
        if self._spreads:
            paint.words(painter, x, base, around, 12, 400, "text3")
        painter.save()
        painter.setClipRect(QRectF(area.left() - 7, area.top(), area.width() + 14, area.height()))
        if found.low is not None and found.high is not None:
            low, high = self.x_of(power_of(found.low)), self.x_of(power_of(found.high))
            painter.setPen(paint.pen(row.kind.look, 1.6))
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for end in (low, high):
                painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))
        draw_mark(painter, row.kind.look, QPointF(self.x_of(power_of(found.value)), middle))
        painter.restore()
