"""A probe runs apart, tells what it finds, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lab.errors import SessionError
from lab.session import probing
from lab.session.probing import ProbeRun
from tests.lab.session.runs import group_of

LONG_RACE = {
    "where": "threads",
    "between": "sleep",
    "guard": "lock",
    "workers": 2,
    "increments": 1_000_000,
}


async def test_a_probe_ends_with_its_figures_and_what_it_ran_on() -> None:
    run = ProbeRun("memory_shared")
    result = await run.carry_out()
    assert set(result.figures["seen"]) == {"thread", "coroutine", "process", "mapped"}
    assert result.environment["gil"] in (True, False)
    assert result.environment["cores"]
    assert result.seconds > 0
    assert result.others_cores >= 0
    assert (run.state, run.pid) == ("finished", 0)


async def test_a_probe_that_fails_says_why() -> None:
    run = ProbeRun("memory_shared", {"start_method": "teleport"})
    with pytest.raises(SessionError, match="teleport"):
        await run.carry_out()
    assert run.state == "failed"


async def test_a_python_that_is_not_there_is_named() -> None:
    run = ProbeRun("memory_shared", python="/nowhere/python")
    with pytest.raises(SessionError, match="/nowhere/python"):
        await run.carry_out()


async def test_one_that_is_given_up_is_ended() -> None:
    run = ProbeRun("memory_shared")
    await run.start()
    await run.stop()
    assert run.pid == 0
    assert run.state in ("interrupted", "finished")


async def test_one_that_was_stopped_can_be_waited_for() -> None:
    run = ProbeRun("race", {**LONG_RACE})
    await run.start()
    await run.stop()
    with pytest.raises(SessionError, match="stopped"):
        await run.finished()
    assert run.state == "interrupted"


async def test_waiting_and_stopping_at_once_end_together() -> None:
    run = ProbeRun("race", {**LONG_RACE})
    heard = asyncio.Event()
    run.on_figures = lambda _figures: heard.set()
    await run.start()
    waiting = asyncio.get_running_loop().create_task(run.finished(), name="waiting")
    await asyncio.wait_for(heard.wait(), 20)
    await run.stop()
    result = await waiting
    assert result.figures["wanted"] < LONG_RACE["increments"]


def told_to(found: asyncio.Event) -> Callable[[Mapping[str, Any]], None]:
    """Sets the event when a deadlock is told."""

    def hear(figures: Mapping[str, Any]) -> None:
        if figures.get("detected"):
            found.set()

    return hear


async def test_what_is_wished_for_at_once_reaches_the_probe() -> None:
    order = {"where": "inline", "task_ms": 1000.0, "at_once": 1, "seconds": 0.2}
    run = ProbeRun("blocked_loop", order)
    try:
        await run.start()
        run.wish("task_ms", 1.0)
        result = await run.finished()
    finally:
        await run.stop()
    assert result.figures["beats"] > 0
    assert run.state == "finished"


async def test_cancelled_it_is_ended_with_all_that_listened_to_it() -> None:
    run = ProbeRun("deadlock", {"hold_s": 60.0})
    found = asyncio.Event()
    run.on_figures = told_to(found)
    whole = asyncio.get_running_loop().create_task(run.carry_out(), name="probe")
    await asyncio.wait_for(found.wait(), 20)
    whole.cancel()
    with pytest.raises(asyncio.CancelledError):
        await whole
    assert run.pid == 0
    assert {task.get_name() for task in asyncio.all_tasks()} == {
        asyncio.current_task().get_name()  # type: ignore[union-attr]
    }


async def test_a_host_that_is_killed_is_noticed_also_when_its_children_live_on() -> None:
    run = ProbeRun("deadlock", {"scenario": "pipe", "hold_s": 60.0})
    found = asyncio.Event()
    run.on_figures = told_to(found)
    await run.start()
    await asyncio.wait_for(found.wait(), 20)
    os.kill(run.pid, signal.SIGKILL)
    with suppress(SessionError):  # it may have told what it had found
        await asyncio.wait_for(run.finished(), 20)
    assert run.pid == 0


WINDOW = """
import asyncio, os, sys
sys.path.insert(0, sys.argv[1])
from lab.session.probing import ProbeRun

async def main():
    run = ProbeRun("deadlock", {"scenario": sys.argv[2], "hold_s": 60.0})
    found = asyncio.Event()
    run.on_figures = lambda figures: found.set() if figures.get("detected") else None
    await run.start()
    await found.wait()
    print(run.pid, flush=True)
    os.kill(os.getpid(), 9)

asyncio.run(main())
"""


@pytest.mark.parametrize("scenario", ["locks", "pipe"])
def test_a_window_killed_beside_a_hung_probe_leaves_nothing(root: Path, scenario: str) -> None:
    window = [sys.executable, "-c", WINDOW, str(root), scenario]
    said = subprocess.run(window, stdout=subprocess.PIPE, text=True, check=False).stdout
    until = time.monotonic() + 5
    while group_of(int(said)):
        assert time.monotonic() < until, "a process of the probe lives on"
        time.sleep(0.01)


async def test_what_it_takes_to_start_an_interpreter_is_no_load_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moments = iter([(0.0, 0.0, 0.0), (1.0, 0.9, 0.0), (2.0, 1.9, 0.0), (9.0, 9.0, 0.0)])
    monkeypatch.setattr(probing._Load, "_now", staticmethod(lambda: next(moments)))
    run = ProbeRun("memory_shared")  # the moment 0
    for message in (
        {"say": "ready", "facts": {}},  # 1: since then it is the probe that is measured
        {"say": "result", "figures": {}},
        {"say": "ended", "status": 0, "cpu_s": 0.75},  # 2
    ):
        run._hear(message)
    assert run.result().others_cores == pytest.approx(0.25)
