"""A cell of a heat map: its colour, and as much of its figure as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from lab.analysis.interval import Interval
from ui.charts.compare.figures import spread, written
from ui.charts.compare.swatch import Span, ink_on, shade
from ui.theme import fonts, paint
from ui.words import UNKNOWN


def draw_cell(
    painter: QPainter, rect: QRectF, found: Interval | None, span: Span, *, best: bool
) -> None:
    """Paint the figure and, in a high cell, its interval; the colour is that of ``span``."""
    middle = rect.center()
    if found is None:
        paint.box(painter, rect, 3, "sunken")
        base = paint.baseline(middle.y(), 12)
        paint.words(painter, middle.x(), base, UNKNOWN, 12, 400, "text3", "centre")
        return
    ground = shade(span.share(found.value))
    paint.box(painter, rect, 3, ground)
    ink = ink_on(ground)
    weight = 600 if best else 500
    text, around = written(found), spread(found)
    if fonts.width(text, 13, weight) > rect.width() - 4 or rect.height() < fonts.px(18):
        return
    both = (
        around != ""
        and rect.height() >= fonts.px(44)
        and fonts.width(around, 11) <= rect.width() - 8
    )
    lift = fonts.px(8) if both else 0
    base = paint.baseline(middle.y() - lift, 13, weight)
    paint.words(painter, middle.x(), base, text, 13, weight, ink, "centre")
    if both:
        base = paint.baseline(middle.y() + fonts.px(10), 11)
        paint.words(painter, middle.x(), base, around, 11, 400, ink, "centre")


def draw_cell_ring(painter: QPainter, rect: QRectF, token: str) -> None:
    """The ring of a cell that stands out, set off from the cell's own colour."""
    paint.box(painter, rect.adjusted(-1, -1, 1, 1), 4, None, token, 2.5)
    paint.box(painter, rect.adjusted(1.5, 1.5, -1.5, -1.5), 2, None, "surface", 1.5)
