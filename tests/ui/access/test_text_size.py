"""Text grows and shrinks by keys, at once, and is so again at the next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.living import living, until
from ui.theme import fonts

pytestmark = pytest.mark.qasync
CTRL = Qt.KeyboardModifier.ControlModifier


async def test_keys_change_the_size_at_once_and_it_comes_back(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await until(home.window.isActiveWindow)
        title, header = home.page.header.title, home.page.header
        before, high = title.font().pixelSize(), header.height()
        for _ in range(4):
            QTest.keyClick(home.window, Qt.Key.Key_Plus, CTRL)
        assert home.window.settings.text_size == 200
        assert title.font().pixelSize() == 2 * before
        await until(lambda: header.height() >= 2 * high - 2)
    async with living(qapp) as again:
        assert fonts.scale() == 2.0
        await until(again.window.isActiveWindow)
        QTest.keyClick(again.window, Qt.Key.Key_0, CTRL)
        assert again.page.header.title.font().pixelSize() == before
        assert again.window.settings.text_size == 100
