"""Real runs in a real history: kept when they end, and kept when everything is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lab.history import History
from tests.e2e.inside import inside
from tests.e2e.program import ROOT, Home
from tests.e2e.test_faults import work

LOST_AT_MOST_S = 2.0
"""The promise: so much of a run is lost when it is killed, and no more."""
SEEN_S = 4.0


@pytest.mark.qasync
async def test_a_run_is_in_the_history_with_its_own_figures(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path))
    async with inside(qapp) as here:
        await here.run(work("python-cpu", "wait", threads=2))
        here.house.press_space()
        await here.idle()
        result = here.house.runner.result
        assert result is not None
        (entry,) = await here.house.history.ask(lambda history: history.entries())
        kept = await here.house.history.ask(lambda history: history.result(entry.id))
    assert entry.state == result.state
    assert kept.tasks_done == result.tasks_done > 0
    assert kept.latency_ms == result.latency_ms
    assert len(kept.series) == len(result.series)


def test_a_killed_window_loses_the_last_two_seconds_at_most(home: Home) -> None:
    screen = {"QT_QPA_PLATFORM": "offscreen", "QT_NO_GUI_THREADPOOL": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.watched_run"],
        cwd=ROOT,
        env={**os.environ, **home.environment(), **screen},
        stdout=subprocess.PIPE,
        text=True,
    )
    seen, done = 0.0, 0
    try:
        assert program.stdout is not None
        for line in program.stdout:
            seen, done = float(line.split()[0]), int(line.split()[1])
            if seen >= SEEN_S:
                break
    finally:
        program.kill()
        program.wait()
        if program.stdout is not None:
            program.stdout.close()
    assert seen >= SEEN_S
    with History(home.history) as history:
        (entry,) = history.entries()
        kept = history.result(entry.id)
    assert entry.state == "interrupted"
    assert kept.seconds >= seen - LOST_AT_MOST_S
    assert float(kept.series.rows["t_s"][-1]) >= seen - LOST_AT_MOST_S
    assert 0 < kept.tasks_done <= done
