"""How nodes and arrows of a wait-for graph are drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from ui.controls.worded import said
from ui.theme import fonts, paint
from ui.theme.tokens import mix

from .waits import Node
from .wording import short

TONES = {"thread": "threads", "process": "processes", "task": "asyncio"}
"""Those who wait have the colour of their approach."""
THING = "warn"
_ICONS = {"pipe": "pipe"}
_GAP = 5.0
_BEND = 0.28
_HEAD = 10.0


@dataclass(frozen=True)
class Way:
    """An arrow's line, from border to border, and where its label stands."""

    start: QPointF
    bend: QPointF
    end: QPointF
    middle: QPointF
    length: float
    slope: tuple[float, float]
    """Direction of the line as a whole: cosine and sine."""


def way(
    start: QPointF, end: QPointF, half: float, round_start: bool, round_end: bool, bent: bool
) -> Way:
    """The way between two nodes; ``bent`` to one side, where another one leads back."""
    across, down = end.x() - start.x(), end.y() - start.y()
    far = math.hypot(across, down) or 1.0
    slope = (across / far, down / far)
    side = _BEND * far if bent else 0.0
    bend = QPointF(
        (start.x() + end.x()) / 2 + slope[1] * side, (start.y() + end.y()) / 2 - slope[0] * side
    )
    first, last = _border(start, bend, half, round_start), _border(end, bend, half, round_end)
    middle = QPointF(
        (first.x() + 2 * bend.x() + last.x()) / 4, (first.y() + 2 * bend.y() + last.y()) / 4
    )
    length = math.hypot(last.x() - first.x(), last.y() - first.y())
    return Way(first, bend, last, middle, length, slope)


def _border(at: QPointF, towards: QPointF, half: float, is_round: bool) -> QPointF:
    """Where a line from a node's middle leaves it."""
    across, down = towards.x() - at.x(), towards.y() - at.y()
    far = math.hypot(across, down) or 1.0
    x, y = across / far, down / far
    reach = half + (_GAP if half >= fonts.px(20) else 2.0)
    if not is_round:  # a square's border is farther away in its corners
        reach /= max(abs(x), abs(y))
    return QPointF(at.x() + x * reach, at.y() + y * reach)


def draw_way(painter: QPainter, line: Way, tone: str, *, dashed: bool, width: float) -> None:
    """Draw the line and the arrow's head."""
    # On a short way the head leaves room for the line, which tells what the arrow means.
    head = min(_HEAD, max(5.0, 0.4 * line.length))
    across, down = line.end.x() - line.bend.x(), line.end.y() - line.bend.y()
    far = math.hypot(across, down) or 1.0
    x, y = across / far, down / far
    neck = QPointF(line.end.x() - x * head * 0.8, line.end.y() - y * head * 0.8)
    path = QPainterPath(line.start)
    path.quadTo(line.bend, neck)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(paint.pen(tone, width, (2.6, 1.8) if dashed else ()))
    painter.drawPath(path)
    left = QPointF(line.end.x() - x * head - y * head / 2, line.end.y() - y * head + x * head / 2)
    right = QPointF(line.end.x() - x * head + y * head / 2, line.end.y() - y * head - x * head / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paint.ink(tone))
    painter.drawPolygon(QPolygonF([line.end, left, right]))


def draw_label(painter: QPainter, line: Way, words: str) -> None:
    """Write on the line, on ground of its own."""
    wide = fonts.width(words, 12, 500) + fonts.px(12)
    high = fonts.px(20)
    box = QRectF(line.middle.x() - wide / 2, line.middle.y() - high / 2, wide, high)
    paint.box(painter, box, 4, "surface")
    base = paint.baseline(line.middle.y(), 12, 500)
    paint.words(painter, line.middle.x(), base, words, 12, 500, "text2", "centre")


def fits(line: Way, words: str) -> bool:
    """Whether a label leaves enough of the line to be seen."""
    wide = fonts.width(words, 12, 500) + fonts.px(12)
    covered = min(
        wide / max(abs(line.slope[0]), 1e-6), fonts.px(20) / max(abs(line.slope[1]), 1e-6)
    )
    return line.length - covered >= fonts.px(34)


def draw_node(painter: QPainter, node: Node, at: QPointF, half: float, *, stuck: bool) -> None:
    """Draw one who waits as a disc, a thing as a box with its icon; ``stuck`` has a halo.

    The smallest have no halo: it would cover the arrows.
    """
    area = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    tone = TONES.get(node.kind, THING)
    if stuck and half >= fonts.px(20):
        halo = area.adjusted(-4, -4, 4, 4)
        paint.box(painter, halo, halo.width() / 2 if node.is_worker else 14, "bad_tint")
    radius = half if node.is_worker else min(10.0, half / 2)
    paint.box(painter, area, radius, mix("surface", tone, 0.22), tone, 2.0)
    size = 13 if half >= fonts.px(26) else 12 if half >= fonts.px(20) else 11
    if node.is_worker:
        base = paint.baseline(at.y(), size, 600)
        paint.words(painter, at.x(), base, said(short(node)), size, 600, "text", "centre")
        return
    icon = _ICONS.get(node.kind, "lock-simple")
    if half < fonts.px(26):
        # Too small for both: the number says which one it is, the shape what it is.
        if node.label and node.kind not in _ICONS:
            base = paint.baseline(at.y(), size, 600)
            paint.words(painter, at.x(), base, node.label, size, 600, "text", "centre")
        else:
            _icon(painter, icon, at.x(), at.y(), 16)
        return
    _icon(painter, icon, at.x(), at.y() - fonts.px(9), 16)
    base = paint.baseline(at.y() + fonts.px(11), 12, 600)
    paint.words(painter, at.x(), base, said(short(node)), 12, 600, "text", "centre")


def draw_done(painter: QPainter, at: QPointF, half: float) -> None:
    """Put a tick at the lower right of somebody who has finished."""
    side = fonts.px(18)
    middle = QPointF(at.x() + half * 0.75, at.y() + half * 0.75)
    ground = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    paint.box(painter, ground, side / 2, "surface")
    paint.picture(painter, middle.x() - fonts.px(16) / 2, middle.y(), "check-circle", 16, "good")


def _icon(painter: QPainter, name: str, x: float, y: float, size: int) -> None:
    paint.picture(painter, x - fonts.px(size) / 2, y, name, size, "text2")
