"""Carries a study out: blocks of all candidates in random order, one run after another.

It belongs on the loop that drives the window and never holds it up: runs are processes of their
own, and what takes longer than some milliseconds is done in a thread. A run that fails is a failed
trial and the study goes on; when it is cancelled, what was measured is kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from lab.errors import HebraError
from lab.session import Session
from lab.session.machine import Fact, describe
from lab.session.plan import full_mix
from lab.session.snapshot import Snapshot
from lab.spec import Experiment, Study, TaskShare
from lab.tasks import KINDS

from .cautions import cautions
from .conditions import Conditions
from .estimate import CALIBRATION_S, Pace, task_s
from .measurement import Measurement, Turn, wait_for
from .order import block_order
from .point import checked_study, experiment_of
from .progress import Progress
from .run import Maker
from .trial import NoiseFloor, StudyResult, Trial

MOST_FAILURES = 3
"""A candidate that failed so often is left out."""


class Conductor:
    """One study; use it once. The callbacks are called on the loop and have to return at once."""

    def __init__(
        self,
        study: Study,
        make: Maker = Session,
        *,
        noise: NoiseFloor | None = None,
        twins: bool = False,
        calibration: Mapping[str, float] | None = None,
    ) -> None:
        """InputError when the study cannot be carried out.

        ``twins`` allows equal candidates; ``calibration`` is another study's, for the same work.
        """
        self.study = checked_study(study, twins=twins)
        self.noise = noise
        self.on_progress: Callable[[Progress], object] | None = None
        self.on_trial: Callable[[Trial], object] | None = None
        self.on_snapshot: Callable[[Snapshot], object] | None = None
        self.started_at = ""
        self._make = make
        self._cancelled = asyncio.Event()
        self._trials: list[Trial] = []
        self._failures = [0] * len(self.study.candidates)
        self._state = "interrupted"
        self._problem = ""
        self._environment: Mapping[str, Fact] = {}
        self.calibration: Mapping[str, float] = dict(calibration or {})
        self._conditions = Conditions()
        self._pace = Pace(self.study)
        self._turns = [
            (block, candidate)
            for block in range(self.study.protocol.repeats)
            for candidate in block_order(
                len(self.study.candidates), self.study.protocol.seed, block
            )
        ]
        self._current: tuple[int, int] | None = None
        self._measuring = False
        self._phase = "calibrating"
        self._began = self._turn_began = self._ended = 0.0

    def cancel(self) -> None:
        """End the run under way and keep what was measured; :meth:`run` returns soon after."""
        self._cancelled.set()

    async def run(self) -> StudyResult:
        """Carry the study out, to its end or until it is cancelled."""
        self._began = self._turn_began = time.perf_counter()
        self.started_at = datetime.now().astimezone().isoformat(timespec="seconds")
        try:
            await self._calibrate()
            await self._go_through()
        except HebraError as error:
            self._state, self._problem = "failed", error.what
        else:
            self._state = "interrupted" if self._cancelled.is_set() else "finished"
        finally:
            self._ended = time.perf_counter()
            self._current = None
        if self._trials and self._state == "finished" and not self._measured:
            self._state, self._problem = "failed", self._trials[0].problem
        return self.result_now()

    def result_now(self) -> StudyResult:
        """The study as it is: what was measured so far, or its end."""
        trials = tuple(self._trials)
        return StudyResult(
            study=self.study,
            state=self._state,
            started_at=self.started_at,
            seconds=self._seconds,
            trials=trials,
            noise=self.noise,
            cautions=cautions(self.study, trials, self._environment, self._conditions),
            environment=dict(self._environment),
            problem=self._problem,
        )

    @property
    def progress(self) -> Progress:
        """How far it is."""
        block, candidate = self._current or (0, None)
        left = sum(self._pace.expected_s(place) for _, place in self._left)
        if candidate is not None:
            spent = time.perf_counter() - self._turn_began
            left += max(0.0, self._pace.expected_s(candidate) - spent)
        elif not self._trials and not self._ended:
            left += max(0.0, CALIBRATION_S - self._seconds)
        return Progress(
            trials_done=len(self._trials),
            trials_all=len(self._trials) + len(self._left) + self._measuring,
            block=block,
            blocks=self.study.protocol.repeats,
            candidate=candidate,
            phase=self._phase,
            seconds_done=self._seconds,
            seconds_left=0.0 if self._ended else left,
        )

    # --- one run after another ------------------------------------------------------------------
    async def _calibrate(self) -> None:
        """Find out once what a task of each size is here, so that all runs do the same work."""
        self._say("calibrating")
        experiments = [experiment_of(self.study, each) for each in self.study.candidates]
        kinds = {share.kind for experiment in experiments for share in experiment.mix}
        mix = (
            TaskShare(kind="wait", weight=1.0, parameters={"ms": 1.0}),
            *(TaskShare(kind=kind, weight=0.0) for kind in KINDS if kind in kinds - {"wait"}),
        )
        experiment = Experiment(
            approach="sequential",
            mix=full_mix(mix),
            options=self.study.options,
            python=self.study.python,
        )
        await asyncio.to_thread(self._conditions.look)
        run = self._make(experiment, calibration=self.calibration)
        try:
            await run.start()
            self.calibration = dict(run.calibration)
        finally:
            await run.stop()
        self._environment = {**describe(), **run.environment}

    async def _go_through(self) -> None:
        while self._left and not self._cancelled.is_set():
            self._current = self._left[0]
            del self._turns[: self._turns.index(self._current) + 1]
            self._turn_began = time.perf_counter()
            self._measuring = True
            trial = await self._one(*self._current)
            self._measuring = False
            self._trials.append(trial)
            if trial.state == "failed":
                self._failures[trial.candidate] += 1
            if self.on_trial is not None:
                self.on_trial(trial)
            self._say("resting")
            if self._left:
                await wait_for(self._cancelled, self.study.protocol.pause_s)
            if trial.state == "measured":
                self._pace.note(trial.candidate, time.perf_counter() - self._turn_began)
            self._current = None

    async def _one(self, block: int, place: int) -> Trial:
        candidate = self.study.candidates[place]
        experiment = experiment_of(self.study, candidate)
        # Another order of the mix in each block: one and the same could favour a candidate in all.
        seed = (self.study.options.seed + block) % 2**31
        experiment = replace(experiment, options=replace(self.study.options, seed=seed))
        run = self._make(experiment, calibration=self.calibration)
        turn = Turn(
            candidate=place,
            block=block,
            place=len(self._trials),
            lanes=experiment.shape.lanes,
            task_s=task_s(experiment),
        )
        trial = await Measurement(
            run, turn, self.study.protocol, self._cancelled, show=self._shown, say=self._say
        ).carry_out()
        # What only this candidate's runs know, such as the version of a library; the first wins.
        self._environment = {**run.environment, **self._environment}
        await asyncio.to_thread(self._conditions.look)
        return trial

    def _shown(self, snapshot: Snapshot) -> None:
        if self.on_snapshot is not None:
            self.on_snapshot(snapshot)
        self._tell()

    def _say(self, phase: str) -> None:
        self._phase = phase
        self._tell()

    def _tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(self.progress)

    @property
    def _left(self) -> list[tuple[int, int]]:
        """Turns that are still to come, without the candidates that are left out."""
        return [turn for turn in self._turns if self._failures[turn[1]] < MOST_FAILURES]

    @property
    def _measured(self) -> bool:
        return any(trial.state == "measured" for trial in self._trials)

    @property
    def _seconds(self) -> float:
        return (self._ended or time.perf_counter()) - self._began if self._began else 0.0
