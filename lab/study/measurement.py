"""One run of one candidate, measured: start, warm-up, measured time, end.

The run goes on until it was measured; nothing of it is left afterwards, whatever happened. Samples
are taken eight times a second: looking oftener would disturb what is measured.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from lab.analysis.steady import is_steady, warm_up
from lab.errors import HebraError
from lab.session.memory import memory_mib
from lab.session.period import Floats, Mark, Period
from lab.session.snapshot import Shares, Snapshot
from lab.spec import Protocol, told

from .run import Run
from .trial import Trial

PACE_S = 0.125
MOST_MARKS = 160
"""A mark is 50 kB: of a long run not every sample is kept."""
BROKEN = ("worker-lost", "lane-broken", "full", "capped", "unavailable")
"""Events after which a run is not what was to be measured any more."""
PATIENCE_S = 30.0
TASKS_WANTED = 4
"""One after another in each lane, to be measured at all."""
FAILED_ENOUGH = 20
"""When so many tasks failed and none did not, nothing else will come of it."""
CUT_MATTERS = 0.02
"""More warm-up is cut only when its throughput differs by this part from what follows."""

Show = Callable[[Snapshot], None]
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Whose turn it is, and what is expected of it."""

    candidate: int
    block: int
    place: int
    lanes: int
    task_s: float = 0.0
    """About how long its longest task takes, the other lanes beside it."""

    @property
    def patience_s(self) -> float:
        """How long it may take until a task has ended."""
        return PATIENCE_S + 2 * self.task_s


class CalledOffError(Exception):
    """The study was cancelled; what was measured counts as interrupted."""


class UnfitError(Exception):
    """The run is not what was to be measured; the reason is told."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Measurement:
    """Carries one run out and makes a trial of it."""

    def __init__(
        self,
        run: Run,
        turn: Turn,
        protocol: Protocol,
        cancelled: asyncio.Event,
        *,
        show: Show,
        say: Say,
    ) -> None:
        self.run = run
        self.turn = turn
        self.protocol = protocol
        self._cancelled = cancelled
        self._show = show
        self._say = say
        self._marks: list[Mark] = []
        self._keep_s = (protocol.warm_up_s + protocol.seconds) / MOST_MARKS
        self._base: int | None = None
        self._memory_mib: float | None = None
        self._task_problem = ""

    async def carry_out(self) -> Trial:
        """The trial, in whatever state it ended. Only what is wrong in this program is raised."""
        started_at = datetime.now().astimezone().isoformat(timespec="seconds")
        state, problem = "measured", ""
        try:
            await self._go_through()
        except CalledOffError:
            state = "interrupted"
        except UnfitError as unfit:
            state, problem = "failed", unfit.reason
        except HebraError as error:
            state, problem = "failed", error.what
        finally:
            await self.run.stop()
        return await self._trial(state, problem, started_at)

    # --- the run ------------------------------------------------------------------------------
    async def _go_through(self) -> None:
        self._say("warming up")
        await self._start()
        await self._begin()
        await self._sample_for(self.protocol.warm_up_s)
        self._base = len(self._marks) - 1
        self._say("measuring")
        await self._sample_for(self.protocol.seconds)
        done = self._marks[-1].tasks_done - self._marks[self._base].tasks_done
        if not done:
            raise UnfitError(self._nothing_done())
        self._memory_mib = await asyncio.to_thread(memory_mib, self.run.workers)

    async def _start(self) -> None:
        """Start the run; a cancelled study does not wait for it."""
        loop = asyncio.get_running_loop()
        starting = loop.create_task(self.run.start(), name="a trial's start")
        cancelled = loop.create_task(self._cancelled.wait(), name="cancelled")
        try:
            await asyncio.wait({starting, cancelled}, return_when=asyncio.FIRST_COMPLETED)
            if not starting.done():
                await self.run.stop()
                await asyncio.wait({starting})
                starting.exception()
            if cancelled.done():
                raise CalledOffError
            await starting
        finally:
            for task in (starting, cancelled):
                task.cancel()
            await asyncio.gather(starting, cancelled, return_exceptions=True)

    async def _begin(self) -> None:
        """Until all lanes have begun and a task has ended: what it took is start-up."""
        deadline = time.perf_counter() + self.turn.patience_s
        pause_s = PACE_S / 8
        while True:
            snapshot = self._sample()
            if snapshot.tasks_done and snapshot.lanes_alive >= self.turn.lanes:
                break
            hopeless = snapshot.tasks_failed >= FAILED_ENOUGH and not snapshot.tasks_done
            if hopeless or time.perf_counter() > deadline:
                raise UnfitError(self._nothing_done())
            await self._pause(pause_s)
            pause_s = min(PACE_S, 2 * pause_s)
        self._keep(always=True)

    async def _sample_for(self, seconds: float) -> None:
        """Sample at the pace for so long; the moments of its begin and end are kept."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            await self._pause(left / max(1, round(left / PACE_S)))
            self._sample()
        self._keep(always=True)

    async def _pause(self, seconds: float) -> None:
        if await wait_for(self._cancelled, seconds):
            raise CalledOffError

    def _sample(self) -> Snapshot:
        snapshot = self.run.sample()
        self._keep()
        for event in snapshot.events:
            if event.kind in BROKEN:
                raise UnfitError(event.text)
            if event.kind == "task-failed":
                self._task_problem = event.text
        if self.run.state != "running":
            failure = self.run.failure
            raise UnfitError(failure.what if failure else told("The run ended by itself"))
        self._show(snapshot)
        return snapshot

    def _keep(self, *, always: bool = False) -> None:
        mark = self.run.mark()
        if self._marks and mark.t_s <= self._marks[-1].t_s:
            return
        if always or not self._marks or mark.t_s - self._marks[-1].t_s >= self._keep_s:
            self._marks.append(mark)

    def _nothing_done(self) -> str:
        if self._task_problem:
            return told("Every task failed: {why}", why=self._task_problem)
        return told(
            "No task ended in the measured time: measure for {seconds:.2g} s or longer",
            seconds=max(TASKS_WANTED * self.turn.task_s, 2 * self.protocol.seconds),
        )

    # --- what is left of it -------------------------------------------------------------------
    async def _trial(self, state: str, problem: str, started_at: str) -> Trial:
        turn, marks = self.turn, self._marks
        trial = Trial(
            candidate=turn.candidate,
            block=turn.block,
            place=turn.place,
            state=state,
            problem=problem,
            started_at=started_at,
            start_up_ms=self.run.start_up_ms,
        )
        if len(marks) < 2:
            return trial
        base = self._base
        ends, rates = self.run.course(marks, base or 0)
        trial = replace(trial, course_s=ends, course_per_s=rates)
        if base is None or base >= len(marks) - 1:
            return trial
        cut, steady = await asyncio.to_thread(judge, ends[base:], rates[base:])
        begin = marks[base + cut]
        trial = replace(trial, warm_up_s=begin.t_s, steady=steady, memory_mib=self._memory_mib)
        return _with_figures(trial, self.run.since(begin, marks[-1]))


def _with_figures(trial: Trial, period: Period) -> Trial:
    """``trial`` with the figures of its measured time."""
    work = period.throughput_per_s * period.seconds
    return replace(
        trial,
        seconds=period.seconds,
        tasks_done=period.tasks_done,
        tasks_failed=period.tasks_failed,
        throughput_per_s=period.throughput_per_s,
        latency_ms=period.latency_ms,
        histogram=period.histogram,
        longest_ms=period.latency_ms.max if period.latency_ms is not None else 0.0,
        shares=period.shares if period.tasks_done else Shares(),
        cpu_ms_per_task=1000 * period.cpu_seconds / work if work else None,
        cores_used=period.cores_used,
        others_cores=period.others_cores,
    )


def judge(ends: Floats, rates: Floats) -> tuple[int, bool | None]:
    """How many intervals more are warm-up, and whether the rest is steady (None: cannot be told).

    What :func:`warm_up` proposes is cut only where it shows: of a course without a warm-up it would
    cut some by chance, and every interval cut is one less to measure with.
    """
    cut = warm_up(ends, rates)
    if cut:
        rest = rates[cut:]
        level = float(np.mean(rest))
        apart = abs(float(np.mean(rates[:cut])) - level)
        error = float(np.std(rest)) * math.sqrt(1 / len(rest) + 1 / cut)
        if apart < max(CUT_MATTERS * level, 3 * error):
            cut = 0
    return cut, is_steady(ends[cut:], rates[cut:])


async def wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Wait until ``event`` is set, at most ``seconds``; whether it is."""
    if not event.is_set() and seconds > 0:
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
    return event.is_set()
