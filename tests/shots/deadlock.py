"""The states of the Deadlock hazard: real probes, which really hang."""

from __future__ import annotations

from typing import cast

from tests.shots.stage import Act, Stage, until
from ui.hazards.deadlock.view import DeadlockView
from ui.hazards.page import HazardsPage


async def view_of(stage: Stage, scenario: str, cure: str = "none") -> DeadlockView:
    """The view with that chosen, and nothing going on."""
    page = cast(HazardsPage, stage.house.show_page("hazards"))
    view = cast(DeadlockView, page.show_hazard("deadlock"))
    stage.tidy()
    view.row.scenario.segment(scenario).click()
    view.cures.row.segment(cure).click()
    await until(lambda: not view.runner.going)
    return view


async def stuck(stage: Stage, scenario: str, workers: int = 0) -> None:
    """A scenario that hangs, found out and left standing."""
    view = await view_of(stage, scenario)
    if workers:
        view.row.workers[scenario].set_value(workers)
        view.row.changed.emit()
    view.start()
    await until(lambda: view.runner.state == "stuck")


async def first(stage: Stage) -> None:
    """As at the first visit."""
    await view_of(stage, "locks")


async def locks(stage: Stage) -> None:
    """Two locks in opposite order."""
    await stuck(stage, "locks")


async def mended(stage: Stage) -> None:
    """The same, mended by order."""
    view = await view_of(stage, "locks", "order")
    view.start()
    await until(lambda: not view.runner.going)


async def philosophers(stage: Stage) -> None:
    """As many as there can be."""
    await stuck(stage, "philosophers", 12)


async def one_lock(stage: Stage) -> None:
    """Some of them wait for the one lock."""
    view = await view_of(stage, "philosophers", "one-lock")
    view.start()
    await until(lambda: view.figures.get("done", 0) >= 4)


async def pipe(stage: Stage) -> None:
    """A parent and a child process."""
    await stuck(stage, "pipe")


async def circle(stage: Stage) -> None:
    """Two tasks that await each other."""
    await stuck(stage, "circle", 2)


DEADLOCK = Act(
    {
        "deadlock-first": first,
        "deadlock-locks": locks,
        "deadlock-mended": mended,
        "deadlock-philosophers": philosophers,
        "deadlock-one-lock": one_lock,
        "deadlock-pipe": pipe,
        "deadlock-circle": circle,
    }
)
