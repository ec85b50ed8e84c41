"""`python -m tests.bench.crowded_window ORDER`: the real window, offscreen, runs beside it.

Prints as JSON how long every frame's callback took under each crowd of lanes, and the way from a
slider to the painted marker. Workers run at the priority that the window gives them by default.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from lab.history import History
from lab.spec import Experiment, Options
from tests.bench.drive import experiment
from tests.bench.scale import CROWDS
from ui.charts.live_strip import LiveStrip
from ui.run.bridge import Bridge
from ui.run.keeping import HistoryService
from ui.run.tasks import Tasks
from ui.shell.house import House
from ui.shell.settings import Settings
from ui.shell.window import Window

ROUND_S = 0.4
PATIENCE_S = 10.0


class Stopwatch:
    """Times the bridge's callbacks and notes when a strip was painted."""

    def __init__(self) -> None:
        self.frames_ms: list[float] = []
        self.painted_at = 0.0

    def install(self) -> None:
        """Put itself around what is timed, before any of it is made."""
        tick, paint = Bridge._tick, LiveStrip.paintEvent

        def timed(bridge: Bridge) -> None:
            before = time.perf_counter()
            tick(bridge)
            self.frames_ms.append((time.perf_counter() - before) * 1000)

        def noted(strip: LiveStrip, event: QPaintEvent) -> None:
            paint(strip, event)
            self.painted_at = time.perf_counter()

        Bridge._tick = timed  # type: ignore[assignment,method-assign]
        LiveStrip.paintEvent = noted  # type: ignore[assignment,method-assign]


async def _conduct(house: House, watch: Stopwatch, order: dict[str, Any]) -> dict[str, Any]:
    frames: dict[str, list[float]] = {}
    for crowd in CROWDS:
        await _start(house, crowd.wanted)
        await asyncio.sleep(1.0)  # all lanes have come
        watch.frames_ms.clear()
        await asyncio.sleep(order["seconds"])
        frames[crowd.name] = list(watch.frames_ms)
        await _stop(house)
    await _start(house, experiment("threads", "wait", threads=4))
    await asyncio.sleep(ROUND_S)
    markers = [await _move(house, watch, 5 + i % 2) for i in range(order["moves"])]
    await _stop(house)
    return {"frames_ms": frames, "markers_ms": markers}


async def _start(house: House, wanted: Experiment) -> None:
    house.draft.replace(dataclasses.replace(wanted, options=Options()))
    house.page.start()
    await _state(house, "running")


async def _stop(house: House) -> None:
    house.runner.stop()
    await _state(house, "idle")


async def _state(house: House, state: str) -> None:
    end = time.perf_counter() + PATIENCE_S
    while house.runner.state != state:
        if time.perf_counter() > end:
            raise TimeoutError(f"{house.runner.state}, not {state}")
        await asyncio.sleep(0.01)


async def _move(house: House, watch: Stopwatch, threads: int) -> float:
    """Milliseconds from a slider's move to the end of the next painting of a strip."""
    await asyncio.sleep(ROUND_S)
    began = time.perf_counter()
    house.page.column.shape.levels["threads"].changed.emit(threads)
    while watch.painted_at < began:  # noqa: ASYNC110 - an event would be part of what is timed
        await asyncio.sleep(0.001)
    return (watch.painted_at - began) * 1000


async def _serve(app: QApplication, order: dict[str, Any]) -> dict[str, Any]:
    watch = Stopwatch()
    watch.install()
    errors: list[BaseException] = []
    tasks = Tasks(errors.append)
    window = Window(Settings(theme="light", language="en"))
    folder = tempfile.TemporaryDirectory(prefix="hebra-bench-")
    history = HistoryService(lambda: History(Path(folder.name) / "history.db"))
    house = House(app, window, tasks, history=history)
    window.resize(1440, 900)
    window.show()
    try:
        return await _conduct(house, watch, order)
    finally:
        await house.runner.close()
        await house.history.close()
        folder.cleanup()
        await tasks.end()
        window.hide()
        if errors:
            raise errors[0]


if __name__ == "__main__":
    application = QApplication(["hebra"])
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        told = runner.run(_serve(application, json.loads(sys.argv[1])))
    json.dump(told, sys.stdout)
    sys.stdout.write("\n")
