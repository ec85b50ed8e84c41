"""Where tasks change over: each logs every step it takes, and what it does after it.

Order ``{"tasks", "rounds", "steps"}``: in every round a task takes so many steps in a row, each a
little work, and then awaits. Ends with ``{"tasks", "log": [{"task", "then"}, …]}``; ``then`` is
``run`` (its next step follows), ``await``, or ``end``. A change of task in the log after ``run``
would be one that the task had no part in.
"""

from __future__ import annotations

import asyncio
from itertools import repeat
from typing import Any

from .probe import Probe

WORK = 2000
"""Turns of a loop a step: long enough for several steps to fill a thread's switch interval."""


def run(probe: Probe) -> dict[str, Any]:
    """Have the tasks log their steps."""
    tasks, rounds, steps = (int(probe.order[name]) for name in ("tasks", "rounds", "steps"))
    log: list[dict[str, Any]] = []

    async def task(number: int) -> None:
        for turn in range(rounds):
            for step in range(steps):
                _work()
                last = step == steps - 1
                then = "run" if not last else "await" if turn < rounds - 1 else "end"
                log.append({"task": number, "then": then})
            if turn < rounds - 1:
                await asyncio.sleep(0)

    async def all_of_them() -> None:
        await asyncio.gather(*(task(number) for number in range(tasks)))

    asyncio.run(all_of_them())
    return {"tasks": tasks, "log": log}


def _work() -> None:
    value = 1
    for _ in repeat(None, WORK):
        value = (value * 5 + 3) & 127
