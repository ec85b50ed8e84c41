"""Runs the window on one loop that serves both Qt and asyncio, and leaves without a trace.

Who waits for whom at the end: closing the last window sets an event; the main coroutine wakes up,
ends the run (an engine and its children), cancels what else is going on, remembers the settings
and returns; only then does the loop close. Quitting the application while a coroutine waits would
stop the loop under it, so Qt's own quitting is switched off.

An error nobody caught comes here from three sides: a slot (`sys.excepthook`), a task (`Tasks`) and
the loop itself. All are logged with their traceback and shown in a banner.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import qasync
from PySide6.QtWidgets import QApplication

from ui.run.tasks import Tasks
from ui.shell.collector import Collector
from ui.shell.window import Window

_log = logging.getLogger("hebra")


def conduct(
    app: QApplication, window: Window, file: Path | None, *, usable: Callable[[], None]
) -> int:
    """Fill ``window`` and serve it until it is closed; ``usable`` is called when it is filled."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    collector = Collector()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            runner.run(_serve(app, window, file, usable))
    finally:
        collector.close()
    return 0


async def _serve(
    app: QApplication, window: Window, file: Path | None, usable: Callable[[], None]
) -> None:
    from ui.shell.house import House

    loop = asyncio.get_running_loop()
    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    house: list[House] = []

    def show(error: BaseException) -> None:
        _log.error("unexpected", exc_info=error)
        if house and not closed.is_set():
            house[0].show_error(error)

    def hook(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
        else:
            show(error)

    def loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        show(error if isinstance(error, BaseException) else RuntimeError(str(context["message"])))

    before, sys.excepthook = sys.excepthook, hook
    loop.set_exception_handler(loop_error)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, window.close)
    tasks = Tasks(show)
    try:
        house.append(House(app, window, tasks))
        house[0].open_first(file)
        usable()
        await closed.wait()
        await house[0].leave()
    finally:
        await tasks.end()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        sys.excepthook = before
