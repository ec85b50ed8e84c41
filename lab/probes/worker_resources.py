"""What the system keeps for idle workers: threads, open files and processes, for one of them.

Order ``{"what": "coroutine" | "thread" | "process", "count"}``. Ends with ``{"threads", "files",
"processes"}``: how many more there are for each worker while all of them wait, as Linux counts
them for the process that started them.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lab.capabilities import proc
from lab.spec.words import told

from . import children
from .probe import Probe, UnavailableError


def run(probe: Probe) -> dict[str, Any]:
    """Count before, and while all of them wait."""
    if not proc("self", "task").is_dir():
        raise UnavailableError(told("this system does not tell what it keeps for a process"))
    count = int(probe.order["count"])
    what = str(probe.order["what"])
    if what == "coroutine":
        return asyncio.run(_coroutines(count))
    before = _counts()
    with _WAITING[what](count):
        return _each(before, _counts(), count)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    over = threading.Event()
    workers = [threading.Thread(target=over.wait) for _ in range(count)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        over.set()
        for worker in workers:
            worker.join()


@contextmanager
def _processes(count: int) -> Iterator[None]:
    context = children.context()
    over = context.Event()
    workers = [context.Process(target=over.wait) for _ in range(count)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        over.set()
        for worker in workers:
            worker.join()


async def _coroutines(count: int) -> dict[str, Any]:
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    before = _counts()
    workers = [loop.create_task(over.wait(), name="idle") for _ in range(count)]
    await asyncio.sleep(0)
    each = _each(before, _counts(), count)
    over.set()
    await asyncio.gather(*workers)
    return each


_WAITING: dict[str, Callable[[int], Any]] = {"thread": _threads, "process": _processes}


def _counts() -> dict[str, int]:
    tasks = list(proc("self", "task").iterdir())
    children = 0
    for task in tasks:
        children += len((task / "children").read_text(encoding="ascii").split())
    return {
        "threads": len(tasks),
        "files": len(os.listdir(proc("self", "fd"))),  # noqa: PTH208 - iterdir would open one more
        "processes": children,
    }


def _each(before: dict[str, int], after: dict[str, int], count: int) -> dict[str, float]:
    return {name: round((after[name] - before[name]) / count, 3) for name in before}
