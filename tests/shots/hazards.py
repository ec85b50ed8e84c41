"""The states of the Hazards page; everything is run for real."""

from __future__ import annotations

from typing import cast

from lab.schedules import Program, chosen
from tests.shots.stage import Act, Stage, until
from ui.hazards.page import HazardsPage
from ui.hazards.race.kinds import BY_ITSELF, LIKELY
from ui.hazards.race.run_card import RunCard
from ui.hazards.race.view import CHOSEN, RaceView


def page_of(stage: Stage) -> HazardsPage:
    """The page in view."""
    stage.tidy()
    return cast(HazardsPage, stage.house.show_page("hazards"))


def race_of(stage: Stage, rung: str) -> RaceView:
    """The race, on one of its rungs."""
    view = cast(RaceView, page_of(stage).show_hazard("race"))
    view.show_rung(rung)
    return view


async def raced(stage: Stage, rung: str, kind: str) -> RunCard:
    """One of the races, carried out."""
    card = race_of(stage, rung).runs[rung]
    card.show_kind(kind)
    card.toggle()
    await until(lambda: (kind, "lock") in card.results and card.runner.state == "idle", 60)
    return card


async def at_first(stage: Stage) -> None:
    """Nothing was run yet."""
    race_of(stage, BY_ITSELF)


async def call(stage: Stage) -> None:
    """A call between read and write."""
    await raced(stage, BY_ITSELF, "call")


async def plain(stage: Stage) -> None:
    """The plain increment."""
    await raced(stage, BY_ITSELF, "plain")


async def copies(stage: Stage) -> None:
    """Processes with a variable each."""
    await raced(stage, BY_ITSELF, "copies")


async def likely(stage: Stage) -> None:
    """Switched more often."""
    await raced(stage, LIKELY, "often")


async def schedule(stage: Stage) -> None:
    """A schedule that loses, at its end."""
    scheduler = race_of(stage, CHOSEN).scheduler
    for thread in chosen(Program(), 3):
        scheduler.take(thread)


async def locked(stage: Stage) -> None:
    """Three threads and a lock that two wait for."""
    scheduler = race_of(stage, CHOSEN).scheduler
    scheduler.lock.setChecked(True)
    scheduler.threads.set_current("3")
    scheduler.threads.changed.emit("3")
    for _ in range(3):
        scheduler.take(1)


async def code(stage: Stage) -> None:
    """Both programs, whole."""
    race_of(stage, BY_ITSELF)
    page_of(stage).code.click()


RACE = Act(
    {
        "race-first": at_first,
        "race-call": call,
        "race-plain": plain,
        "race-copies": copies,
        "race-likely": likely,
        "race-schedule": schedule,
        "race-locked": locked,
        "race-code": code,
    }
)
