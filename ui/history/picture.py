"""The chart of several runs as a picture: title, legend, axes, and a number at every curve.

Drawn from the data and not from the screen: pyqtgraph's axes come out wrong on any other device.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QImage,
    QImageWriter,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPainterPath,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from lab.records.atomic import write_atomically
from ui.charts.overlay import Course
from ui.charts.scale import Scale, decimals
from ui.controls.legend import Legend
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current
from ui.words import NBSP, number

SIZE = QSize(900, 480)
_PAD, _TITLE, _LEFT, _BELOW, _RIGHT = 20, 30, 48, 28, 24
_SCREEN_DPI = 96


@dataclass(frozen=True)
class Picture:
    """What is drawn: runs that share a time axis, their unit, and what the legend calls them."""

    title: str
    unit: str
    courses: tuple[Course, ...]
    legend: Legend

    def save(self, path: Path, dpi: int) -> None:
        """Write PNG, SVG or PDF, by the suffix; takes some ten milliseconds. Raises HebraError."""
        data = QBuffer()
        data.open(QIODevice.OpenModeFlag.WriteOnly)
        kind = path.suffix.lower()
        if kind == ".png":
            ratio = dpi / _SCREEN_DPI
            image = QImage(SIZE * ratio, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            self._draw_on(image)
            image.setDotsPerMeterX(round(dpi / 0.0254))
            image.setDotsPerMeterY(round(dpi / 0.0254))
            QImageWriter(data, b"png").write(image)
        elif kind == ".svg":
            drawing = QSvgGenerator()
            drawing.setOutputDevice(data)
            drawing.setSize(SIZE)
            drawing.setViewBox(QRectF(QPointF(0, 0), QSizeF(SIZE)))
            drawing.setTitle(self.title)
            self._draw_on(drawing)
        else:
            sheet = QPdfWriter(data)
            sheet.setTitle(self.title)
            sheet.setPageSize(QPageSize(QSizeF(SIZE) / _SCREEN_DPI, QPageSize.Unit.Inch))
            sheet.setPageMargins(QMarginsF(0, 0, 0, 0))
            sheet.setResolution(_SCREEN_DPI)
            self._draw_on(sheet)
        data.close()
        write_atomically(path, bytes(data.data().data()))

    def _draw_on(self, device: QPaintDevice) -> None:
        painter = QPainter(device)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._draw(painter)
        finally:
            painter.end()

    def _draw(self, painter: QPainter) -> None:
        whole = QRectF(QPointF(0, 0), QSizeF(SIZE))
        painter.fillRect(whole, colour("surface"))
        paint.words(painter, _PAD, _PAD + 12, self.title, 14, 600)
        room = SIZE.width() - 2 * _PAD
        painter.save()
        painter.translate(_PAD, _PAD + _TITLE)
        self.legend.draw(painter, room)
        painter.restore()
        top = _PAD + _TITLE + self.legend.heightForWidth(room) + 28
        plot = QRectF(
            _PAD + _LEFT,
            top,
            SIZE.width() - 2 * _PAD - _LEFT - _RIGHT,
            SIZE.height() - top - _PAD - _BELOW,
        )
        high, end = self._axes(painter, plot)
        ends = [self._curve(painter, plot, course, high, end) for course in self.courses]
        if len(ends) > 1:
            for place, (course, at) in enumerate(zip(self.courses, ends, strict=True), 1):
                if at is not None:
                    _badge(painter, at, course.curve.token, place)

    def _axes(self, painter: QPainter, plot: QRectF) -> tuple[float, float]:
        """Draw grid and axes; returns the highest value and the last time."""
        tops = [float(np.nanmax(c.values)) for c in self.courses if np.isfinite(c.values).any()]
        scale = Scale()
        scale.fit(max(tops, default=0.0))
        end = max((float(c.t_s[-1]) for c in self.courses if len(c.t_s)), default=1.0)
        paint.words(painter, _PAD, plot.top() - 16, self.unit, 11, 400, "text3")
        places = decimals(scale.tick)
        for value in scale.ticks():
            y = plot.bottom() - value / scale.high * plot.height()
            painter.setPen(paint.pen("control" if value == 0 else "grid"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            text = number(value, places)
            base = paint.baseline(y, 11)
            paint.words(painter, plot.left() - 8, base, text, 11, 400, "text3", "right")
        across = Scale()
        across.fit(end)
        for t_s in across.ticks():
            if t_s <= end:
                x = plot.left() + t_s / end * plot.width()
                text = f"{number(t_s, decimals(across.tick))}{NBSP}s"
                paint.words(painter, x, plot.bottom() + 18, text, 11, 400, "text3", "centre")
        return scale.high, end

    def _curve(
        self,
        painter: QPainter,
        plot: QRectF,
        course: Course,
        high: float,
        end: float,
    ) -> QPointF | None:
        """Draw one run; returns where its curve ends, None where there is nothing to draw."""
        known = np.isfinite(course.values)
        if not known.any():
            return None
        xs = plot.left() + course.t_s / end * plot.width()
        ys = plot.bottom() - course.values / high * plot.height()
        path, drawing = QPainterPath(), False
        for x, y, there in zip(xs, ys, known, strict=True):
            if there and drawing:
                path.lineTo(x, y)
            elif there:
                path.moveTo(x, y)
            drawing = bool(there)
        painter.setPen(paint.pen(course.curve.token, 2.0, course.curve.dash))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        last = int(np.flatnonzero(known)[-1])
        return QPointF(xs[last], ys[last])


def _badge(painter: QPainter, at: QPointF, token: str, place: int) -> None:
    """Draw a number on its curve's colour."""
    side = fonts.px(16)
    disc = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
    paint.box(painter, disc, side / 2, token, "surface")
    ink = "#14171F" if current().is_dark else "#FFFFFF"
    base = paint.baseline(disc.center().y(), 11, 600)
    paint.words(painter, disc.center().x(), base, str(place), 11, 600, ink, "centre")
