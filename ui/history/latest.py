"""Work asked for faster than it is done: only what was asked for last is begun."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from ui.run.tasks import Tasks

W = TypeVar("W")


class Latest(Generic[W]):
    """Does ``work`` for what is wanted, one at a time; what is overtaken while waiting is left."""

    def __init__(self, tasks: Tasks, work: Callable[[W], Awaitable[None]], name: str) -> None:
        self._tasks, self._work, self._name = tasks, work, name
        self._wanted: list[W] = []
        self.busy = False

    @property
    def overtaken(self) -> bool:
        """Whether something else is wanted already: then the work may be left."""
        return bool(self._wanted)

    def ask(self, wanted: W) -> None:
        """Do the work for ``wanted`` as soon as the one in progress is over."""
        self._wanted = [wanted]
        if not self.busy:
            self.busy = True
            self._tasks.start(self._go_on(), self._name)

    async def _go_on(self) -> None:
        try:
            while self._wanted:
                await self._work(self._wanted.pop())
        finally:
            self.busy = False
