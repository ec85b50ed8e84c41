"""Carries a lesson's experiment out on the window's loop, and keeps what a study found in History.

There is one at a time, and it is one task: it makes a course, tells how far it is by signals, and
gives the turn back in any case. `close` ends it and returns when no process is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lab.errors import HebraError
from lab.lessons.course import Course, Outcome, StudyCourse, course_of
from lab.lessons.lesson import Lesson
from ui.run.services import Services

if TYPE_CHECKING:
    from lab.study.trial import StudyResult

OWNER = "lessons"
Make = Callable[[Lesson], Course]


class LessonRunner(QObject):
    """``state`` is ``idle``, ``running`` or ``stopping``."""

    state_changed = Signal(str)
    advanced = Signal(object)
    """How far it is: an `Advance`."""
    ended = Signal(object, object)
    """The `Lesson`, and the `Outcome` of its experiment, in whatever way it ended."""
    failed = Signal(object)
    """A `HebraError`: the experiment could not be carried out."""

    def __init__(self, services: Services, make: Make | None = None) -> None:
        super().__init__()
        self._services = services
        self._make = make or self._course
        self._course_now: Course | None = None
        self._task: asyncio.Task[None] | None = None
        self.state = "idle"
        self.lesson: Lesson | None = None
        """Whose experiment goes on, or went on last."""

    def start(self, lesson: Lesson) -> None:
        """Carry the lesson's experiment out; whoever asks has the turn."""
        if self.state == "idle":
            self.lesson = lesson
            self._set_state("running")
            self._task = self._services.tasks.start(self._run(lesson), "lesson")

    def cancel(self) -> None:
        """End it; returns at once, ``ended`` tells when it has ended."""
        if self.state == "running":
            self._set_state("stopping")
            if self._course_now is not None:
                self._course_now.cancel()

    async def close(self) -> None:
        """End it and wait until it has ended."""
        self.cancel()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _run(self, lesson: Lesson) -> None:
        outcome: Outcome | None = None
        try:
            outcome = await self._carry_out(lesson)
        except HebraError as error:
            self.failed.emit(error)
        finally:
            self._course_now = None
            self._services.turn.give_back(OWNER)
            self._set_state("idle")
        if outcome is not None:
            self.ended.emit(lesson, outcome)

    async def _carry_out(self, lesson: Lesson) -> Outcome:
        course = self._course_now = self._make(lesson)
        course.on_advance = self.advanced.emit
        if self.state == "stopping":
            course.cancel()
        if not isinstance(course, StudyCourse):
            return await course.run()
        keeping = self._services.history.keep_study(course.study)
        last: list[StudyResult] = []

        def keep(result: StudyResult) -> None:
            last[:] = [result]
            keeping.add(result)

        course.on_trial = keep
        try:
            outcome = await course.run()
        except BaseException:
            if last:
                keeping.finish(last[0])
            raise
        if outcome.result is not None:
            keeping.finish(outcome.result)
        return outcome

    def _course(self, lesson: Lesson) -> Course:
        python = self._services.settings().python or None
        return course_of(lesson, self._services.make_session, python=python)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
