"""One row of bars with intervals: a candidate's glyph and names, its bar, its figure."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from lab.advice.digest import Row
from lab.analysis.interval import Interval
from ui.charts.compare import naming
from ui.charts.compare.bar_columns import BarColumns
from ui.charts.compare.figures import spread, written
from ui.charts.compare.marks import whisker
from ui.charts.compare.surface import Surface
from ui.controls.glyph import glyph_pixmap
from ui.theme import fonts, paint
from ui.theme.tokens import colour
from ui.words import UNKNOWN, tr


def draw_row(
    painter: QPainter,
    plot: Surface,
    columns: BarColumns,
    row: Row,
    found: Interval | None,
    high: float,
    low: float,
) -> None:
    """Paint the figure ``found`` of a candidate, in a row between two heights in pixels."""
    unit, area = fonts.px, plot.area
    middle = (high + low) / 2
    base = paint.baseline(middle, 13, 500)
    _draw_names(painter, columns, row, middle)
    if found is None:
        paint.words(painter, area.left() + unit(10), base, UNKNOWN, 13, 400, "text3")
        return
    thick = min(unit(20), round((low - high) * 0.54))
    _draw_bar(painter, plot, row.candidate.approach, found, middle, thick)
    end = found.high if found.high is not None else found.value
    x = min(max(plot.x_of(end), area.left()), area.right()) + unit(10)
    x += paint.words(painter, x, base, written(found), 13, 600) + unit(7)
    if columns.spreads:
        paint.words(painter, x, base, spread(found), 12, 400, "text3")


def _draw_names(painter: QPainter, columns: BarColumns, row: Row, middle: float) -> None:
    unit = fonts.px
    side = unit(20)
    ratio = painter.deviceTransform().m11()
    sharp = glyph_pixmap(row.candidate.approach, side, ratio=ratio)
    painter.drawPixmap(QPointF(unit(4), round(middle - side / 2)), sharp)
    apart = unit(9) if columns.stacked else 0
    base = paint.baseline(middle - apart, 13, 500)
    paint.words(painter, columns.name, base, tr(naming.title(row.candidate)), 13, 500)
    about, room = naming.detail(row.candidate), columns.detail_room
    if fonts.width(about, 12) > room + 1:
        about = fonts.metrics(12).elidedText(about, Qt.TextElideMode.ElideRight, room)
    # Side by side, both stand on one line.
    below = paint.baseline(middle + apart, 12) if apart else base
    paint.words(painter, columns.detail, below, about, 12, 400, "text3")


def _draw_bar(
    painter: QPainter, plot: Surface, approach: str, found: Interval, middle: float, thick: int
) -> None:
    area = plot.area
    y = round(middle - thick / 2)
    left = max(area.left() + 1, round(plot.x_of(0.0)) + 1)
    right = min(area.right(), round(plot.x_of(found.value)))
    if right > left:
        painter.fillRect(QRectF(left, y, right - left, thick), colour(approach))
    if found.low is None or found.high is None:
        return
    low, high = plot.x_of(found.low), plot.x_of(found.high)
    if high < area.left() or low > area.right():
        return
    painter.save()
    painter.setClipRect(
        area.adjusted(-1, 0, 8, 0).intersected(QRectF(0, 0, plot.width(), area.bottom()))
    )
    whisker(painter, low, high, y + thick / 2, min(5.0, thick / 2))
    painter.restore()
