"""What a person would see: a widget's picture, and questions to its pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

Pixels = NDArray[np.uint8]


UNPAINTED = (0xFF, 0x00, 0xFF)
"""What a picture shows where the widget has not painted."""


def shot(widget: QWidget, ratio: float = 1.0, area: QRect | None = None) -> Pixels:
    """The widget as an array (height, width, 3), RGB, in device pixels of ``ratio``.

    Of ``area`` only when it is given, painted as Qt has an opaque widget paint a part of it.
    """
    wide, tall = round(widget.width() * ratio), round(widget.height() * ratio)
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(*UNPAINTED))
    if area is None:
        widget.render(image)
    else:
        painter = QPainter(image)
        painter.setClipRect(area)
        widget.render(painter, area.topLeft(), QRegion(area), QWidget.RenderFlag(0))
        painter.end()
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(tall, image.bytesPerLine() // 4, 4)
    return flat[:, :wide, 2::-1].copy()


def like(pixels: Pixels, colour: QColor, within: int = 12) -> NDArray[np.bool_]:
    """Where the pixels have this colour."""
    wanted = np.array([colour.red(), colour.green(), colour.blue()], np.int16)
    near: NDArray[np.bool_] = (np.abs(pixels.astype(np.int16) - wanted) <= within).all(axis=-1)
    return near
