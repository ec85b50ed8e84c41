"""A slider that is moved without rest, and more windows than anybody opens: slow."""

from __future__ import annotations

import asyncio
import dataclasses
import random
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.spec import Load
from tests.e2e.bench import Bench
from tests.e2e.desk import Desk
from tests.e2e.inside import inside, soon
from tests.e2e.places import Places
from tests.e2e.program import Home
from tests.e2e.test_faults import work

STORM_S = 10.0
A_SECOND = 100
TASKS = {"threads": 60_000, "processes": 60_000, "asyncio": 300_000}
"""More than ten seconds' worth of what so many lanes of each kind can do."""
WINDOWS = 5


@pytest.mark.slow
@pytest.mark.qasync
@pytest.mark.parametrize("approach", ["threads", "processes", "asyncio"])
async def test_counters_are_exact_after_a_storm_of_slider_moves(
    approach: str, qapp: QApplication
) -> None:
    dice = random.Random(1)
    level = {"asyncio": "coroutines"}.get(approach, approach)
    storm = dataclasses.replace(work("wait", approach=approach), load=Load(tasks=TASKS[approach]))
    async with inside(qapp) as here:
        await here.run(storm)
        slider = here.house.page.column.shape.levels[level].slider
        middle = slider.height() // 2
        began = time.perf_counter()
        moves = 0
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(10, middle))
        while moves < STORM_S * A_SECOND:
            passed = time.perf_counter() - began
            while moves < min(passed, STORM_S) * A_SECOND:
                # Half of the track: a few dozen workers, not a thousand.
                place = QPoint(dice.randrange(10, 10 + slider.width() // 2), middle)
                QTest.mouseMove(slider, place)
                moves += 1
            await asyncio.sleep(0.001)
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(10, middle))
        done = here.session.result().tasks_done
        assert 0 < done < TASKS[approach], "the storm came while tasks were left"
        assert len(here.session.markers) > 20
        # To the right end of what the run can carry, so that the rest is soon done.
        here.house.draft.set(level, {"processes": 32}.get(level, 400))
        await soon(lambda: here.house.runner.state == "idle", "the rest", within_s=100)
        result = here.house.runner.result
        assert result is not None
        assert result.state == "finished"
        assert (result.tasks_done, result.tasks_failed) == (TASKS[approach], 0)
        assert sum(kind.done for kind in result.by_kind) == TASKS[approach]
        assert result.possibly_twice == 0
        assert here.banners() == {}


@pytest.mark.slow
def test_five_windows_at_once(desk: Desk, places: Places, home: Home) -> None:
    benches: list[Bench] = []
    try:
        for _ in range(WINDOWS):
            benches.append(Bench(desk, places, home, "--new-window"))
            benches[-1].start()
        assert len(home.litter()) == WINDOWS
        families = [{process.pid for process in bench.program.family()} for bench in benches]
        assert all(len(family) >= 2 for family in families)
        assert len(set().union(*families)) == sum(map(len, families))
        for bench in reversed(benches):
            assert bench.close() == 0
            assert bench.program.said == ""
            assert not bench.program.survivors()
        assert home.litter() == []
    finally:
        for bench in benches:
            bench.leave()
