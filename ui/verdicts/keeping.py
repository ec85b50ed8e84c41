"""Findings come back at the next start: read and written in threads, one thing after another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from lab.errors import HebraError
from lab.verdicts.claim import Finding
from ui.run.services import Services


class StoreLike(Protocol):
    """What is needed of `lab.records.verdict_store.VerdictStore`; tests bring a fake."""

    problem: str
    """What was wrong with the file that was put aside; empty when nothing was."""

    def load(self) -> Mapping[str, Finding]: ...
    def keep(self, finding: Finding) -> object: ...


class Keeper(QObject):
    """Reads what was found before, and keeps what is found now."""

    loaded = Signal(object)
    """Findings by the id of their claim."""
    failed = Signal(object)
    """A `HebraError`: what was found could not be read, or cannot be kept."""
    put_aside = Signal(str)
    """What was kept was damaged: where it is now."""

    def __init__(self, services: Services, make: Callable[[], StoreLike] | None = None) -> None:
        super().__init__()
        self._services = services
        self._make = make or _store
        self._store: StoreLike | None = None
        self._alone = asyncio.Lock()
        self._working: set[asyncio.Task[None]] = set()

    def load(self) -> None:
        """Read what was found before; ``loaded`` brings it."""
        self._start(self._load(), "read findings")

    def keep(self, finding: Finding) -> None:
        """Keep a finding for the next start."""
        self._start(self._keep(finding), "keep a finding")

    async def settle(self) -> None:
        """Wait until all that was found is kept."""
        if self._working:
            await asyncio.wait(self._working)

    def _start(self, work: Any, name: str) -> None:
        task = self._services.tasks.start(work, name)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _load(self) -> None:
        async with self._alone:
            try:
                findings = await asyncio.to_thread(lambda: self._open().load())
            except HebraError as error:
                self.failed.emit(error)
                return
        self.loaded.emit(findings)
        if self._open().problem:
            self.put_aside.emit(self._open().problem)

    async def _keep(self, finding: Finding) -> None:
        async with self._alone:
            try:
                await asyncio.to_thread(lambda: self._open().keep(finding))
            except HebraError as error:
                self.failed.emit(error)

    def _open(self) -> StoreLike:
        if self._store is None:
            self._store = self._make()
        return self._store


def _store() -> StoreLike:
    from lab.records.verdict_store import VerdictStore

    return VerdictStore()
