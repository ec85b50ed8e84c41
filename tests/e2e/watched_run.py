"""A window nobody sees, with a run in it that tells how far it is: `python -m`, to be killed."""

from __future__ import annotations

import asyncio
import sys

import qasync
from PySide6.QtWidgets import QApplication

from lab.session.snapshot import Snapshot
from ui.run.tasks import Tasks
from ui.shell.house import House
from ui.shell.settings import Settings
from ui.shell.window import Window


def _tell(snapshot: Snapshot) -> None:
    sys.stdout.write(f"{snapshot.t_s} {snapshot.tasks_done}\n")
    sys.stdout.flush()


async def _run(app: QApplication) -> None:
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    window = Window(Settings(theme="light", language="en"))
    house = House(app, window, Tasks(failed.set_exception))
    window.show()
    house.open_first()
    house.bridge.snapshot.connect(_tell)
    house.press_space()
    await failed


if __name__ == "__main__":
    application = QApplication(["hebra"])
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(_run(application))
