"""The bubble that tells the values of what the pointer, or the keyboard's cursor, is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui.theme import fonts, paint

_AWAY = 14


@dataclass(frozen=True)
class Line:
    """One line of a bubble."""

    text: str
    weight: int = 400
    tone: str = "text2"


def draw_bubble(painter: QPainter, at: QPointF, within: QRectF, lines: Sequence[Line]) -> QRectF:
    """Draw the lines beside ``at``, wholly inside ``within`` where that is possible."""
    if not lines:
        return QRectF()
    row = fonts.px(18)
    pad = fonts.px(10)
    wide = max(fonts.width(line.text, 12, line.weight) for line in lines) + 2 * pad
    high = row * len(lines) + fonts.px(12)
    x = at.x() + _AWAY
    if x + wide > within.right():
        x = at.x() - _AWAY - wide
    x = max(within.left(), min(x, within.right() - wide))
    y = at.y() - high - _AWAY / 2
    if y < within.top():
        y = at.y() + _AWAY
    y = max(within.top(), min(y, within.bottom() - high))
    area = QRectF(round(x), round(y), round(wide), round(high))
    paint.box(painter, area, 7, "raised", "control")
    middle = area.top() + fonts.px(6) + row / 2
    for line in lines:
        base = paint.baseline(middle, 12, line.weight)
        paint.words(painter, area.left() + pad, base, line.text, 12, line.weight, line.tone)
        middle += row
    return area
