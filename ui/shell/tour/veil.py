"""What lies over the window during the tour: a veil, open where something is pointed at.

Through the openings the real controls can be used: the veil has no area there, so Qt hands clicks
to what is below. It follows whatever moves: the window's size, a section that scrolls, a language
with longer words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from ui.shell.tour.card import TourCard
from ui.shell.tour.placing import APART, beside
from ui.theme import paint
from ui.theme.tokens import colour, current

_RADIUS = 10
_GAP = 6
"""Between what is pointed at and the ring around it."""
_MOVES = {
    QEvent.Type.Resize,
    QEvent.Type.Move,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}


class Veil(QWidget):
    """Covers ``window`` and holds one card; ``pressed`` is emitted by a click on the veil."""

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.card: TourCard | None = None
        self.frames: list[QRect] = []
        """What is pointed at now, each with its ring, in the window's coordinates."""
        self._targets: tuple[tuple[QWidget, ...], ...] = ()
        self._watched: set[QWidget] = set()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.arrange)

    def hold(self, card: TourCard) -> None:
        """Show another card."""
        before, self.card = self.card, card
        card.setParent(self)
        card.installEventFilter(self)
        card.show()
        if before is not None:
            # The keys first: hiding what has them would hand them to the window.
            card.take_focus()
            before.hide()
            before.deleteLater()

    def point(self, targets: Sequence[tuple[QWidget, ...]]) -> None:
        """Open the veil over each group, and put the card beside them; without any, amid it all."""
        self._targets = tuple(targets)
        self._watch()
        self.arrange()

    def arrange(self) -> None:
        """Take the window's size, and put openings and card where they belong now."""
        if self.card is None:
            return
        self.setGeometry(self._window.rect())
        self.frames = self._found()
        room = self.rect()
        size = self.card.size_within(room.size() - QSize(2 * APART, 2 * APART))
        self.card.setGeometry(QRect(beside(size, self.frames, room), size))
        closed = QRegion(room)
        for frame in self.frames:
            # The round corners are painted, so they stay the veil's.
            closed -= QRegion(frame.adjusted(4, 4, -4, -4))
        self.setMask(closed + QRegion(self.card.geometry()))
        self.raise_()
        self.update()

    def close_down(self) -> None:
        """Take the veil away for good."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()
        self.hide()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow what has moved, once all of it has."""
        if event.type() in _MOVES:
            self._later.start()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing below the veil is clicked by accident."""
        event.accept()
        self.pressed.emit()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the veil and a ring around each opening."""
        path = QPainterPath()
        path.addRect(QRectF(self.rect()))
        for frame in self.frames:
            path.addRoundedRect(QRectF(frame), _RADIUS, _RADIUS)
        dim = colour("#000000", 0.45) if current().is_dark else colour("#14171F", 0.42)
        painter.fillPath(path, dim)
        for frame in self.frames:
            paint.ring(painter, QRectF(frame), _RADIUS)

    def _watch(self) -> None:
        wanted: set[QWidget] = {self._window}
        for target in chain.from_iterable(self._targets):
            at: QWidget | None = target
            while at is not None and at is not self._window:
                wanted.add(at)
                at = at.parentWidget()
        for widget in self._watched - wanted:
            widget.removeEventFilter(self)
        for widget in wanted - self._watched:
            widget.installEventFilter(self)
        self._watched = wanted

    def _found(self) -> list[QRect]:
        """The frames of all groups; those that touch are one."""
        found: list[QRect] = []
        for group in self._targets:
            frame = self._frame(group)
            for other in [one for one in found if one.intersects(frame)]:
                found.remove(other)
                frame |= other
            if frame.isValid():
                found.append(frame)
        return found

    def _frame(self, group: tuple[QWidget, ...]) -> QRect:
        """What can be seen of a group, with a gap around it; invalid when nothing can."""
        seen = QRect()
        for target in group:
            seen |= self._seen(target)
        if seen.isEmpty():
            return QRect()
        return seen.adjusted(-_GAP, -_GAP, _GAP, _GAP) & self._window.rect()

    def _seen(self, target: QWidget) -> QRect:
        if not target.isVisible():
            return QRect()
        seen = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        at = target.parentWidget()
        while at is not None and at is not self._window:
            seen &= QRect(at.mapTo(self._window, QPoint(0, 0)), at.size())
            at = at.parentWidget()
        return seen
