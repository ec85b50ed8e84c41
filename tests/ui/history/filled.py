"""A window on a history that holds something."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.history import History
from tests.lab.history.results import made_run
from tests.lab.study.made import made_result
from tests.ui.living import Living, living, until
from ui.history.page import HistoryPage
from ui.shell.settings import Settings

T = TypeVar("T")
TITLES = ("Download files", "Mixed work", "", "Query a database", "Filter images", "Night")
APPROACHES = ("threads", "processes", "asyncio", "threads", "combined", "sequential")


def fill(titles: tuple[str, ...] = TITLES, *, study: bool = False) -> list[int]:
    """Keep a run for each title, the last one the newest; returns their ids, the newest first."""
    with History() as history:
        numbers = [
            history.keep(made_run(title, approach=approach, day=day))
            for day, (title, approach) in enumerate(zip(titles, APPROACHES, strict=False))
        ]
        if study:
            numbers.append(history.keep(made_result()))
    return numbers[::-1]


class Filled(Living):
    """The house, with the History page in view."""

    shown: HistoryPage

    def titles(self) -> list[str]:
        """What is listed."""
        return [str(self.shown.model.index(row).data()) for row in range(self.rows)]

    @property
    def rows(self) -> int:
        """How many entries are listed."""
        return self.shown.model.rowCount()

    async def asked(self, work: Callable[[History], T]) -> T:
        """What the window's own history answers."""
        return await self.house.history.ask(work)


@asynccontextmanager
async def filled(app: QApplication, rows: int | None = None) -> AsyncIterator[Filled]:
    """A window with the History page in view, as soon as it lists so many entries."""
    async with living(app, Settings(theme="light", language="en"), kind=Filled) as home:
        assert isinstance(home, Filled)
        page = home.house.show_page("history")
        assert isinstance(page, HistoryPage)
        home.shown = page
        await until(home.window.isActiveWindow)
        if rows is not None:
            await until(lambda: page.model.rowCount() == rows)
        yield home


def choose(home: Filled, *rows: int) -> None:
    """Click the rows, the second and later ones with Ctrl."""
    view = home.shown.list
    for place, row in enumerate(rows):
        where = view.visualRect(home.shown.model.index(row)).center()
        keys = Qt.KeyboardModifier.ControlModifier if place else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, where)
