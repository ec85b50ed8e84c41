"""Points, each approach with its own mark; intervals; and labels that never overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from ui.theme import fonts, paint
from ui.theme.tokens import APPROACH_MARK, colour


def draw_mark(painter: QPainter, approach: str, at: QPointF, scale: float = 1.0) -> None:
    """Draw the mark of an approach in its colour, set off from what it lies on."""
    kind = APPROACH_MARK[approach]
    k = scale
    painter.setPen(paint.pen("surface", 1.5))
    painter.setBrush(colour(approach))
    if kind == "square":
        painter.drawRect(QRectF(at.x() - 4 * k, at.y() - 4 * k, 8 * k, 8 * k))
    elif kind == "triangle":
        _polygon(painter, at, [(0, -5.5 * k), (5.5 * k, 4 * k), (-5.5 * k, 4 * k)])
    elif kind == "diamond":
        _polygon(painter, at, [(0, -6 * k), (6 * k, 0), (0, 6 * k), (-6 * k, 0)])
    elif kind == "cross":
        for token, width in (("surface", 5.0), (approach, 2.2)):
            painter.setPen(paint.pen(token, width))
            for sign in (-1, 1):
                painter.drawLine(
                    QPointF(at.x() - 4 * k, at.y() - 4 * k * sign),
                    QPointF(at.x() + 4 * k, at.y() + 4 * k * sign),
                )
    elif kind == "star":
        corners = [(6.5 if i % 2 == 0 else 2.8, math.pi * i / 5) for i in range(10)]
        _polygon(painter, at, [(r * k * math.sin(a), -r * k * math.cos(a)) for r, a in corners])
    else:
        painter.drawEllipse(at, 4.5 * k, 4.5 * k)


def _polygon(painter: QPainter, at: QPointF, corners: Sequence[tuple[float, float]]) -> None:
    painter.drawPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in corners]))


def draw_ring(painter: QPainter, at: QPointF) -> None:
    """The ring around a point that stands out; its mark is drawn over it."""
    paint.box(painter, QRectF(at.x() - 9, at.y() - 9, 18, 18), 9, "surface", "accent", 2)


def whisker(painter: QPainter, low: float, high: float, y: float, cap: float) -> None:
    """An interval from ``low`` to ``high`` with caps, set off from the bar by a halo."""
    y = round(y - 0.5) + 0.5
    if high - low < 2:
        low, high = (low + high) / 2 - 1, (low + high) / 2 + 1
    for token, width in (("surface", 4.5), ("text", 1.6)):
        painter.setPen(paint.pen(token, width))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            painter.drawLine(QPointF(x, y - cap), QPointF(x, y + cap))


def spaced(wanted: Sequence[float], high: float, low: float, room: float) -> list[float]:
    """Middles for labels as near as can be to ``wanted``, ``room`` apart, within ``high``…``low``.

    Pixels, so ``high`` is the smaller number. Where there is too little room for all they are
    spread evenly. The order of the answer is that of ``wanted``.
    """
    if not wanted:
        return []
    inside = max(0.0, low - high)
    room = min(room, inside / max(1, len(wanted) - 1)) if len(wanted) > 1 else room
    places = sorted(range(len(wanted)), key=lambda index: wanted[index])
    # Each cluster of labels that touch is centred on what its members want.
    clusters: list[tuple[list[int], float]] = []
    for index in places:
        members = [index]
        middle = wanted[index]
        while True:
            reach = (len(members) - 1) / 2 * room
            middle = min(max(middle, high + reach), low - reach)
            if not clusters:
                break
            before, at = clusters[-1]
            if at + (len(before) - 1) / 2 * room + room <= middle - reach + 1e-9:
                break
            clusters.pop()
            members = before + members
            middle = sum(
                wanted[member] - (place - (len(members) - 1) / 2) * room
                for place, member in enumerate(members)
            ) / len(members)
        clusters.append((members, middle))
    answer = [0.0] * len(wanted)
    for members, middle in clusters:
        for place, member in enumerate(members):
            answer[member] = middle + (place - (len(members) - 1) / 2) * room
    return answer


def label_room() -> int:
    """From one label's middle to the next, in logical pixels."""
    return fonts.px(18)
