"""The cost study that the page shows: carries one out, keeps its result, brings the last ones back.

The runner is the only one on the page that holds a conductor. It lives on the window's loop: a
study is one task, its probes are processes of their own, and files are read and written in a
thread. There is one study at a time; `close` ends it and returns when no process is left.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from lab.costs.conductor import CostConductor, CostProgress
from lab.costs.result import CostResult, CostSample
from lab.costs.study import CostStudy
from lab.errors import HebraError
from lab.history.cost_store import CostStore
from ui.run.services import Services

OWNER = "costs"
NEWS_S = 0.5
"""Figures that come sooner after the last ones wait: the window is not to take part in them."""


class ConductorLike(Protocol):
    """What the page needs of a `CostConductor`; tests bring a fake."""

    on_progress: Callable[[CostProgress], object] | None
    on_sample: Callable[[CostSample], object] | None

    async def run(self) -> CostResult: ...
    def cancel(self) -> None: ...
    def result_now(self) -> CostResult: ...


class CostRunner(QObject):
    """One study at a time; ``state`` is ``idle``, ``running`` or ``stopping``."""

    state_changed = Signal(str)
    progressed = Signal(object)
    """How far the conductor is: its `CostProgress`."""
    measured = Signal(object)
    """The `CostResult` so far, and at last the whole."""
    ended = Signal(object)
    """The `CostResult` of the study that has just ended, in whatever way."""
    failed = Signal(object)
    """A `HebraError`: figures could not be kept, or what was kept not be read."""
    restored = Signal(object)
    """A `CostResult` that was kept the last time."""

    def __init__(
        self,
        services: Services,
        make: Callable[[CostStudy], ConductorLike] = CostConductor,
        store: CostStore | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._make = make
        self._store = store or CostStore()
        self._running: ConductorLike | None = None
        self._task: asyncio.Task[None] | None = None
        self.state = "idle"
        self.section = ""
        """Of the study under way; empty when there is none."""
        self.results: dict[str, CostResult] = {}
        """The last of each section, as far as it has come."""

    def start(self, study: CostStudy) -> None:
        """Carry ``study`` out, unless one is under way; whoever asks has the turn."""
        if self.state == "idle":
            self.section = study.section
            self._set_state("running")
            self._task = self._services.tasks.start(self._run(study), "cost study")

    def cancel(self) -> None:
        """End the study; returns at once, ``ended`` tells when it has ended."""
        if self.state == "running":
            self._set_state("stopping")
            if self._running is not None:
                self._running.cancel()

    def restore(self) -> None:
        """Bring back what was measured the last time."""
        self._services.tasks.start(self._restore(), "last costs")

    async def close(self) -> None:
        """End the study and wait until it has ended."""
        self.cancel()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _run(self, study: CostStudy) -> None:
        conductor = self._running = self._make(study)
        before = self.results.get(study.section)

        told_at = -NEWS_S

        def show(_sample: CostSample) -> None:
            nonlocal told_at
            if (now := time.perf_counter()) - told_at >= NEWS_S:
                told_at = now
                self.results[study.section] = conductor.result_now()
                self.measured.emit(self.results[study.section])

        conductor.on_progress = self.progressed.emit
        conductor.on_sample = show
        if self.state == "stopping":
            conductor.cancel()
        try:
            result = await conductor.run()
        finally:
            self._running = None
            self.section = ""
            self._services.turn.give_back(OWNER)
            self._set_state("idle")
        if not result.samples and result.state == "interrupted" and before is not None:
            # Given up before there was anything: the last figures are still those to be seen.
            result = before
        self.results[study.section] = result
        self.ended.emit(result)
        if result.samples and result is not before:
            await self._keep(result)

    async def _keep(self, result: CostResult) -> None:
        try:
            await asyncio.to_thread(self._store.keep, result)
        except HebraError as error:
            self.failed.emit(error)

    async def _restore(self) -> None:
        try:
            found = await asyncio.to_thread(self._store.load)
        except HebraError as error:
            self.failed.emit(error)
            return
        for section, result in found.items():
            if section not in self.results and section != self.section:
                self.results[section] = result
                self.restored.emit(result)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
