"""Claims one after another: measured, judged and told; nothing of it is kept here.

One claim that fails does not stop the others: that it could not be measured is its finding. To
cancel ends the measurement under way, which leaves nothing behind, and keeps what there is.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lab.errors import HebraError
from lab.session.machine import Fact, describe
from lab.session.probing import UnavailableError
from lab.spec import told

from .claim import Claim, Figures, Finding, Judgement, Laboratory
from .laboratory import Shared

TELL_S = 0.5
"""How often progress is told while a claim is being measured."""
NEARLY = 0.95
"""A claim that takes longer than usual stays here until it is over."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class BatchProgress:
    """How far a batch is. ``current`` is None before its first claim and after its last.

    ``part`` is how much of the current one is done, 0 to 1, by the time it usually takes.
    """

    done: int
    all: int
    current: Claim | None
    seconds_left: float
    part: float = 0.0


def seconds_of(claims: Sequence[Claim]) -> float:
    """About how long a batch of these takes; what they share is measured once."""
    shared: dict[str, float] = {}
    seconds = 0.0
    for claim in claims:
        if claim.shares:
            shared[claim.shares] = max(shared.get(claim.shares, 0.0), claim.seconds)
        else:
            seconds += claim.seconds
    return seconds + sum(shared.values())


class Batch:
    """Measures claims; use it once. The callbacks are called on the loop and return at once."""

    def __init__(self, claims: Sequence[Claim], laboratory: Laboratory) -> None:
        self.claims = tuple(claims)
        self.on_progress: Callable[[BatchProgress], object] | None = None
        self.on_finding: Callable[[Finding], object] | None = None
        self.cancelled = False
        self._laboratory = Shared(laboratory)
        self._findings: list[Finding] = []
        self._current: asyncio.Task[Finding] | None = None
        self._claim: Claim | None = None
        self._began = 0.0
        self._claim_began = 0.0

    def cancel(self) -> None:
        """End the measurement under way; :meth:`run` returns soon after with what there is."""
        self.cancelled = True
        if self._current is not None:
            self._current.cancel()

    @property
    def progress(self) -> BatchProgress:
        """How far it is, and how long it may take from now on."""
        left = self.claims[len(self._findings) :]
        seconds, part = seconds_of(self._to_measure(left)), 0.0
        if self._claim is not None:
            usual = seconds_of(self._to_measure(left[:1]))
            spent = min(time.perf_counter() - self._claim_began, NEARLY * usual)
            seconds, part = seconds - spent, spent / usual if usual else 1.0
        return BatchProgress(
            done=len(self._findings),
            all=len(self.claims),
            current=self._claim,
            seconds_left=0.0 if self.cancelled else max(0.0, seconds),
            part=part,
        )

    async def run(self) -> tuple[Finding, ...]:
        """Measure all of them; what was found, in order."""
        loop = asyncio.get_running_loop()
        try:
            for claim in self.claims:
                self._claim, self._claim_began = claim, time.perf_counter()
                self._tell()
                if self.cancelled:
                    break
                self._current = loop.create_task(self._one(claim), name=f"claim {claim.id}")
                finding = await self._result_of(self._current)
                self._current = None
                if finding is None:
                    break
                self._findings.append(finding)
                if self.on_finding is not None:
                    self.on_finding(finding)
        finally:
            self._claim = None
            self._tell()
        return tuple(self._findings)

    async def _result_of(self, task: asyncio.Task[Finding]) -> Finding | None:
        """Its finding, or None when it was cancelled; never leaves it behind."""
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=TELL_S)
                self._tell()
        except asyncio.CancelledError:  # whoever waits for the batch has given up
            task.cancel()
            await asyncio.wait({task})
            raise
        return None if task.cancelled() else task.result()

    async def _one(self, claim: Claim) -> Finding:
        self._laboratory.environment = {}
        measured_at = datetime.now().astimezone().isoformat(timespec="seconds")
        figures: Figures = {}
        try:
            figures = await claim.measure(self._laboratory)
            judgement = claim.judge(figures)
        except UnavailableError as missing:
            judgement = Judgement(verdict="unavailable", reason=missing.what)
        except HebraError as error:
            judgement = _not_measured(error.what)
        except Exception as error:  # noqa: BLE001 - see below
            # The edge of whatever a claim does: one that is broken must not cost the others.
            _log.exception("the claim %s could not be measured", claim.id)
            judgement = _not_measured(f"{type(error).__name__}: {error}")
        environment: dict[str, Fact] = {**describe(), **self._laboratory.environment}
        return Finding(
            claim=claim.id,
            judgement=judgement,
            measured_at=measured_at,
            seconds=time.perf_counter() - self._claim_began,
            figures=figures,
            environment=environment,
        )

    def _to_measure(self, claims: Sequence[Claim]) -> list[Claim]:
        """Those whose experiment is yet to be carried out."""
        done = {claim.shares for claim in self.claims[: len(self._findings)] if claim.shares}
        return [claim for claim in claims if claim.shares not in done]

    def _tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(self.progress)


def _not_measured(why: str) -> Judgement:
    reason = told("It could not be measured: {why}", why=why)
    return Judgement(verdict="inconclusive", reason=reason)
