"""The ground of a plot: a range that can be zoomed and moved, painted on in pixels.

pyqtgraph's ViewBox keeps the range and follows the mouse; what is seen is painted in pixels, so
that lines are crisp, labels never collide, and nothing has to be dressed out of its defaults.
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsView, QSizePolicy, QWidget

from ui.charts.compare.layer import Layer
from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import colour

_LOOKS = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange})
_CLOSEST = 200
"""How many times as near as the whole one can zoom."""


class Surface(KeyboardFocus, Worded, pg.GraphicsView):
    """An area with room around it for axes. Subclasses lay out and draw.

    ``area`` is what is plotted in, in logical pixels of the widget.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._ready = False
        super().__init__(parent, background=None)  # type: ignore[call-arg]  # pyqtgraph's
        self.area = QRectF(0, 0, 1, 1)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setBackground(colour("surface"))
        self.view = pg.ViewBox(enableMenu=False, defaultPadding=0)
        self.view.setMouseEnabled(x=True, y=False)
        self.view.disableAutoRange()
        self.addItem(self.view)
        self._picture = Layer(self._draw, -10)
        self._above = Layer(self._draw_above, 10)
        self.addItem(self._picture)
        self.addItem(self._above)
        self.view.sigRangeChanged.connect(self._repaint)
        self._ready = True

    # ── for subclasses ────────────────────────────────────────────────────────────────────
    def margins(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom: the room around the plotted area, in logical pixels."""
        raise NotImplementedError

    def home(self) -> tuple[float, float, float, float]:
        """The whole range: x from, x to, y from, y to."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Paint everything that is always there."""
        raise NotImplementedError

    def draw_above(self, painter: QPainter) -> None:
        """Paint what comes and goes over it."""

    def describe(self) -> None:
        """Tell a screen reader what is on show."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to paint."""
        return False

    # ── range ─────────────────────────────────────────────────────────────────────────────
    def show_all(self) -> None:
        """Zoom out to everything."""
        x0, x1, y0, y1 = self.home()
        wide, high = x1 - x0, y1 - y0
        self.view.setLimits(
            xMin=x0,
            xMax=x1,
            yMin=y0,
            yMax=y1,
            minXRange=wide / _CLOSEST,
            maxXRange=wide,
            minYRange=high / _CLOSEST,
            maxYRange=high,
        )
        self.view.setRange(xRange=(x0, x1), yRange=(y0, y1), padding=0)

    def whole(self) -> bool:
        """Whether everything is in view."""
        x0, x1, y0, y1 = self.home()
        (a, b), (c, d) = self.seen()
        far = 1e-6 * max(abs(x1 - x0), abs(y1 - y0), 1e-12)
        return max(abs(a - x0), abs(b - x1), abs(c - y0), abs(d - y1)) <= far

    def zoom(self, factor: float) -> None:
        """Zoom by the keyboard; below 1 is closer."""
        self.view.scaleBy(x=factor, y=1)

    def seen(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """What is in view: x from and to, y from and to."""
        (x0, x1), (y0, y1) = self.view.viewRange()
        return (float(x0), float(x1)), (float(y0), float(y1))

    def x_of(self, value: float) -> float:
        """The pixel of a value on the x axis."""
        low, high = self.seen()[0]
        return self.area.left() + (value - low) / ((high - low) or 1.0) * self.area.width()

    def y_of(self, value: float) -> float:
        """The pixel of a value on the y axis."""
        low, high = self.seen()[1]
        share = (value - low) / ((high - low) or 1.0)
        if self.view.yInverted():
            return self.area.top() + share * self.area.height()
        return self.area.bottom() - share * self.area.height()

    def x_value(self, pixel: float) -> float:
        """The value on the x axis at a pixel."""
        low, high = self.seen()[0]
        return float(low + (pixel - self.area.left()) / (self.area.width() or 1.0) * (high - low))

    def grid_line(self, painter: QPainter, across: bool, at: float, strong: bool) -> None:
        """A line of the grid, one pixel of the device wide: across at height ``at``, or upright."""
        ink = colour("control", 0.55) if strong else colour("grid")
        area = self.area
        if across:
            painter.fillRect(QRectF(area.left(), round(at), area.width(), 1), ink)
        else:
            painter.fillRect(QRectF(round(at), area.top(), 1, area.height()), ink)

    def refresh(self, *, home: bool = False) -> None:
        """Lay everything out anew, for other data, words, size or look."""
        if not self._ready:
            return
        whole = QRectF(0, 0, self.width(), self.height())
        left, top, right, bottom = self.margins()
        area = whole.adjusted(round(left), round(top), -round(right), -round(bottom))
        self.area = QRectF(area.left(), area.top(), max(1.0, area.width()), max(1.0, area.height()))
        self._picture.resize(whole)
        self._above.resize(whole)
        self.view.setGeometry(self.area)
        if home:
            self.show_all()
        self.describe()
        self.updateGeometry()
        self._repaint()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.refresh()

    # ── Qt ────────────────────────────────────────────────────────────────────────────────
    def _draw(self, painter: QPainter) -> None:
        if not self.empty:
            self.draw(painter)

    def _draw_above(self, painter: QPainter) -> None:
        self.draw_above(painter)
        if self.shows_ring:
            paint.ring(painter, QRectF(self.rect()), 4)

    def _repaint(self, *_changed: object) -> None:
        if self._ready:
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for a picture one can read."""
        return QSize(fonts.px(240), fonts.px(180))

    def close(self) -> bool:
        """Close as any widget does: pyqtgraph's own way takes the scene from under the view."""
        return QGraphicsView.close(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        super().resizeEvent(event)
        if self._ready:
            whole = self.whole()
            self.refresh(home=whole)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and type size."""
        super().changeEvent(event)
        if event.type() in _LOOKS and self._ready:
            self.setBackground(colour("surface"))
            self.refresh()
