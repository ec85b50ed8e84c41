"""The axes of plots with curves: lines of the grid, ticks, labels and titles."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.charts.compare.surface import Surface
from ui.theme import fonts, paint
from ui.theme.tokens import colour


def draw_upward(
    painter: QPainter, plot: Surface, marks: Iterable[tuple[float, bool, str]], title: str
) -> None:
    """Lines of the grid with labels left of them, and ``title`` above.

    A mark is its pixel, whether its line is a strong one, and its label.
    """
    unit, area = fonts.px, plot.area
    for y, strong, text in marks:
        plot.grid_line(painter, True, y, strong)
        base = paint.baseline(y, 11)
        paint.words(painter, area.left() - unit(8), base, text, 11, 400, "text3", "right")
    paint.words(painter, 0, paint.baseline(unit(8), 11), title, 11, 400, "text3")


def draw_across(
    painter: QPainter,
    plot: Surface,
    ticks: Iterable[float],
    labels: Iterable[tuple[float, str]],
    title: str,
) -> None:
    """Ticks below the area, labels below some of them, and ``title`` in the middle; in pixels."""
    unit, area = fonts.px, plot.area
    for x in ticks:
        painter.fillRect(QRectF(round(x), area.bottom(), 1, 4), colour("control", 0.6))
    base = paint.baseline(area.bottom() + unit(14), 11)
    for x, text in labels:
        paint.words(painter, x, base, text, 11, 400, "text3", "centre")
    below = paint.baseline(area.bottom() + unit(30), 11)
    paint.words(painter, area.center().x(), below, title, 11, 400, "text3", "centre")
