"""A person at the window for the first time: what is over it, and the keys they press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.living import Living, living, until
from ui.shell.tour.bubble import Bubble
from ui.shell.tour.veil import Veil
from ui.shell.tour.welcome import Welcome

TITLES = [
    "Press Space to run",
    "Move anything, even while it runs",
    "See what every lane waits for",
    "There is more than the Bench",
]


class Newcomer:
    """Looks at the window of ``home`` and uses it."""

    def __init__(self, home: Living) -> None:
        self.home = home

    @property
    def veil(self) -> Veil | None:
        """What lies over the window."""
        return self.home.house.assistance.guide.veil

    @property
    def welcome(self) -> Welcome:
        """The first card."""
        assert self.veil is not None
        assert isinstance(self.veil.card, Welcome)
        return self.veil.card

    @property
    def bubble(self) -> Bubble:
        """The card of the tour."""
        assert self.veil is not None
        assert isinstance(self.veil.card, Bubble)
        return self.veil.card

    @property
    def told(self) -> str:
        """The title of the step that is told; empty when none is."""
        return self.bubble.title.text() if self.veil is not None else ""

    def press(
        self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys, each where the focus is then."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.home.window, key, modifier)

    def click(self, widget: QWidget) -> None:
        """Click where a widget stands, on whatever is uppermost there.

        Not through the window's handle: QTest would then serve events, in the midst of a coroutine.
        """
        window = self.home.window
        spot = widget.mapTo(window, widget.rect().center())
        found = window.childAt(spot)
        assert found is not None
        QTest.mouseClick(
            found,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            found.mapFrom(window, spot),
        )


@asynccontextmanager
async def first_start(app: QApplication) -> AsyncIterator[Newcomer]:
    """The window of a person without settings, greeted as in the app."""
    async with living(app) as home:
        await until(home.window.isActiveWindow)
        home.house.assistance.greet()
        yield Newcomer(home)


@asynccontextmanager
async def touring(app: QApplication) -> AsyncIterator[Newcomer]:
    """The same, at the first step of the tour."""
    async with first_start(app) as person:
        person.press(Qt.Key.Key_Return)
        await until(lambda: person.told == TITLES[0])
        yield person
