"""What breaks while a run goes on is shown, counted honestly, and takes nothing else with it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from lab.errors import SessionError
from lab.session import Session
from lab.spec import START_METHODS, Options, Topology
from tests.lab.session.runs import (
    alive,
    cpu,
    experiment,
    group_of,
    kinds_of,
    running,
    to_the_end,
    until,
    wait,
)

TWO = Topology(processes=2)


def worker_of(session: Session, rank: int) -> int:
    return next(pid for pid, of in session._workers.items() if of == rank)


# ── Workers ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("method", START_METHODS)
async def test_a_killed_worker_is_lost_and_the_run_goes_on(method: str) -> None:
    options = Options(start_method=method)
    wanted = experiment("processes", wait(2.0), options=options, topology=TWO)
    async with running(wanted) as session:
        await until(lambda: session.sample().lanes_alive == 2)
        os.kill(worker_of(session, 1), signal.SIGKILL)
        await until(lambda: "worker-lost" in kinds_of(session))
        snapshot = session.sample()
        assert [lane.state for lane in snapshot.lanes] == ["running", "lost"]
        assert (snapshot.lanes_alive, snapshot.lanes_wanted) == (1, 2)
        assert snapshot.processes_alive == 1
        before = snapshot.tasks_done
        await until(lambda: session.sample().tasks_done > before + 20)
        assert session.state == "running"
        assert session.events[0].text == "Process 2 was killed by SIGKILL"
        # A change of their number is a wish to have them all.
        session.steer("processes", 3)
        await until(lambda: session.sample().processes_alive == 3)


@pytest.mark.parametrize(
    "approach, topology",
    [("processes", TWO), ("combined", Topology(processes=2, threads=2, coroutines=6))],
)
async def test_a_fixed_number_stays_exact_when_workers_are_killed(
    approach: str, topology: Topology
) -> None:
    wanted = experiment(approach, wait(2.0), cpu(0.1), number=900, topology=topology)
    async with running(wanted) as session:
        for done in (100, 300):
            await until(lambda done=done: session.sample().tasks_done > done)  # type: ignore[misc]
            if 1 in session._workers.values():
                os.kill(worker_of(session, 1), signal.SIGKILL)
            session.steer("processes", 1)
            session.steer("processes", 2)
        result = await to_the_end(session)
    assert result.state == "finished"
    assert 900 <= result.tasks_done <= 900 + result.possibly_twice
    assert result.tasks_failed == 0
    assert [event.kind for event in result.events][:1] == ["worker-lost"]


async def test_the_only_worker_of_a_fixed_number_is_replaced() -> None:
    async with running(experiment("threads", wait(1.0), number=200)) as session:
        await until(lambda: session.sample().tasks_done > 50)
        os.kill(worker_of(session, 0), signal.SIGKILL)
        result = await to_the_end(session)
    assert result.state == "finished"
    assert 200 <= result.tasks_done <= 200 + result.possibly_twice


async def test_without_its_only_worker_a_run_has_failed_and_keeps_what_it_measured() -> None:
    async with running(experiment("threads", wait(1.0), topology=Topology(threads=2))) as session:
        await until(lambda: session.sample().tasks_done > 20)
        os.kill(worker_of(session, 0), signal.SIGKILL)
        await session.finished()
        assert session.state == "failed"
        assert session.failure is not None
        assert "All worker processes were gone" in str(session.failure)
        assert "kept" in str(session.failure)
        result = session.result()
        assert result.tasks_done > 20
        assert result.tasks_done == result.series.rows["tasks_done"][-1]
        assert session.sample().state == result.state == "failed"


async def test_a_worker_whose_lanes_cannot_be_is_not_started_again_and_again() -> None:
    async with running(experiment("processes", ("disk", {"kib": 4}))) as session:
        await until(lambda: session.sample().tasks_done > 3)
        assert session._engine is not None
        shutil.rmtree(session._engine.folder / "work")
        os.kill(worker_of(session, 0), signal.SIGKILL)
        await session.finished()
        assert session.state == "failed"
        assert len(session.events) < 10


# ── The engine ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("method", START_METHODS)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_a_killed_engine_is_a_failure_that_keeps_what_was_measured(
    method: str, number: signal.Signals
) -> None:
    options = Options(start_method=method)
    wanted = experiment("combined", wait(2.0), ("http", {"latency_ms": 1.0}), options=options,
                        topology=Topology(processes=2, threads=2))  # fmt: skip
    async with running(wanted) as session:
        await until(lambda: session.sample().tasks_done > 20)
        engine = session.pid
        os.kill(engine, number)
        await session.finished()
        assert session.state == "failed"
        assert f"killed by {number.name}" in str(session.failure)
        await until(lambda: not group_of(engine), 2)
        result = session.result()
        assert result.state == "failed"
        assert result.tasks_done > 20
        assert len(result.series) > 0
        await session.stop()
        assert session.state == "failed"


async def test_an_engine_that_dies_while_lanes_compute_takes_them_with_it() -> None:
    wanted = experiment("processes", cpu(900.0), topology=Topology(processes=4))
    async with running(wanted) as session:
        await until(lambda: session.sample().lanes_alive == 4)
        workers = list(session._workers)
        os.kill(session.pid, signal.SIGKILL)
        await session.finished()
        await until(lambda: not any(alive(pid) for pid in workers), 2)


# ── Tasks ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("approach", ["threads", "asyncio"])
async def test_tasks_that_raise_are_counted_and_the_first_traceback_is_kept(approach: str) -> None:
    wanted = experiment(approach, ("http", {"latency_ms": 1.0}), number=400,
                        topology=Topology(threads=3, coroutines=3))  # fmt: skip
    async with running(wanted) as session:
        await until(lambda: session.sample().tasks_done > 20)
        os.kill(session._server, signal.SIGKILL)
        result = await to_the_end(session)
    assert result.state == "finished"
    assert result.tasks_failed > 100
    assert result.tasks_done + result.tasks_failed == 400
    assert result.by_kind[0].failed == result.tasks_failed
    (event,) = result.events
    assert event.kind == "task-failed"
    assert event.text.startswith("http: ")
    assert event.details.startswith("Traceback")


async def test_processes_tell_of_a_failing_kind_once_between_them() -> None:
    wanted = experiment("processes", ("http", {"latency_ms": 1.0}), number=400, topology=TWO)
    async with running(wanted) as session:
        await until(lambda: session.sample().tasks_done > 20)
        os.kill(session._server, signal.SIGKILL)
        result = await to_the_end(session)
    assert result.tasks_done + result.tasks_failed == 400
    assert [event.kind for event in result.events] == ["task-failed"]


async def test_lanes_that_cannot_prepare_their_task_are_told_and_the_others_go_on() -> None:
    wanted = experiment("threads", ("disk", {"kib": 4}), topology=Topology(threads=2))
    async with running(wanted) as session:
        await until(lambda: session.sample().tasks_done > 10)
        assert session._engine is not None
        folder = session._engine.folder / "work"
        folder.rename(folder.with_name("elsewhere"))
        session.steer("disk.kib", 8)
        await until(lambda: "unavailable" in kinds_of(session))
        before = session.sample().tasks_done
        await until(lambda: session.sample().tasks_done > before + 10)
        assert session.sample().lanes_alive == 2
        assert session.experiment.mix[0].parameters["kib"] == 4


# ── No room ──────────────────────────────────────────────────────────────────────────────────

ENGINE_WITH = """#!{python} -S
# Runs the engine as asked, with one thing of the system's made to fail.
import sys
_, _, _, _, program, root, folder = sys.argv
sys.path.append(root)
{prepared}
sys.argv = ["-c", root, folder]
exec(program)
"""

NO_THIRD_PROCESS = """
from lab.runtime import starts
start = starts.start
def refuse(method, rank, *rest):
    if rank >= 2:
        raise OSError(11, "Resource temporarily unavailable")
    return start(method, rank, *rest)
starts.start = refuse
"""

NO_FOURTH_THREAD = """
import _thread
start, made = _thread.start_new_thread, []
def refuse(*what):
    if len(made) == 3:
        raise RuntimeError("can't start new thread")
    made.append(what)
    return start(*what)
_thread.start_new_thread = refuse
"""


def engine_with(folder: Path, prepared: str) -> str:
    python = folder / "python"
    python.write_text(ENGINE_WITH.format(python=sys.executable, prepared=prepared))
    python.chmod(0o755)
    return str(python)


async def test_a_run_goes_on_with_the_processes_there_is_room_for(tmp_path: Path) -> None:
    python = engine_with(tmp_path, NO_THIRD_PROCESS)
    wanted = experiment("processes", wait(1.0), python=python, topology=Topology(processes=5))
    async with running(wanted) as session:
        await until(lambda: session.sample().lanes_alive == 2)
        await until(lambda: session.sample().tasks_done > 20)
        assert session.state == "running"
        (event,) = session.events
        assert event.kind == "full"
        assert "process 3: Resource temporarily unavailable" in event.text
        session.steer("processes", 2)
        await until(lambda: not session._steering.unanswered)
        session.steer("processes", 4)  # asked for again, it is tried again
        await until(lambda: kinds_of(session) == ["full", "full"])
        assert session.sample().lanes_alive == 2


async def test_a_run_goes_on_with_the_threads_there_is_room_for(tmp_path: Path) -> None:
    python = engine_with(tmp_path, NO_FOURTH_THREAD)
    wanted = experiment("threads", wait(1.0), number=500, python=python,
                        topology=Topology(threads=8))  # fmt: skip
    async with running(wanted) as session:
        await until(lambda: session.sample().lanes_alive == 3)
        result = await to_the_end(session)
    assert (result.state, result.tasks_done) == ("finished", 500)
    assert [event.kind for event in result.events] == ["full"]
    assert "thread 4" in result.events[0].text


async def test_no_room_for_any_process_is_a_start_that_fails(tmp_path: Path) -> None:
    python = engine_with(tmp_path, NO_THIRD_PROCESS.replace("rank >= 2", "True"))
    session = Session(experiment("processes", wait(1.0), python=python, topology=TWO))
    with pytest.raises(SessionError, match="no worker process could be started"):
        await session.start()
    assert session.state == "failed"
