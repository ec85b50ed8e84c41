"""The first start: the welcome and the steps of the tour; then the About box."""

from __future__ import annotations

from tests.shots.stage import Act, Stage, until
from ui.shell.about.box import AboutBox
from ui.shell.help import HelpCard


async def welcome(stage: Stage) -> None:
    """Which language, before anything else."""
    stage.house.assistance.greet()


async def start(stage: Stage) -> None:
    """The first step, standing still for the pictures."""
    stage.house.assistance.guide.show_around()
    if stage.house.assistance.guide._pace is not None:
        stage.house.assistance.guide._pace.stop()


async def onward(stage: Stage) -> None:
    """The next step."""
    stage.house.assistance.guide._move(1)


async def about(stage: Stage) -> None:
    """The environment, with what the engine has said."""
    stage.house.assistance.guide.end()
    stage.house.rail.help_button.click()
    (card,) = stage.house.window.findChildren(HelpCard)
    card.about.click()
    await until(lambda: "CPython" in box_of(stage).facts.values["Engine"].text())


async def licences(stage: Stage) -> None:
    """The licences: Qt's."""
    box = box_of(stage)
    box.show_view("licences")
    assert box.licences is not None
    box.licences.table.selectRow(2)


def box_of(stage: Stage) -> AboutBox:
    """The open About box."""
    (box,) = stage.house.window.findChildren(AboutBox)
    return box


FIRST = Act(
    {
        "first-welcome": welcome,
        "first-start": start,
        "first-controls": onward,
        "first-charts": onward,
        "first-pages": onward,
        "about": about,
        "about-licences": licences,
    }
)
