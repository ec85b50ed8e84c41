"""What a plot is painted on: an item over the whole scene, painted by a function in pixels."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

_log = logging.getLogger(__name__)


class Layer(QGraphicsItem):
    """Paints the whole scene by a function; an error is logged once and leaves it blank."""

    def __init__(self, draw: Callable[[QPainter], None], above: float) -> None:
        super().__init__()
        self._draw = draw
        self._area = QRectF()
        self._complained = False
        self.setZValue(above)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def resize(self, area: QRectF) -> None:
        """Cover ``area``."""
        self.prepareGeometryChange()
        self._area = area

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._draw(painter)
        except Exception:  # noqa: BLE001 - one that leaves paint ends the process
            if not self._complained:
                self._complained = True
                _log.exception("A plot cannot be painted")
