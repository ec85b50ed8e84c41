"""The surface every chart paints on: opaque, guarded, rebuilt only when its look changes."""

from __future__ import annotations

import logging
import math

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.focus import KeyboardFocus
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import colour, current
from ui.words import N_, language, tr

_log = logging.getLogger(__name__)
_LOOKS = frozenset(
    {
        QEvent.Type.PaletteChange,
        QEvent.Type.StyleChange,
        QEvent.Type.FontChange,
        QEvent.Type.LanguageChange,
        QEvent.Type.DevicePixelRatioChange,
    }
)


def in_words(figures: str) -> str:
    """The text alternative of any chart: its figures, or that there are none."""
    return figures or tr(N_("No figures yet"))


class Canvas(KeyboardFocus, QWidget):
    """A chart's surface: subclasses write ``rebuild`` (size or look changed) and ``draw``.

    ``ratio`` is device pixels for each logical pixel, known from the first painting on;
    ``backdrop`` holds what does not move (axes, labels) and is drawn again by ``rebuild`` only.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Every pixel is painted here, so Qt need not repaint the card behind at each frame.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sized(self, lambda: self.setMinimumSize(fonts.px(150), fonts.px(90)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.ratio = 1.0
        self.backdrop = QPixmap()
        self._look: tuple[object, ...] = ()
        self._complained = False
        self.tell("")

    # ── for subclasses ────────────────────────────────────────────────────────────────────
    def rebuild(self) -> None:
        """Lay out and draw everything anew for the present size, ``ratio``, theme and language."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRect) -> None:
        """Paint what lies in ``area``, in logical pixels."""
        raise NotImplementedError

    def stale(self) -> None:
        """Have everything rebuilt at the next painting."""
        self._look = ()
        self.update()

    def tell(self, figures: str) -> None:
        """Tell a screen reader what is on show; "" where there are no figures yet."""
        self._told = figures
        self.setAccessibleDescription(in_words(figures))

    def showing(self) -> bool:
        """Whether anybody can see the chart: Qt goes on painting windows that are minimised."""
        if not self.isVisible():
            return False
        window = self.window()
        return not window.isMinimized() and window.windowHandle().isExposed()

    def blank(self) -> QPixmap:
        """A new backdrop: the card's surface, of the widget's size."""
        made = QPixmap(
            max(1, round(self.width() * self.ratio)), max(1, round(self.height() * self.ratio))
        )
        made.setDevicePixelRatio(self.ratio)
        made.fill(colour("surface"))
        return made

    def copy_backdrop(self, painter: QPainter, area: QRect) -> None:
        """Copy what does not move into ``area``, out to the edges of the pixels it touches."""
        k = self.ratio
        left, top = math.floor(area.x() * k), math.floor(area.y() * k)
        wide = math.ceil((area.x() + area.width()) * k) - left
        tall = math.ceil((area.y() + area.height()) * k) - top
        target = QRectF(left / k, top / k, wide / k, tall / k)
        painter.drawPixmap(target, self.backdrop, QRectF(left, top, wide, tall))

    # ── Qt ────────────────────────────────────────────────────────────────────────────────
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            ratio = painter.deviceTransform().m11()
            look = (self.size(), ratio, current(), language(), fonts.scale())
            if look != self._look:
                self._look = look
                self.ratio = ratio
                self.rebuild()
            self.draw(painter, event.rect())
            if self.shows_ring:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint.ring(painter, QRectF(self.rect()), 4)
        except Exception:  # noqa: BLE001 - one that leaves paintEvent ends the process
            if not self._complained:
                self._complained = True
                _log.exception("%s cannot be painted", type(self).__name__)
        finally:
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            self.update()
        if event.type() == QEvent.Type.LanguageChange:
            self.tell(self._told)
