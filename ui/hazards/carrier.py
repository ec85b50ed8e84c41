"""Carries out the probes of one view, some at once or one after another, and tells what they tell.

Probes run in processes of their own; here is one task on the window's loop that starts them, waits
and ends them. A view's probes are one measurement: when one of them fails the others are ended,
and the turn to measure is given back once none is left. Stopping is told at once and over within a
second; what a probe has told until then is the view's to keep.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from lab.errors import HebraError, SessionError
from lab.session.probing import ProbeResult
from ui.run.services import Services

from .view import OWNER


class Run(Protocol):
    """What the window needs of `lab.session.probing.ProbeRun`; tests bring a fake."""

    on_figures: Callable[[Mapping[str, Any]], object] | None

    async def start(self) -> None: ...
    async def finished(self) -> ProbeResult: ...
    async def stop(self) -> None: ...
    def wish(self, name: str, value: object) -> None: ...


MakeRun = Callable[[str, Mapping[str, Any]], Run]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One probe to be carried out; ``key`` names it to the view."""

    key: str
    probe: str
    order: Mapping[str, Any]


class Carrier(QObject):
    """``state`` is ``idle``, ``running`` or ``stopping``; whoever starts it has the turn."""

    state_changed = Signal(str)
    began = Signal(str)
    """The probe of this key is under way."""
    told = Signal(str, object)
    """Figures of this key's probe, while it goes on."""
    ended = Signal(str, object)
    """This key's probe has ended with a `ProbeResult`."""
    failed = Signal(object)
    """A `HebraError`: a probe could not be carried out."""

    def __init__(self, services: Services, make: MakeRun | None = None) -> None:
        super().__init__()
        self._services = services
        self._make = make or _probe_run
        self._runs: dict[str, Run] = {}
        self._task: asyncio.Task[None] | None = None
        self.state = "idle"

    @property
    def under_way(self) -> tuple[str, ...]:
        """Keys of the probes that go on now."""
        return tuple(self._runs)

    def start(self, stages: Sequence[Sequence[Part]]) -> None:
        """Carry out the stages one after another, the parts of each at once."""
        if self.state == "idle":
            self._set_state("running")
            self._task = self._services.tasks.start(self._carry_out(stages), "hazard")

    def wish(self, key: str, name: str, value: object) -> None:
        """Tell a probe of a changed setting; nothing happens unless it is under way."""
        if key in self._runs:
            self._runs[key].wish(name, value)

    def stop(self) -> None:
        """End what goes on; returns at once."""
        if self.state == "running":
            self._set_state("stopping")
            self._services.tasks.start(self._end(), "end a hazard")

    async def close(self) -> None:
        """End what goes on and return when it has ended."""
        self.stop()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _carry_out(self, stages: Sequence[Sequence[Part]]) -> None:
        try:
            for stage in stages:
                if self.state == "running":
                    done = [self._one(part) for part in stage]
                    found = await asyncio.gather(*done, return_exceptions=True)
                    errors = [error for error in found if isinstance(error, BaseException)]
                    if errors:
                        raise errors[0]
        except HebraError as error:
            self.failed.emit(error)
        finally:
            await self._end()
            self._services.turn.give_back(OWNER)
            self._set_state("idle")

    async def _one(self, part: Part) -> None:
        run = self._make(part.probe, part.order)
        run.on_figures = partial(self.told.emit, part.key)
        self._runs[part.key] = run
        try:
            await run.start()
            self.began.emit(part.key)
            if self.state == "stopping":
                await run.stop()
            result = await run.finished()
        except SessionError:
            if self.state != "stopping":  # then it has no result, which is no failure
                self._set_state("stopping")
                raise
        else:
            self.ended.emit(part.key, result)
        finally:
            self._runs.pop(part.key, None)
            await run.stop()
            if self.state == "stopping":
                await self._end()

    async def _end(self) -> None:
        await asyncio.gather(*(run.stop() for run in self._runs.values()))

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


def _probe_run(name: str, order: Mapping[str, Any]) -> Run:
    from lab.session.probing import ProbeRun

    return ProbeRun(name, order)
