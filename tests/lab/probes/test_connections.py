"""Real sockets, as many as there may be, and nothing is left of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from lab.probes.limits import MOST_THREADS, Limit, connection_limits, least, thread_limits
from lab.session.probing import ProbeRun

from .costs import carried_out


@pytest.mark.parametrize("how", ["asyncio", "threads"])
async def test_all_connect_and_have_answers(how: str) -> None:
    found = await carried_out("connections", how=how, count=60, seconds=0.1)
    assert (found["asked"], found["connected"], found["limit"]) == (60, 60, "")
    assert 0 < found["connect_s"] < 30
    assert found["requests_per_s"] > 50
    assert 1 < found["kib_per_connection"] < 200


async def test_one_connection_has_no_others_to_grow_by() -> None:
    found = await carried_out("connections", how="asyncio", count=1, seconds=0.05)
    assert found["connected"] == 1
    assert found["kib_per_connection"] is None


@pytest.mark.parametrize("how", ["asyncio", "threads"])
async def test_given_up_half_way_nothing_is_left(how: str) -> None:
    """The fixture finds processes; of the sockets none goes on."""
    run = ProbeRun("connections", {"how": how, "count": 1500, "seconds": 30.0})
    heard = asyncio.Event()
    run.on_figures = lambda _figures: heard.set()
    await run.start()
    await asyncio.wait_for(heard.wait(), 30)
    await run.stop()
    assert (run.pid, run.state) == (0, "interrupted")


def test_the_smallest_limit_counts_and_is_named() -> None:
    def limits() -> Iterator[Limit]:
        yield Limit(50, "files")
        yield Limit(20, "threads")
        yield Limit(30, "memory")

    assert least(100, limits()) == (20, "threads")
    assert least(10, limits()) == (10, "")


def test_threads_have_a_cap_of_the_laboratorys_own() -> None:
    most = least(1_000_000, thread_limits())
    assert 0 < most.most <= MOST_THREADS
    assert most.why


def test_half_of_the_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lab.probes.limits.available_kib", lambda: 2000.0)
    limited = least(10_000, connection_limits(10.0))
    assert limited.most == 100
    assert "half" in limited.why


@pytest.mark.slow
async def test_ten_thousand_connections() -> None:
    """As many as the system allows, and what there is of a thread for each."""
    many = await carried_out("connections", how="asyncio", count=10_000, seconds=0.2)
    assert many["connected"] == 10_000 or many["limit"]
    threads = await carried_out("connections", how="threads", count=10_000, seconds=0.2)
    assert threads["connected"] <= MOST_THREADS
    assert threads["limit"]
    assert many["kib_per_connection"] < threads["kib_per_connection"]
