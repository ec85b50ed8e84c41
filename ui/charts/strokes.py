"""Curves on a ring image: only the strokes of new samples are painted, seams included."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.charts.curve import Curve, Dashes
from ui.charts.history import Floats, History
from ui.charts.ring import Ring

BREAK_S = 2.0
"""Samples further apart than this are not joined: nobody knows what was in between."""
_DOT = 0.01
_COPY = QPainter.CompositionMode.CompositionMode_Source


class Strokes:
    """Paints a history's curves onto a ring, sample by sample.

    All lengths are device pixels. ``base`` and ``rise`` place a value: y = base - value * rise.
    ``lines`` are (y, colour) of horizontal grid lines, ``thick`` their height.
    Between paintings it holds that all columns before ``clean`` are ready to be shown and that
    those from ``clean`` on have not been touched since they last scrolled out.
    """

    def __init__(self, ring: Ring, per_s: float, width: float) -> None:
        self.ring = ring
        self.per_s = per_s
        self.width = width
        self.base = 0.0
        self.rise = 0.0
        self.ground = QColor()
        self.lines: list[tuple[int, QColor]] = []
        self.thick = 1
        self.curves: list[tuple[Curve, QPen, QColor | None, Dashes]] = []
        self.phases: dict[str, float] = {}
        self.start_phases: dict[str, float] = {}
        self.drawn = -1
        self.clean = 0

    def set_curves(self, curves: list[tuple[Curve, QColor, QColor | None]]) -> None:
        """Paint these from now on: each a curve, its colour and the tint under it, if any."""
        self.curves = []
        for curve, ink, tint in curves:
            pen = QPen(ink, self.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            self.curves.append((curve, pen, tint, Dashes(curve.dash, self.width)))

    def column(self, t_s: float) -> int:
        """The column just right of the one where time ``t_s`` lies."""
        return math.floor(t_s * self.per_s) + 1

    def catch_up(self, history: History) -> None:
        """Paint the samples not painted yet; all of them when too many were missed."""
        if self.drawn == history.count:
            return
        missed = history.count - self.drawn
        if self.drawn < 0 or missed >= len(history) or missed > history.capacity // 2:
            self.all(history)
            return
        times = history.times()
        known = self.drawn - history.first
        if (times[-1] - times[known - 1]) * self.per_s > self.ring.view / 2:
            self.all(history)
            return
        self._paint(history, times, known)

    def all(self, history: History) -> None:
        """Paint everything in view from the history."""
        times = history.times()
        if not len(times):
            self.drawn, self.clean = -1, 0
            return
        last = self.column(float(times[-1]))
        # One sample before the first in view: its stroke reaches into the picture.
        reach = (last - self.ring.width) / self.per_s
        first = max(0, int(np.searchsorted(times, reach)) - 1)
        self.clean = last - self.ring.width
        self.phases = {}
        self._paint(history, times, first)

    def _paint(self, history: History, times: Floats, first: int) -> None:
        painter = QPainter(self.ring.image)
        ready = self.column(float(times[-1])) + self.ring.guard
        self._clear(painter, max(self.clean, ready - self.ring.width), ready)
        self.clean = ready
        edge = ready - self.ring.width + self.ring.guard
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        series = [history.series(curve.key) for curve, *_ in self.curves]
        for i in range(first, len(times)):
            joined = i > 0 and times[i] - times[i - 1] <= BREAK_S
            for (curve, pen, tint, dashes), values in zip(self.curves, series, strict=True):
                value = values[i]
                if value != value:
                    continue
                x1, y1 = float(times[i]) * self.per_s, self.base - float(value) * self.rise
                if x1 < edge:
                    continue
                before = values[i - 1] if joined else math.nan
                if before != before:
                    x0, y0 = x1, y1
                else:
                    x0 = float(times[i - 1]) * self.per_s
                    y0 = self.base - float(before) * self.rise
                    if x0 < edge:
                        # What lies left of the ring would come out on its right.
                        y0 += (y1 - y0) * (edge - x0) / max(x1 - x0, 1e-9)
                        x0 = float(edge)
                self._stroke(painter, curve, pen, tint, dashes, (x0, y0, x1, y1))
        painter.end()
        self.drawn = history.count

    def _clear(self, painter: QPainter, first: int, last: int) -> None:
        painter.setCompositionMode(_COPY)
        for x, width in self.ring.pieces(first, last):
            painter.fillRect(x, 0, width, self.ring.height, self.ground)
            for y, ink in self.lines:
                painter.fillRect(x, y, width, self.thick, ink)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _stroke(
        self,
        painter: QPainter,
        curve: Curve,
        pen: QPen,
        tint: QColor | None,
        dashes: Dashes,
        stroke: tuple[float, float, float, float],
    ) -> None:
        x0, y0, x1, y1 = stroke
        wide = self.ring.width
        home = math.floor(x0 / wide) * wide
        x0, x1 = x0 - home, x1 - home
        if x0 == x1 and y0 == y1:
            # A value on its own: a dot. A stroke that goes on covers it. (Qt skips empty lines.)
            pieces = [(x0 - _DOT, y0, x1, y1)]
        else:
            pieces, phase = dashes.cut(x0, y0, x1, y1, self.phases.get(curve.key, 0.0))
            self.phases[curve.key] = phase
        shifts = [0]
        if x1 + self.width >= wide:
            shifts.append(-wide)
        if x0 - self.width < 0:
            shifts.append(wide)
        for shift in shifts:
            if tint is not None and x1 > x0:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tint)
                floor = self.base
                painter.drawPolygon(
                    QPolygonF(
                        [
                            QPointF(x0 + shift, y0),
                            QPointF(x1 + shift, y1),
                            QPointF(x1 + shift, floor),
                            QPointF(x0 + shift, floor),
                        ]
                    )
                )
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(pen)
            painter.drawLines([QLineF(a + shift, b, c + shift, d) for a, b, c, d in pieces])
