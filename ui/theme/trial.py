"""Tries in a process of its own whether Qt starts here, and says what it found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import __version__
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication

from ui.theme import fonts


def tell(say: Callable[[dict[str, object]], object]) -> None:
    """Start Qt as the window would; ``say`` takes facts, the last of them ``done``.

    Where Qt finds nothing to start on it says why and aborts the process.
    """

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            say({"failure": " ".join(text.split())})

    qInstallMessageHandler(hear)
    say({"versions": f"Qt {qVersion()}, PySide6 {__version__}"})
    app = QGuiApplication(["hebra"])
    sizes = (screen.size() for screen in app.screens())
    say(
        {
            "platform": QGuiApplication.platformName(),
            "screens": " ".join(f"{size.width()}×{size.height()}" for size in sizes),
        }
    )
    fonts.load()
    families = QFontDatabase.families()
    say({"fonts": {name: name in families for name in (fonts.SANS, fonts.MONO)}, "done": True})
    qInstallMessageHandler(None)
