"""The window is killed: within two seconds nothing of its run is left, whatever the lanes do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from lab.session.engine import READY_S
from lab.spec import START_METHODS
from tests.lab.session.runs import group_of, of_run

PROMISED_S = 2.0

WINDOW = """
import asyncio, json, os, sys
sys.path.insert(0, sys.argv[1])
from lab.session import Session
from lab.spec import Experiment, Options, TaskShare, Topology

wanted = json.loads(sys.argv[2])

async def main():
    session = Session(Experiment(
        approach=wanted["approach"],
        topology=Topology(**wanted["topology"]),
        mix=(TaskShare(kind=wanted["kind"], parameters=wanted["parameters"]),),
        options=Options(start_method=wanted["method"]),
    ))
    starting = asyncio.create_task(session.start())
    while not session.pid:
        await asyncio.sleep(0)
    print(json.dumps([session.pid, str(session._engine.folder)]), flush=True)
    if wanted["early"]:
        os.kill(os.getpid(), 9)
    await starting
    while session.sample().lanes_alive < wanted["lanes"]:
        await asyncio.sleep(0.01)
    if wanted["both"]:
        os.kill(session.pid, 9)
    os.kill(os.getpid(), 9)

asyncio.run(main())
"""

WAITS = ("wait", {"ms": 60_000.0})
COMPUTES = ("python-cpu", {"ms": 1000.0})
HTTP = ("http", {"latency_ms": 1.0})


def killed_window(
    root: Path,
    task: tuple[str, dict[str, Any]],
    *,
    approach: str = "processes",
    method: str = "fork",
    early: bool = False,
    both: bool = False,
    folder_goes: bool = True,
    **topology: int,
) -> Path:
    """Start a window that kills itself once its lanes run; nothing of it may be left.

    Its run's folder, which may be left where ``folder_goes`` is not promised.
    """
    lanes = 1
    for count in topology.values():
        lanes *= count
    wanted = {
        "approach": approach,
        "topology": topology,
        "kind": task[0],
        "parameters": task[1],
        "method": method,
        "early": early,
        "both": both,
        "lanes": lanes,
    }
    window = subprocess.run(
        [sys.executable, "-c", WINDOW, str(root), json.dumps(wanted)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    killed = time.monotonic()
    # What still starts hears of it when it has started; how long that takes is the machine's.
    promised_s = PROMISED_S + (READY_S if early else 0.0)
    assert window.returncode == -signal.SIGKILL
    engine, name = json.loads(window.stdout)
    folder = Path(name)
    assert folder.parent == Path(tempfile.gettempdir())
    while (left := group_of(engine) | of_run(folder)) or (folder_goes and folder.exists()):
        if time.monotonic() - killed > promised_s:
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            pytest.fail(f"left: processes {left}, folder {folder.exists()}")
        time.sleep(0.01)
    assert not list(Path("/dev/shm").glob(f"{folder.name}*"))
    return folder


@pytest.mark.parametrize("method", START_METHODS)
@pytest.mark.parametrize("task", [WAITS, COMPUTES], ids=["waits", "computes"])
def test_a_killed_window_leaves_nothing(
    root: Path, task: tuple[str, dict[str, Any]], method: str
) -> None:
    killed_window(root, task, method=method, processes=3)


@pytest.mark.parametrize("method", START_METHODS)
def test_a_window_killed_while_the_engine_starts_leaves_nothing(root: Path, method: str) -> None:
    killed_window(root, HTTP, method=method, early=True, processes=3)


@pytest.mark.parametrize("method", START_METHODS)
def test_a_window_and_an_engine_killed_at_once_leave_nothing(root: Path, method: str) -> None:
    killed_window(root, HTTP, method=method, both=True, processes=3)


def test_sixty_four_computing_threads_do_not_keep_it_alive(root: Path) -> None:
    killed_window(root, COMPUTES, approach="threads", threads=64)


def test_coroutines_and_a_server_end_as_well(root: Path) -> None:
    killed_window(root, HTTP, approach="asyncio", coroutines=50)
