"""What comes between read and write decides whether increments are lost; a lock loses none."""

from __future__ import annotations

import os
import signal
from typing import Any

import psutil
import pytest

from lab.errors import SessionError
from lab.probes.race_frame import shares
from lab.runtime.environment import gil_enabled
from lab.session.probing import ProbeRun
from tests.lab.session.test_pythons import VERSIONS, python_of

MANY = 4_000_000
"""Tenths of a second: with 600,000 a thread was once done before the next one had begun."""


def order(where: str, between: str, guard: str = "none", **given: Any) -> dict[str, Any]:
    few = {"sleep": 80, "await": 4_000}.get(between, 60_000)
    usual = {"workers": 3, "increments": few, "switch_interval_ms": 0.005}
    return {"where": where, "between": between, "guard": guard, **usual, **given}


async def raced(where: str, between: str, guard: str = "none", **given: Any) -> dict[str, Any]:
    result = await ProbeRun("race", order(where, between, guard, **given)).carry_out()
    figures = dict(result.figures)
    assert figures["wanted"] == figures["asked"]
    assert figures["lost"] == figures["wanted"] - figures["counted"]
    assert figures["seconds"] > 0
    assert figures["ns_per_increment"] == pytest.approx(
        1e9 * figures["seconds"] / figures["wanted"]
    )
    return figures


@pytest.mark.parametrize(
    "where, between",
    [("threads", "call"), ("threads", "sleep"), ("coroutines", "await"), ("processes", "sleep")],
)
async def test_what_lets_another_in_between_loses_and_a_lock_does_not(
    where: str, between: str
) -> None:
    given: dict[str, Any] = {"memory": "shared"} if where == "processes" else {}
    if (where, between) == ("threads", "call"):
        given["increments"] = MANY
        locked = {**given, "increments": 30_000}
    else:
        locked = given
    assert (await raced(where, between, **given))["lost"] > 0
    assert (await raced(where, between, "lock", **locked))["lost"] == 0


@pytest.mark.skipif(not gil_enabled(), reason="without the GIL threads are switched anywhere")
async def test_a_plain_increment_in_threads_loses_nothing() -> None:
    assert (await raced("threads", "nothing", increments=600_000))["lost"] == 0


async def test_coroutines_lose_nothing_without_an_await_between() -> None:
    assert (await raced("coroutines", "nothing"))["lost"] == 0


@pytest.mark.parametrize("guard", ["none", "lock"])
async def test_each_process_counts_in_a_variable_of_its_own(guard: str) -> None:
    figures = await raced("processes", "nothing", guard, memory="variable", increments=1_000)
    assert figures["counted"] == 0
    assert figures["copies"] == [334, 333, 333]


@pytest.mark.parametrize("between", ["nothing", "call"])
async def test_shared_memory_with_a_lock_loses_nothing(between: str) -> None:
    assert (await raced("processes", between, "lock", memory="shared"))["lost"] == 0


@pytest.mark.parametrize("version", VERSIONS)
async def test_it_is_the_same_under_every_python(version: str) -> None:
    async def lost(where: str, between: str, guard: str, increments: int) -> int:
        wanted = order(where, between, guard, increments=increments)
        result = await ProbeRun("race", wanted, python=python_of(version)).carry_out()
        assert result.environment["gil"] is True
        return int(result.figures["lost"])

    assert await lost("threads", "call", "none", MANY) > 0
    assert await lost("threads", "nothing", "none", 600_000) == 0
    assert await lost("processes", "nothing", "lock", 10_000) == 0


async def test_live_figures_come_while_it_goes_on() -> None:
    seen: list[Any] = []
    run = ProbeRun("race", order("threads", "sleep", "lock", increments=600))
    run.on_figures = seen.append
    await run.carry_out()
    assert seen
    assert all(0 <= figures["counted"] <= 600 for figures in seen)
    assert [figures["done"] for figures in seen] == sorted(figures["done"] for figures in seen)


async def test_a_process_that_is_killed_holding_the_lock_ends_the_race() -> None:
    run = ProbeRun("race", order("processes", "sleep", "lock", increments=1_000_000))

    def kill(_figures: object) -> None:
        host = psutil.Process(run.pid)
        counting = [p for child in host.children() for p in child.children()]
        if counting:
            os.kill(counting[0].pid, signal.SIGKILL)

    run.on_figures = kill
    with pytest.raises(SessionError, match="ended with status"):
        await run.carry_out()


def test_the_increments_are_shared_out() -> None:
    assert shares({"workers": 3, "increments": 10}) == [4, 3, 3]
    assert shares({"workers": 4, "increments": 2}) == [1, 1, 0, 0]
