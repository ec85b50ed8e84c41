"""Windows the live charts are compared with: pyqtgraph as one first writes it, and on our ring."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGridLayout, QWidget

from tests.bench.display_data import Feed
from ui.charts.curve import Curve
from ui.charts.history import History
from ui.charts.ring import Ring
from ui.charts.strokes import Strokes
from ui.theme.tokens import colour

WIDTH, HEIGHT = 1400, 900
KEYS = ("p50", "p95", "p99")
TOKENS = ("threads", "text2", "warn")
SHOWN = 300


class PlainWindow(QWidget):
    """Four plots of three antialiased curves of 300 points, with a grid, as in the manual."""

    def __init__(self) -> None:
        super().__init__()
        pg.setConfigOptions(antialias=True)
        grid = QGridLayout(self)
        self._x = np.linspace(-30, 0, SHOWN)
        self._curves = []
        for i in range(4):
            plot = pg.PlotWidget(background=colour("surface"))
            plot.showGrid(x=True, y=True)
            plot.setXRange(-30, 0)
            grid.addWidget(plot, i // 2, i % 2)
            for key, token in zip(KEYS, TOKENS, strict=True):
                curve = plot.plot(pen=pg.mkPen(colour(token), width=2))
                self._curves.append((key, curve, np.full(SHOWN, np.nan)))
        self.resize(WIDTH, HEIGHT)

    def frame(self, feed: Feed) -> None:
        """Show the readings of this moment."""
        values = feed.latency()
        for key, curve, kept in self._curves:
            kept[:-1] = kept[1:]
            kept[-1] = values[key]
            curve.setData(self._x, kept)


class RingItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """The ring of our strip chart as an item of a view box, painted in device pixels."""

    def __init__(self, view: pg.ViewBox) -> None:
        super().__init__(view)
        self._view = view
        self._history = History(1024)
        self._strokes: Strokes | None = None
        self._size = (0, 0)

    def boundingRect(self) -> QRectF:
        """The whole view."""
        return QRectF(0, 0, self._view.width(), self._view.height())

    def append(self, feed: Feed) -> None:
        """Take the readings of this moment."""
        self._history.append(feed.t_s, feed.latency())
        self.update()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Copy the ring."""
        if not self._history.count:
            return
        size = (round(self._view.width()), round(self._view.height()))
        if size != self._size or self._strokes is None:
            self._size = size
            ring = Ring(*size, guard=math.ceil(1) + 2)
            strokes = self._strokes = Strokes(ring, size[0] / 30, 2.0)
            strokes.base, strokes.rise = float(size[1]), size[1] / 120
            strokes.ground = colour("surface")
            strokes.lines = [(size[1] * i // 4, colour("grid")) for i in range(4)]
            strokes.set_curves(
                [
                    (Curve(key, key, token), colour(token), None)
                    for key, token in zip(KEYS, TOKENS, strict=True)
                ]
            )
        self._strokes.catch_up(self._history)
        last = self._strokes.column(float(self._history.times()[-1]))
        self._strokes.ring.show(painter, 0, 0, last)


class PlotItemStrips(QWidget):
    """The same picture with our ring inside pyqtgraph plots whose axes are cached."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        self._plots, self._items = [], []
        for i in range(4):
            plot = pg.PlotWidget(background=colour("surface"))
            plot.hideButtons()
            plot.setXRange(-30, 0, padding=0)
            plot.setYRange(0, 120, padding=0)
            plot.setMouseEnabled(x=False, y=False)
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
            self._items.append(RingItem(plot.getPlotItem().getViewBox()))
            self._plots.append(plot)
            grid.addWidget(plot, i // 2, i % 2)
        self.resize(WIDTH, HEIGHT)

    def frame(self, feed: Feed) -> None:
        """Show the readings of this moment."""
        for item in self._items:
            item.append(feed)
