"""A bound holds producers to the consumers' pace; without one memory grows to its named limit."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from lab.errors import SessionError
from lab.probes import back_pressure
from lab.session.probing import ProbeRun

ORDER = {
    "producers": 2,
    "consumers": 1,
    "produce_ms": 1.0,
    "consume_ms": 5.0,
    "item_kib": 64,
    "seconds": 0.6,
}


async def measured(**order: Any) -> Mapping[str, Any]:
    return (await ProbeRun("back_pressure", {**ORDER, **order}).carry_out()).figures


async def test_a_bounded_queue_is_never_longer_than_its_bound() -> None:
    figures = await measured(bound=8)
    assert figures["longest_queue"] == 8
    assert figures["left"] <= 8
    assert figures["produced"] - figures["consumed"] <= 8 + 2 + 1, "those in somebody's hands"
    assert figures["limit_reached_s"] is None
    assert figures["latency_ms"]["max"] is not None


async def test_an_unbounded_one_grows_and_its_items_get_old() -> None:
    bounded, unbounded = await measured(bound=8), await measured(bound=0)
    assert unbounded["longest_queue"] > 2 * bounded["longest_queue"]
    assert unbounded["oldest_left_ms"] > bounded["oldest_left_ms"]
    assert unbounded["memory_mib"] > bounded["memory_mib"]


async def test_it_stops_where_memory_has_its_limit() -> None:
    figures = await measured(bound=0, item_kib=256, limit_mib=8.0, seconds=60.0)
    assert figures["limit_mib"] == 8.0
    assert figures["limit_reached_s"] < 60.0
    # 32 items of a quarter of a MiB; every producer may have had one more in hand.
    assert 32 <= figures["longest_queue"] <= 34
    assert 7.0 < figures["memory_mib"] < 16.0, "the items have really been written to"


async def test_the_limit_is_never_above_what_is_safe() -> None:
    assert back_pressure.limit_mib(1e9) <= back_pressure.MOST_MIB
    assert back_pressure.limit_mib(8.0) == 8.0
    figures = await measured(bound=4, limit_mib=1e9, seconds=0.1)
    assert figures["limit_mib"] <= back_pressure.MOST_MIB


async def test_consumers_that_keep_up_have_nothing_waiting() -> None:
    figures = await measured(bound=0, produce_ms=20.0, consume_ms=0.0, consumers=2, seconds=0.4)
    assert figures["longest_queue"] <= 3
    assert figures["consumed"] > 0


async def test_bound_and_pace_are_changed_while_it_goes_on() -> None:
    run = ProbeRun("back_pressure", {**ORDER, "bound": 4, "consume_ms": 20.0, "seconds": 60.0})
    wishes: list[tuple[Callable[[int], bool], str, float]] = [
        (lambda length: length == 4, "bound", 0),
        (lambda length: length > 20, "bound", 2),
        # Nobody puts anything until the consumers, now faster, have come down to the new bound.
        (lambda length: length > 20, "consume_ms", 0.0),
        (lambda length: length <= 2, "produce_ms", 5.0),
    ]
    over = asyncio.Event()

    def hear(figures: Mapping[str, Any]) -> None:
        if wishes and wishes[0][0](figures["length"]):
            _, name, value = wishes.pop(0)
            run.wish(name, value)
        elif not wishes:
            over.set()

    run.on_figures = hear
    try:
        await run.start()
        await asyncio.wait_for(over.wait(), 30)
    finally:
        await run.stop()


async def test_stopped_early_it_ends_with_what_it_has() -> None:
    run = ProbeRun("back_pressure", {**ORDER, "bound": 2, "seconds": 60.0})
    going = asyncio.Event()
    run.on_figures = lambda _figures: going.set()
    await run.start()
    await asyncio.wait_for(going.wait(), 20)
    await run.stop()
    assert run.pid == 0
    assert run.result().figures["consumed"] > 0


async def test_killed_it_leaves_nothing() -> None:
    run = ProbeRun("back_pressure", {**ORDER, "bound": 0, "seconds": 60.0})
    going = asyncio.Event()
    run.on_figures = lambda _figures: going.set()
    await run.start()
    await asyncio.wait_for(going.wait(), 20)
    os.kill(run.pid, signal.SIGKILL)
    with pytest.raises(SessionError):
        await run.finished()
