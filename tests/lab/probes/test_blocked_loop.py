"""What computes on the loop holds up every beat that falls due meanwhile, and each is counted."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from typing import Any

import pytest

from lab.errors import SessionError
from lab.session.probing import ProbeResult, ProbeRun

TASK_MS = 200.0


async def measured(**order: Any) -> ProbeResult:
    wanted = {"task_ms": TASK_MS, "beat_ms": 20.0, "seconds": 1.0, **order}
    return await ProbeRun("blocked_loop", wanted).carry_out()


async def test_on_the_loop_a_beat_waits_for_the_whole_task() -> None:
    figures = (await measured(where="inline")).figures
    assert figures["lag_ms"]["p99"] >= TASK_MS
    assert figures["lag_ms"]["p50"] <= figures["lag_ms"]["p95"] <= figures["lag_ms"]["max"]
    assert figures["beats"] == 50, "each that was due is counted, however long the block was"
    assert figures["tasks"] > 0


@pytest.mark.parametrize("where", ["thread", "process"])
async def test_moved_away_it_hardly_holds_up_the_loop(where: str) -> None:
    figures = (await measured(where=where, task_ms=400.0)).figures
    assert figures["lag_ms"]["p50"] < 100, "a beat waits for a turn of the GIL, not for a task"
    assert figures["beats"] == 50


async def test_beats_are_told_while_it_goes_on_and_the_size_can_be_changed() -> None:
    run = ProbeRun(
        "blocked_loop", {"where": "inline", "task_ms": 5.0, "beat_ms": 10.0, "seconds": 60.0}
    )
    told: list[Mapping[str, Any]] = []
    long = asyncio.Event()

    def hear(figures: Mapping[str, Any]) -> None:
        told.append(figures)
        if len(told) == 2:
            run.wish("task_ms", TASK_MS)
        elif len(told) > 2 and any(lag >= TASK_MS for _due, lag in figures["beats"]):
            long.set()

    run.on_figures = hear
    try:
        await run.start()
        await asyncio.wait_for(long.wait(), 20)
    finally:
        await run.stop()
    due = [at for figures in told for at, _lag in figures["beats"]]
    assert due == sorted(due)
    assert due[0] == pytest.approx(0.01)


async def test_without_tasks_it_only_beats() -> None:
    figures = (await measured(where="nowhere", seconds=0.3)).figures
    assert (figures["beats"], figures["tasks"]) == (15, 0)


async def test_it_is_stopped_with_its_pool() -> None:
    run = ProbeRun("blocked_loop", {"where": "process", "task_ms": 1000.0, "seconds": 60.0})
    beats = asyncio.Event()
    run.on_figures = lambda _figures: beats.set()
    await run.start()
    await asyncio.wait_for(beats.wait(), 20)
    await run.stop()
    assert run.pid == 0


async def test_killed_it_takes_its_pool_along() -> None:
    run = ProbeRun("blocked_loop", {"where": "process", "task_ms": 1000.0, "seconds": 60.0})
    beats = asyncio.Event()
    run.on_figures = lambda _figures: beats.set()
    await run.start()
    await asyncio.wait_for(beats.wait(), 20)
    os.kill(run.pid, signal.SIGKILL)
    with pytest.raises(SessionError):
        await run.finished()


async def test_a_place_that_is_not_known_is_named() -> None:
    with pytest.raises(SessionError, match="attic"):
        await measured(where="attic")
