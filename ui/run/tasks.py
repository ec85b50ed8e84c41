"""The window's coroutines: started by name, kept until they end, their errors shown.

A task that nobody keeps is collected half-way, and its error is lost; so the window has one
owner for all of them. They run on the window's loop and end with it: `end` cancels what is left
and waits for it, so that no engine is left behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """Keeps the tasks of the window's loop; ``failed`` is told of every error they end with."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._kept: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Start ``work`` on the running loop under a name that a log can show."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._kept.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._kept.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)

    async def end(self) -> None:
        """Cancel all that still run and wait until they have ended."""
        left = [task for task in self._kept if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
