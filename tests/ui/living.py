"""The whole window on fake sessions, for tests that act as a person would."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from PySide6.QtWidgets import QApplication

from lab.spec import Experiment
from tests.ui.fakes import FakeSession
from ui import words
from ui.run.tasks import Tasks
from ui.shell import settings
from ui.shell.house import House
from ui.shell.settings import Settings
from ui.shell.window import Window

PATIENCE_S = 10.0


async def until(true: Callable[[], object]) -> None:
    """Wait until a condition holds; TimeoutError when it never does."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("the condition has not come true")
        await asyncio.sleep(0.01)


class Living:
    """A house with the fake sessions it has made."""

    def __init__(self, app: QApplication, remembered: Settings) -> None:
        self.errors: list[BaseException] = []
        self.sessions: list[FakeSession] = []
        self.tasks = Tasks(self.errors.append)
        self.window = Window(remembered)
        self.window.show_where_it_was()
        self.house = House(app, self.window, self.tasks, self._make)
        self.page = self.house.page

    def _make(self, experiment: Experiment) -> FakeSession:
        self.sessions.append(FakeSession(experiment))
        return self.sessions[-1]

    @property
    def session(self) -> FakeSession:
        """The session of the run in progress, or of the last one."""
        return self.sessions[-1]

    async def run(self, readings: int = 3) -> FakeSession:
        """Start as by Space and wait until some readings have been shown."""
        before = len(self.sessions)
        self.house.press_space()
        await until(lambda: len(self.sessions) > before)
        await self.readings(readings)
        return self.session

    async def readings(self, more: int) -> None:
        """Wait until so many more readings have been taken."""
        wanted = self.session.t_s + (more - 0.5) / 10
        await until(lambda: self.session.t_s >= wanted)

    async def idle(self) -> None:
        """Wait until no run goes on."""
        await until(lambda: self.house.runner.state == "idle")

    def banners(self) -> str:
        """All that the banners of the page in view say."""
        shown = self.house.current.banners.banners.values()
        return "\n".join(f"{banner.what.text()} {banner.todo.text()}" for banner in shown)


@asynccontextmanager
async def living(
    app: QApplication, remembered: Settings | None = None, kind: type[Living] = Living
) -> AsyncIterator[Living]:
    """A window that is left the way a person leaves it: closed, then everything is ended."""
    # As in the app: closing the window may not stop the loop under what still has to end.
    app.setQuitOnLastWindowClosed(False)
    home = kind(app, remembered or settings.load())
    try:
        home.house.open_first()
        await until(home.house.current.isVisible)
        home.window.activateWindow()
        yield home
        if home.errors:
            raise home.errors[0]
    finally:
        home.window.close()
        await home.house.leave()
        await home.tasks.end()
        words.set_language("en")
        home.window.deleteLater()
        await asyncio.sleep(0)
