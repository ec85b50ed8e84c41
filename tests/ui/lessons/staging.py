"""A Lessons page without engines: a course that ends when the test lets it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from lab.analysis.interval import Interval
from lab.errors import SessionError
from lab.lessons.course import Advance, Outcome
from lab.lessons.figures import NOTHING, Answer
from lab.lessons.lesson import Lesson
from lab.lessons.progress import ProgressStore
from lab.spec import Experiment, Study
from tests.ui.compare.staging import FakeHistory
from tests.ui.fakes import experiment
from tests.ui.living import until
from ui import words
from ui.controls.worded import Source, said
from ui.lessons.page import LessonsPage
from ui.lessons.runner import LessonRunner
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell.settings import Settings
from ui.theme import look

ANSWER = Answer(
    measured=Interval(1.02, 1.0, 1.04, 5),
    sides=(Interval(99.1, 98.0, 99.6, 5), Interval(101.0, 99.8, 101.9, 5)),
    shares={"running": 0.25, "gil": 0.74, "core": 0.01, "io": 0.0, "loop": 0.0},
)


class FakeCourse:
    """Does what a course promises; ``end`` lets it end."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.on_advance: Callable[[Advance], object] | None = None
        self.cancelled = False
        self.error: SessionError | None = None
        self._outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def tell(self, share: float, seconds_left: float) -> None:
        if self.on_advance is not None:
            self.on_advance(Advance(share, seconds_left))

    def end(
        self,
        state: str = "finished",
        answer: Answer = ANSWER,
        problem: str = "",
        caution: str = "",
    ) -> None:
        outcome = Outcome(state=state, answer=answer, problem=problem, caution=caution)
        self._outcome.set_result(outcome)

    async def run(self) -> Outcome:
        if self.error is not None:
            raise self.error
        return await self._outcome

    def cancel(self) -> None:
        self.cancelled = True
        self.end("interrupted", NOTHING)


class Staged:
    """A page in a window, and what it asked of the house."""

    def __init__(self, folder: Path) -> None:
        self.errors: list[BaseException] = []
        self.courses: list[FakeCourse] = []
        self._seen = 0
        self.error: SessionError | None = None
        self.settings = Settings()
        self.notes: list[str] = []
        self.opened: list[Experiment] = []
        self.compared: list[object] = []
        self.shown: list[str] = []
        self.open_from: Path | None = None
        self.store = ProgressStore(folder / "lessons.json")
        self.tasks = Tasks(self.errors.append)
        self.turn = Turn()
        self.services = Services(
            tasks=self.tasks,
            turn=self.turn,
            history=FakeHistory(),  # type: ignore[arg-type]
            settings=lambda: self.settings,
            remember=self._remember,
            ask_save=self._ask_save,
            ask_open=self._ask_open,
            note=lambda source, _icon: self.notes.append(said(source)),
            make_session=lambda *_args, **_more: None,
            show_page=self.shown.append,
            open_in_bench=self.opened.append,
            show_in_compare=self._compare,
            show_entry=lambda _entry: None,
            bench_experiment=experiment,
        )
        self.runner = LessonRunner(self.services, self._make)
        self.page = LessonsPage(self.services, runner=self.runner, store=self.store, cores=4)

    async def measuring(self) -> FakeCourse:
        """Wait until an experiment goes on."""
        await until(lambda: len(self.courses) > self._seen)
        self._seen = len(self.courses)
        return self.courses[-1]

    async def idle(self) -> None:
        """Wait until nothing goes on any more, and everybody has heard of it."""
        await until(lambda: self.runner.state == "idle")
        await asyncio.sleep(0)

    def banners(self) -> str:
        """All that the banners say."""
        shown = self.page.banners.banners.values()
        return "\n".join(f"{banner.what.text()} {banner.todo.text()}" for banner in shown)

    def _make(self, lesson: Lesson) -> FakeCourse:
        self.courses.append(FakeCourse(lesson))
        self.courses[-1].error = self.error
        return self.courses[-1]

    def _compare(self, what: Study | Any) -> None:
        self.compared.append(what)

    def _remember(self, **changes: Any) -> None:
        self.settings = self.settings._replace(**changes)

    async def _ask_save(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Path | None:
        return None

    async def _ask_open(self, title: Source, filters: list[tuple[str, str]]) -> Path | None:
        return self.open_from


@asynccontextmanager
async def staged(
    app: QApplication, folder: Path, *, size: tuple[int, int] = (1363, 871)
) -> AsyncIterator[Staged]:
    """A page on the screen, in English and light; left with everything ended."""
    app.setQuitOnLastWindowClosed(False)
    look.apply(app, "light")
    words.set_language("en")
    home = Staged(folder)
    page = home.page
    try:
        page.resize(*size)
        page.show()
        await until(page.isVisible)
        page.activateWindow()
        await until(page.isActiveWindow)
        page.enter()
        yield home
        if home.errors:
            raise home.errors[0]
    finally:
        await page.leave()
        page.close()
        await home.tasks.end()
        words.set_language("en")
        page.deleteLater()
        await asyncio.sleep(0)
