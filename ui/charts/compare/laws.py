"""What scaling curves are held against: the ideal, and a fitted law with its band."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPolygonF

from lab.advice.digest import Scaling
from lab.analysis.fits import Fit
from ui.charts.compare.curves import Curves
from ui.charts.compare.surface import Surface
from ui.theme import paint
from ui.theme.tokens import colour

Floats = NDArray[np.float64]


def draw_ideal(painter: QPainter, plot: Surface, curves: Curves) -> None:
    """So many times the work with so many lanes, dotted."""
    x0, x1, _, _ = curves.span()
    along = np.linspace(x0, x1, 65 if curves.logarithmic else 2)
    times = np.exp2(along) if curves.logarithmic else along
    painter.save()
    painter.setClipRect(plot.area.adjusted(0, -1, 1, 1))
    painter.setPen(paint.pen("text3", 1.4, (1, 2.6), round_=True))
    painter.drawPolyline(_polygon(plot, along, times))
    painter.restore()


def draw_fit(
    painter: QPainter, plot: Surface, curves: Curves, curve: Scaling, fit: Fit, one: float
) -> None:
    """The law fitted to ``curve``, dashed, over its band; ``one`` is the throughput of 1×."""
    lanes = np.linspace(min(curve.lanes), max(curve.lanes), 81)
    along = np.log2(lanes) if curves.logarithmic else lanes
    low, high = fit.band(lanes)
    edge = [*_polygon(plot, along, low / one).toList()]
    edge += reversed(_polygon(plot, along, high / one).toList())
    painter.save()
    painter.setClipRect(plot.area)
    painter.setBrush(colour(curve.approach, 0.16))
    painter.setPen(paint.faded(curve.approach, 0.0))
    painter.drawPolygon(QPolygonF(edge))
    painter.restore()
    painter.setPen(paint.pen(curve.approach, 2, (5, 2.4)))
    painter.drawPolyline(_polygon(plot, along, fit.throughput(lanes) / one))


def _polygon(plot: Surface, along: Floats, times: Floats) -> QPolygonF:
    points = zip(along, times, strict=True)
    return QPolygonF([QPointF(plot.x_of(x), plot.y_of(y)) for x, y in points])
