"""What all plots of a study share: zoom and pan, hover and choice, keyboard, look and language.

pyqtgraph's ViewBox keeps the range and follows the mouse; what is seen is painted in pixels, so
that lines are crisp, labels never collide, and nothing has to be dressed out of its defaults.

The wheel zooms where the plot has the focus or Ctrl is held, else the page scrolls; + and - zoom,
dragging moves, Esc or a double click show everything again. Arrow keys go from one candidate to the
next, Enter chooses it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QSizePolicy, QWidget

from lab.advice.digest import Digest, Row
from ui.charts.compare.bubble import Line, draw_bubble
from ui.charts.compare.layer import Layer
from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Source, Worded
from ui.theme import fonts, paint
from ui.theme.tokens import colour
from ui.words import N_, tr

_LOOKS = frozenset(
    {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange}
)
_CLICK = 4
"""Pixels the mouse may move between press and release of a click."""
NOBODY = -1
"""What ``hovered`` brings when the pointer is on no candidate."""


class Plot(KeyboardFocus, Worded, pg.GraphicsView):
    """A plot of a digest. Subclasses lay out, say what is where, and draw.

    ``chosen`` brings the place (in ``Study.candidates``) that was clicked or taken by Enter;
    ``hovered`` the one under the pointer or the cursor, :data:`NOBODY` when there is none.
    """

    chosen = Signal(int)
    hovered = Signal(int)

    def __init__(self, name: Source, parent: QWidget | None = None) -> None:
        self._ready = False
        super().__init__(parent, background=None)  # type: ignore[call-arg]  # pyqtgraph's
        self.digest: Digest | None = None
        self.area = QRectF(0, 0, 1, 1)
        self._chosen: int | None = None
        self._hovered: int | None = None
        self._speaks = False
        self._pointer: QPointF | None = None
        self._pressed: QPointF | None = None
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
        self.set_spoken(
            name,
            help_=N_(
                "Arrow keys go from one to the next and tell its figures; Enter chooses it. The"
                " wheel, or + and -, zoom; dragging moves. Esc shows everything again."
            ),
        )

    # ── for subclasses ────────────────────────────────────────────────────────────────────
    def margins(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom: the room around the plotted area, in logical pixels."""
        raise NotImplementedError

    def home(self) -> tuple[float, float, float, float]:
        """The whole range: x from, x to, y from, y to."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Paint everything but the bubble."""
        raise NotImplementedError

    def place_at(self, at: QPointF) -> int | None:
        """The candidate that is drawn at a point; None where there is none."""
        raise NotImplementedError

    def spot(self, place: int) -> QPointF:
        """Where a candidate is drawn: the bubble of the keyboard's cursor stands there."""
        raise NotImplementedError

    def lines(self, place: int) -> Sequence[Line]:
        """What the bubble tells of a candidate."""
        raise NotImplementedError

    def path(self) -> Sequence[int]:
        """The candidates in the order in which the arrow keys visit them."""
        raise NotImplementedError

    def figures(self) -> str:
        """What is on show in words: the text alternative."""
        raise NotImplementedError

    # ── data ──────────────────────────────────────────────────────────────────────────────
    def show_digest(self, digest: Digest | None) -> None:
        """Show a study's figures; None shows nothing.

        Later figures of the same study leave zoom and choice as they are.
        """
        same = self.digest is not None and digest is not None and _alike(self.digest, digest)
        home = not same or self.whole()
        self.digest = digest
        self._hovered = None
        if not same:
            self._chosen = None
        self.prepare()
        self.refresh(home=home)

    def prepare(self) -> None:
        """Work out what painting needs, for another digest or figure."""

    def row(self, place: int) -> Row | None:
        """The figures of a candidate; None where it is not in the digest."""
        if self.digest is None or not 0 <= place < len(self.digest.rows):
            return None
        return self.digest.rows[place]

    @property
    def chosen_place(self) -> int | None:
        """The candidate that stands out; None when none does."""
        return self._chosen

    @property
    def hovered_place(self) -> int | None:
        """The candidate under the pointer or the cursor."""
        return self._hovered

    def set_chosen(self, place: int | None) -> None:
        """Let a candidate stand out, without a signal."""
        if place != self._chosen:
            self._chosen = place
            self._repaint()

    def set_hovered(self, place: int | None) -> None:
        """Mark a candidate that is pointed at elsewhere: no signal, and no bubble over it."""
        self._pointer = None
        self._point_at(place if place is None or self.row(place) else None, here=False)

    def show_all(self) -> None:
        """Zoom out to everything."""
        x0, x1, y0, y1 = self.home()
        self.view.setLimits(
            xMin=x0, xMax=x1, yMin=y0, yMax=y1, maxXRange=x1 - x0, maxYRange=y1 - y0
        )
        self.view.setRange(xRange=(x0, x1), yRange=(y0, y1), padding=0)

    # ── geometry ──────────────────────────────────────────────────────────────────────────
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

    def describe(self) -> None:
        """Tell a screen reader what is on show."""
        row = self._hovered
        if row is not None:
            self.setAccessibleDescription(", ".join(line.text for line in self.lines(row)))
        else:
            self.setAccessibleDescription(self.figures())

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.refresh()

    # ── hands ─────────────────────────────────────────────────────────────────────────────
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins."""
        self._pressed = event.position()
        super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked; a drag was none."""
        super().mouseReleaseEvent(event)
        event.accept()
        start, self._pressed = self._pressed, None
        if start is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (event.position() - start).manhattanLength() <= _CLICK:
            place = self.place_at(event.position())
            if place is not None:
                self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the bubble of what the pointer is on."""
        super().mouseMoveEvent(event)
        self._pointer = event.position()
        self._point_at(None if event.buttons() else self.place_at(event.position()))
        on = self._hovered is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything again."""
        self.show_all()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the bubble away with the pointer."""
        self._pointer = None
        self._point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take ring and cursor away with the focus."""
        self._repaint()
        if self._pointer is None:
            self._point_at(None)
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with the focus or with Ctrl; else the page scrolls."""
        if self.hasFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, move the cursor and choose."""
        key, keys = event.key(), Qt.Key
        if key == keys.Key_Escape and (self._hovered is not None or not self.whole()):
            self._point_at(None)
            self.show_all()
        elif key in (keys.Key_Plus, keys.Key_Minus):
            self.zoom(0.8 if key == keys.Key_Plus else 1.25)
        elif key in (keys.Key_Return, keys.Key_Enter) and self._hovered is not None:
            self._choose(self._hovered)
        elif key in (keys.Key_Left, keys.Key_Up, keys.Key_Right, keys.Key_Down):
            place = self.beside(self._hovered, key)
            if place is not None:
                self._pointer = None
                self._point_at(place)
                self.bring(place)
        else:
            super().keyPressEvent(event)
            return
        self._ringed = True
        self._repaint()

    def beside(self, place: int | None, key: int) -> int | None:
        """The candidate an arrow key leads to."""
        path = list(self.path())
        if not path:
            return None
        if place not in path:
            return self._chosen if self._chosen in path else path[0]
        back = key in (Qt.Key.Key_Left, Qt.Key.Key_Up)
        index = path.index(place) + (-1 if back else 1)
        return path[min(max(index, 0), len(path) - 1)]

    def zoom(self, factor: float) -> None:
        """Zoom by the keyboard; below 1 is closer."""
        self.view.scaleBy(x=factor, y=1)

    def bring(self, place: int) -> None:
        """Move a candidate into view where zooming has left it outside."""

    def whole(self) -> bool:
        """Whether everything is in view."""
        x0, x1, y0, y1 = self.home()
        (a, b), (c, d) = self.seen()
        far = 1e-6 * max(abs(x1 - x0), abs(y1 - y0), 1e-12)
        return max(abs(a - x0), abs(b - x1), abs(c - y0), abs(d - y1)) <= far

    def _choose(self, place: int) -> None:
        self.set_chosen(place)
        self.chosen.emit(place)

    def _point_at(self, place: int | None, *, here: bool = True) -> None:
        changed = place != self._hovered
        self._hovered, self._speaks = place, here
        if changed:
            self.describe()
            if here:
                self.hovered.emit(NOBODY if place is None else place)
        if changed or place is not None:
            self._repaint()

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def _draw(self, painter: QPainter) -> None:
        if self.digest is not None:
            self.draw(painter)

    def _draw_above(self, painter: QPainter) -> None:
        place = self._hovered
        if self._speaks and place is not None and self.row(place) is not None:
            at = self._pointer if self._pointer is not None else self.spot(place)
            draw_bubble(painter, at, QRectF(self.rect()), self.lines(place))
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
        """Follow theme, type size and screen."""
        super().changeEvent(event)
        if event.type() in _LOOKS and self._ready:
            self.setBackground(colour("surface"))
            self.refresh()


def _alike(one: Digest, other: Digest) -> bool:
    """Whether two digests are of the same study: the later one only knows more."""
    return one.result.study == other.result.study


def not_measured() -> Line:
    """The bubble's line for a candidate without figures."""
    return Line(tr(N_("Not measured")), tone="text3")
