"""The window inside the test's own process, without a display but with real engines.

For what is told in words: banners can be read here, on a screen only looked at.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import psutil
from PySide6.QtWidgets import QApplication

from lab.session import Session
from lab.spec import Experiment
from tests.e2e.patience import LIMIT_S, POLL_S
from ui.run.tasks import Tasks
from ui.shell.house import House
from ui.shell.settings import Settings
from ui.shell.window import Window


async def soon(condition: Callable[[], object], what: str, *, within_s: float = LIMIT_S) -> None:
    """Wait until ``condition`` is true, the window being served meanwhile."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s:g} s: {what}")
        await asyncio.sleep(POLL_S)


class Inside:
    """A window with real engines, and what it says."""

    def __init__(self, app: QApplication) -> None:
        self.errors: list[BaseException] = []
        self.tasks = Tasks(self.errors.append)
        self.window = Window(Settings(theme="light", language="en"))
        self.house = House(app, self.window, self.tasks)
        self.window.show()

    @property
    def session(self) -> Session:
        """The run that goes on."""
        session = self.house.runner._session
        assert session is not None
        return cast(Session, session)

    async def run(self, experiment: Experiment) -> None:
        """Put an experiment on the bench, press Space, and wait until tasks have been done."""
        self.house.draft.replace(experiment)
        self.house.press_space()
        runner = self.house.runner

        def done() -> bool:
            assert runner.state != "idle", self.banners()
            return runner.state == "running" and self.session.result().tasks_done > 0

        await soon(done, "tasks that are done")

    async def idle(self) -> None:
        """Wait until no run goes on."""
        await soon(lambda: self.house.runner.state == "idle", "the run to end")

    def workers(self) -> list[psutil.Process]:
        """The processes of the run that are neither the engine nor the server."""
        return [psutil.Process(pid) for pid in self.session._workers]

    def banners(self) -> dict[str, str]:
        """What each banner says, by its subject."""
        shown = self.house.page.banners.banners
        return {name: f"{b.what.text()} {b.todo.text()}" for name, b in shown.items()}


@asynccontextmanager
async def inside(app: QApplication) -> AsyncIterator[Inside]:
    """The window, closed at the end as by a person; errors nobody expected fail the test."""
    app.setQuitOnLastWindowClosed(False)
    here = Inside(app)
    try:
        yield here
        assert here.errors == []
    finally:
        here.window.close()
        await here.house.leave()
        await here.tasks.end()
        here.window.deleteLater()
        await asyncio.sleep(0)
