"""A finished run's curves, to be zoomed and read off: looked at while nothing is measured.

Wheel or + and - zoom in time, dragging moves, Esc or a double click show the whole run again.
The pointer, or the arrow keys, read off the values at one time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.charts.axis import Axis
from ui.charts.canvas import in_words
from ui.charts.cursor import Cursor
from ui.charts.curve import APPROACH, Curve
from ui.charts.markers import Markers
from ui.charts.scale import Scale, decimals
from ui.controls.ringed_view import RingedView
from ui.theme import fonts
from ui.theme.tokens import colour, current
from ui.words import NBSP, figure, number, tr

Floats = NDArray[np.float64]
_LOOKS = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange})
_CLOSEST_S = 0.5
"""The shortest stretch of time that can be zoomed to."""


class FinishedPlot(RingedView, pg.PlotWidget):
    """Curves over a whole run, with zoom and a cursor that reads off values."""

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        axes = {"bottom": Axis("bottom", "s"), "left": Axis("left")}
        super().__init__(parent, axisItems=axes)  # type: ignore[call-arg]  # pyqtgraph's
        self.unit = unit
        self._curves: tuple[Curve, ...] = ()
        self._approach = "threads"
        self._t = np.empty(0)
        self._values: dict[str, Floats] = {}
        self._changes: list[tuple[float, object]] = []
        self._scale = Scale()
        self._least = 0.0
        self._at: int | None = None
        self.setFrameShape(self.Shape.NoFrame)
        plot = self.getPlotItem()
        plot.titleLabel.hide()
        plot.layout.setRowFixedHeight(0, 0)
        self._title = pg.TextItem(anchor=(0, 0))
        self._title.setParentItem(plot)
        self._title.setPos(-2, -3)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=True, y=False)
        self._markers = Markers(plot)
        self._cursor = Cursor()
        self.scene().sigMouseMoved.connect(self._hover)

    # ── data ──────────────────────────────────────────────────────────────────────────────
    def set_curves(self, curves: Sequence[Curve]) -> None:
        """Show these curves."""
        self._curves = tuple(curves)
        self._dress()

    def set_approach(self, token: str) -> None:
        """Colour what belongs to the approach."""
        self._approach = token
        self._dress()

    def set_least(self, least: float) -> None:
        """Have the axis reach at least ``least``; what is on show is drawn anew."""
        if least != self._least:
            self._least = least
            self._dress()
            self.show_all()

    def show_series(
        self,
        t_s: Floats,
        values: Mapping[str, Floats],
        markers: Sequence[tuple[float, object]] = (),
    ) -> None:
        """Show a run's series from its start to its end."""
        self._t = np.asarray(t_s, np.float64)
        self._values = {key: np.asarray(kept, np.float64) for key, kept in values.items()}
        self._changes = list(markers)
        self._at = None
        self._dress()
        self.show_all()

    def show_all(self) -> None:
        """Zoom out to the whole run."""
        start = min(0.0, float(self._t[0])) if len(self._t) else 0.0
        end = float(self._t[-1]) if len(self._t) else 1.0
        view = self.getPlotItem().getViewBox()
        nearest = min(_CLOSEST_S, max(1e-3, end - start))
        view.setLimits(xMin=start, xMax=end, minXRange=nearest)
        view.setRange(
            xRange=(start, end),
            yRange=(-0.002 * self._scale.high, 1.002 * self._scale.high),
            padding=0,
        )
        self.getPlotItem().getAxis("left").setTickSpacing(self._scale.tick, self._scale.tick)

    def data(self) -> tuple[list[str], list[list[float]]]:
        """The series as a table: column names with units, and rows."""
        unit = self.unit.replace("/", "_per_")
        shown = [curve for curve in self._curves if curve.key in self._values]
        names = ["t_s", *(f"{curve.key}_{unit}" if unit else curve.key for curve in shown)]
        columns = [self._t, *(self._values[curve.key] for curve in shown)]
        return names, [list(map(float, row)) for row in zip(*columns, strict=True)]

    def figures(self) -> str:
        """The values at the cursor in words; the run's means where there is no cursor."""
        parts = []
        if self._at is not None:
            parts.append(f"{number(float(self._t[self._at]), 1)}{NBSP}s")
        for curve in self._curves:
            values = self._values.get(curve.key)
            if values is None or not np.isfinite(values).any():
                continue
            value = float(np.nanmean(values) if self._at is None else values[self._at])
            parts.append(f"{tr(curve.label)} {figure(value)}{NBSP}{tr(self.unit)}")
        words = ", ".join(parts)
        return words if self._at is not None or not words else tr("Mean: {figures}", figures=words)

    # ── look ──────────────────────────────────────────────────────────────────────────────
    def _dress(self) -> None:
        """Draw everything in the present theme."""
        plot = self.getPlotItem()
        # The live strip's margins, so that the plot stays where it was.
        plot.layout.setContentsMargins(0, fonts.px(24), fonts.px(40), 0)
        plot.getAxis("bottom").setHeight(fonts.px(20))
        self.setBackground(colour("surface"))
        plot.clear()
        shown = [self._values[c.key] for c in self._curves if c.key in self._values]
        top = max((float(np.nanmax(v)) for v in shown if np.isfinite(v).any()), default=0.0)
        self._scale.reset()
        self._scale.fit(max(top, self._least))
        # pyqtgraph leaves out a label that the axis has no room for.
        places = decimals(self._scale.tick)
        widest = max(fonts.width(number(v, places), 11) for v in self._scale.ticks())
        plot.getAxis("left").setWidth(max(fonts.px(34), math.ceil(widest) + 12))
        # pyqtgraph's own grid would hide the labels at both ends of the axis.
        for value in self._scale.ticks():
            plot.addItem(pg.InfiniteLine(value, angle=0, pen=pg.mkPen(colour("grid"))))
        for side in ("left", "bottom"):
            plot.getAxis(side).dress()
        for curve in reversed(self._curves):
            if curve.key in self._values and len(self._t):
                self._add(curve)
        self._markers.show(self._changes)
        self._title.setText(tr(self.unit))
        self._title.setColor(colour("text3"))
        self._title.setFont(fonts.font(11))
        self._cursor.dress(plot)
        self._read_off(self._at)

    def _add(self, curve: Curve) -> None:
        token = self._approach if curve.token == APPROACH else curve.token
        # Pens are in device pixels here.
        pen = QPen(colour(token), 2 * self.devicePixelRatioF())
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if curve.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(list(curve.dash))
        more: dict[str, Any] = {}
        if curve.fill:
            tint = colour(token, current().fill)
            more = {"fillLevel": 0, "brush": pg.mkBrush(tint)}
        self.getPlotItem().plot(
            self._t, self._values[curve.key], pen=pen, antialias=True, connect="finite", **more
        )

    def sizeHint(self) -> QSize:
        """As the live strip: as large as there is room."""
        return QSize(-1, -1)

    def minimumSizeHint(self) -> QSize:
        """As the live strip."""
        return QSize(fonts.px(150), fonts.px(90))

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme, type size and language."""
        super().changeEvent(event)
        if event.type() in _LOOKS and hasattr(self, "_cursor"):
            self._dress()

    def event(self, event: QEvent) -> bool:
        """Follow the screen: pens are of its pixels. (Qt does not call that a change.)"""
        done: bool = super().event(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange and hasattr(self, "_cursor"):
            self._dress()
        return done

    # ── reading off ───────────────────────────────────────────────────────────────────────
    def _hover(self, position: QPointF) -> None:
        view = self.getPlotItem().getViewBox()
        if not len(self._t) or not view.sceneBoundingRect().contains(position):
            self._read_off(None)
            return
        t_s = view.mapSceneToView(position).x()
        self._read_off(int(np.abs(self._t - t_s).argmin()))

    def _read_off(self, at: int | None) -> None:
        """Put the cursor on sample ``at``, or take it away."""
        self._at = at
        figures = self.figures()
        self.setAccessibleDescription(in_words(figures))
        if at is None:
            self._cursor.hide()
            return
        words = figures.replace(", ", "\n")
        self._cursor.show(float(self._t[at]), words, self.getPlotItem().getViewBox())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole run again."""
        self.show_all()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the cursor away with the pointer."""
        self._read_off(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and move the cursor by keyboard."""
        key = event.key()
        view = self.getPlotItem().getViewBox()
        if key == Qt.Key.Key_Escape:
            self._read_off(None)
            self.show_all()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            view.scaleBy(x=0.8 if key == Qt.Key.Key_Plus else 1.25, y=1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and len(self._t):
            step = 1 if key == Qt.Key.Key_Right else -1
            start = math.ceil(len(self._t) / 2) - 1 if self._at is None else self._at + step
            self._read_off(min(max(start, 0), len(self._t) - 1))
        else:
            super().keyPressEvent(event)
