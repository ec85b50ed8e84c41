"""One more of each kind: its time, its memory, and what cannot be had here."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from lab.session.probing import UnavailableError

from .costs import carried_out


@pytest.mark.parametrize(
    "order, start_us, memory_kib",
    [
        ({"what": "coroutine", "count": 2000}, (0.3, 100), (0.3, 10)),
        ({"what": "thread", "count": 40}, (5, 20_000), (6, 200)),
        ({"what": "process", "count": 2}, (100, 1e6), (200, 50_000)),
        ({"what": "process", "count": 2, "start_method": "forkserver"}, (500, 1e6), (500, 50_000)),
        ({"what": "process", "count": 1, "start_method": "spawn"}, (2000, 1e7), (1000, 50_000)),
        ({"what": "pool-worker", "count": 2}, (100, 1e6), (200, 50_000)),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else "",
)
async def test_what_one_more_costs(
    order: dict[str, Any], start_us: tuple[float, float], memory_kib: tuple[float, float]
) -> None:
    found = await carried_out("start_costs", repeats=2, **order)
    assert found["count"] == order["count"]
    assert len(found["start_us"]) == 2
    assert all(start_us[0] < value < start_us[1] for value in found["start_us"])
    if sys.platform == "linux":
        assert len(found["memory_kib"]) == len(found["pss_kib"]) == 2
        assert all(memory_kib[0] < value < memory_kib[1] for value in found["memory_kib"])


async def test_a_second_repeat_does_not_live_on_what_the_first_one_left() -> None:
    found = await carried_out("start_costs", what="thread", count=60, repeats=3)
    first, *later = found["memory_kib"]
    assert all(value > first / 2 for value in later)


async def test_processes_cost_more_than_threads_and_these_more_than_coroutines() -> None:
    kinds = ("process", "thread", "coroutine")
    figures = [await carried_out("start_costs", what=kind, count=4, repeats=7) for kind in kinds]
    # The least of a few: on a busy machine a thread may wait for its core as long as a fork takes.
    times = [min(found["start_us"]) for found in figures]
    assert times == sorted(times, reverse=True)


async def test_a_python_whose_interpreters_share_a_gil_has_none_to_offer() -> None:
    if sys.version_info < (3, 12):
        with pytest.raises(UnavailableError, match=r"3\.12"):
            await carried_out("start_costs", what="interpreter")
    else:
        found = await carried_out("start_costs", what="interpreter", count=2, repeats=1)
        assert found["start_us"][0] > 100


async def test_a_way_to_start_that_is_not_there_is_named() -> None:
    with pytest.raises(UnavailableError, match="teleport"):
        await carried_out("start_costs", what="process", start_method="teleport")
