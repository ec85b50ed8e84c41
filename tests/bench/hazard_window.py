"""`python -m tests.bench.hazard_window ORDER`: the real window, offscreen, beside what goes wrong.

For each scene it prints as JSON by how much a timer of the window was late (what blocks the window
or takes its core makes it late), and what was left behind when the scene had ended.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import psutil
import qasync
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from lab.history import History
from ui.costs.page import CostsPage
from ui.hazards.deadlock.view import DeadlockView
from ui.hazards.page import HazardsPage
from ui.run.keeping import HistoryService
from ui.run.tasks import Tasks
from ui.shell.house import House
from ui.shell.settings import Settings
from ui.shell.window import Window

PACE_MS = 20
PATIENCE_S = 60.0
GRACE_S = 2.0
"""Within this everything a scene has started has to be gone."""
SETTLE_S = 0.5
"""A page is made when it is first shown; that is no frame of what is measured."""
Scene = Callable[[House, "Lateness", float], Awaitable[None]]


class Lateness:
    """By how many milliseconds a timer came later than it was due."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._due = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin a new series."""
        self.late_ms = []
        self._next()

    def stop(self) -> None:
        """End the series."""
        self._timer.stop()

    def _next(self) -> None:
        self._due = time.perf_counter() + PACE_MS / 1000
        self._timer.start(PACE_MS)

    def _tick(self) -> None:
        self.late_ms.append(max(0.0, (time.perf_counter() - self._due) * 1000))
        self._next()


async def _until(true: Callable[[], object]) -> None:
    end = time.perf_counter() + PATIENCE_S
    while not true():
        if time.perf_counter() > end:
            raise TimeoutError
        await asyncio.sleep(0.02)


async def _begin(lateness: Lateness) -> None:
    await asyncio.sleep(SETTLE_S)
    lateness.start()


async def _idle(house: House) -> None:
    await _until(lambda: not house.services.turn.holder)


async def _hazard(house: House, lateness: Lateness, key: str, seconds: float) -> None:
    page = cast(HazardsPage, house.show_page("hazards"))
    page.show_hazard(key)
    await _begin(lateness)
    page.toggle()
    await _until(lambda: house.services.turn.holder)
    await asyncio.sleep(seconds)
    page.escape()
    await _idle(house)


async def _deadlock(house: House, lateness: Lateness, seconds: float) -> None:
    page = cast(HazardsPage, house.show_page("hazards"))
    view = cast(DeadlockView, page.show_hazard("deadlock"))
    await _begin(lateness)
    page.toggle()
    await _until(lambda: view.figures.get("detected"))
    await asyncio.sleep(seconds)
    page.escape()
    await _idle(house)


async def _queues(house: House, lateness: Lateness, seconds: float) -> None:
    await _hazard(house, lateness, "queues", seconds)


async def _loop(house: House, lateness: Lateness, seconds: float) -> None:
    await _hazard(house, lateness, "loop", seconds)


async def _sockets(house: House, lateness: Lateness, seconds: float) -> None:
    """All sizes up to 10,000 connections, quickly; ``seconds`` does not matter."""
    page = cast(CostsPage, house.show_page("costs"))
    page.show_section("connections")
    await _begin(lateness)
    page.start(quick=True)
    await _until(lambda: house.services.turn.holder)
    await _idle(house)


SCENES: dict[str, Scene] = {
    "a deadlock": _deadlock,
    "a queue without a bound": _queues,
    "a blocked loop": _loop,
    "up to 10,000 connections": _sockets,
}


def _left(before: set[Path]) -> list[str]:
    """Processes, connections and folders that are still there."""
    found = [f"process {child.pid}" for child in psutil.Process().children(recursive=True)]
    mine = psutil.Process().net_connections(kind="inet")
    found += [f"connection {each.laddr}" for each in mine]
    return found + [f"folder {path}" for path in _folders() - before]


def _folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("hebra-*"))


async def _conduct(house: House, order: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, scene in SCENES.items():
        before, lateness = _folders(), Lateness()
        await scene(house, lateness, order["seconds"])
        lateness.stop()
        await asyncio.sleep(GRACE_S)
        told[name] = {"late_ms": lateness.late_ms, "left": _left(before)}
    return told


async def _serve(app: QApplication, order: dict[str, Any]) -> dict[str, Any]:
    errors: list[BaseException] = []
    tasks = Tasks(errors.append)
    window = Window(Settings(theme="light", language="en"))
    folder = tempfile.TemporaryDirectory(prefix="of-hebra-bench-")
    history = HistoryService(lambda: History(Path(folder.name) / "history.db"))
    house = House(app, window, tasks, history=history)
    window.resize(1440, 900)
    window.show()
    try:
        return await _conduct(house, order)
    finally:
        await house.leave()
        folder.cleanup()
        await tasks.end()
        window.hide()
        if errors:
            raise errors[0]


if __name__ == "__main__":
    application = QApplication(["hebra"])
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        seen = runner.run(_serve(application, json.loads(sys.argv[1])))
    json.dump(seen, sys.stdout)
    sys.stdout.write("\n")
