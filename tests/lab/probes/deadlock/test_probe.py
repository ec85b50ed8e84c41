"""Every scenario hangs and is found out; every cure finishes the same work; nothing is left."""

from __future__ import annotations

import asyncio
import json
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
from lab.probes.deadlock.programs import PROGRAMS, WORKERS
from lab.session.probing import ProbeRun
from tests.lab.session.runs import group_of
from tests.lab.session.test_pythons import python_of

CURES = [(name, cure) for name, cures in PROGRAMS.items() for cure in cures if cure != "none"]
STUCK = {
    "locks": {("first", "with lock_b:"), ("second", "with lock_a:")},
    "philosophers": {("dine", "with right:")},
    "pipe": {
        ("parent", "outbox.send_bytes(bytes(SIZE))"),
        ("child", "outbox.send_bytes(bytes(SIZE))"),
    },
    "circle": {("part", "await following")},
}
HELD_S = 60.0


def told_to(found: asyncio.Event) -> Callable[[Mapping[str, Any]], None]:
    """Sets the event when a deadlock is told."""

    def hear(figures: Mapping[str, Any]) -> None:
        if figures.get("detected"):
            found.set()

    return hear


async def carried_out(python: str | None = None, **order: Any) -> Mapping[str, Any]:
    return (await ProbeRun("deadlock", order, python=python).carry_out()).figures


def assert_stuck(scenario: str, figures: Mapping[str, Any], workers: int) -> None:
    assert (figures["detected"], figures["finished"]) == (True, False)
    assert figures["detection_s"] < 1.0
    assert figures["done"] < figures["wanted"]
    circle = figures["cycle"]
    assert len(circle) == len(set(circle)) == workers
    waits = {wait["who"]: wait for wait in figures["waits"]}
    for who, holder in zip(circle, circle[1:] + circle[:1], strict=True):
        assert waits[who]["held_by"] == holder
        assert not waits[who]["limited"]
    assert [stack["who"] for stack in figures["stacks"]] == circle
    last = {(s["frames"][-1]["function"], s["frames"][-1]["text"]) for s in figures["stacks"]}
    assert last == STUCK[scenario]


@pytest.mark.parametrize("version", ["3.10", "3.13"])
@pytest.mark.parametrize("scenario", PROGRAMS)
async def test_it_hangs_and_is_found_out(scenario: str, version: str) -> None:
    figures = await carried_out(python_of(version), scenario=scenario)
    assert_stuck(scenario, figures, WORKERS[scenario])


@pytest.mark.parametrize("scenario", ["philosophers", "circle"])
@pytest.mark.parametrize("workers", [2, 12])
async def test_any_number_of_them_hangs(scenario: str, workers: int) -> None:
    figures = await carried_out(scenario=scenario, workers=workers)
    assert_stuck(scenario, figures, workers)


@pytest.mark.parametrize("version", ["3.10", "3.13"])
@pytest.mark.parametrize("scenario, cure", CURES)
async def test_mended_it_finishes_the_same_work(scenario: str, cure: str, version: str) -> None:
    order = {"scenario": scenario, "cure": cure, "rounds": 2, "pause_ms": 5.0}
    figures = await carried_out(python_of(version), **order)
    assert (figures["detected"], figures["finished"]) == (False, True)
    many = WORKERS[scenario]
    wanted = {"locks": 2 * many, "philosophers": 2 * many, "pipe": 2, "circle": many}[scenario]
    assert figures["done"] == figures["wanted"] == wanted
    assert (figures["cycle"], figures["stacks"], figures["detection_s"]) == ([], [], None)


async def test_the_graph_is_told_as_it_comes_about() -> None:
    run = ProbeRun("deadlock", {"scenario": "locks", "pause_ms": 60.0})
    told: list[Mapping[str, Any]] = []
    run.on_figures = told.append
    await run.carry_out()
    assert [node["name"] for node in told[0]["nodes"]] == ["T1", "T2", "lock A", "lock B"]
    first = next(figures for figures in told if figures.get("held"))
    assert first["waits"] == []
    assert {"what": "lock A", "by": "T1", "line": 15} in first["held"]
    assert len(told[-1]["waits"]) == 2
    assert told[-1]["detected"]


async def test_it_stands_for_as_long_as_was_ordered_and_can_be_ended() -> None:
    run = ProbeRun("deadlock", {"scenario": "pipe", "hold_s": HELD_S})
    found = asyncio.Event()
    run.on_figures = told_to(found)
    await run.start()
    try:
        await asyncio.wait_for(found.wait(), 20)
        began = time.perf_counter()
        assert run.state == "running"
    finally:
        await run.stop()
    assert time.perf_counter() - began < 10
    assert run.result().figures["detected"], "what was found is kept when it is ended"


@pytest.mark.parametrize("scenario", PROGRAMS)
async def test_cancelled_while_it_hangs_it_leaves_nothing(scenario: str) -> None:
    run = ProbeRun("deadlock", {"scenario": scenario, "hold_s": HELD_S})
    found = asyncio.Event()
    run.on_figures = told_to(found)
    whole = asyncio.get_running_loop().create_task(run.carry_out(), name="probe")
    await asyncio.wait_for(found.wait(), 20)
    group = run.pid
    whole.cancel()
    with pytest.raises(asyncio.CancelledError):
        await whole
    await gone(group)


@pytest.mark.parametrize("scenario", PROGRAMS)
async def test_its_host_killed_while_it_hangs_leaves_nothing(scenario: str) -> None:
    run = ProbeRun("deadlock", {"scenario": scenario, "hold_s": HELD_S})
    found = asyncio.Event()
    run.on_figures = told_to(found)
    await run.start()
    await asyncio.wait_for(found.wait(), 20)
    group = run.pid
    os.kill(group, signal.SIGKILL)
    with suppress(SessionError):  # it may have told what it had found
        await asyncio.wait_for(run.finished(), 20)
    await gone(group)


async def gone(group: int) -> None:
    """Wait until no process of the group is left."""
    until = time.monotonic() + 5
    while left := group_of(group):
        assert time.monotonic() < until, f"left: {left}"
        await asyncio.sleep(0.01)


async def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(SessionError, match="no cure 'one-lock' for 'pipe'"):
        await carried_out(scenario="pipe", cure="one-lock")
    with pytest.raises(SessionError, match="not within 2 and 12: 40"):
        await carried_out(scenario="philosophers", workers=40)


WITHOUT_PROC = """
import json, os, socket, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from lab.probes.probe import Probe
from lab.probes.deadlock import pipe_proc, run
pipe_proc.can_tell = lambda: False
reading, writing = socket.socketpair()
order = json.loads(sys.argv[3])
print(json.dumps(run(Probe(order, Path(sys.argv[2]), os.open(os.devnull, os.O_WRONLY), reading))))
"""


@pytest.mark.parametrize("cure", PROGRAMS["pipe"])
def test_a_full_pipe_is_seen_where_the_system_tells_nothing(
    cure: str, root: Path, tmp_path: Path
) -> None:
    order = json.dumps({"scenario": "pipe", "cure": cure, "rounds": 2})
    program = [sys.executable, "-I", "-S", "-c", WITHOUT_PROC, str(root), str(tmp_path), order]
    ran = subprocess.run(program, capture_output=True, text=True, check=True)
    figures = json.loads(ran.stdout)
    assert figures["seen_by"] == "stage"
    if cure == "none":
        assert_stuck("pipe", figures, 2)
    else:
        assert figures["finished"]
