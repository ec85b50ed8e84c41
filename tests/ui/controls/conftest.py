"""A window that is on the screen, in English and light."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import look
from ui.words import set_language

Stage = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def _plain(qapp: QApplication) -> Iterator[None]:
    look.apply(qapp, "light")
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    """Put widgets into a window, below each other (or ``across``), and show it."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 400, across: bool = False) -> QWidget:
        window = QWidget()
        kept.append(window)
        qtbot.addWidget(window)
        layout = QHBoxLayout(window) if across else QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        window.resize(width, 200)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show


@pytest.fixture
def repaints(qtbot: QtBot) -> Callable[[QWidget, Callable[[], object]], int]:
    """How many paint events a widget gets from what is done to it."""
    from PySide6.QtCore import QEvent, QObject

    class Counter(QObject):
        count = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return False

    def count(widget: QWidget, act: Callable[[], object]) -> int:
        QApplication.processEvents()
        counter = Counter()
        widget.installEventFilter(counter)
        act()
        QApplication.processEvents()
        widget.removeEventFilter(counter)
        return counter.count

    return count
