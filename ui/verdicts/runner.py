"""What measures claims for the page: a line of claims, one after another, each may be left out.

The runner is the only one on the page that measures claims. It lives on the window's loop: one
task takes the first claim of the line, has a batch of the laboratory measure it, and goes on with
the next. What is asked for meanwhile joins the line. Cancelling one claim ends its measurement and
goes on with the next one; cancelling all empties the line first. Findings are told by a signal as
they come, and nothing is kept here. `close` returns when no process is left.

Whoever asks has taken the turn to measure; the runner gives it back when the line is empty.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from lab.verdicts.claim import Claim, Finding
from ui.run.services import Services

if TYPE_CHECKING:
    from lab.verdicts.claim import Laboratory

OWNER = "verdicts"
_TICK_MS = 500
_MOST_PART = 0.95
"""A claim that takes longer than expected is never shown as done."""


class BatchLike(Protocol):
    """What is needed of `lab.verdicts.batch.Batch`; tests bring a fake."""

    async def run(self) -> tuple[Finding, ...]: ...
    def cancel(self) -> None: ...


class MakeBatch(Protocol):
    """Makes a batch; ``laboratory`` is the same for all that is measured in one go."""

    def __call__(self, claims: Sequence[Claim], laboratory: Any) -> BatchLike: ...


@dataclass(frozen=True)
class Standing:
    """How far it is: the claim at ``place`` of ``count`` is ``part`` done (an estimate)."""

    claim: Claim
    place: int
    count: int
    part: float
    claim_left_s: float
    seconds_left: float


class ClaimRunner(QObject):
    """``state`` is ``idle``, ``running`` or ``stopping``."""

    state_changed = Signal(str)
    line_changed = Signal()
    """Another claim is being measured, or the line has changed."""
    found = Signal(object)
    """A `Finding`."""
    progressed = Signal(object)
    """A `Standing`, twice a second."""
    ended = Signal(int, int)
    """The line is empty: how many were measured, and how many of them were asked for."""

    def __init__(
        self,
        services: Services,
        make: MakeBatch | None = None,
        laboratory: Callable[[], Laboratory] | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._make = make or _batch
        self._laboratory = laboratory or self._real_laboratory
        self._line: list[Claim] = []
        self._done: list[Claim] = []
        self._asked = self._measured = 0
        self._batch: BatchLike | None = None
        self._task: asyncio.Task[None] | None = None
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.state = "idle"
        self.current: Claim | None = None
        """What is being measured."""

    @property
    def waiting(self) -> tuple[str, ...]:
        """Ids of the claims that come next."""
        return tuple(claim.id for claim in self._line)

    def run(self, claims: Sequence[Claim]) -> None:
        """Measure ``claims``, after what is in the line already; each stands there once."""
        if self.state == "stopping":
            return
        known = {claim.id for claim in self._line}
        if self.current is not None:
            known.add(self.current.id)
        fresh = [claim for claim in claims if claim.id not in known]
        if not fresh:
            return
        self._line += fresh
        self._asked += len(fresh)
        if self.state == "idle":
            self._set_state("running")
            self._timer.start()
            self._task = self._services.tasks.start(self._go_through(), "claims")
        self.line_changed.emit()

    def cancel(self) -> None:
        """End what goes on; returns at once."""
        if self.state == "running":
            self._line.clear()
            self._set_state("stopping")
            if self._batch is not None:
                self._batch.cancel()
            self.line_changed.emit()

    def leave_out(self, claim: str) -> None:
        """End the measurement of one claim, or take it out of the line; the others go on."""
        self._asked -= sum(one.id == claim for one in self._line)
        self._line = [one for one in self._line if one.id != claim]
        if self.current is not None and self.current.id == claim and self._batch is not None:
            self._batch.cancel()
        self.line_changed.emit()

    async def close(self) -> None:
        """End what goes on and wait until it has ended."""
        self.cancel()
        if self._task is not None:
            await asyncio.wait([self._task])

    @property
    def standing(self) -> Standing | None:
        """How far it is now; None while nothing is measured."""
        if self.current is None:
            return None
        spent = time.perf_counter() - self._began
        own = max(0.1, self.seconds([self.current]))
        part = min(_MOST_PART, spent / own)
        rest = self.seconds([self.current, *self._line]) - own
        return Standing(
            claim=self.current,
            place=len(self._done),
            count=len(self._done) + 1 + len(self._line),
            part=part,
            claim_left_s=max(1.0, own - spent),
            seconds_left=max(1.0, own - spent) + max(0.0, rest),
        )

    async def _go_through(self) -> None:
        try:
            laboratory = self._laboratory()
            while self._line:
                self.current = self._line.pop(0)
                self._began = time.perf_counter()
                self._batch = self._make((self.current,), laboratory)
                self.line_changed.emit()
                self._tick()
                for finding in await self._batch.run():
                    self._measured += 1
                    self.found.emit(finding)
                self._done.append(self.current)
        finally:
            self._rest()

    def _rest(self) -> None:
        measured, asked = self._measured, self._asked
        self._batch = self.current = None
        self._line, self._done = [], []
        self._asked = self._measured = 0
        self._timer.stop()
        self._services.turn.give_back(OWNER)
        self._set_state("idle")
        self.line_changed.emit()
        self.ended.emit(measured, asked)

    def seconds(self, claims: Sequence[Claim]) -> float:
        """About how long these take; what an earlier one of this line has measured is there."""
        shared = {claim.shares for claim in self._done if claim.shares}
        seconds = 0.0
        for claim in claims:
            if not claim.shares or claim.shares not in shared:
                seconds += claim.seconds
            if claim.shares:
                shared.add(claim.shares)
        return seconds

    def _tick(self) -> None:
        standing = self.standing
        if standing is not None:
            self.progressed.emit(standing)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _real_laboratory(self) -> Laboratory:
        from lab.verdicts.laboratory import RealLaboratory, Shared

        real = RealLaboratory(self._services.settings().python or None)
        # Shared by all batches of one line: an experiment that serves several claims is run once.
        return Shared(real)


def _batch(claims: Sequence[Claim], laboratory: Any) -> BatchLike:
    from lab.verdicts.batch import Batch

    return Batch(claims, laboratory)
