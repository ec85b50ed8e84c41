"""Start and stop: the one large button, with the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.words import N_, tr

# state: word, icon, fill, ink
_STATES = {
    "idle": (N_("Start"), "play-fill", "accent", "on_accent"),
    "starting": (N_("Starting…"), "", "sunken", "text2"),
    "running": (N_("Stop"), "stop-fill", "text", "surface"),
    "stopping": (N_("Stopping…"), "", "sunken", "text2"),
}


class RunButton(KeyboardFocus, Worded, QPushButton):
    """Starts when idle, stops when running; ``start_asked`` and ``stop_asked`` say which."""

    start_asked = Signal()
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "idle"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        self.retranslate()

    @property
    def state(self) -> str:
        """``"idle"``, ``"starting"``, ``"running"`` or ``"stopping"``."""
        return self._state

    def set_state(self, state: str) -> None:
        """Show what pressing will do. A run can be stopped while it is starting."""
        if state not in _STATES:
            raise ValueError(f"no such state: {state!r}")
        if state != self._state:
            self._state = state
            self.setEnabled(state != "stopping")
            self.retranslate()

    def set_running(self, running: bool) -> None:
        """Shorthand for the two states at rest."""
        self.set_state("running" if running else "idle")

    def retranslate(self) -> None:
        """Show verb and key in the language of now."""
        word = tr(_STATES[self._state][0])
        self.setText(word)
        self.setAccessibleName(word)
        self.setAccessibleDescription(tr("Key: {key}", key=tr("Space")))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the longest of its words, so that it does not change while running."""
        words = max(fonts.width(tr(state[0]), 14, 600) for state in _STATES.values())
        key = fonts.width(tr("Space"), 11, 500) + 12
        return QSize(round(fonts.px(68) + words + key), max(40, fonts.px(40)))

    def minimumSizeHint(self) -> QSize:
        """Icon and verb are never cut off; of large text the key may go."""
        words = max(fonts.width(tr(_STATES[name][0]), 14, 600) for name in ("idle", "running"))
        key = 0.0 if fonts.is_large() else fonts.width(tr("Space"), 11, 500) + 12
        return QSize(round(fonts.px(56) + words + key), max(40, fonts.px(40)))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint icon, verb and key."""
        _, icon, fill, tone = _STATES[self._state]
        rect = QRectF(self.rect())
        paint.box(painter, rect, 8, fill, "border" if fill == "sunken" else None)
        if self.isEnabled() and (self.isDown() or self.underMouse()) and icon:
            paint.box(painter, rect, 8, paint.veil(0.18 if self.isDown() else 0.10))
        key = tr("Space")
        key_wide = fonts.width(key, 11, 500) + 12 if icon else 0
        wide = fonts.width(self.text(), 14, 600) + (fonts.px(24) if icon else 0)
        if icon and wide + key_wide + 24 > self.width():
            key = ""
        x = (self.width() - wide - (12 + key_wide if key and icon else 0)) / 2
        middle = self.height() / 2
        if icon:
            paint.picture(painter, x, middle, icon, 16, tone)
            x += fonts.px(24)
        base = paint.baseline(middle, 14, 600)
        x += paint.words(painter, x, base, self.text(), 14, 600, tone) + 12
        if icon and key:
            cap = QRectF(round(x), middle - fonts.px(9), round(key_wide), 2 * fonts.px(9))
            paint.box(painter, cap, 4, None, paint.faded(tone, 0.45))
            base = paint.baseline(middle, 11, 500)
            paint.words(
                painter, cap.center().x(), base, key, 11, 500, paint.faded(tone, 0.85), "centre"
            )
        if self.shows_ring:
            paint.box(painter, rect.adjusted(3, 3, -3, -3), 5, None, tone, 2)

    def _clicked(self) -> None:
        if self._state == "idle":
            self.start_asked.emit()
        elif self._state in ("starting", "running"):
            self.stop_asked.emit()
