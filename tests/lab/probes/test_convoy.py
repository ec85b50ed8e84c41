"""Beside a thread that computes a request waits for the switch interval; beside a process not."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from lab.errors import SessionError
from lab.session.probing import ProbeRun


async def measured(**order: Any) -> Mapping[str, Any]:
    return (await ProbeRun("convoy", {"seconds": 0.6, **order}).carry_out()).figures


async def test_a_request_waits_for_the_switch_interval() -> None:
    long = await measured(busy=True, switch_interval_ms=50.0, seconds=1.2)
    short = await measured(busy=True, switch_interval_ms=1.0)
    assert long["latency_ms"]["p50"] > 25, "half an interval at the very least"
    assert short["latency_ms"]["p50"] < long["latency_ms"]["p50"] / 2
    assert short["requests_per_s"] > long["requests_per_s"]
    assert short["computed_per_s"] > 0


async def test_beside_nothing_it_is_answered_at_once() -> None:
    figures = await measured(busy=False, switch_interval_ms=50.0)
    assert figures["requests"] > 20
    assert figures["latency_ms"]["p50"] < 10
    assert figures["computed_per_s"] is None


async def test_beside_a_process_that_computes_it_is_answered_at_once() -> None:
    figures = await measured(busy=True, busy_in="process", switch_interval_ms=50.0)
    assert figures["latency_ms"]["p50"] < 25
    assert figures["computed_per_s"] > 0


async def test_the_interval_and_the_load_are_changed_while_it_serves() -> None:
    order = {"busy": True, "switch_interval_ms": 60.0, "seconds": 60.0}
    run = ProbeRun("convoy", order)
    steps: list[tuple[Callable[[float], bool], str, object]] = [
        (lambda ms: ms > 30, "switch_interval_ms", 1.0),
        (lambda ms: ms < 30, "switch_interval_ms", 60.0),
        (lambda ms: ms > 30, "busy_in", "process"),
        (lambda ms: ms < 30, "busy", False),
    ]
    over = asyncio.Event()

    def hear(figures: Mapping[str, Any]) -> None:
        if steps and steps[0][0](figures["latency_ms"]["p50"]):
            _, name, value = steps.pop(0)
            run.wish(name, value)
        elif not steps:
            over.set()

    run.on_figures = hear
    try:
        await run.start()
        await asyncio.wait_for(over.wait(), 30)
    finally:
        await run.stop()
    assert run.state in ("finished", "interrupted")


@pytest.mark.parametrize("where", ["thread", "process"])
async def test_killed_it_takes_client_and_load_along(where: str) -> None:
    run = ProbeRun("convoy", {"busy": True, "busy_in": where, "seconds": 60.0})
    served = asyncio.Event()
    run.on_figures = lambda _figures: served.set()
    await run.start()
    await asyncio.wait_for(served.wait(), 20)
    os.kill(run.pid, signal.SIGKILL)
    with pytest.raises(SessionError):
        await run.finished()


async def test_stopped_early_it_ends_within_its_grace() -> None:
    run = ProbeRun("convoy", {"busy": True, "seconds": 60.0})
    served = asyncio.Event()
    run.on_figures = lambda _figures: served.set()
    await run.start()
    await asyncio.wait_for(served.wait(), 20)
    await run.stop()
    assert run.pid == 0


async def test_a_place_that_is_not_known_is_named() -> None:
    with pytest.raises(SessionError, match="attic"):
        await measured(busy_in="attic")
