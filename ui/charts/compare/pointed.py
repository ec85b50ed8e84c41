"""What all plots share whose things can be pointed at: hover and choice, zoom, and the keyboard.

The wheel zooms where the plot has the focus or Ctrl is held, else the page scrolls; + and - zoom,
dragging moves, Esc or a double click show everything again. Arrow keys go from one thing to the
next, Enter chooses it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.charts.canvas import in_words
from ui.charts.compare.bubble import Line, draw_bubble
from ui.charts.compare.surface import Surface
from ui.controls.worded import Source
from ui.words import N_

_CLICK = 4
"""Pixels the mouse may move between press and release of a click."""
NOBODY = -1
"""What ``hovered`` brings when the pointer is on nothing."""


class Pointed(Surface):
    """A plot of things, each with a number: its place. Subclasses say what is where, and draw.

    ``chosen`` brings the place that was clicked or taken by Enter; ``hovered`` the one under the
    pointer or the cursor, :data:`NOBODY` when there is none.
    """

    chosen = Signal(int)
    hovered = Signal(int)

    def __init__(self, name: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: int | None = None
        self._hovered: int | None = None
        self._speaks = False
        self._pointer: QPointF | None = None
        self._pressed: QPointF | None = None
        self.set_spoken(
            name,
            help_=N_(
                "Arrow keys go from one to the next and tell its figures; Enter chooses it. The"
                " wheel, or + and -, zoom; dragging moves. Esc shows everything again."
            ),
        )

    # ── for subclasses ────────────────────────────────────────────────────────────────────
    def place_at(self, at: QPointF) -> int | None:
        """The place of what is drawn at a point; None where there is none."""
        raise NotImplementedError

    def spot(self, place: int) -> QPointF:
        """Where a thing is drawn: the bubble of the keyboard's cursor stands there."""
        raise NotImplementedError

    def lines(self, place: int) -> Sequence[Line]:
        """What the bubble tells of a thing."""
        raise NotImplementedError

    def path(self) -> Sequence[int]:
        """The places in the order in which the arrow keys visit them."""
        raise NotImplementedError

    def figures(self) -> str:
        """What is on show in words: the text alternative."""
        raise NotImplementedError

    def knows(self, place: int) -> bool:
        """Whether there is such a thing now."""
        raise NotImplementedError

    # ── what stands out ───────────────────────────────────────────────────────────────────
    @property
    def chosen_place(self) -> int | None:
        """The place that stands out; None when none does."""
        return self._chosen

    @property
    def hovered_place(self) -> int | None:
        """The place under the pointer or the cursor."""
        return self._hovered

    def set_chosen(self, place: int | None) -> None:
        """Let a thing stand out, without a signal."""
        if place != self._chosen:
            self._chosen = place
            self._repaint()

    def set_hovered(self, place: int | None) -> None:
        """Mark a thing that is pointed at elsewhere: no signal, and no bubble over it."""
        self._pointer = None
        self._point_at(place if place is None or self.knows(place) else None, here=False)

    def describe(self) -> None:
        """Tell a screen reader what is on show."""
        row = self._hovered
        if row is not None:
            self.setAccessibleDescription(", ".join(line.text for line in self.lines(row)))
        else:
            self.setAccessibleDescription(in_words(self.figures()))

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
        """The place an arrow key leads to."""
        path = list(self.path())
        if not path:
            return None
        if place not in path:
            return self._chosen if self._chosen in path else path[0]
        back = key in (Qt.Key.Key_Left, Qt.Key.Key_Up)
        index = path.index(place) + (-1 if back else 1)
        return path[min(max(index, 0), len(path) - 1)]

    def bring(self, place: int) -> None:
        """Move a thing into view where zooming has left it outside."""

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
    def draw_above(self, painter: QPainter) -> None:
        """Paint the bubble of what the pointer or the cursor is on."""
        place = self._hovered
        if self._speaks and place is not None and self.knows(place):
            at = self._pointer if self._pointer is not None else self.spot(place)
            draw_bubble(painter, at, QRectF(self.rect()), self.lines(place))
