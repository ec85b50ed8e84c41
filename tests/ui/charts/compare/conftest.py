"""Plots on the screen, in a window of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

Hold = Callable[[QWidget, int, int], QWidget]


@pytest.fixture
def hold(qtbot: QtBot) -> Hold:
    """Show a widget in a window of this size; ``shot(widget.window())`` is its picture then."""
    kept: list[QWidget] = []

    def show(widget: QWidget, wide: int, high: int) -> QWidget:
        window = QWidget()
        kept.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        window.resize(wide, high)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return show
