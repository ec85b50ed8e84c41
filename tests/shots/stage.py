"""The window that is pictured, and the few moves that bring it from one state to the next."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog

from lab.spec import Experiment, Topology
from ui.shell.house import House


async def until(true: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait for a condition; TimeoutError when it does not come true."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds:g} s")
        await asyncio.sleep(0.05)


class Stage:
    """The window's house with the few moves the pictures need."""

    def __init__(self, house: House, folder: Path, seconds: float) -> None:
        self.house, self.folder, self.seconds = house, folder, seconds
        self.seen_s = 0.0
        house.bridge.snapshot.connect(self._see)

    def _see(self, snapshot: object) -> None:
        self.seen_s = getattr(snapshot, "t_s", 0.0)

    def show(self, experiment: Experiment) -> None:
        """Put an experiment on the bench."""
        self.house.draft.replace(experiment)

    def base(self, approach: str, **levels: int) -> Experiment:
        """The default work with another approach."""
        return dataclasses.replace(
            self.house.page.header.base, approach=approach, topology=Topology(**levels)
        )

    async def run(self, seconds: float | None = None) -> None:
        """Let the run go on for a while longer."""
        wanted = (seconds or self.seconds) + (self.seen_s if self.running else 0.0)
        if not self.running:
            self.seen_s = 0.0
            self.house.page.start()
        await until(lambda: self.seen_s >= wanted, wanted + 60)

    @property
    def running(self) -> bool:
        """Whether a run goes on on the bench."""
        return self.house.runner.state == "running"

    async def stop(self) -> None:
        """End the run."""
        self.house.runner.stop()
        await until(lambda: self.house.runner.state == "idle")

    def tidy(self) -> None:
        """Take away what stands above the page in view."""
        self.house.current.banners.clear()
        for dialog in self.house.window.findChildren(QDialog):
            dialog.reject()


@dataclass(frozen=True)
class Act:
    """States that follow one another in a window of their own, with folders of their own."""

    states: dict[str, Callable[[Stage], Awaitable[None]]]
    """Each by the name of its pictures, and how it is reached from the one before."""
    prepare: Callable[[Path], None] = lambda _data: None
    """Fills the history's folder before the window is opened."""


@contextmanager
def private(folder: Path) -> Iterator[None]:
    """Settings and history are in ``folder``, whoever's session this is."""
    names = {"XDG_CONFIG_HOME": folder / "config", "HEBRA_DATA": folder / "data"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(place) for name, place in names.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
