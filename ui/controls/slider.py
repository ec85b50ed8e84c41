"""The slider: a QSlider whose track may be logarithmic, painted from tokens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from ui.controls.focus import KeyboardFocus
from ui.controls.scale import Scale
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import current, mix

_EDGE = 9
"""Room for the handle beyond either end of the track; the handle does not grow with the text."""


class Slider(KeyboardFocus, Worded, QSlider):
    """A horizontal slider over a :class:`Scale`; ``value()`` counts the scale's ticks.

    ``moved`` tells of changes by the person, not by the program. ``second`` is the token of the
    track behind the handle (a slider between two things); without it that part is neutral.
    """

    moved = Signal(int)
    reset_asked = Signal()

    def __init__(
        self,
        scale: Scale,
        *,
        tone: str = "accent",
        second: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scale = scale
        self._tone = tone
        self._second = second
        self._marks = scale.marks()
        self.setRange(scale.low, scale.high)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)

    def set_tones(self, tone: str, second: str = "") -> None:
        """Colour the track before (and behind) the handle with tokens."""
        if (tone, second) != (self._tone, self._second):
            self._tone, self._second = tone, second
            self.update()

    def sizeHint(self) -> QSize:
        """At least 24 px high, so that it is easily hit."""
        return QSize(120, max(24, fonts.px(24)))

    def minimumSizeHint(self) -> QSize:
        """A track that can still be used."""
        return QSize(60, self.sizeHint().height())

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle to the mouse."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self._go(self._scale.at(self._place(event.position().x())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse while the button is held."""
        if self.isSliderDown():
            self._go(self._scale.at(self._place(event.position().x())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the handle."""
        self.setSliderDown(False)
        self.update()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the default value."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go one step, Page doubles or halves, Home and End go to the ends."""
        key, scale, now = event.key(), self._scale, self.value()
        keys = Qt.Key
        if key in (keys.Key_Right, keys.Key_Up):
            wanted = scale.stepped(now, 1)
        elif key in (keys.Key_Left, keys.Key_Down):
            wanted = scale.stepped(now, -1)
        elif key == keys.Key_PageUp:
            wanted = scale.paged(now, 1)
        elif key == keys.Key_PageDown:
            wanted = scale.paged(now, -1)
        elif key == keys.Key_Home:
            wanted = scale.low
        elif key == keys.Key_End:
            wanted = scale.high
        else:
            super().keyPressEvent(event)
            return
        self._ringed = True
        self.update()
        self._go(wanted)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step with the wheel, but only with the focus; otherwise the page scrolls."""
        if not self.hasFocus():
            event.ignore()
            return
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self._go(self._scale.stepped(self.value(), 1 if turned > 0 else -1))
        event.accept()

    def _go(self, tick: int) -> None:
        if tick != self.value():
            self.setValue(tick)
            self.moved.emit(tick)

    def _place(self, x: float) -> float:
        length = max(1, self.width() - 2 * _EDGE)
        place = (x - _EDGE) / length
        return 1 - place if self.isRightToLeft() else place

    # -- picture

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint track, marks, the part before the handle, and the handle."""
        middle = self.height() / 2
        length = self.width() - 2 * _EDGE
        place = self._scale.place(self.value())
        x = _EDGE + length * place
        left, right = _EDGE - 2, self.width() - _EDGE + 2
        able = self.isEnabled()
        if self._second and able:
            paint.box(painter, QRectF(left, middle - 3, x - left, 6), 3, self._tone)
            paint.box(painter, QRectF(x, middle - 3, right - x, 6), 3, self._second)
        else:
            rest = mix("border", "control", 0.35) if able else "border"
            paint.box(painter, QRectF(left, middle - 2, right - left, 4), 2, rest)
            if able:
                paint.box(painter, QRectF(left, middle - 2, x - left, 4), 2, self._tone)
        painter.setPen(paint.pen("control" if able else "border"))
        for mark in self._marks:
            at = round(_EDGE + length * mark) + 0.5
            painter.drawLine(QPointF(at, middle + 8), QPointF(at, middle + 11))
        if not able:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paint.ink("border"))
            painter.drawEllipse(QPointF(x, middle), 5, 5)
            return
        self._handle(painter, QPointF(x, middle))

    def _handle(self, painter: QPainter, centre: QPointF) -> None:
        if self.shows_ring:
            painter.setBrush(paint.ink("surface"))
            painter.setPen(paint.pen("accent", 2))
            painter.drawEllipse(centre, 10.5, 10.5)
        held = self.isSliderDown() or self.underMouse()
        painter.setBrush(paint.ink("text" if current().is_dark else "surface"))
        painter.setPen(paint.pen("text2" if self._second else self._tone, 2.6 if held else 2))
        painter.drawEllipse(centre, 7, 7)
