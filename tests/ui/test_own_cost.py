"""The window's own cost is told while something is measured, and only then."""

from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from ui.run.own_cost import FRAME_MS, CostClock, OwnCost, OwnCostMeter


def test_the_cost_is_told_once_a_second_as_a_share_of_a_core(qtbot: QtBot) -> None:
    meter = OwnCostMeter()
    heard: list[OwnCost] = []
    meter.cost.connect(heard.append)
    meter.set_on(True)
    qtbot.waitUntil(lambda: len(heard) >= 1, timeout=10_000)
    assert 0 <= heard[0].share <= 1.5
    meter.set_on(False)
    told = len(heard)
    assert not meter._timer.isActive()
    assert len(heard) == told


def test_a_tick_that_comes_late_is_counted() -> None:
    clock = CostClock()
    clock._since = (time.perf_counter() - 2.0, time.process_time())
    cost = clock.tick(time.perf_counter() + 3 * FRAME_MS / 1000)
    assert cost is not None
    assert cost.late_frames == 1
