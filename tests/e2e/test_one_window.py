"""Two starts, one window: with real processes, as a double click makes them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from lab.records.experiment_file import load_experiment, save_experiment
from tests import tested
from tests.e2e.bench import Bench
from tests.e2e.desk import Desk
from tests.e2e.patience import until
from tests.e2e.places import Places
from tests.e2e.program import Home, Program
from tests.ui.fakes import experiment

SCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def log(home: Home, number: str = "") -> str:
    path = home.state / f"hebra{number}.log"
    return path.read_text() if path.exists() else ""


def started(home: Home, times: int = 1) -> bool:
    return log(home).count("hebra: started:") >= times and bool(
        list((home.folder / "runtime").glob("*.sock"))
    )


def hebra(home: Home, cwd: Path, *words: str, more: Mapping[str, str] = {}) -> int:
    """A start from somebody's folder; its exit code."""
    done = subprocess.run(
        tested.command(*words),
        cwd=cwd,
        env={**os.environ, **home.environment(), **SCREEN, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("", "")
    return done.returncode


def test_a_second_start_opens_its_file_in_the_first_and_ends(home: Home, tmp_path: Path) -> None:
    save_experiment(tmp_path / "mía.hebra", experiment("processes", processes=3))
    with Program(home, SCREEN) as first:
        until(lambda: started(home), "the first window")
        assert hebra(home, tmp_path, "window", "mía.hebra") == 0
        until(lambda: "asks for 1 files" in log(home), "the file to be asked for")
        assert hebra(home, tmp_path) == 0
        until(lambda: "asks for 0 files" in log(home), "the window to be asked for")
        assert first.process.poll() is None
        assert log(home).count("hebra: started:") == 1
        first.leave()
        assert first.process.returncode == 0
    assert log(home).rstrip().endswith("left")
    last = load_experiment(home.settings / "last.toml")
    assert (last.approach, last.topology.processes) == ("processes", 3)
    assert [path.suffix for path in (home.folder / "runtime").iterdir()] == [".lock"]


def test_starts_at_one_moment_make_one_window(home: Home, tmp_path: Path) -> None:
    starts = [Program(home, SCREEN, "--", f"/x/{number}.toml") for number in range(3)]
    try:
        until(lambda: log(home).count("asks for 1 files") == 2, "the two others to be heard")
        until(lambda: sum(one.process.poll() is None for one in starts) == 1, "one to be left")
        assert {one.process.returncode for one in starts} == {0, None}
    finally:
        for one in starts:
            one.leave()
    assert log(home).count("hebra: started:") == 1
    assert log(home, "-2") == ""


def test_a_new_window_has_a_log_of_its_own_and_another_settings_folder_another_window(
    home: Home, tmp_path: Path
) -> None:
    with Program(home, SCREEN) as first:
        until(lambda: started(home), "the first window")
        with Program(home, SCREEN, "--new-window") as second:
            until(lambda: "hebra: started:" in log(home, "-2"), "the second window")
            assert (first.process.poll(), second.process.poll()) == (None, None)
        elsewhere = {**SCREEN, "XDG_CONFIG_HOME": str(tmp_path)}
        with Program(home, elsewhere) as third:
            until(lambda: log(home, "-2").count("hebra: started:") == 2, "the third window")
            assert third.process.poll() is None
        assert "asks for" not in log(home)


def test_a_killed_window_is_followed_by_a_new_one(home: Home) -> None:
    with Program(home, SCREEN) as killed:
        until(lambda: started(home), "the first window")
        killed.process.kill()
        killed.process.wait()
    with Program(home, SCREEN) as again:
        until(lambda: started(home, times=2), "the window after it")
        assert again.process.poll() is None
    assert "ended without a goodbye" in log(home)


@pytest.mark.skipif(bool(tested.INSTALLED), reason="an installed app traces no imports")
def test_a_second_start_is_there_and_gone_before_a_window_could_be(home: Home) -> None:
    with Program(home, SCREEN):
        until(lambda: started(home), "the first window")
        began = time.perf_counter()
        trace = subprocess.run(
            tested.command("window"),
            env={**os.environ, **home.environment(), **SCREEN, "PYTHONVERBOSE": "1"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert trace.returncode == 0
        assert time.perf_counter() - began < 30
        imported = trace.stderr
        assert "import 'ui.single.first'" in imported
        assert "import 'PySide6" not in imported
        assert "import 'asyncio'" not in imported


def test_on_a_screen_the_file_is_seen_in_the_window_that_is_there(
    desk: Desk, places: Places, home: Home, tmp_path: Path
) -> None:
    save_experiment(tmp_path / "nine.hebra", experiment(threads=9))
    with Bench(desk, places, home) as bench:
        before = bench.picture("threads_field")
        assert hebra(home, tmp_path, "window", "nine.hebra", more=desk.environment()) == 0
        until(lambda: bench.picture("threads_field") != before, "other threads in their field")
        assert desk.windows("Hebra") == [bench.window]
        assert bench.close() == 0
    assert load_experiment(home.settings / "last.toml").topology.threads == 9
