"""The states of the Lessons: the list, a lesson to be read, a guess, and what came of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

from lab.analysis.interval import Interval
from lab.lessons.course import Outcome
from lab.lessons.figures import Answer
from lab.lessons.progress import Progress, ProgressStore
from tests.shots.stage import Act, Stage
from ui.lessons.page import LessonsPage

ANSWER = Answer(
    measured=Interval(1.02, 1.0, 1.04, 5),
    sides=(Interval(99.1, 98.0, 99.6, 5), Interval(101.0, 99.8, 101.9, 5)),
    shares={"running": 0.25, "gil": 0.74},
)


def page_of(stage: Stage) -> LessonsPage:
    """The page."""
    return cast(LessonsPage, stage.house.show_page("lessons"))


async def shelf(stage: Stage) -> None:
    """As it is opened again: two lessons are done, one was begun."""
    page_of(stage)


async def reading(stage: Stage) -> None:
    """A lesson with a table, from its beginning."""
    page_of(stage).show_lesson("11-combine")


async def predicting(stage: Stage) -> None:
    """A guess was made."""
    page = page_of(stage)
    page.show_lesson("01-four-threads")
    page.sheet.card.again.click()
    page.sheet.card.pin.set_guess(3.2)
    await _below(page)


async def after(stage: Stage) -> None:
    """Guess and measurement beside each other."""
    page = page_of(stage)
    page._show_end(page.lesson, Outcome(state="finished", answer=ANSWER))
    await _below(page)


async def thinking(stage: Stage) -> None:
    """The end of the lesson, with the answer shown."""
    page = page_of(stage)
    page.sheet.question.show_answer.click()
    await _below(page)


async def _below(page: LessonsPage) -> None:
    """Scroll to the end once the texts have their height."""
    await asyncio.sleep(0.1)
    bar = page.sheet.area.verticalScrollBar()
    bar.setValue(bar.maximum())


def _half_way(data: Path) -> None:
    progress = Progress().measured("01-four-threads", 3.2, ANSWER)
    progress = progress.measured("02-waiting", 6.0, ANSWER).opened("03-processes")
    ProgressStore(data / "lessons.json").keep(progress)


LESSONS = Act(
    {
        "lessons": shelf,
        "lessons-reading": reading,
        "lessons-predicting": predicting,
        "lessons-after": after,
        "lessons-thinking": thinking,
    },
    _half_way,
)
