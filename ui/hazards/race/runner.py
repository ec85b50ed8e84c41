"""Runs the race without a lock and then with one, and tells figures as they come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from lab.errors import SessionError
from lab.session.probing import ProbeResult, ProbeRun
from ui.controls.banner_stack import BannerStack
from ui.hazards.view import OWNER
from ui.run.services import Services

GUARDS = ("none", "lock")
Figures = Mapping[str, Any]


class Run(Protocol):
    """What of a probe's run is needed here; tests give one that makes figures up."""

    on_figures: Callable[[Figures], object] | None

    async def carry_out(self) -> ProbeResult:
        """Carry it out; whoever cancels this ends it."""
        ...


Maker = Callable[..., Run]


class Runner(QObject):
    """One race at a time. ``state`` is ``idle``, ``running`` or ``stopping``."""

    changed = Signal(str)
    """The state."""
    told = Signal(str, object)
    """Live figures of the guard that is being measured."""
    found = Signal(str, object)
    """The `ProbeResult` of a guard."""

    def __init__(
        self,
        services: Services,
        banners: BannerStack,
        make: Maker | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._banners = services, banners
        self._make: Maker = make or ProbeRun
        self._task: asyncio.Task[Any] | None = None
        self.state = "idle"
        self.guard = ""
        """What is being measured now."""

    def start(self, order: Mapping[str, Any]) -> bool:
        """Measure both guards with ``order``; False when something else is being measured."""
        if self.state != "idle" or not self._services.take_turn(OWNER, self._banners):
            return False
        self._banners.drop("race")
        self._set("running")
        self._task = self._services.tasks.start(self._measure(dict(order)), "race")
        # Not in a `finally`: one that is cancelled before its first step never gets there.
        self._task.add_done_callback(self._over)
        return True

    def stop(self) -> None:
        """End it within a second; what the race without a lock has found stays."""
        if self.state == "running" and self._task is not None:
            self._set("stopping")
            self._task.cancel()

    async def leave(self) -> None:
        """End it, and return when it has ended."""
        self.stop()
        if self._task is not None:
            await asyncio.wait({self._task})
            await asyncio.sleep(0)  # who waited for its end is told of it in turn

    async def _measure(self, order: dict[str, Any]) -> None:
        python = self._services.settings().python or None
        try:
            for self.guard in GUARDS:
                run = self._make("race", {**order, "guard": self.guard}, python=python)
                run.on_figures = partial(self.told.emit, self.guard)
                self.told.emit(self.guard, {"counted": 0, "done": 0})
                self.found.emit(self.guard, await run.carry_out())
        except SessionError as error:
            self._banners.tell_error("race", error)

    def _over(self, _task: object) -> None:
        self.guard = ""
        self._services.turn.give_back(OWNER)
        self._set("idle")

    def _set(self, state: str) -> None:
        self.state = state
        self.changed.emit(state)
