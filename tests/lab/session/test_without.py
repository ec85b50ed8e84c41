"""Systems that lack something: each capability taken away alone, and all that Windows lacks.

What is taken away here is also away in the engine and its workers, which inherit the environment.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lab import capabilities
from lab.session import Session
from lab.session.child import _clear_once
from lab.session.engine import Engine
from lab.session.family import Descendants
from lab.session.leftovers import clear_leftovers
from lab.spec import Options, Topology
from tests.lab.session.runs import (
    Task,
    carry_out,
    cpu,
    experiment,
    kinds_of,
    of_run,
    running,
    to_the_end,
    until,
    wait,
)
from tests.lab.session.test_parent_gone import COMPUTES, HTTP, WAITS, killed_window

LIKE_WINDOWS = ",".join(capabilities.WINDOWS_LACKS)
WITHOUT = [
    *(pytest.param(name, marks=pytest.mark.slow, id=name) for name in capabilities.WINDOWS_LACKS),
    pytest.param(LIKE_WINDOWS, id="as on Windows"),
]

APPROACHES: dict[str, tuple[Topology, Task]] = {
    "sequential": (Topology(), cpu(0.2)),
    "threads": (Topology(threads=3), ("http", {"latency_ms": 1.0})),
    "processes": (Topology(processes=3), ("sqlite", {})),
    "asyncio": (Topology(coroutines=8), ("http", {"latency_ms": 1.0})),
    "combined": (Topology(processes=2, threads=2, coroutines=3), wait(1.0)),
}


@pytest.fixture(params=WITHOUT)
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(capabilities.WITHOUT, request.param)
    return str(request.param)


@pytest.fixture
def like_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(capabilities.WITHOUT, LIKE_WINDOWS)


# ── Runs ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("approach", APPROACHES)
async def test_every_approach_carries_out_its_tasks(without: str, approach: str) -> None:
    topology, task = APPROACHES[approach]
    result = await carry_out(experiment(approach, task, number=60, topology=topology))
    assert (result.state, result.tasks_done, result.tasks_failed) == ("finished", 60, 0)
    method = "spawn" if "fork" in without else "fork"
    assert result.environment["start_method"] == method


async def test_a_run_is_steered_and_stopped(without: str) -> None:
    async with running(experiment("processes", wait(1.0), topology=Topology(processes=2))) as run:
        assert run._engine is not None
        folder = run._engine.folder
        await until(lambda: run.sample().processes_alive == 2)
        run.steer("processes", 3)
        await until(lambda: run.sample().processes_alive == 3)
        run.steer("approach", "threads")
        run.steer("threads", 2)
        await until(lambda: run.sample().lanes_alive == 2)
        assert len(of_run(folder)) >= 2
        began = time.monotonic()
        await run.stop()
        assert time.monotonic() - began < 1.0
    assert run.state == "interrupted"
    await until(lambda: not of_run(folder), 2)
    assert not folder.exists()
    assert run.result().tasks_done > 0, "what was measured is there after the board has gone"


async def test_the_board_has_a_name_only_where_it_needs_one(without: str) -> None:
    async with running(experiment("threads", wait(1.0))) as run:
        engine = run._engine
        assert engine is not None
        named = "descriptors" in without
        assert bool(engine.board_name) == named
        assert os.fstat(engine.board).st_nlink == int(named)
        assert len(list(engine.folder.glob("*.board"))) == int(named)


@pytest.mark.parametrize("method", ["fork", "forkserver"])
async def test_a_way_to_start_that_is_missing_is_told_and_replaced(
    like_windows: None, method: str
) -> None:
    wanted = experiment("threads", wait(1.0), number=5, options=Options(start_method=method))
    async with running(wanted) as run:
        run.steer("threads", 2)
        result = await to_the_end(run)
    assert kinds_of(run).count("start-method") == 1
    assert f"cannot start processes by {method}" in result.events[0].text
    assert result.environment["start_method"] == "spawn"


async def test_nothing_is_told_when_spawn_was_wanted(like_windows: None) -> None:
    options = Options(start_method="spawn")
    result = await carry_out(experiment("threads", wait(1.0), number=5, options=options))
    assert result.events == ()


# ── Figures that need /proc ──────────────────────────────────────────────────────────────────
async def test_what_cannot_be_known_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(capabilities.WITHOUT, "proc")
    async with running(experiment("threads", cpu(1.0), topology=Topology(threads=3))) as run:
        await until(lambda: run.sample().tasks_done > 200)
        snapshot = run.sample()
        await run.stop()
    assert (snapshot.shares.gil, snapshot.shares.core) == (None, None)
    assert snapshot.shares.gil_or_core is not None
    assert all(lane.running is None for lane in snapshot.lanes)
    assert run.result().environment["cpu"], "the processor has a name of some kind"


# ── Nothing is left ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("task", [WAITS, COMPUTES, HTTP], ids=["waits", "computes", "http"])
def test_a_killed_window_leaves_nothing(
    root: Path, without: str, task: tuple[str, dict[str, object]]
) -> None:
    killed_window(root, task, processes=2)


def test_a_window_killed_while_the_engine_starts_leaves_nothing(root: Path, without: str) -> None:
    killed_window(root, WAITS, early=True, processes=2)


def test_window_and_engine_killed_at_once_leave_a_folder_at_most(root: Path, without: str) -> None:
    """Without a janitor: the next run removes it."""
    folder = killed_window(root, HTTP, both=True, processes=2, folder_goes="fork" not in without)
    clear_leftovers(folder.parent)
    assert not folder.exists()


async def test_a_killed_engine_is_noticed_and_all_it_started_ends(without: str) -> None:
    run = Session(experiment("processes", cpu(1000.0), topology=Topology(processes=2)))
    await run.start()
    assert run._engine is not None
    folder = run._engine.folder
    await until(lambda: run.sample().lanes_alive == 2)
    psutil.Process(run.pid).kill()
    await run.finished()
    assert run.state == "failed"
    await until(lambda: not of_run(folder), 2)
    assert not folder.exists()


async def test_a_process_that_outlives_its_parent_is_found_by_its_folder(
    like_windows: None, tmp_path: Path
) -> None:
    """A task's own child that the engine knows nothing of, once its parent has gone."""
    family = Descendants(tmp_path)
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    program = (
        "import subprocess, sys;"
        " subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])"
    )
    parent = psutil.Popen([sys.executable, "-c", program], env=environment)
    family.add(parent.pid)
    parent.wait()
    await until(lambda: of_run(tmp_path))
    family.kill()
    await until(lambda: not of_run(tmp_path), 2)


# ── Leftovers ────────────────────────────────────────────────────────────────────────────────
async def test_the_first_run_of_a_program_clears_what_others_have_left() -> None:
    place = Path(tempfile.gettempdir())
    left, foreign, alive = place / "hebra-left", place / "hebra-foreign", place / "hebra-alive"
    gone = psutil.Popen(["true"])
    gone.wait()
    for folder, owner in (
        (left, f"[{gone.pid}, 1.0]"),
        (foreign, "somebody else's"),
        (alive, f"[{os.getpid()}, {psutil.Process().create_time()}]"),
    ):
        folder.mkdir()
        (folder / "owner").write_text(owner)
    link = place / "hebra-link"
    link.symlink_to(left, target_is_directory=True)
    try:
        _clear_once.cache_clear()
        Engine(None, lambda message: None).clear_up()
        assert not left.exists()
        assert foreign.is_dir()
        assert alive.is_dir()
        assert link.is_symlink()
    finally:
        link.unlink()
        for folder in (foreign, alive):
            (folder / "owner").unlink()
            folder.rmdir()


# ── Paths ────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def far_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = Path(tempfile.gettempdir(), "mañana здесь 日本")
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []
    place.rmdir()


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("lacking", ["", LIKE_WINDOWS], ids=["as here", "as on Windows"])
async def test_a_place_with_spaces_and_foreign_letters(
    monkeypatch: pytest.MonkeyPatch, far_place: Path, lacking: str, method: str
) -> None:
    """Also without links, for which a privilege may be needed: then the package is copied."""
    if lacking:
        monkeypatch.setenv(capabilities.WITHOUT, lacking)

        def refuse(*_: object, **__: object) -> None:
            raise OSError("A required privilege is not held by the client")

        monkeypatch.setattr(Path, "symlink_to", refuse)
    options = Options(start_method=method)
    tasks = [("disk", {"kib": 4}), ("sqlite", {})]
    shape = Topology(processes=2)
    result = await carry_out(
        experiment("processes", *tasks, number=20, options=options, topology=shape)
    )
    assert (result.tasks_done, result.tasks_failed) == (20, 0)
