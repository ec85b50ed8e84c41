"""Icons: the shipped SVG files, drawn in the colour of a token."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lab.assets import resource
from ui.theme.tokens import Theme, current

APP = "hebra"


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _drawn(theme: Theme, name: str, size: int, token: str, ratio: float) -> QPixmap:
    shade = getattr(theme, token).encode()
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", shade)))
    side = round(size * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def pixmap(name: str, size: int = 16, token: str = "text2", ratio: float | None = None) -> QPixmap:
    """Icon ``name`` as a square of ``size`` logical pixels, sharp at the device pixel ``ratio``.

    Raises FileNotFoundError for a name that is not shipped.
    """
    if ratio is None:
        app = QGuiApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(current(), name, size, token, ratio)


def icon(name: str, token: str = "text2", size: int = 16) -> QIcon:
    """Icon ``name`` for a menu or a window, in the theme of this moment; dimmed when disabled."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, size, token, ratio))
        made.addPixmap(pixmap(name, size, "text3", ratio), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The app's own icon, in the sizes that desktops ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap(APP, size, "text", 1.0))
    return made
