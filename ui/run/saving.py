"""Saving something under a name the person chooses: in a thread, one thing at a time, and told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from lab.errors import HebraError
from lab.spec.words import why
from ui.controls.banner_stack import BannerStack
from ui.run.services import Services
from ui.words import N_, Words

SUBJECT = "export"
DOCUMENT = "hebra"
"""The ending of an experiment or a comparison: TOML, with an ending of its own."""
OPENED = f"{DOCUMENT} toml csv json html parquet"
"""The endings of what is opened; what a file is says what it holds."""


class Saving:
    """Base of what asks where to, writes, and tells how it went."""

    def __init__(self, services: Services, banners: BannerStack) -> None:
        self._services, self._banners = services, banners
        self.busy = False

    def begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start ``work`` unless something is being saved or opened already."""
        if self.busy:
            work.close()
            return
        self.busy = True
        self._services.tasks.start(self._alone(work), name)

    async def _alone(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self.busy = False

    async def write(self, path: Path, write: Callable[[], object]) -> None:
        """Call ``write`` in a thread, and say how it went."""
        self._banners.drop(SUBJECT)
        self._services.note(Words(N_("Saving {file}…"), file=path.name), "floppy-disk")
        try:
            await asyncio.to_thread(write)
        except (HebraError, OSError) as error:
            self._services.note("", "")
            said = error.what if isinstance(error, HebraError) else why(error)
            todo = error.todo if isinstance(error, HebraError) else ""
            self._banners.tell(
                SUBJECT,
                "bad",
                Words(N_("{file} was not saved: {why}"), file=str(path), why=said),
                todo or N_("Choose another place and try again."),
            )
        else:
            self._services.note(Words(N_("Saved {file}"), file=path.name), "check")
