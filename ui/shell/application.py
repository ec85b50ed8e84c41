"""The application object: hears the files that the system itself asks a program to open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent


class Application(QApplication):
    """Keeps the files that come before anybody listens: a double click can be what starts it."""

    def __init__(self) -> None:
        super().__init__(["hebra"])
        self._early: list[str] = []
        self._hear: Callable[[str], object] = self._early.append

    def listen(self, hear: Callable[[str], object]) -> None:
        """Hand every file to ``hear``, also those that came already."""
        self._hear = hear
        early, self._early = self._early, []
        for file in early:
            hear(file)

    def event(self, event: QEvent) -> bool:
        """Take what macOS sends instead of a command line."""
        if isinstance(event, QFileOpenEvent):
            if event.file():
                self._hear(event.file())
            return True
        return super().event(event)
