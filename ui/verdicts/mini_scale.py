"""The small scale beside a figure: its interval, the rule's bounds, the side that confirms."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from lab.verdicts.claim import Judgement
from ui.theme import fonts, paint
from ui.theme.tokens import colour

from .span import span_of

HIGH = 18


def paint_scale(painter: QPainter, area: QRectF, judgement: Judgement) -> bool:
    """Paint it within ``area``, whose height is given up to the middle; False where there is none.

    The figure is a dot, its interval a line through it. The bounds are upright lines, and what lies
    on their confirming side is shaded.
    """
    span, found = span_of(judgement), judgement.figure
    if span is None or found is None:
        return False
    middle, high = area.center().y(), fonts.px(HIGH)

    def at(value: float) -> float:
        return area.left() + span.place(value) * area.width()

    left = area.left() if judgement.low is None else at(judgement.low)
    right = area.right() if judgement.high is None else at(judgement.high)
    shade = QRectF(left, middle - high / 2, max(2.0, right - left), high)
    paint.box(painter, shade, 2, "good_tint")
    painter.fillRect(QRectF(area.left(), round(middle) - 0.5, area.width(), 1), colour("control"))
    for bound in (judgement.low, judgement.high):
        if bound is not None:
            line = QRectF(round(at(bound)) - 1, middle - high / 2, 2, high)
            painter.fillRect(line, colour("good"))
    if found.low is not None and found.high is not None:
        painter.setPen(paint.pen("text", 2.6, round_=True))
        painter.drawLine(QPointF(at(found.low), middle), QPointF(at(found.high), middle))
    dot = fonts.px(9)
    place = at(found.value)
    paint.box(
        painter,
        QRectF(place - dot / 2, middle - dot / 2, dot, dot),
        dot / 2,
        "text",
        "surface",
        1.5,
    )
    return True
