"""Runs the deadlock probe for the view: one at a time, its figures put together as they come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from lab.errors import SessionError
from lab.session.probing import ProbeRun
from ui.controls.banner_stack import BannerStack
from ui.hazards.view import OWNER
from ui.run.services import Services

SUBJECT = "deadlock"
HOLD_S = 3600.0
"""A deadlock stands until it is ended by hand, but not for ever."""

ProbeMaker = Callable[[str, Mapping[str, Any]], Any]


class Runner(QObject):
    """``state``: ``idle``, ``starting``, ``running``, ``stuck`` or ``ending``."""

    changed = Signal()
    """State or figures are other ones."""
    ended = Signal()
    """A run has ended; `figures` are its last."""

    def __init__(
        self, services: Services, banners: BannerStack, make: ProbeMaker = ProbeRun
    ) -> None:
        super().__init__()
        self._services, self._banners, self._make = services, banners, make
        self._run: Any = None
        self._task: asyncio.Task[None] | None = None
        self.state = "idle"
        self.order: dict[str, Any] = {}
        self.figures: dict[str, Any] = {}

    @property
    def going(self) -> bool:
        """Whether a run goes on."""
        return self.state != "idle"

    def start(self, order: Mapping[str, Any]) -> None:
        """Start one, unless somebody else measures."""
        if self.going or not self._services.take_turn(OWNER, self._banners):
            return
        self._banners.drop(SUBJECT)
        self.order = {**order, "hold_s": HOLD_S}
        self.figures = {}
        self._run = self._make("deadlock", self.order)
        self._run.on_figures = self._hear
        self._go("starting")
        self._task = self._services.tasks.start(self._carry_out(), "deadlock")

    def stop(self) -> None:
        """End what goes on; what was found is kept."""
        if self.going and self.state != "ending":
            self._go("ending")
            self._services.tasks.start(self._run.stop(), "end the deadlock")

    async def leave(self) -> None:
        """End what goes on, and return when it has ended."""
        self.stop()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _carry_out(self) -> None:
        try:
            await self._run.start()
            if self.state == "starting":
                self._go("running")
            result = await self._run.finished()
            self.figures.update(result.figures)
        except SessionError as error:
            if self.state != "ending":
                self._banners.tell_error(SUBJECT, error)
        finally:
            await self._run.stop()
            self._services.turn.give_back(OWNER)
            self._go("idle")
            self.ended.emit()

    def _hear(self, figures: Mapping[str, Any]) -> None:
        self.figures.update(figures)
        if figures.get("detected") and self.state in ("starting", "running"):
            self.state = "stuck"
        self.changed.emit()

    def _go(self, state: str) -> None:
        self.state = state
        self.changed.emit()
