"""Curves over sizes, both axes logarithmic: a line a kind, with points and intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPolygonF

from lab.costs.kinds import CostKind
from lab.costs.rows import CostRow
from ui.charts.compare.marks import draw_mark, label_room, spaced
from ui.charts.costs.plot import CostPlot, decades, power_of
from ui.charts.costs.wording import decade, size_words
from ui.theme import fonts, paint
from ui.theme.tokens import approach_dash, colour
from ui.words import number, tr

_NEAR = 18
_PAD = 0.06
"""Of the width left and right of the first and the last size."""


class CostCurves(CostPlot):
    """A line a kind; its name stands at its end."""

    def _lines(self) -> list[tuple[CostKind, list[CostRow]]]:
        kinds = {row.kind.key: row.kind for row in self.known}
        return [
            (kind, [row for row in self.known if row.kind.key == key])
            for key, kind in kinds.items()
        ]

    def margins(self) -> tuple[float, float, float, float]:
        """Figures on the left, names of the lines on the right, sizes below."""
        unit = fonts.px
        low, high = self.span()
        marks = decades(low, high, 99)
        left = max((fonts.width(decade(mark), 11) for mark in marks), default=0.0) + unit(14)
        names = [fonts.width(tr(kind.title), 12, 500) for kind in self.section.kinds]
        titled = self._size_title()
        return left, unit(24), max(names) + unit(34), unit(38 if titled else 22)

    def _size_title(self) -> str:
        """What the sizes are, where they do not say so themselves."""
        return self.section.size_title if self.section.key != "messages" else ""

    def home(self) -> tuple[float, float, float, float]:
        """All sizes of the section, measured or not yet, and the figure's decades."""
        low, high = self.span()
        first, last = power_of(min(self.section.sizes)), power_of(max(self.section.sizes))
        pad = (last - first) * _PAD or 0.5
        return first - pad, last + pad, low, high

    def minimumSizeHint(self) -> QSize:
        """Room for curves one can follow."""
        return QSize(fonts.px(320), fonts.px(220))

    def _at(self, row: CostRow) -> QPointF:
        return QPointF(self.x_of(power_of(row.reached)), self.y_of(power_of(self.found(row).value)))

    def place_at(self, at: QPointF) -> int | None:
        """The point nearest to the pointer, where one is near; else the end of a named line."""
        near = []
        for row in self.known:
            point = self._at(row)
            near.append((math.hypot(point.x() - at.x(), point.y() - at.y()), row.place))
        distance, place = min(near, default=(math.inf, None))
        if distance <= fonts.px(_NEAR):
            return place
        for label, row in self._labels():
            if label.contains(at):
                return row.place
        return None

    def spot(self, place: int) -> QPointF:
        """The point."""
        return next((self._at(row) for row in self.known if row.place == place), QPointF())

    def path(self) -> Sequence[int]:
        """Along one line after the other."""
        return [row.place for _, rows in self._lines() for row in rows]

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def draw(self, painter: QPainter) -> None:
        """Paint axes, lines, intervals, points and names."""
        self._draw_axes(painter)
        painter.save()
        painter.setClipRect(self.area.adjusted(-7, -7, 7, 2))
        for kind, rows in self._lines():
            painter.setPen(paint.pen(kind.look, 2, approach_dash(kind.look)))
            painter.drawPolyline(QPolygonF([self._at(row) for row in rows]))
            for row in rows:
                self._draw_point(painter, row)
        painter.restore()
        unit = fonts.px
        for label, row in self._labels():
            middle = label.center().y()
            draw_mark(painter, row.kind.look, QPointF(label.left() + unit(6), middle), 0.9)
            base = paint.baseline(middle, 12, 500)
            paint.words(painter, label.left() + unit(17), base, tr(row.kind.title), 12, 500)

    def _draw_point(self, painter: QPainter, row: CostRow) -> None:
        at, found = self._at(row), self.found(row)
        if found.low is not None and found.high is not None:
            painter.setPen(paint.pen(row.kind.look, 1.4))
            low, high = (self.y_of(power_of(edge)) for edge in (found.low, found.high))
            painter.drawLine(QPointF(at.x(), low), QPointF(at.x(), high))
            for y in (low, high):
                painter.drawLine(QPointF(at.x() - 3, y), QPointF(at.x() + 3, y))
        if row.place in (self._chosen, self._hovered):
            ring = QRectF(at.x() - 9, at.y() - 9, 18, 18)
            paint.box(painter, ring, 9, "surface", "accent", 2)
        draw_mark(painter, row.kind.look, at)

    def _draw_axes(self, painter: QPainter) -> None:
        unit, area = fonts.px, self.area
        for value in decades(*self.seen()[1], max(2, round(area.height() / unit(28)))):
            y = self.y_of(power_of(value))
            self.grid_line(painter, True, y, False)
            base = paint.baseline(y, 11)
            paint.words(painter, area.left() - unit(8), base, decade(value), 11, 400, "text3",
                        "right")  # fmt: skip
        self.grid_line(painter, True, area.bottom(), True)
        above = paint.baseline(unit(8), 11)
        paint.words(painter, 0, above, tr(self.of.unit), 11, 400, "text3")
        base = paint.baseline(area.bottom() + unit(14), 11)
        edge = -math.inf
        for size, text in sorted(self._sizes().items()):
            x, half = self.x_of(power_of(size)), fonts.width(text, 11) / 2
            if area.left() - 1 <= x <= area.right() + 1:
                painter.fillRect(QRectF(round(x), area.bottom(), 1, 4), colour("control", 0.6))
                if x - half > edge + unit(6):
                    paint.words(painter, x, base, text, 11, 400, "text3", "centre")
                    edge = x + half
        if title := self._size_title():
            below = paint.baseline(area.bottom() + unit(30), 11)
            paint.words(painter, area.center().x(), below, tr(title), 11, 400, "text3", "centre")

    def _sizes(self) -> dict[float, str]:
        """What stands at the axis of sizes: all of the section, and where a limit was met."""
        marks = {float(size): size_words(self.section.key, size) for size in self.section.sizes}
        for row in self.known:
            marks.setdefault(row.reached, number(row.reached))
        return marks

    def _labels(self) -> list[tuple[QRectF, CostRow]]:
        """Where the lines' names are: at their ends, never over each other."""
        lasts = [max(rows, key=lambda row: row.reached) for _, rows in self._lines()]
        room, area = label_room(), self.area
        middles = spaced([self._at(row).y() for row in lasts], area.top(), area.bottom(), room)
        left = area.right() + fonts.px(9)
        return [
            (QRectF(left, middle - room / 2, self.width() - left, room), row)
            for row, middle in zip(lasts, middles, strict=True)
        ]
