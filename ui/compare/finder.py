"""The break-even that the page looks for: carries one search out and keeps what it found.

The same manners as the runner of studies: one search at a time, on the window's loop, told by
signals; `close` ends it and returns when no process is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from lab.errors import HebraError
from lab.study.break_even import BreakEven, BreakEvenFinder, Question, Step, Tried
from ui.run.services import Services

from .runner import OWNER


class FinderLike(Protocol):
    """What the window needs of `BreakEvenFinder`; tests bring a fake."""

    on_step: Callable[[Step], object] | None
    on_point: Callable[[Tried], object] | None

    async def run(self) -> BreakEven: ...
    def cancel(self) -> None: ...


class Finder(QObject):
    """One search at a time; ``state`` is ``idle``, ``running`` or ``stopping``."""

    state_changed = Signal(str)
    stepped = Signal(object)
    """How far it is: a `Step`."""
    tried = Signal(object)
    """The points tried so far, by size."""
    ended = Signal(object)
    """The `BreakEven`."""
    failed = Signal(object)
    """A `HebraError`: the search could not be begun."""

    def __init__(
        self, services: Services, make: Callable[[Question], FinderLike] | None = None
    ) -> None:
        super().__init__()
        self._services = services
        self._make = make or self._finder
        self._running: FinderLike | None = None
        self._task: asyncio.Task[None] | None = None
        self.state = "idle"
        self.question: Question | None = None
        self.points: tuple[Tried, ...] = ()
        self.found: BreakEven | None = None
        """The last answer; None while one is looked for."""

    def start(self, question: Question) -> None:
        """Look for the answer; whoever asks has the turn."""
        if self.state == "idle":
            self.question, self.found, self.points = question, None, ()
            self._set_state("running")
            self._task = self._services.tasks.start(self._run(question), "break-even")

    def cancel(self) -> None:
        """End the search; what was tried is kept."""
        if self.state == "running":
            self._set_state("stopping")
            if self._running is not None:
                self._running.cancel()

    async def close(self) -> None:
        """End the search and wait until it has ended."""
        self.cancel()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _run(self, question: Question) -> None:
        try:
            finder = self._running = self._make(question)
            finder.on_step = self.stepped.emit
            finder.on_point = self._note
            self.found = await finder.run()
        except HebraError as error:
            self.failed.emit(error)
        finally:
            self._running = None
            self._services.turn.give_back(OWNER)
            self._set_state("idle")
        if self.found is not None:
            self.points = self.found.points
            self.ended.emit(self.found)

    def _note(self, point: Tried) -> None:
        self.points = tuple(sorted((*self.points, point), key=lambda one: one.size))
        self.tried.emit(self.points)

    def _finder(self, question: Question) -> FinderLike:
        return BreakEvenFinder(question, self._services.make_session)

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
