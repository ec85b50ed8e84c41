"""What dies while it is used: the window, the engine, a worker. Real processes throughout."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from lab.records import load_experiment, save_experiment
from lab.spec import Experiment, Load, Options, TaskShare, Topology, parameters
from lab.tasks import KINDS
from tests.e2e.bench import Bench
from tests.e2e.desk import Desk
from tests.e2e.inside import Inside, inside, soon
from tests.e2e.patience import until
from tests.e2e.places import Places
from tests.e2e.program import Home

GONE_WITHIN_S = 2.0
"""The promise: so long after the window was killed there is nothing of it left."""
SHARED = Path("/dev/shm")


def work(*kinds: str, approach: str = "threads", start: str = "fork", **levels: int) -> Experiment:
    """An experiment with these kinds of task at their usual sizes."""
    shares = {k: {p.name: p.default for p in parameters(KINDS[k])} for k in kinds}
    return Experiment(
        approach=approach,
        topology=Topology(**levels),
        mix=tuple(TaskShare(kind=kind, parameters=sizes) for kind, sizes in shares.items()),
        load=Load(),
        options=Options(start_method=start),
    )


CASES = {
    "threads": (work("python-cpu", "wait", threads=4), 2),
    "fork": (work("python-cpu", approach="processes", processes=3), 4),
    "forkserver": (work("wait", approach="processes", start="forkserver", processes=2), 3),
    "spawn": (work("wait", approach="processes", start="spawn", processes=2), 3),
    "server": (work("http", "disk", "sqlite", threads=4), 3),
}
"""What runs, and how many processes it has at least: engine, workers, server."""


@pytest.mark.parametrize("case", CASES)
def test_a_killed_window_leaves_nothing(
    case: str, desk: Desk, places: Places, home: Home, tmp_path: Path
) -> None:
    experiment, processes = CASES[case]
    file = tmp_path / "experiment.toml"
    save_experiment(file, experiment)
    shared = set(SHARED.iterdir())
    with Bench(desk, places, home, str(file)) as bench:
        bench.start()
        until(lambda: len(bench.program.family()) >= processes, f"{processes} processes")
        assert home.litter(), "a run has a private folder, which is what must go"
        bench.program.process.kill()
        bench.program.process.wait()

        def left() -> list[object]:
            new = set(SHARED.iterdir()) - shared
            return [*bench.program.survivors(), *home.litter(), *(n for n in new if _ours(n))]

        try:
            until(lambda: not left(), "nothing left", within_s=GONE_WITHIN_S)
        except AssertionError as error:
            error.add_note(f"left: {left()}")
            raise


def _ours(path: Path) -> bool:
    return path.name.startswith(("hebra", "psm_", "sem."))


def test_two_windows_do_not_disturb_each_other(
    desk: Desk, places: Places, home: Home, tmp_path: Path
) -> None:
    tables = [tmp_path / "one.csv", tmp_path / "two.csv"]
    with Bench(desk, places, home) as one:
        one.start()
        first = one.program.family()
        (folder,) = home.litter()
        with Bench(desk, places, home, "--new-window") as two:
            two.start()
            assert not {p.pid for p in first} & {p.pid for p in two.program.family()}
            assert len(home.litter()) == 2
            two.export(tables[1])
            assert two.close() == 0
            assert two.program.said == ""
        assert home.litter() == [folder]
        assert all(process.is_running() for process in first)
        one.watch("throughput")
        one.export(tables[0])
        assert one.close() == 0
        assert one.program.said == ""
    assert home.litter() == []
    for table in tables:
        assert load_experiment(table).approach == "threads"
    started = [_figure(table, "started_at") for table in tables]
    assert started[0] <= started[1]
    assert _figure(tables[0], "tasks_done") != _figure(tables[1], "tasks_done")


def _figure(table: Path, name: str) -> str:
    mark = f"# figure: {name} = "
    return next(line for line in table.read_text().splitlines() if line.startswith(mark))


@pytest.mark.qasync
async def test_a_killed_worker_is_told_and_the_run_goes_on(qapp: QApplication) -> None:
    async with inside(qapp) as here:
        await here.run(work("wait", approach="processes", processes=3))
        here.workers()[0].kill()
        await soon(lambda: "worker-lost" in here.banners(), "a banner about the worker")
        assert "was killed by SIGKILL" in here.banners()["worker-lost"]
        done = here.session.result().tasks_done
        await soon(lambda: here.session.result().tasks_done > done + 20, "the others to go on")
        assert here.house.runner.state == "running"
        here.house.press_space()
        await here.idle()
        result = here.house.runner.result
        assert result is not None
        assert [event.kind for event in result.events] == ["worker-lost"]
        assert result.tasks_done == sum(kind.done for kind in result.by_kind)
        assert result.tasks_failed == 0


@pytest.mark.qasync
async def test_a_killed_engine_is_told_and_its_figures_are_saved(
    qapp: QApplication, tmp_path: Path
) -> None:
    table = tmp_path / "kept.csv"
    async with inside(qapp) as here:
        await here.run(work("wait", approach="processes", processes=2))
        family = psutil.Process(here.session.pid).children(recursive=True)
        folder = here.session._engine.folder  # type: ignore[union-attr]
        os.kill(here.session.pid, 9)
        await here.idle()
        assert "The engine was killed by SIGKILL" in here.banners()["run"]
        await soon(lambda: not psutil.wait_procs(family, 0)[1], "its workers to go", within_s=2.0)
        assert not folder.exists()
        # The banner offers to save: press its button and type a name.
        button = here.house.page.banners.banners["run"].action_button
        assert button is not None
        assert button.text() == "Save CSV"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await _choose(here, table)
        await soon(table.exists, "the table to be saved")
    assert 'state = "failed"' in table.read_text()
    assert load_experiment(table).approach == "processes"


async def _choose(here: Inside, path: Path) -> None:
    """Type a name in the file dialog that opens, and press Enter."""

    def open_ones() -> list[QFileDialog]:
        return [one for one in here.window.findChildren(QFileDialog) if one.isVisible()]

    await soon(open_ones, "a file dialog")
    dialog = open_ones()[0]
    QTest.keyClicks(dialog.focusWidget(), str(path))
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    await soon(lambda: not open_ones(), "the dialog to close")


@pytest.mark.qasync
async def test_the_server_listens_on_loopback_only_and_the_board_is_private(
    qapp: QApplication,
) -> None:
    async with inside(qapp) as here:
        await here.run(work("http", threads=2))
        listening = [
            connection.laddr
            for pid in here.session.pids()
            for connection in await asyncio.to_thread(psutil.Process(pid).net_connections, "all")
            if connection.status == psutil.CONN_LISTEN
        ]
        assert [address.ip for address in listening] == ["127.0.0.1"]
        for pid in (here.session.pid, *here.session._workers):
            _check_board(Path(f"/proc/{pid}/fd"))


def _check_board(descriptors: Path) -> None:
    """What a process holds of the board can be opened by nobody else."""
    boards = [fd for fd in descriptors.iterdir() if ".board" in _target(fd)]
    assert boards
    for board in boards:
        assert board.stat().st_mode & 0o777 == 0o600
        assert _target(board).endswith(" (deleted)"), "it has no name any more"


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except OSError:
        return ""  # closed meanwhile
