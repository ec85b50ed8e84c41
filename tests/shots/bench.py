"""The states of the Bench, each reached the way a person would reach it; figures are real."""

from __future__ import annotations

import dataclasses
import os
import signal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lab.records.presets import presets
from lab.spec import Load
from tests.shots.stage import Act, Stage, until
from ui.run.work import new_share
from ui.shell.help import explain
from ui.shell.preferences import Preferences

BROKEN = """hebra = 1
approach = "threads"
[topology]
threads = 0
[[task]]
kind = "wait"
"""


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
    stage.house.opener.open([broken])


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
    window = stage.house.window
    Preferences(window.settings, lambda _n, _v: None, window, stage.house.services).open()


async def help_(stage: Stage) -> None:
    """F1 on the threads' slider."""
    stage.tidy()
    stage.show(stage.base("threads", threads=4))
    explain(
        stage.house.window,
        stage.house.page.column.shape.levels["threads"].slider,
        stage.house.page,
    )


async def kinds(stage: Stage) -> None:
    """Three kinds of task, each with sizes of its own and a weight."""
    stage.tidy()
    mix = tuple(new_share(kind) for kind in ("image-python", "scrape", "api"))
    stage.show(dataclasses.replace(stage.base("threads", threads=4), mix=mix))


async def code(stage: Stage) -> None:
    """The programs of all approaches."""
    stage.tidy()
    preset = next(each for each in presets() if each.name == "filter-images")
    stage.show(preset.experiment)
    QTest.mouseClick(stage.house.page.header.code, Qt.MouseButton.LeftButton)


BENCH = Act(
    {
        "bench-idle": idle,
        "bench-threads": threads,
        "bench-finished": finished,
        "bench-combined": combined,
        "bench-killed": killed,
        "bench-fixed": fixed,
        "bench-asyncio": asyncio_,
        "bench-settings": settings,
        "bench-help": help_,
        "bench-kinds": kinds,
        "bench-code": code,
    }
)
