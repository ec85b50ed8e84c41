"""The scale beside a heat map: its colours from the lowest to the highest figure, with values."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter

from lab.analysis.interval import Interval
from ui.charts.compare.figures import places, written
from ui.charts.compare.swatch import Span, shade
from ui.charts.compare.ticks import decimals, log_ticks, ticks
from ui.theme import fonts, paint
from ui.theme.tokens import colour
from ui.words import number

WIDE = 12
"""Of the colours, at type size 1."""


def scale_ticks(span: Span) -> list[tuple[float, str]]:
    """The values beside the colours, and how they are written."""
    low, high = span.low, span.high
    if high <= low:
        return [(low, number(low, places(low)))]
    if span.logarithmic:
        values = log_ticks(low, high, 7)
        return [(value, written(Interval(value, None, None, 0))) for value in values]
    values = ticks(low, high, 6)
    return [(value, number(value, decimals(values))) for value in values]


def draw_scale(
    painter: QPainter, span: Span, at: QRectF, title: str, marked: float | None = None
) -> None:
    """Paint the colours in ``at``, values right of them, ``title`` above; ``marked`` stands out."""
    unit = fonts.px
    gradient = QLinearGradient(at.bottomLeft(), at.topLeft())
    for index in range(10):
        gradient.setColorAt(index / 9, shade(index / 9))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(at, 3, 3)
    for value, text in scale_ticks(span):
        y = at.bottom() - span.share(value) * at.height()
        painter.fillRect(QRectF(at.right() + 1, round(y), 3, 1), colour("control"))
        base = paint.baseline(min(max(y, at.top() + 4), at.bottom() - 4), 11)
        paint.words(painter, at.right() + unit(7), base, text, 11, 400, "text3")
    paint.words(painter, at.left(), paint.baseline(unit(9), 11), title, 11, 400, "text3")
    if marked is not None:
        y = at.bottom() - span.share(marked) * at.height()
        paint.box(painter, QRectF(at.left() - 2, y - 2.5, at.width() + 4, 5), 2, "text", "surface")
