"""Bring the window to the front for whoever asked for it."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.single.wish import Wish


def come_forward(window: QWidget, wish: Wish) -> None:
    """Show ``window`` in front, not minimised, with the focus where the desktop grants it.

    A desktop lets a window take the focus when it brings the token of the click that asked for it:
    Qt reads Wayland's from the environment when it asks to be activated.
    """
    if wish.activation:
        os.environ["XDG_ACTIVATION_TOKEN"] = wish.activation
    try:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
    finally:
        os.environ.pop("XDG_ACTIVATION_TOKEN", None)
    if QGuiApplication.platformName() == "xcb":
        from ui.shell.x11 import take_focus

        take_focus(int(window.winId()), wish.startup)
