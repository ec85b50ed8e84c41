"""The Deadlock view on the screen, with runs that do what the test lets them do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lab.errors import SessionError
from lab.session.probing import ProbeResult
from tests.ui.living import until
from ui import words
from ui.controls.banner_stack import BannerStack
from ui.controls.worded import Source, said
from ui.hazards.deadlock.view import DeadlockView
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.theme import look


class FakeRun:
    """Does what `lab.session.probing.ProbeRun` promises; the test tells its figures."""

    def __init__(self, name: str, order: Mapping[str, Any]) -> None:
        self.name, self.order = name, dict(order)
        self.on_figures: Callable[[Mapping[str, Any]], object] | None = None
        self.last: dict[str, Any] = {}
        self.begun = asyncio.Event()
        self.over = asyncio.Event()
        self.stopped = False
        self.failure: SessionError | None = None

    async def start(self) -> None:
        if self.failure is not None:
            raise self.failure
        self.begun.set()

    def tell(self, **figures: Any) -> None:
        self.last.update(figures)
        assert self.on_figures is not None
        self.on_figures(figures)

    def finish(self, **figures: Any) -> None:
        self.last.update(figures)
        self.over.set()

    async def finished(self) -> ProbeResult:
        await self.over.wait()
        if "detected" not in self.last:
            raise SessionError("It was stopped before it had a result")
        return ProbeResult(figures=self.last, seconds=1.0, others_cores=0.0, environment={})

    async def stop(self) -> None:
        self.stopped = True
        self.over.set()


class Staged:
    """The view in a window, and what it asked of the house."""

    def __init__(self, make: Callable[[str, Mapping[str, Any]], Any] | None) -> None:
        self.errors: list[BaseException] = []
        self.runs: list[FakeRun] = []
        self.failure: SessionError | None = None
        self.notes: list[str] = []
        self.tasks = Tasks(self.errors.append)
        self.turn = Turn()
        self.services = Services(
            tasks=self.tasks,
            turn=self.turn,
            history=None,  # type: ignore[arg-type]
            settings=lambda: None,  # type: ignore[arg-type, return-value]
            remember=lambda **_changes: None,
            ask_save=None,  # type: ignore[arg-type]
            ask_open=None,  # type: ignore[arg-type]
            note=self._note,
            make_session=lambda *_args, **_more: None,
            show_page=lambda _key: None,
            open_in_bench=lambda _experiment: None,
            show_in_compare=lambda _study: None,
            show_entry=lambda _entry: None,
            bench_experiment=None,  # type: ignore[arg-type]
        )
        self.banners = BannerStack()
        self.view = DeadlockView(self.services, self.banners, make=make or self._make)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.addWidget(self.banners)
        column.addWidget(self.view, 1)

    @property
    def run(self) -> FakeRun:
        """The one that goes on, or the last one."""
        return self.runs[-1]

    async def running(self) -> FakeRun:
        """Wait until one has been started and goes on."""
        await until(lambda: self.runs and self.run.begun.is_set())
        return self.run

    async def idle(self) -> None:
        """Wait until nothing goes on."""
        await until(lambda: not self.view.runner.going)

    def _make(self, name: str, order: Mapping[str, Any]) -> FakeRun:
        self.runs.append(FakeRun(name, order))
        self.run.failure = self.failure
        return self.run

    def _note(self, source: Source, _icon: str) -> None:
        self.notes.append(said(source))


@asynccontextmanager
async def staged(
    app: QApplication, make: Callable[[str, Mapping[str, Any]], Any] | None = None
) -> AsyncIterator[Staged]:
    """On the screen, in English and light; left with everything ended."""
    app.setQuitOnLastWindowClosed(False)
    look.apply(app, "light")
    words.set_language("en")
    home = Staged(make)
    try:
        home.window.resize(1363, 780)
        home.window.show()
        await until(home.window.isVisible)
        yield home
        if home.errors:
            raise home.errors[0]
    finally:
        await home.view.leave()
        home.window.close()
        await home.tasks.end()
        words.set_language("en")
        home.window.deleteLater()
        await asyncio.sleep(0)
