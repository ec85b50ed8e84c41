"""Watches who can see the window: whether anybody does, and whether its screen is still there.

Only the system's own window (a `QWindow`) hears of being exposed. A widget is told when it is
minimised on X11, but nothing on Wayland: there nobody asks for frames any more, and after a
moment Qt calls the window unexposed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

OUT_OF_SIGHT_MS = 400
"""A window that was not asked for a frame for so long is not seen: 100 ms are late in a storm."""


class Watch(QObject):
    """Calls ``exposed`` when the window comes into sight or goes, ``moved`` when it is on another
    screen, and ``screens`` when a screen goes or has less room.
    """

    def __init__(
        self,
        window: QWidget,
        exposed: Callable[[], None],
        moved: Callable[[], None],
        screens: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(exposed)
        self._soon.start()
        # Several changes come together, and the system moves windows itself: look afterwards.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(screens)
        window.winId()  # has the system's window made, where it has not been shown yet
        handle = window.windowHandle()
        handle.installEventFilter(self)
        handle.screenChanged.connect(moved)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._follow)
        app.screenRemoved.connect(self._later.start)
        for screen in QGuiApplication.screens():
            self._follow(screen)

    def _follow(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._later.start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and isinstance(watched, QWindow):
            # Afterwards: the event is only passing by here. A frame that is late does not count.
            self._soon.start(0 if watched.isExposed() else OUT_OF_SIGHT_MS)
        return False
