"""Ratios over sizes: where one candidate begins to be faster than the other."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lab.analysis.interval import Interval
from lab.study.crossing import Tried
from ui.charts.compare import naming
from ui.charts.compare.figures import repeats_text, spread, written
from ui.charts.compare.marks import draw_mark, whisker
from ui.charts.compare.ticks import log_ticks
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current
from ui.words import N_, NBSP, number

_NEAR = 14


class RatioPlot(Worded, QWidget):
    """Both axes are logarithmic; above the line at 1× the second one is faster."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Tried, ...] = ()
        self._setting = ""
        self._approach = "threads"
        self._found: Interval | None = None
        self._span = (1.0, 10.0)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_spoken(N_("Ratio of throughput over size"))

    def begin(self, setting: str, span: tuple[float, float], approach: str) -> None:
        """A search of ``setting`` within ``span`` begins; points take the approach's colour."""
        self._setting, self._span, self._approach = setting, span, approach
        self.show_points((), None)

    def show_points(self, points: Sequence[Tried], found: Interval | None) -> None:
        """Show the sizes tried, and where they change places once that is known."""
        self._points, self._found = tuple(points), found
        self.setAccessibleDescription("; ".join(self._said(point) for point in self._points))
        self.update()

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The points as a table."""
        names = [self._setting, "ratio", "ratio_low", "ratio_high", "repeats"]
        rows: list[list[object]] = [
            [p.size, p.ratio.value, p.ratio.low, p.ratio.high, p.ratio.count] for p in self._points
        ]
        return names, rows

    def sizeHint(self) -> QSize:
        """A fair picture."""
        return QSize(fonts.px(520), fonts.px(280))

    def minimumSizeHint(self) -> QSize:
        """Room for axis and some curve."""
        return QSize(fonts.px(260), fonts.px(180))

    def retranslate(self) -> None:
        """Write everything in the language of now."""
        self.show_points(self._points, self._found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the values of the point under the pointer."""
        at = event.position()
        near = [p for p in self._points if _far(self._at(p), at) <= _NEAR]
        if near:
            point = min(near, key=lambda p: _far(self._at(p), at))
            QToolTip.showText(event.globalPosition().toPoint(), self._said(point), self)
        else:
            QToolTip.hideText()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new theme."""
        super().changeEvent(event)
        self.update()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint axes, the line at 1, the band of the break-even, and the points."""
        area, unit = self._area(), fonts.px
        low, high = self._ratios()
        for value in log_ticks(low, high, max(2, round(area.height() / unit(46)))):
            y = self._y(value)
            painter.fillRect(QRectF(area.left(), round(y), area.width(), 1), colour("grid"))
            text = f"{number(value, _decimals(value))}×"
            base = paint.baseline(y, 11)
            paint.words(painter, area.left() - 8, base, text, 11, 400, "text3", "right")
        for value in log_ticks(*self._span, max(2, round(area.width() / unit(60)))):
            x, base = self._x(value), paint.baseline(area.bottom() + unit(14), 11)
            painter.fillRect(QRectF(round(x), area.bottom(), 1, 4), colour("control", 0.6))
            text = naming.value_text(value)
            paint.words(painter, x, base, text, 11, 400, "text3", "centre")
        painter.fillRect(
            QRectF(area.left(), round(self._y(1.0)), area.width(), 1), colour("control")
        )
        if self._setting:
            base = paint.baseline(self.height() - unit(8), 11)
            words = naming.setting_axis(self._setting)
            paint.words(painter, area.center().x(), base, words, 11, 400, "text3", "centre")
        if self._found is not None:
            self._draw_found(painter, area, self._found)
        painter.setPen(paint.pen(self._approach, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([self._at(point) for point in self._points])
        for point in self._points:
            self._draw_point(painter, point)

    def _draw_found(self, painter: QPainter, area: QRectF, found: Interval) -> None:
        if found.low is not None and found.high is not None:
            left, right = self._x(found.low), self._x(found.high)
            alpha = 0.22 if current().is_dark else 0.12
            band = QRectF(left, area.top(), max(2.0, right - left), area.height())
            painter.fillRect(band, colour("accent", alpha))
        painter.setPen(paint.pen("accent", 2, (3, 2)))
        x = self._x(found.value)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _draw_point(self, painter: QPainter, point: Tried) -> None:
        at, ratio = self._at(point), point.ratio
        if ratio.low is not None and ratio.high is not None:
            painter.save()
            painter.translate(at.x(), 0)
            painter.rotate(90)
            whisker(painter, self._y(ratio.high), self._y(ratio.low), 0, 4)
            painter.restore()
        draw_mark(painter, self._approach, at)

    def _said(self, point: Tried) -> str:
        size = naming.setting_value(self._setting, point.size) if self._setting else ""
        times = f"{written(point.ratio)}{NBSP}×"
        around = repeats_text(point.ratio) if spread(point.ratio) else ""
        return ", ".join(part for part in (f"{size}: {times}", around) if part)

    def _area(self) -> QRectF:
        unit = fonts.px
        return QRectF(unit(52), unit(8), self.width() - unit(70), self.height() - unit(52))

    def _ratios(self) -> tuple[float, float]:
        ends = [1.0]
        for point in self._points:
            ratio = point.ratio
            ends += [v for v in (ratio.value, ratio.low, ratio.high) if v is not None and v > 0]
        return min(*ends, 0.8) / 1.1, max(*ends, 1.25) * 1.1

    def _x(self, size: float) -> float:
        low, high = self._span
        area = self._area()
        return area.left() + math.log(size / low) / math.log(high / low) * area.width()

    def _y(self, ratio: float) -> float:
        low, high = self._ratios()
        area = self._area()
        return area.bottom() - math.log(ratio / low) / math.log(high / low) * area.height()

    def _at(self, point: Tried) -> QPointF:
        return QPointF(self._x(point.size), self._y(point.ratio.value))


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _decimals(value: float) -> int:
    return max(0, -math.floor(math.log10(value) + 1e-9)) if value < 1 else int(value != int(value))
