"""Runs the window on one loop that serves both Qt and asyncio, and leaves without a trace.

Who waits for whom at the end: closing the last window sets an event; the main coroutine wakes up,
ends the run (an engine and its children), cancels what else is going on, remembers the settings
and returns; only then does the loop close. Quitting the application while a coroutine waits would
stop the loop under it, so Qt's own quitting is switched off.

An error nobody caught comes here from four sides: a slot (`sys.excepthook`), a task (`Tasks`), the
loop itself, and a thread. All are logged with their traceback, reported in a file, and shown in a
banner. What cannot be raised anywhere (an error in a destructor) is logged only.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import qasync

from lab.capabilities import loops_hear_signals
from ui.run.tasks import Tasks
from ui.shell.application import Application
from ui.shell.collector import Collector
from ui.shell.door import Door
from ui.shell.window import Window
from ui.single.first import First
from ui.single.wish import Wish
from ui.trouble import log
from ui.trouble.messages import Messages
from ui.trouble.watch import Watch

_log = logging.getLogger("hebra")
Show = Callable[[BaseException], None]


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a window is started with; ``usable`` is called when it is filled."""

    files: tuple[Path, ...]
    first: First | None
    watch: Watch
    messages: Messages
    usable: Callable[[], None]


def conduct(app: Application, window: Window, start: Start) -> int:
    """Fill ``window`` and serve it until it is closed."""
    start.watch.begin_log()
    start.messages.begin_log()
    collector = Collector()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            runner.run(_serve(app, window, start))
        _log.info("left")
    except Exception:
        _log.exception("the window ends")
        raise
    finally:
        collector.close()
        start.messages.close()
        log.end()
    return 0


async def _serve(app: Application, window: Window, start: Start) -> None:
    from ui.shell.house import House

    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    house: list[House] = []

    def show(error: BaseException) -> None:
        _log.error("unexpected", exc_info=error)
        report = start.watch.report(error)
        if house and not closed.is_set():
            house[0].show_error(error, report)

    def hear(wish: Wish) -> None:
        if not closed.is_set():
            house[0].hear(wish)

    tasks = Tasks(show)
    door = Door(start.first, hear)
    with _errors_to(show, window.close), _signals_to(window.close):
        try:
            house.append(House(app, window, tasks))
            house[0].open_first(*start.files)
            house[0].tell_of(start.watch)
            app.listen(lambda file: hear(Wish(files=(file,))))
            await door.open()
            start.usable()
            start.watch.describe(_facts())
            if not start.files and window.isVisible():
                house[0].assistance.greet()
            await closed.wait()
            # From now on the next start gets a window of its own.
            door.close()
            await house[0].leave()
        finally:
            door.close()
            await tasks.end()


def _facts() -> str:
    """What a report says of the versions and the machine; never the whole environment."""
    from ui.shell.about.environment import ENGINE, as_text, machine, versions

    own = {name: fact for name, fact in versions("").items() if name != ENGINE}
    return as_text(own, machine())


@contextmanager
def _signals_to(close: Callable[[], object]) -> Iterator[None]:
    """Have the signals that ask a program to end close the window."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM) if loops_hear_signals() else ()
    for number in numbers:
        loop.add_signal_handler(number, close)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


@contextmanager
def _errors_to(show: Show, close: Callable[[], object]) -> Iterator[None]:
    """Have every error that nobody catches shown."""
    loop = asyncio.get_running_loop()

    def of_slot(
        kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            close()
        else:
            show(error)

    def of_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        show(error if isinstance(error, BaseException) else RuntimeError(str(context["message"])))

    def of_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            loop.call_soon_threadsafe(show, told.exc_value)

    def of_nobody(told: sys.UnraisableHookArgs) -> None:
        _log.error("%s: %r", told.err_msg or "not raised", told.object, exc_info=told.exc_value)

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = of_slot, of_thread, of_nobody
    loop.set_exception_handler(of_loop)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
