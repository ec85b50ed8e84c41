"""What a person would see: a widget's picture, and questions to its pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

Pixels = NDArray[np.uint8]


def shot(widget: QWidget, ratio: float = 1.0) -> Pixels:
    """The widget as an array (height, width, 3), RGB, in device pixels of ``ratio``."""
    wide, tall = round(widget.width() * ratio), round(widget.height() * ratio)
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0xFF00FF)
    widget.render(image)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(tall, image.bytesPerLine() // 4, 4)
    return flat[:, :wide, 2::-1].copy()


def like(pixels: Pixels, colour: QColor, within: int = 12) -> NDArray[np.bool_]:
    """Where the pixels have this colour."""
    wanted = np.array([colour.red(), colour.green(), colour.blue()], np.int16)
    near: NDArray[np.bool_] = (np.abs(pixels.astype(np.int16) - wanted) <= within).all(axis=-1)
    return near
