"""The states that are pictured, each reached the way a person would reach it."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from lab.spec import Experiment, Load, Topology
from ui.shell.help import explain
from ui.shell.house import House
from ui.shell.preferences import Preferences

BROKEN = """hebra = 1
approach = "threads"
[topology]
threads = 0
[[task]]
kind = "wait"
"""


async def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
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
        return self.house.runner.state == "running"

    async def stop(self) -> None:
        """End the run, and close what stands above the page."""
        self.house.runner.stop()
        await until(lambda: self.house.runner.state == "idle")

    def tidy(self) -> None:
        self.house.page.banners.clear()


async def idle(stage: Stage) -> None:
    """As at the first start."""


async def threads(stage: Stage) -> None:
    """Four threads, after a move of two sliders."""
    stage.show(stage.base("threads", threads=2))
    await stage.run()
    stage.house.draft.set("python-cpu.ms", 15.0)
    await stage.run(stage.seconds / 2)
    stage.house.draft.set("threads", 4)
    await stage.run()


async def finished(stage: Stage) -> None:
    """The run of before, whole."""
    await stage.stop()


async def combined(stage: Stage) -> None:
    """Two processes of two threads with two coroutines each."""
    stage.show(stage.base("combined", processes=1, threads=2, coroutines=2))
    await stage.run()
    stage.house.draft.set("processes", 2)
    await stage.run()


async def killed(stage: Stage) -> None:
    """The engine is killed, and an experiment file is wrong."""
    session = stage.house.runner._session
    os.kill(getattr(session, "pid", 0), signal.SIGKILL)
    await until(lambda: stage.house.runner.state == "idle")
    broken = stage.folder / "mixed.toml"
    broken.write_text(BROKEN)
    stage.house.open_file(broken)


async def fixed(stage: Stage) -> None:
    """A fixed number of tasks on processes, under way."""
    stage.tidy()
    base = stage.base("processes", processes=2)
    stage.show(dataclasses.replace(base, load=Load(tasks=2000)))
    await stage.run()


async def asyncio_(stage: Stage) -> None:
    """Coroutines that wait and block, with the options unfolded."""
    await stage.stop()
    stage.show(stage.base("asyncio", coroutines=16))
    await stage.run()
    stage.house.page.column.options.fold.setChecked(True)
    bar = stage.house.page.column.area.verticalScrollBar()
    await until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())


async def settings(stage: Stage) -> None:
    """The settings, and the bench behind them."""
    stage.house.page.column.options.fold.setChecked(False)
    await stage.stop()
    Preferences(stage.house.window.settings, lambda _n, _v: None, stage.house.window).open()


async def help_(stage: Stage) -> None:
    """F1 on the threads' slider."""
    for dialog in stage.house.window.findChildren(Preferences):
        dialog.reject()
    stage.show(stage.base("threads", threads=4))
    explain(
        stage.house.window,
        stage.house.page.column.shape.levels["threads"].slider,
        stage.house.page,
    )


STATES: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "idle": idle,
    "threads": threads,
    "finished": finished,
    "combined": combined,
    "killed": killed,
    "fixed": fixed,
    "asyncio": asyncio_,
    "settings": settings,
    "help": help_,
}
