"""Through every page and state of the window, on fakes: what holds everywhere is checked here."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.shots import bench as bench_shots
from tests.shots import hazards as race_shots
from tests.shots.compare import COMPARE
from tests.shots.costs import COSTS
from tests.shots.history import DAMAGED, EMPTY, HISTORY
from tests.shots.lessons import LESSONS
from tests.shots.stage import Act, Stage
from tests.shots.verdicts import VERDICTS_PAGE
from tests.ui.hazards.acting import FakeRun
from tests.ui.hazards.deadlock import figures as deadlock_figures
from tests.ui.hazards.deadlock.staging import FakeRun as FakeDeadlock
from tests.ui.living import Living, living, until
from ui.hazards.convoy.view import ConvoyView
from ui.hazards.deadlock.view import DeadlockView
from ui.hazards.loop.view import LoopView
from ui.hazards.page import HazardsPage
from ui.hazards.queues.view import QueuesView
from ui.run.code_dialog import CodeDialog
from ui.run.details import show_details
from ui.shell.help import HelpCard
from ui.shell.preferences import Preferences
from ui.shell.settings import Settings

LEVELS = 20
"""Of layouts within each other; no page has so many."""


@dataclass
class Scene:
    """One state of the window: its name, and what of it is looked at."""

    name: str
    home: Living
    shown: QWidget
    """The window, or the dialog above it."""


async def running(stage: Stage) -> None:
    """A run goes on; its figures are made up."""
    stage.house.page.start()
    await until(lambda: stage.seen_s > 1.5)


async def ended(stage: Stage) -> None:
    """The run has ended."""
    stage.house.runner.stop()
    await until(lambda: stage.house.runner.state == "idle")


async def options(stage: Stage) -> None:
    """Everything that is folded away."""
    stage.house.page.column.options.fold.setChecked(True)


async def banners(stage: Stage) -> None:
    """Every kind of banner."""
    for kind in ("info", "warn", "bad"):
        stage.house.page.banners.tell(
            kind, kind, "What happened here, in some words", "What to do", action="Do", act=int
        )


async def settings(stage: Stage) -> None:
    """The settings."""
    stage.tidy()
    stage.house._open_preferences()
    (dialog,) = stage.house.window.findChildren(Preferences)
    await until(dialog.room.limit.isEnabled)


async def details(stage: Stage) -> None:
    """A traceback."""
    stage.tidy()
    show_details(stage.house.window, "Something", "Traceback\n  File\nValueError: seven")


BENCH = Act(
    {
        "idle": bench_shots.idle,
        "running": running,
        "finished": ended,
        "options": options,
        "kinds": bench_shots.kinds,
        "banners": banners,
        "settings": settings,
        "help": bench_shots.help_,
        "code": bench_shots.code,
        "details": details,
    }
)


def hazards_of(stage: Stage) -> HazardsPage:
    """The page in view."""
    stage.tidy()
    return cast(HazardsPage, stage.house.show_page("hazards"))


async def deadlock(stage: Stage) -> None:
    """Before anything was run."""
    hazards_of(stage).show_hazard("deadlock")


async def stuck(stage: Stage) -> None:
    """A circle that is closed."""
    view = cast(DeadlockView, hazards_of(stage).show_hazard("deadlock"))
    runs: list[FakeDeadlock] = []

    def make(name: str, order: Any) -> FakeDeadlock:
        runs.append(FakeDeadlock(name, order))
        return runs[-1]

    view.runner._make = make
    view.start()
    await until(lambda: runs and runs[0].begun.is_set())
    runs[0].tell(**deadlock_figures.begun())
    runs[0].tell(**deadlock_figures.stuck())
    await until(lambda: view.runner.state == "stuck")


async def loop(stage: Stage) -> None:
    """The first of the places is being measured."""
    view = cast(LoopView, hazards_of(stage).show_hazard("loop"))
    runs = _acted(view)
    view.toggle()
    await until(lambda: runs and runs[-1].state == "running")
    runs[-1].tell(beats=[[0.02 * (n + 1), 3.0] for n in range(100)], tasks=7)


async def convoy(stage: Stage) -> None:
    """Before anything was measured."""
    hazards_of(stage).show_hazard("convoy")


async def queues(stage: Stage) -> None:
    """Before anything was measured."""
    hazards_of(stage).show_hazard("queues")


def _acted(view: LoopView | ConvoyView | QueuesView) -> list[FakeRun]:
    runs: list[FakeRun] = []

    def make(name: str, order: Any) -> FakeRun:
        runs.append(FakeRun(name, order))
        return runs[-1]

    view.carrier._make = make
    return runs


HAZARDS = Act(
    {
        "race": race_shots.at_first,
        "schedule": race_shots.schedule,
        "locked": race_shots.locked,
        "code": race_shots.code,
        "deadlock": deadlock,
        "stuck": stuck,
        "loop": loop,
        "convoy": convoy,
        "queues": queues,
    }
)
ACTS: dict[str, Act] = {
    "bench": BENCH,
    "compare": COMPARE,
    "hazards": HAZARDS,
    "costs": COSTS,
    "verdicts": VERDICTS_PAGE,
    "history": HISTORY,
    "history-empty": EMPTY,
    "history-damaged": DAMAGED,
    "lessons": LESSONS,
}
"""Every page, in the states that a person comes across."""


@asynccontextmanager
async def touring(
    app: QApplication,
    act: str,
    folder: Path,
    *,
    language: str = "en",
    text_size: int = 100,
    size: tuple[int, int] = (1280, 720),
) -> AsyncIterator[AsyncIterator[Scene]]:
    """The scenes of one act, one after another, in a window of this size."""
    ACTS[act].prepare(folder / "data")
    remembered = Settings(
        language=language, text_size=text_size, theme="light", geometry=(0, 0, *size)
    )
    async with living(app, remembered) as home:
        home.window.setMinimumSize(1, 1)
        home.window.resize(*size)
        await until(home.window.isActiveWindow)
        async with aclosing(_scenes(home, ACTS[act].states, folder)) as scenes:
            yield scenes


async def _scenes(
    home: Living, states: dict[str, Callable[[Stage], Awaitable[None]]], folder: Path
) -> AsyncGenerator[Scene, None]:
    stage = Stage(home.house, folder, 1.0)
    for name, reach in states.items():
        await reach(stage)
        await settled(home.window)
        yield Scene(name, home, _above(home.window))
    stage.tidy()


def _above(window: QWidget) -> QWidget:
    """The dialog or card that stands above the window; the window itself where there is none."""
    kinds = (Preferences, CodeDialog, HelpCard)
    shown = [
        one
        for one in window.findChildren(QWidget)
        if one.isWindow() and one.isVisible() and isinstance(one, kinds)
    ]
    dialogs = [
        one for one in QApplication.topLevelWidgets() if one.isVisible() and one.parent() is window
    ]
    return (shown or dialogs or [window])[-1]


async def settled(window: QWidget) -> None:
    """Wait until layouts have come to rest: until two looks find the same geometry."""
    before: list[object] = []

    def same() -> bool:
        # What was just filled in asks for room by an event that a picture does not wait for, and
        # its parent by another, which is left for the next round.
        for _ in range(LEVELS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        widgets = [one for one in window.findChildren(QWidget) if one.isVisible()]
        now: list[object] = [one.geometry().getRect() for one in widgets]
        alike = now == before
        before[:] = now
        return alike

    await until(same)
