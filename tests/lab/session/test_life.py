"""From start to end: stopping at odd moments, ending twice, asking at any time, leaving nothing."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest

from lab.errors import SessionError
from lab.session import Session
from lab.session.child import STDERR_KEPT
from lab.session.engine import Engine
from lab.spec import START_METHODS, Options, Topology
from tests.lab.session.runs import (
    Task,
    alive,
    carry_out,
    cpu,
    experiment,
    group_of,
    running,
    to_the_end,
    until,
    wait,
)

TWO = Topology(processes=2)


def traces() -> set[str]:
    """What a run might leave by name."""
    memory = {str(path) for path in Path("/dev/shm").glob("hebra*")}
    return memory | {str(path) for path in Path(tempfile.gettempdir()).glob("hebra*")}


# ── Private and nameless ─────────────────────────────────────────────────────────────────────
async def test_the_board_is_private_and_has_no_name() -> None:
    async with running(experiment("processes", wait(1.0), topology=TWO)) as session:
        assert session._engine is not None
        board = os.fstat(session._engine.board)
        assert stat.S_IMODE(board.st_mode) == 0o600
        assert board.st_nlink == 0
        assert stat.S_IMODE(session._engine.folder.stat().st_mode) == 0o700
        # Another run's board has a name for a moment, until it is made.
        mine = {str(session._engine.folder)}
        await until(lambda: traces() == mine)


async def test_two_sessions_do_not_disturb_one_another() -> None:
    wanted = experiment("processes", ("disk", {"kib": 4}), ("sqlite", {}), topology=TWO)
    async with running(wanted) as one, running(wanted) as two:
        await until(lambda: one.sample().tasks_done > 20 and two.sample().tasks_done > 20)
        await one.stop()
        before = two.sample().tasks_done
        await until(lambda: two.sample().tasks_done > before + 20)
        await two.stop()
        assert one.result().tasks_failed == two.result().tasks_failed == 0
        assert one.result().events == two.result().events == ()
    assert traces() == set()


# ── Start ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("wait_for", ["nothing", "process"])
async def test_stopping_while_it_starts(wait_for: str) -> None:
    session = Session(experiment("threads", wait(1.0)))
    starting = asyncio.get_running_loop().create_task(session.start())
    await asyncio.sleep(0)
    if wait_for == "process":
        await until(lambda: session.pid, pause_s=0)
    began = time.monotonic()
    await session.stop()
    assert time.monotonic() - began < 1.0
    with pytest.raises(SessionError, match="stopped before it began"):
        await starting
    assert session.state == "interrupted"
    assert session.failure is None
    await session.finished()
    assert session.pids() == []
    assert traces() == set()


async def test_a_start_that_is_cancelled_leaves_nothing() -> None:
    session = Session(experiment("processes", wait(1.0), topology=TWO))
    starting = asyncio.get_running_loop().create_task(session.start())
    await until(lambda: session.pid)
    pid = session.pid
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert session.state == "interrupted"
    await until(lambda: not group_of(pid), 2)
    assert traces() == set()


@pytest.mark.parametrize(
    "python, words",
    [
        ("/no/such/python", "No such file"),
        ("/", "Permission denied"),
        ("/bin/true", "no Python"),
        ("/bin/cat", "no Python"),
        ("/bin/echo", "no Python"),
        ("/bin/false", "no Python"),
    ],
)
async def test_a_python_that_is_none_is_named(python: str, words: str) -> None:
    session = Session(experiment("threads", wait(1.0), python=python))
    with pytest.raises(SessionError, match=words) as error:
        await session.start()
    assert str(error.value).startswith(f"{python}: ")
    assert "Choose" in str(error.value)
    assert session.state == "failed"
    assert session.failure is error.value
    await session.finished()
    await session.stop()
    assert traces() == set()


async def test_no_room_for_private_files_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    session = Session(experiment("threads", wait(1.0)))
    with pytest.raises(SessionError, match="private files could not be made"):
        await session.start()
    assert session.state == "failed"
    await session.finished()


async def test_a_board_that_cannot_grow_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(descriptor: int, length: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "ftruncate", no_room)
    with pytest.raises(SessionError, match="No space left on device"):
        Engine(None, lambda message: None)
    assert traces() == set()


# ── End ──────────────────────────────────────────────────────────────────────────────────────
async def test_stopping_twice_at_once_and_once_more() -> None:
    session = Session(experiment("processes", cpu(1.0), topology=TWO))
    await session.start()
    pids = session.pids()
    assert len(pids) == 3
    await asyncio.gather(session.stop(), session.stop(), session.finished())
    await session.stop()
    assert session.state == "interrupted"
    await until(lambda: not any(alive(pid) for pid in pids), 2)
    assert session.pids() == []


async def test_asking_at_any_time() -> None:
    session = Session(experiment("threads", wait(2.0), topology=Topology(threads=2)))
    await session.stop()  # nothing to stop yet
    await session.start()
    early = session.result()
    assert early.state == "running"
    await until(lambda: session.sample().tasks_done > 5)
    middle = session.result()
    assert early.tasks_done <= middle.tasks_done
    await session.stop()
    last = session.sample()
    again = session.sample()
    assert last.state == "interrupted"
    assert last.tasks_done == session.result().tasks_done >= middle.tasks_done
    assert len(again.records) == 0
    assert again.markers == ()
    assert again.events == ()
    assert session.result().seconds == session.result().seconds


@pytest.mark.parametrize("method", START_METHODS)
async def test_helpers_of_multiprocessing_end_with_the_run(method: str) -> None:
    options = Options(start_method=method)
    wanted = experiment("processes", wait(1.0), number=20, options=options, topology=TWO)
    async with running(wanted) as session:
        pid = session.pid
        assert len(group_of(pid)) >= 3
        await to_the_end(session)
        await until(lambda: not group_of(pid), 2)


@pytest.mark.parametrize(
    "approach, task, topology",
    [
        ("processes", wait(60_000), Topology(processes=64)),
        ("threads", wait(60_000), Topology(threads=64)),
        ("threads", cpu(1000), Topology(threads=64)),
        ("asyncio", wait(60_000), Topology(coroutines=64)),
    ],
    ids=["processes", "threads", "computing threads", "coroutines"],
)
async def test_stop_takes_no_longer_than_a_second_with_lanes_stuck(
    approach: str, task: Task, topology: Topology
) -> None:
    async with running(experiment(approach, task, topology=topology)) as session:
        await until(lambda: session.sample().lanes_alive == 64)
        pid = session.pid
        began = time.monotonic()
        await session.stop()
        assert time.monotonic() - began < 1.0
    await until(lambda: not group_of(pid), 2)
    result = session.result()
    assert result.state == "interrupted"
    assert result.tasks_done == 0 or task == cpu(1000)
    assert traces() == set()


async def test_a_task_that_prints_a_lot_does_not_stand_still(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A Python that shouts before it runs the engine: all is read, its end is kept."""
    python = tmp_path / "python"
    python.write_text(
        "#!/bin/sh\nhead -c 3000000 /dev/zero | tr '\\0' 'x' >&2\necho the end >&2\n"
        f'exec {sys.executable} "$@"\n'
    )
    python.chmod(0o755)
    wanted = experiment("threads", wait(1.0), number=20, python=str(python))
    async with running(wanted) as session:
        engine = session._engine
        result = await to_the_end(session)
    assert result.tasks_done == 20
    assert engine is not None
    assert len(engine.stderr) == STDERR_KEPT
    assert engine.stderr.endswith("xthe end\n")


async def test_a_session_beside_qt(qasync_loop: object) -> None:
    wanted = experiment("processes", wait(1.0), number=40, topology=TWO)
    result = await carry_out(wanted)
    assert (result.state, result.tasks_done) == ("finished", 40)
    async with running(experiment("threads", wait(1.0))) as session:
        session.steer("threads", 3)
        await until(lambda: session.sample().lanes_alive == 3)
        await session.stop()
        assert session.state == "interrupted"
