"""Carry out what takes many runs - a comparison, a break-even - until its end or a signal.

The first Ctrl+C has the run under way ended and what was measured kept; the others change nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from .conduct import signals_heard

T = TypeVar("T")


async def conducted(work: Coroutine[Any, Any, T], cancel: Callable[[], None]) -> tuple[T, bool]:
    """What ``work`` comes to, and whether it was cut short by a signal, which calls ``cancel``.

    ``work`` has to end soon after ``cancel``; what it raises is raised.
    """
    loop = asyncio.get_running_loop()
    interrupted = asyncio.Event()
    with signals_heard(loop, interrupted):
        working = loop.create_task(work, name="study")
        signalled = loop.create_task(interrupted.wait(), name="interrupted")
        try:
            await asyncio.wait({working, signalled}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                cancel()
            return await working, interrupted.is_set()
        except asyncio.CancelledError:
            # Where no signal handler can be set, Ctrl+C cancels what runs here.
            cancel()
            return await working, True
        finally:
            signalled.cancel()
            await asyncio.wait({signalled})
