"""Does one see what the other writes? A thread, a coroutine and a child process are asked.

Each sets a variable of this module; then this thread, which started it, looks. Ends with
``{"seen": {"thread": bool, "coroutine": bool, "process": bool, "mapped": bool}, "start_method"}``.
``mapped`` is a child process that writes into memory which both map on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lab.capabilities import start_method

from .probe import Probe
from .units import context_of

BEFORE, AFTER = 1, 2
value = BEFORE


def run(probe: Probe) -> dict[str, Any]:
    """Ask all of them; order ``{"start_method": "fork"}`` (or ``spawn``, ``forkserver``).

    Without one it is the cheapest there is.
    """
    method = probe.order.get("start_method", start_method())
    context = context_of(method)
    mapped = context.RawValue("b", BEFORE)
    _carry_out(context, _write_mapped, mapped)
    seen = {
        "thread": _seen(_in_thread),
        "coroutine": _seen(_in_coroutine),
        "process": _seen(lambda: _in_process(context)),
        "mapped": mapped.value == AFTER,
    }
    return {"seen": seen, "start_method": method}


def _seen(write: Callable[[], None]) -> bool:
    global value
    value = BEFORE
    write()
    return value == AFTER


def _write() -> None:
    global value
    value = AFTER


def _in_thread() -> None:
    import threading

    thread = threading.Thread(target=_write, name="writer")
    thread.start()
    thread.join()


def _in_coroutine() -> None:
    import asyncio

    async def writes() -> None:
        await asyncio.sleep(0)
        _write()

    asyncio.run(writes())


def _in_process(context: Any) -> None:
    _carry_out(context, _write)


def _write_mapped(mapped: Any) -> None:
    mapped.value = AFTER


def _carry_out(context: Any, target: Callable[..., None], *arguments: Any) -> None:
    process = context.Process(target=target, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"the child process ended with status {process.exitcode}")
