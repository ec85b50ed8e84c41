"""The window: a frame that is shown at once and filled when the rest is loaded."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.settings import Settings
from ui.shell.skeleton import Skeleton

ORDINARY = (1440, 900)
LEAST = (1024, 640)
VISIBLE = 120
"""A remembered place counts when a piece of this size of it is on some screen."""


class Window(QWidget):
    """The top-level window; what is in it comes later by :meth:`fill`."""

    seen = Signal(bool)
    """Whether anybody can see the window now: not when hidden or minimised."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.setWindowTitle("Hebra")
        self.setMinimumSize(*LEAST)
        self.skeleton = Skeleton(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.skeleton)

    def show_where_it_was(self) -> None:
        """Show the window where it stood at the end, if that can still be seen."""
        place = visible_place(
            self.settings.geometry,
            [screen.availableGeometry() for screen in QGuiApplication.screens()],
        )
        if self.settings.geometry and place == QRect(*self.settings.geometry):
            self.setGeometry(place)
        else:
            self.resize(place.size())
        if self.settings.maximised:
            self.showMaximized()
        else:
            self.show()

    def fill(self, content: QWidget) -> None:
        """Put ``content`` in the skeleton's place."""
        self._layout.addWidget(content)
        self.skeleton.hide()

    def remember(self, **changes: object) -> None:
        """Change settings; they are written when the window is left."""
        self.settings = dataclasses.replace(self.settings, **changes)  # type: ignore[arg-type]

    def closeEvent(self, event: QCloseEvent) -> None:
        place = self.normalGeometry() if self.isMaximized() else self.geometry()
        self.remember(
            geometry=(place.x(), place.y(), place.width(), place.height()),
            maximised=self.isMaximized(),
        )
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        # Minimising comes here too: Qt sends it as a spontaneous hide.
        super().hideEvent(event)
        self.seen.emit(False)


def visible_place(wanted: tuple[int, int, int, int] | None, screens: list[QRect]) -> QRect:
    """``wanted`` when a fair piece of it is on a screen, else an ordinary size that fits."""
    if wanted is not None:
        place = QRect(*wanted)
        for screen in screens:
            shared = place.intersected(screen)
            if shared.width() >= VISIBLE and shared.height() >= VISIBLE:
                return place
    room = screens[0].size() if screens else QRect(0, 0, *ORDINARY).size()
    return QRect(0, 0, min(ORDINARY[0], room.width()), min(ORDINARY[1], room.height()))
