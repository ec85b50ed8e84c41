"""A study on the window's loop: it runs there as it does elsewhere, and does not hold it up."""

from __future__ import annotations

import asyncio
import time

import pytest

from lab.study.conductor import Conductor
from tests.lab.study.studies import SHORT, processes, study, threads

HELD_UP_MS = 20.0
"""Of the thread's CPU time between two turns of the loop: what it waits for a core is not ours."""


@pytest.mark.qasync
async def test_a_study_runs_beside_qt_and_does_not_hold_up_its_loop() -> None:
    conductor = Conductor(study(threads(2), processes(2), protocol=SHORT))
    loop = asyncio.get_running_loop()
    turns: list[float] = []
    last = time.thread_time()
    timer: asyncio.Handle

    def turn() -> None:
        nonlocal last, timer
        now = time.thread_time()
        turns.append((now - last) * 1000)
        last = now
        timer = loop.call_later(0.002, turn)

    timer = loop.call_soon(turn)
    try:
        result = await conductor.run()
    finally:
        timer.cancel()
    assert result.complete, result.cautions
    assert len(turns) > 100
    assert sorted(turns)[-len(turns) // 100 or -1] < HELD_UP_MS
