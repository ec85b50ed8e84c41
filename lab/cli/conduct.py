"""Carry out one run from start to end: sample it, show it, end it when it is interrupted.

One loop, one thread. The session runs its own tasks in that loop; here are two more, one that
waits for the run's end and one that waits for a signal, and a sample is taken between them ten
times a second. Both are ended, and the session is stopped, before this returns, whatever happened.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from lab.capabilities import loops_hear_signals
from lab.errors import SessionError
from lab.session.result import Result
from lab.session.snapshot import Marker, Snapshot
from lab.spec import Change, Experiment, Value

SAMPLE_S = 0.1
SIGNALS = (signal.SIGINT, signal.SIGTERM)
Show = Callable[[Snapshot], None]


class Run(Protocol):
    """What of a session is needed here; tests give a made-up one."""

    @property
    def state(self) -> str:
        """As in :class:`Snapshot`."""
        ...

    @property
    def failure(self) -> SessionError | None:
        """Why the run ended by itself, if it did."""
        ...

    async def start(self) -> None:
        """Start the run; SessionError when it cannot."""
        ...

    def sample(self) -> Snapshot:
        """Read the board."""
        ...

    def steer(self, setting: str, value: Value) -> Marker:
        """Change one setting while the run goes on."""
        ...

    async def stop(self) -> None:
        """End everything."""
        ...

    async def finished(self) -> None:
        """Return when the run has ended."""
        ...

    def result(self) -> Result:
        """What was measured so far."""
        ...


SessionFactory = Callable[[Experiment], Run]


class Interrupted(Exception):  # noqa: N818 - it is no error, it is what the user wanted
    """The run was stopped before it had begun, so there is nothing to write."""


async def conduct(run: Run, show: Show, changes: Sequence[Change] = ()) -> bool:
    """Carry ``run`` out with its planned ``changes``; True when it was interrupted.

    SessionError when it cannot start.
    """
    loop = asyncio.get_running_loop()
    interrupted = asyncio.Event()
    planned: list[asyncio.TimerHandle] = []
    with signals_heard(loop, interrupted):
        signalled = loop.create_task(interrupted.wait(), name="interrupted")
        started = loop.create_task(run.start(), name="start")
        ended: asyncio.Task[None] | None = None
        try:
            await asyncio.wait({started, signalled}, return_when=asyncio.FIRST_COMPLETED)
            if not started.done():
                raise Interrupted
            await started
            ended = loop.create_task(run.finished(), name="ended")
            planned = [loop.call_later(c.at_s, run.steer, c.setting, c.value) for c in changes]
            while not (ended.done() or signalled.done()):
                show(run.sample())
                either = {ended, signalled}
                await asyncio.wait(either, timeout=SAMPLE_S, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                await ended
        finally:
            for timer in planned:
                timer.cancel()
            await run.stop()
            await _end({task for task in (started, signalled, ended) if task is not None})
    return interrupted.is_set()


async def _end(tasks: set[asyncio.Task[Any]]) -> None:
    """Have every task over; what one of them raised has been heard where it was awaited."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled():
            task.exception()


@contextlib.contextmanager
def signals_heard(loop: asyncio.AbstractEventLoop, heard: asyncio.Event) -> Iterator[None]:
    """Have a signal set ``heard`` instead of raising in the middle of something."""
    by_loop = loops_hear_signals()

    def hear(*_signal: object) -> None:
        loop.call_soon_threadsafe(heard.set)

    before: dict[int, Any] = {}
    for number in SIGNALS:
        if by_loop:
            loop.add_signal_handler(number, heard.set)
        else:
            before[number] = signal.signal(number, hear)
    try:
        yield
    finally:
        for number in SIGNALS:
            if by_loop:
                loop.remove_signal_handler(number)
            else:
                signal.signal(number, before[number])
        if heard.is_set():
            # Whoever presses Ctrl+C once more must not lose what is being written, nor be sent off
            # with a traceback: it is ignored until the process has ended.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
