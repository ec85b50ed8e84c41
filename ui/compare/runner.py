"""The study that the page shows: carries one out, works it out as it grows, keeps its result.

The runner is the only one in the window that holds a conductor. It lives on the window's loop: a
study is one task that measures the noise floor where it is not known yet, has the conductor carry
out all trials, and works the figures out. Everything else is told by signals.

Working a study out takes up to some tenths of a second of a core, and must not disturb what is
measured: it is done in a thread right after a trial, when the next one is still resting, starting
and warming up; in the first block after every trial, later after the last one of a block. There is
one study at a time; `close` ends it and returns when no process is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from lab.advice.digest import Digest, digest
from lab.advice.recommendation import Recommendation, recommend
from lab.errors import HebraError
from lab.session.snapshot import Snapshot
from lab.spec import Study
from lab.study.progress import Progress
from lab.study.trial import NoiseFloor, StudyResult, Trial
from ui.run.services import Services

if TYPE_CHECKING:
    from lab.study.break_even import BreakEven

OWNER = "compare"


class ConductorLike(Protocol):
    """What the window needs of `lab.study.Conductor`; tests bring a fake."""

    on_progress: Callable[[Progress], object] | None
    on_trial: Callable[[Trial], object] | None
    on_snapshot: Callable[[Snapshot], object] | None

    async def run(self) -> StudyResult: ...
    def cancel(self) -> None: ...
    def result_now(self) -> StudyResult: ...


class Maker(Protocol):
    """Makes a conductor of a study; ``noise`` is the floor it judges by."""

    def __call__(self, study: Study, *, noise: NoiseFloor | None) -> ConductorLike: ...


class Runner(QObject):
    """One study at a time; ``state`` is ``idle``, ``noise``, ``running`` or ``stopping``."""

    state_changed = Signal(str)
    progressed = Signal(object)
    """How far the conductor is: its `Progress`."""
    snapshot = Signal(object)
    """A reading of the trial under way."""
    digested = Signal(object)
    """The `Digest` of what there is so far, and at last of the whole."""
    ended = Signal(object)
    """The `Digest` of the study that has just ended, in whatever way."""
    failed = Signal(object)
    """A `HebraError`: the study could not be carried out."""
    noise_changed = Signal()
    """The noise floor was measured."""
    noise_progressed = Signal(object)
    """How far measuring the noise floor is: its `Progress`."""

    def __init__(
        self,
        services: Services,
        make: Maker | None = None,
        noise: Callable[..., Any] | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._make = make or self._conductor
        self._measure_noise = noise or self._noise_floor
        self._running: ConductorLike | None = None
        self._task: asyncio.Task[None] | None = None
        self._noise_task: asyncio.Task[NoiseFloor] | None = None
        self._digesting: asyncio.Task[None] | None = None
        self.state = "idle"
        self.noise: NoiseFloor | None = None
        """Of this session; None until it has been measured."""
        self.digest: Digest | None = None
        """Of the study under way, or of the last one."""
        self.recommendation: Recommendation | None = None
        """Of the last study; None while one is under way."""
        self.study: Study | None = None
        """That was asked for last."""
        self.break_even: BreakEven | None = None
        """What was found of the same work, for recommendations to say what would change them."""

    @property
    def result(self) -> StudyResult | None:
        """The study as it stands; None before there is anything."""
        return self.digest.result if self.digest is not None else None

    def start(self, study: Study) -> None:
        """Carry out ``study``, unless something is being measured; whoever asks has the turn."""
        if self.state == "idle":
            self.study, self.digest, self.recommendation = study, None, None
            self._set_state("running" if self.noise else "noise")
            self._task = self._services.tasks.start(self._run(study), "study")

    def show(self, result: StudyResult) -> None:
        """Show a study that was carried out before, unless one is under way."""
        if self.state == "idle":
            self.study, self.digest, self.recommendation = result.study, None, None
            self._digesting = self._services.tasks.start(self._shown(result), "show study")

    def measure_noise(self) -> None:
        """Measure the noise floor anew."""
        if self.state == "idle":
            self._set_state("noise")
            self._task = self._services.tasks.start(self._only_noise(), "noise floor")

    def cancel(self) -> None:
        """End the study; returns at once, ``ended`` tells when it has ended."""
        if self.state in ("noise", "running"):
            self._set_state("stopping")
            if self._noise_task is not None:
                self._noise_task.cancel()
            if self._running is not None:
                self._running.cancel()

    def consider(self, found: BreakEven) -> None:
        """Say of the last study what a break-even of the same work adds."""
        self.break_even = found
        if self.state == "idle" and self.result is not None:
            work = self._work_out(self.result, whole=True)
            self._digesting = self._services.tasks.start(work, "work out again")

    async def close(self) -> None:
        """End the study and wait until it has ended."""
        self.cancel()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _run(self, study: Study) -> None:
        try:
            await self._floor()
            if self.state == "stopping":
                return
            self._set_state("running")
            result = await self._carry_out(study)
            await self._work_out(result, whole=True)
        except HebraError as error:
            self.failed.emit(error)
        finally:
            self._running = None
            self._rest()
        if self.digest is not None:
            self.ended.emit(self.digest)

    async def _shown(self, result: StudyResult) -> None:
        await self._work_out(result, whole=True)
        if self.digest is not None and self.state == "idle":
            self.ended.emit(self.digest)

    async def _only_noise(self) -> None:
        self.noise = None
        try:
            await self._floor()
        except HebraError as error:
            self.failed.emit(error)
        finally:
            self._rest()

    async def _floor(self) -> None:
        """Measure the noise floor unless it is known; it stays unknown when that is cut short."""
        if self.noise is not None or self.state == "stopping":
            return
        loop = asyncio.get_running_loop()
        self._noise_task = loop.create_task(self._measure_noise(), name="measure noise")
        try:
            self.noise = await self._noise_task
            self.noise_changed.emit()
        except asyncio.CancelledError:
            if self.state != "stopping":
                raise
        finally:
            self._noise_task = None

    async def _carry_out(self, study: Study) -> StudyResult:
        keeping = self._services.history.keep_study(study)
        conductor = self._running = self._make(study, noise=self.noise)
        per_block = len(study.candidates)
        made = 0

        def keep(_trial: Trial) -> None:
            nonlocal made
            made += 1
            keeping.add(conductor.result_now())
            # In the first block every run is news; later a block at a time is soon enough.
            if made < per_block or made % per_block == 0:
                self._work_out_soon(conductor)

        conductor.on_progress = self.progressed.emit
        conductor.on_snapshot = self.snapshot.emit
        conductor.on_trial = keep
        if self.state == "stopping":
            conductor.cancel()
        try:
            result = await conductor.run()
        except BaseException:
            keeping.finish(conductor.result_now())
            raise
        keeping.finish(result)
        return result

    def _work_out_soon(self, conductor: ConductorLike) -> None:
        """Work out what there is, unless that is being done already."""
        if self._digesting is None or self._digesting.done():
            work = self._work_out(conductor.result_now())
            self._digesting = self._services.tasks.start(work, "work out")

    async def _work_out(self, result: StudyResult, *, whole: bool = False) -> None:
        if self._digesting is not None and self._digesting is not asyncio.current_task():
            await asyncio.wait([self._digesting])
        found = await asyncio.to_thread(worked_out, result, self.break_even, whole=whole)
        self.digest, self.recommendation = found
        self.digested.emit(self.digest)

    def _conductor(self, study: Study, *, noise: NoiseFloor | None) -> ConductorLike:
        from lab.study.conductor import Conductor

        made: ConductorLike = Conductor(study, self._services.make_session, noise=noise)
        return made

    async def _noise_floor(self) -> NoiseFloor:
        from lab.history.floor import keep_floor
        from lab.study.noise import measure_noise, noise_study

        python = self._services.settings().python or None
        floor = await measure_noise(
            self._services.make_session,
            study=noise_study(python=python),
            on_progress=self.noise_progressed.emit,
        )
        # Nobody has watched what else was going on: it is kept for a short time only.
        await asyncio.to_thread(keep_floor, floor, python, busy=True)
        return floor

    def _rest(self) -> None:
        self._services.turn.give_back(OWNER)
        self._set_state("idle")

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


def worked_out(
    result: StudyResult, break_even: BreakEven | None, *, whole: bool
) -> tuple[Digest, Recommendation | None]:
    """The figures of ``result`` and, of a ``whole`` study, what they recommend."""
    figures = digest(result)
    return figures, recommend(figures, break_even) if whole else None
