"""Carries a cost study out: one probe after another, in random order, each in its own process.

It belongs on the loop that drives the window and never holds it up. What cannot be had here is
named and left out; what fails is tried again in the next block and left out when it fails twice.
When it is cancelled, the probe under way is ended and what was measured is kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from lab.errors import SessionError
from lab.session.machine import Fact
from lab.session.probing import ProbeResult, ProbeRun, UnavailableError
from lab.spec.words import from_json, told

from .kinds import CostFigure
from .result import CostMissing, CostResult, CostSample
from .study import PAUSE_S, CostStudy, Turn

MOST_FAILURES = 2
MOST_S = 120.0
"""A probe that takes longer hangs (its peer was killed, say): it is ended and counts as failed."""


class ProbeLike(Protocol):
    """What of a `ProbeRun` is needed here; tests give one that makes figures up."""

    async def carry_out(self) -> ProbeResult:
        """Start it and wait for its end; cancelled, it is ended."""
        ...


class Maker(Protocol):
    """Makes a probe."""

    def __call__(self, name: str, order: Mapping[str, Any], *, python: str | None) -> ProbeLike:
        """The probe ``name`` with its order, to be carried out by ``python``."""
        ...


@dataclass(frozen=True, kw_only=True)
class CostProgress:
    """How far a study is."""

    done: int
    all: int
    turn: Turn | None
    """What is being measured; None before the first and after the last."""
    blocks: int
    seconds_done: float
    seconds_left: float

    @property
    def share(self) -> float:
        """How much of the time is over, 0 to 1."""
        whole = self.seconds_done + self.seconds_left
        return min(1.0, self.seconds_done / whole) if whole > 0 else 0.0


class CostConductor:
    """One study; use it once. The callbacks are called on the loop and have to return at once."""

    def __init__(self, study: CostStudy, make: Maker = ProbeRun) -> None:
        self.study = study
        self.on_progress: Callable[[CostProgress], object] | None = None
        self.on_sample: Callable[[CostSample], object] | None = None
        self._make = make
        self._cancelled = asyncio.Event()
        self._turns = study.turns()
        self._samples: list[CostSample] = []
        self._missing: list[CostMissing] = []
        self._failures: dict[str, int] = {}
        self._environment: Mapping[str, Fact] = {}
        self._state = "interrupted"
        self._problem = ""
        self._started_at = ""
        self._began = self._ended = 0.0
        self._expected_s = self._spent_s = 0.0

    def cancel(self) -> None:
        """End the probe under way and keep what was measured; :meth:`run` returns soon after."""
        self._cancelled.set()

    async def run(self) -> CostResult:
        """Carry the study out, to its end or until it is cancelled."""
        self._began = time.perf_counter()
        self._started_at = datetime.now().astimezone().isoformat(timespec="seconds")
        try:
            while self._turns and not self._cancelled.is_set():
                turn = self._turns.pop(0)
                self._tell(turn)
                await self._one(turn)
        finally:
            self._ended = time.perf_counter()
        self._state = "interrupted" if self._cancelled.is_set() else "finished"
        if self._state == "finished" and not self._samples:
            self._state = "failed"
            self._problem = self._missing[0].reason if self._missing else ""
        self._tell(None)
        return self.result_now()

    def result_now(self) -> CostResult:
        """The study as it is: what was measured so far, or its end."""
        return CostResult(
            study=self.study,
            state=self._state,
            started_at=self._started_at,
            seconds=(self._ended or time.perf_counter()) - self._began,
            samples=tuple(self._samples),
            missing=tuple(self._missing),
            environment=dict(self._environment),
            problem=self._problem,
        )

    # --- one probe after another ----------------------------------------------------------------
    async def _one(self, turn: Turn) -> None:
        kind = self.study.of.kind(turn.kind)
        began = time.perf_counter()
        probe = self._make(kind.probe, self.study.order(kind, turn.size), python=self.study.python)
        try:
            result = await self._carried_out(probe)
        except UnavailableError as error:
            self._leave_out(turn.kind, None, error.what)
            return
        except SessionError as error:
            self._failures[turn.kind] = self._failures.get(turn.kind, 0) + 1
            if self._failures[turn.kind] >= MOST_FAILURES or turn.block + 1 == self.study.repeats:
                self._leave_out(turn.kind, None, error.what)
            return
        if result is None:
            return
        self._environment = self._environment or dict(result.environment)
        sample = _sample(turn, result, self.study.of.figures)
        self._samples.append(sample)
        if sample.limit:
            self._leave_out_larger(turn, sample)
        if self.on_sample is not None:
            self.on_sample(sample)
        await asyncio.sleep(PAUSE_S)
        self._expected_s += self.study.seconds_of(turn)
        self._spent_s += time.perf_counter() - began

    async def _carried_out(self, probe: ProbeLike) -> ProbeResult | None:
        """What the probe ends with; None when it is cancelled before.

        SessionError when it fails or hangs.
        """
        loop = asyncio.get_running_loop()
        working = loop.create_task(probe.carry_out(), name="probe")
        given_up = loop.create_task(self._cancelled.wait(), name="cancelled")
        try:
            either = {working, given_up}
            await asyncio.wait(either, timeout=MOST_S, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return await working
            if not given_up.done():
                raise SessionError(told("it took more than {n:.0f} s and was ended", n=MOST_S))
            return None
        finally:
            for task in (working, given_up):
                task.cancel()
            await asyncio.wait({working, given_up})
            if not working.cancelled():
                working.exception()  # heard above, or no longer wanted

    def _leave_out(self, kind: str, size: int | None, reason: str) -> None:
        self._missing.append(CostMissing(kind=kind, size=size, reason=reason))
        self._turns = [
            turn
            for turn in self._turns
            if turn.kind != kind or (size is not None and turn.size != size)
        ]

    def _leave_out_larger(self, turn: Turn, sample: CostSample) -> None:
        """What a limit has stopped at one size, it stops there at every larger one."""
        reached = sample.figures.get("connected", 0.0)
        larger = {t.size for t in self._turns if t.kind == turn.kind and t.size > turn.size}
        for size in sorted(larger):
            measured = any((s.kind, s.size) == (turn.kind, size) for s in self._samples)
            if not measured:
                reason = told("no more than {n:,.0f}: {why}", n=reached, why=sample.limit)
                self._leave_out(turn.kind, size, reason)

    def _tell(self, turn: Turn | None) -> None:
        if self.on_progress is not None:
            self.on_progress(self._progress(turn))

    def _progress(self, turn: Turn | None) -> CostProgress:
        now = [turn] if turn is not None else []
        pace = self._spent_s / self._expected_s if self._expected_s else 1.0
        left = sum(self.study.seconds_of(t) for t in [*now, *self._turns]) * pace
        return CostProgress(
            done=len(self._samples),
            all=len(self._samples) + len(now) + len(self._turns),
            turn=turn,
            blocks=self.study.repeats,
            seconds_done=time.perf_counter() - self._began,
            seconds_left=0.0 if self._ended else left,
        )


def _sample(turn: Turn, result: ProbeResult, figures: tuple[CostFigure, ...]) -> CostSample:
    found = {figure.key: _value(result.figures, figure.path) for figure in figures}
    return CostSample(
        kind=turn.kind,
        size=turn.size,
        block=turn.block,
        figures={key: value for key, value in found.items() if value is not None},
        limit=from_json(result.figures.get("limit") or ""),
        seconds=result.seconds,
        others_cores=result.others_cores,
    )


def _value(found: Any, path: tuple[str, ...]) -> float | None:
    """What a path leads to; of a list, which is one value a repeat, the middle."""
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    if isinstance(found, list):
        ordered = sorted(found)
        found = ordered[len(ordered) // 2] if ordered else None
    return float(found) if isinstance(found, int | float) else None
