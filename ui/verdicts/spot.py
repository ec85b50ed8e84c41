"""Measures on the spot what was advised: one short comparison, with progress and an end.

It lives on the window's loop and carries a study out as Compare does, through the conductor; the
figures are worked out in a thread, where nothing is measured: after the first block and at the end.
What was measured is kept in the history. `close` returns when no process is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from lab.advice.digest import Digest, digest
from lab.errors import HebraError
from lab.history.floor import known_floor
from lab.spec import Study
from lab.study.progress import Progress
from lab.study.trial import NoiseFloor, StudyResult, Trial
from ui.run.services import Services

from .runner import OWNER


class ConductorLike(Protocol):
    """What is needed of `lab.study.Conductor`; tests bring a fake."""

    on_progress: Callable[[Progress], object] | None
    on_trial: Callable[[Trial], object] | None

    async def run(self) -> StudyResult: ...
    def cancel(self) -> None: ...
    def result_now(self) -> StudyResult: ...


class Maker(Protocol):
    """Makes a conductor of a study; ``noise`` is the floor it judges by, where one is known."""

    def __call__(self, study: Study, *, noise: NoiseFloor | None) -> ConductorLike: ...


class SpotRunner(QObject):
    """One study at a time; ``state`` is ``idle``, ``running`` or ``stopping``."""

    state_changed = Signal(str)
    progressed = Signal(object)
    """The conductor's `Progress`."""
    digested = Signal(object)
    """The `Digest` of what there is so far, at last of the whole."""
    ended = Signal(object)
    """The `Digest` of the study that has just ended, in whatever way."""
    failed = Signal(object)
    """A `HebraError`."""

    def __init__(self, services: Services, make: Maker | None = None) -> None:
        super().__init__()
        self._services = services
        self._make = make or self._conductor
        self._conducting: ConductorLike | None = None
        self._task: asyncio.Task[None] | None = None
        self._working: asyncio.Task[None] | None = None
        self.state = "idle"
        self.study: Study | None = None
        """Of the figures: the one under way, or the last one."""

    def start(self, study: Study) -> None:
        """Carry ``study`` out, unless one is under way; whoever asks has the turn."""
        if self.state == "idle":
            self.study = study
            self._set_state("running")
            self._task = self._services.tasks.start(self._run(study), "measure the advice")

    def cancel(self) -> None:
        """End it and keep what there is; returns at once."""
        if self.state == "running":
            self._set_state("stopping")
            if self._conducting is not None:
                self._conducting.cancel()

    async def close(self) -> None:
        """End it and wait until it has ended."""
        self.cancel()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _run(self, study: Study) -> None:
        found: Digest | None = None
        try:
            noise = await asyncio.to_thread(known_floor, study.python)
            if self.state == "running":
                result = await self._carry_out(study, noise)
                if any(trial.state == "measured" for trial in result.trials):
                    found = await self._work_out(result)
                elif result.problem:
                    self.failed.emit(HebraError(result.problem))
        except HebraError as error:
            self.failed.emit(error)
        finally:
            self._conducting = None
            self._services.turn.give_back(OWNER)
            self._set_state("idle")
        if found is not None:
            self.ended.emit(found)

    async def _carry_out(self, study: Study, noise: NoiseFloor | None) -> StudyResult:
        conductor = self._conducting = self._make(study, noise=noise)
        keeping = self._services.history.keep_study(study)
        first_block, made = len(study.candidates), 0

        def keep(_trial: Trial) -> None:
            nonlocal made
            made += 1
            keeping.add(conductor.result_now())
            if made == first_block:
                work = self._look(conductor.result_now())
                self._working = self._services.tasks.start(work, "work out")

        conductor.on_progress = self.progressed.emit
        conductor.on_trial = keep
        try:
            return await conductor.run()
        finally:
            keeping.finish(conductor.result_now())

    async def _look(self, result: StudyResult) -> None:
        await self._work_out(result)

    async def _work_out(self, result: StudyResult) -> Digest:
        if self._working is not None and self._working is not asyncio.current_task():
            await asyncio.wait([self._working])
        found = await asyncio.to_thread(digest, result)
        self.digested.emit(found)
        return found

    def _conductor(self, study: Study, *, noise: NoiseFloor | None) -> ConductorLike:
        from lab.study.conductor import Conductor

        made: ConductorLike = Conductor(study, self._services.make_session, noise=noise)
        return made

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
