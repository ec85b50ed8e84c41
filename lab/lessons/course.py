"""Carries a lesson's experiment out, for the window and the command line alike.

A course is used once, on one asyncio loop. It tells how far it is, ends soon after ``cancel``, and
leaves nothing behind: a study is a conductor's, a probe a process that is stopped in any case.
"""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np

from lab.advice.blocks import by_block
from lab.advice.row import row_of
from lab.errors import HebraError
from lab.session import Session
from lab.session.probing import ProbeResult, ProbeRun
from lab.session.snapshot import Shares
from lab.study.conductor import Conductor
from lab.study.progress import Progress
from lab.study.run import Maker
from lab.study.trial import StudyResult, Trial

from .figures import NOTHING, Answer, answer_of
from .lesson import Lesson, ProbeWork, StudyWork

DISTURBANCES = ("failed", "background", "battery", "frequency")
"""Kinds of cautions that speak of the machine and not of the study."""


@dataclass(frozen=True)
class Advance:
    """How far a course is: 0 to 1, and about how many seconds are left."""

    share: float
    seconds_left: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a course ended with. ``state``: ``finished``, ``interrupted`` or ``failed``.

    The answer holds what was measured until then.
    """

    state: str
    answer: Answer
    problem: str = ""
    result: StudyResult | None = None
    """Of a lesson whose experiment is a study."""
    caution: str = ""
    """What disturbed the measurement (told); empty when nothing did."""


class Course(Protocol):
    """One carrying out of a lesson's experiment."""

    on_advance: Callable[[Advance], object] | None

    async def run(self) -> Outcome:
        """Carry it out to its end, or until it is cancelled. Raises nothing a reader can mend."""
        ...

    def cancel(self) -> None:
        """End it; :meth:`run` returns soon after."""
        ...


class ProbeLike(Protocol):
    """What of a probe's run a course needs; tests give a made-up one."""

    async def start(self) -> None:
        """Start it; SessionError when it cannot be."""
        ...

    async def finished(self) -> ProbeResult:
        """Wait for its end; SessionError when there is no result."""
        ...

    async def stop(self) -> None:
        """End it and everything it started. Idempotent."""
        ...


ProbeMaker = Callable[[str, Mapping[str, Any]], ProbeLike]
"""Makes the run of a probe from its name and its order."""


def course_of(
    lesson: Lesson,
    make: Maker = Session,
    probe: ProbeMaker | None = None,
    *,
    python: str | None = None,
) -> StudyCourse | ProbeCourse:
    """What carries ``lesson``'s experiment out; InputError when that cannot be."""
    if isinstance(lesson.work, StudyWork):
        return StudyCourse(lesson, lesson.work, make, python)
    return ProbeCourse(lesson, lesson.work, probe or partial(ProbeRun, python=python))


class StudyCourse:
    """A lesson's study; ``on_trial`` is told of every run, for whoever keeps them."""

    def __init__(self, lesson: Lesson, work: StudyWork, make: Maker, python: str | None) -> None:
        self.on_advance: Callable[[Advance], object] | None = None
        self.on_trial: Callable[[StudyResult], object] | None = None
        self.study = dataclasses.replace(work.study, python=python)
        self._prediction = lesson.prediction
        self._conductor = Conductor(self.study, make)
        self._conductor.on_progress = self._tell
        self._conductor.on_trial = self._keep

    async def run(self) -> Outcome:
        """Carry the study out."""
        result = await self._conductor.run()
        return Outcome(
            state=result.state,
            answer=study_answer(result, self._prediction.places, self._prediction.figure.of),
            problem=result.problem,
            result=result,
            caution=_disturbed(result),
        )

    def cancel(self) -> None:
        """End the run under way; what was measured is kept."""
        self._conductor.cancel()

    def _tell(self, progress: Progress) -> None:
        if self.on_advance is not None:
            self.on_advance(Advance(progress.share, progress.seconds_left))

    def _keep(self, _trial: Trial) -> None:
        if self.on_trial is not None:
            self.on_trial(self._conductor.result_now())


class ProbeCourse:
    """A lesson's probe, side after side and again; a side that fails once ends the course."""

    def __init__(self, lesson: Lesson, work: ProbeWork, make: ProbeMaker) -> None:
        self.on_advance: Callable[[Advance], object] | None = None
        self._work, self._prediction = work, lesson.prediction
        self._make = make
        self._values = {place: np.full(work.repeats, np.nan) for place in range(len(work.sides))}
        self._current: asyncio.Task[ProbeResult] | None = None
        self._cancelled = False

    async def run(self) -> Outcome:
        """Carry the probe out as often as the lesson says."""
        began, done = time.perf_counter(), 0
        turns = [(n, place) for n in range(self._work.repeats) for place in self._values]
        state, problem = "finished", ""
        self._tell(0, len(turns), began)
        for n, place in turns:
            if self._is_given_up():
                break
            run = self._make(self._work.probe, self._work.sides[place].order or {})
            self._current = asyncio.get_running_loop().create_task(
                _carried_out(run), name="a lesson's probe"
            )
            try:
                found = await self._current
                value = self._prediction.figure.of(found.figures)
                self._values[place][n] = np.nan if value is None else value
            except HebraError as error:
                state, problem = "failed", error.what
                break
            except asyncio.CancelledError:
                if not self._is_given_up():
                    raise
                break
            done += 1
            self._tell(done, len(turns), began)
        if self._is_given_up() and done < len(turns):
            state, problem = "interrupted", ""
        values = tuple(self._values[place] for place in self._prediction.places)
        return Outcome(state=state, answer=answer_of(values), problem=problem)

    def cancel(self) -> None:
        """End the probe under way; what was measured is kept."""
        self._cancelled = True
        if self._current is not None:
            self._current.cancel()

    def _is_given_up(self) -> bool:
        return self._cancelled

    def _tell(self, done: int, turns: int, began: float) -> None:
        if self.on_advance is not None:
            spent = time.perf_counter() - began
            left = spent / done * (turns - done) if done else self._work.seconds
            self.on_advance(Advance(done / turns, left))


async def _carried_out(run: ProbeLike) -> ProbeResult:
    try:
        await run.start()
        return await run.finished()
    finally:
        await run.stop()


def study_answer(
    result: StudyResult, places: tuple[int, ...], of: Callable[[Trial], float | None]
) -> Answer:
    """What a study, finished or cut short, says of the candidates at ``places``."""
    if not result.trials:
        return NOTHING
    found = answer_of(tuple(by_block(result, place, of) for place in places))
    return dataclasses.replace(found, shares=_shares(row_of(result, places[-1]).shares))


def _disturbed(result: StudyResult) -> str:
    """The gravest thing that disturbed the runs; how few they are the lesson has chosen itself."""
    return next((c.text for c in result.cautions if c.kind in DISTURBANCES), "")


def _shares(shares: Shares) -> dict[str, float]:
    known = {name: getattr(shares, name) for name in ("running", "gil", "core", "io", "loop")}
    return {name: float(share) for name, share in known.items() if share is not None}
