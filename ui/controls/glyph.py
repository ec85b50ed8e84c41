"""The glyph of an approach: a box is a process, a strand a thread, dots are coroutines."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from ui.theme.paint import Ink, ink, pen, ratio
from ui.theme.tokens import current

_SIDE = 24.0


def paint_glyph(painter: QPainter, name: str, x: float, y: float, size: int = 24) -> None:
    """Draw the glyph of approach ``name`` in its colour, top left at ``x, y``."""
    drawn = _kept(current().name, name, size, name, ratio(painter))
    painter.drawPixmap(QPointF(x, y), drawn)


def glyph_pixmap(name: str, size: int = 24, token: str = "", ratio: float = 1.0) -> QPixmap:
    """The glyph as a pixmap, in the approach's colour or another token's."""
    return _kept(current().name, name, size, token or name, ratio)


@lru_cache(maxsize=128)
def _kept(_theme: str, name: str, size: int, token: str, ratio: float) -> QPixmap:
    side = round(size * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / _SIDE, side / _SIDE)
    _draw(painter, name, ink(token))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _draw(painter: QPainter, name: str, shade: Ink) -> None:
    if name == "sequential":
        painter.setPen(pen(shade, 2.0, round_=True))
        for index in range(3):
            left = 3 + 7 * index
            painter.drawLine(QPointF(left, 12), QPointF(left + 3.4, 12))
    elif name == "threads":
        _box(painter, shade, 1.5, 2.5, 21, 19)
        for y in (7.5, 12.0, 16.5):
            _strand(painter, shade, 5, 19, y, 1.7)
    elif name in ("processes", "interpreters"):
        for y in (1.5, 13.0):
            _box(painter, shade, 1.5, y, 21, 9.5)
            _strand(painter, shade, 5, 19, y + 4.75, 1.5)
    elif name == "asyncio":
        _strand(painter, shade, 2, 22, 12, 4.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(shade))
        for centre in (QPointF(7, 8.2), QPointF(17, 15.8)):
            painter.drawEllipse(centre, 2.6, 2.6)
    elif name == "combined":
        for y in (1.5, 13.0):
            _box(painter, shade, 1.5, y, 21, 9.5)
            for down in (3.0, 6.6):
                _strand(painter, shade, 4.5, 19.5, y + down, 1.0)
    else:
        raise ValueError(f"no glyph for approach {name!r}")


def _box(painter: QPainter, shade: Ink, x: float, y: float, w: float, h: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(shade, 1.4))
    painter.drawRoundedRect(QRectF(x, y, w, h), 3, 3)


def _strand(
    painter: QPainter, shade: Ink, x0: float, x1: float, y: float, amplitude: float
) -> None:
    path = QPainterPath(QPointF(x0, y))
    half = (x1 - x0) / 2
    for index, sign in enumerate((-1, 1)):
        start = x0 + half * index
        bend = y + sign * amplitude * 1.5
        path.cubicTo(start + half * 0.35, bend, start + half * 0.65, bend, start + half, y)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(shade, 1.8, round_=True))
    painter.drawPath(path)
