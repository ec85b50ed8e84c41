"""Probes where something is missing: what can be done without it is done, the rest says why not."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lab import capabilities
from lab.session.leftovers import clear_leftovers
from lab.session.probing import ProbeRun, UnavailableError
from tests.lab.session.runs import of_run, until

LIKE_WINDOWS = ",".join(capabilities.WINDOWS_LACKS)

RACE = {"between": "sleep", "workers": 3, "increments": 90, "switch_interval_ms": 0.005}
ORDERS: dict[str, tuple[str, dict[str, Any]]] = {
    "race in threads": ("race", {"where": "threads", "guard": "lock", **RACE}),
    "race in processes": ("race", {"where": "processes", "guard": "none", **RACE}),
    "race in processes, locked": ("race", {"where": "processes", "guard": "lock", **RACE}),
    "race in processes, apart": (
        "race",
        {"where": "processes", "guard": "none", "memory": "own", **RACE},
    ),
    "locks": ("deadlock", {"scenario": "locks"}),
    "circle": ("deadlock", {"scenario": "circle"}),
    "philosophers": ("deadlock", {"scenario": "philosophers", "cure": "order", "rounds": 2}),
    "convoy": ("convoy", {"seconds": 0.4}),
    "convoy, process": ("convoy", {"seconds": 0.4, "busy_in": "process"}),
    "loop inline": ("blocked_loop", {"where": "inline", "task_ms": 5.0, "seconds": 0.3}),
    "loop and processes": ("blocked_loop", {"where": "process", "task_ms": 5.0, "seconds": 0.3}),
    "back pressure": ("back_pressure", {"seconds": 0.3}),
    "memory": ("memory_shared", {}),
    "threads' costs": ("start_costs", {"what": "thread", "count": 20, "repeats": 2}),
    "coroutines' costs": ("start_costs", {"what": "coroutine", "count": 200, "repeats": 1}),
    "processes' costs": ("start_costs", {"what": "process", "count": 2, "repeats": 1}),
    "switches of threads": ("switch_costs", {"what": "thread", "switches": 500, "repeats": 1}),
    "switches of processes": ("switch_costs", {"what": "process", "switches": 500, "repeats": 1}),
    "thread queue": ("message_costs", {"channel": "thread-queue", "bytes": 64, "seconds": 0.1}),
    "process queue": ("message_costs", {"channel": "process-queue", "bytes": 64, "seconds": 0.1}),
    "pipe": ("message_costs", {"channel": "pipe", "bytes": 4096, "seconds": 0.1}),
    "manager": ("message_costs", {"channel": "manager", "bytes": 64, "seconds": 0.1}),
    "shared memory": ("message_costs", {"channel": "shared-memory", "bytes": 4096, "seconds": 0.1}),
    "connections": ("connections", {"how": "asyncio", "count": 30, "seconds": 0.2}),
    "connections in threads": ("connections", {"how": "threads", "count": 20, "seconds": 0.2}),
    "programs": ("run_programs", {"programs": {"one": "print(1)"}, "timeout_s": 20}),
}
UNAVAILABLE: dict[str, tuple[str, dict[str, Any], str]] = {
    "pipes": ("deadlock", {"scenario": "pipe"}, "cannot fork"),
    "forked": ("start_costs", {"what": "process", "start_method": "fork"}, "by fork"),
    "fork server": ("start_costs", {"what": "process", "start_method": "forkserver"}, "forkserver"),
    "pool": ("start_costs", {"what": "pool-worker"}, "by fork"),
    "resources": ("worker_resources", {"what": "thread", "count": 2}, "does not tell"),
}


@pytest.fixture
def like_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(capabilities.WITHOUT, LIKE_WINDOWS)


@pytest.mark.parametrize("name", ORDERS)
async def test_it_is_carried_out_as_on_windows(like_windows: None, name: str) -> None:
    probe, order = ORDERS[name]
    told: list[object] = []
    run = ProbeRun(probe, order)
    run.on_figures = told.append
    figures = (await run.carry_out()).figures
    assert figures
    if probe == "race":
        lost = figures["lost"]
        assert (lost > 0) == (order["where"] == "processes" and order["guard"] == "none")
        assert "copies" not in figures or sum(figures["copies"]) == order["increments"]
    if probe == "convoy":
        assert figures["requests"] > 3
        assert figures["computed_per_s"] > 0
    if probe == "memory_shared":
        assert figures["start_method"] == "spawn"
        assert figures["seen"]["process"] is False
        assert figures["seen"]["mapped"] is True
    if probe == "connections":
        assert figures["connected"] == order["count"]
    if probe in {"convoy", "blocked_loop", "back_pressure", "start_costs", "connections", "race"}:
        assert told, "figures come while it goes on"


@pytest.mark.parametrize("name", UNAVAILABLE)
async def test_what_cannot_be_done_says_why(like_windows: None, name: str) -> None:
    probe, order, words = UNAVAILABLE[name]
    with pytest.raises(UnavailableError, match=words):
        await ProbeRun(probe, order).carry_out()


@pytest.mark.slow
@pytest.mark.parametrize("missing", capabilities.WINDOWS_LACKS)
@pytest.mark.parametrize("name", ["race in processes", "convoy", "connections"])
async def test_one_capability_may_be_missing(
    monkeypatch: pytest.MonkeyPatch, missing: str, name: str
) -> None:
    monkeypatch.setenv(capabilities.WITHOUT, missing)
    probe, order = ORDERS[name]
    assert (await ProbeRun(probe, order).carry_out()).figures


async def test_a_wish_and_a_stop_reach_it(like_windows: None) -> None:
    run = ProbeRun("back_pressure", {"seconds": 600.0, "bound": 10})
    told: list[Any] = []
    run.on_figures = told.append
    await run.start()
    await until(lambda: told)
    run.wish("consume_ms", 1.0)
    before = len(told)
    await until(lambda: len(told) > before + 1)
    began = time.monotonic()
    await run.stop()
    assert time.monotonic() - began < 1.0
    assert run.pid == 0


async def test_what_hangs_is_ended(like_windows: None) -> None:
    run = ProbeRun("deadlock", {"scenario": "locks", "hold_s": 600.0})
    told: list[Any] = []
    run.on_figures = told.append
    await run.start()
    await until(lambda: any(figures.get("detected") for figures in told))
    assert run._child is not None
    folder = run._child.folder
    assert len(of_run(folder)) == 2, "the host, and who carries it out"
    await run.stop()
    await until(lambda: not of_run(folder), 2)


async def test_it_knows_the_load_of_others_by_what_it_used_itself(like_windows: None) -> None:
    run = ProbeRun("blocked_loop", {"where": "inline", "task_ms": 20.0, "seconds": 0.5})
    await run.carry_out()
    assert run._cpu_s > 0.2


WINDOW = """
import asyncio, os, sys
sys.path.insert(0, sys.argv[1])
from lab.session.probing import ProbeRun

async def main():
    run = ProbeRun("deadlock", {"scenario": "locks", "hold_s": 60.0})
    found = asyncio.Event()
    run.on_figures = lambda figures: found.set() if figures.get("detected") else None
    await run.start()
    await found.wait()
    print(run._child.folder, flush=True)
    if sys.argv[2] == "both":
        os.kill(run.pid, 9)
    os.kill(os.getpid(), 9)

asyncio.run(main())
"""


@pytest.mark.parametrize("killed", ["window", "both"])
def test_a_killed_window_leaves_no_process(like_windows: None, root: Path, killed: str) -> None:
    window = [sys.executable, "-c", WINDOW, str(root), killed]
    said = subprocess.run(window, stdout=subprocess.PIPE, text=True, check=False).stdout
    folder = Path(said.strip())
    deadline = time.monotonic() + 5
    while of_run(folder):
        assert time.monotonic() < deadline, "a process of the probe lives on"
        time.sleep(0.01)
    if killed == "both":  # nobody is there to do it: the next run removes it
        clear_leftovers(folder.parent)
    assert not folder.exists()
