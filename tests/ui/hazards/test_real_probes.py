"""The views on real probes: measured, shown, and ended without anything left behind."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest
from PySide6.QtWidgets import QApplication

from lab.session.probing import ProbeRun
from tests.ui.hazards.acting import acting
from tests.ui.living import until
from ui.hazards.carrier import Carrier
from ui.hazards.convoy.view import ConvoyView
from ui.hazards.loop.view import LoopView
from ui.hazards.queues.view import QueuesView

pytestmark = [pytest.mark.qasync, pytest.mark.slow]


def on_real_probes(carrier: Carrier) -> list[ProbeRun]:
    """Have the carrier make real probes; those it makes."""
    made: list[ProbeRun] = []

    def make(name: str, order: object) -> ProbeRun:
        made.append(ProbeRun(name, order))  # type: ignore[arg-type]
        return made[-1]

    carrier._make = make
    return made


async def test_a_blocked_loop_is_seen(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        on_real_probes(home.view.carrier)
        heart = home.view.hearts["inline"]
        home.view.start(("inline",))
        await until(lambda: heart.p99 is not None and heart.p99 >= 200)
        assert heart.chip.text() == "Blocked"
        home.view.toggle()
        await home.idle()


async def test_the_window_leaves_while_a_server_is_served(qapp: QApplication) -> None:
    async with acting(qapp, ConvoyView) as home:
        on_real_probes(home.view.carrier)
        home.view.toggle()
        await until(lambda: home.view.sides["thread"].found is not None)
        # Left with the probe under way: `leave` ends it, and the hygiene of tests looks for it.


async def test_memory_ends_at_its_limit_while_the_window_lives_on(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        on_real_probes(home.view.carrier)
        row = home.view.stand.rows["item_kib"]
        row.field.setText("1024")
        row.field.editingFinished.emit()
        beats = 0
        home.view.toggle()
        while home.view.lanes["unbounded"].chip.text() != "Ended at 256 MiB":
            await asyncio.sleep(0.01)
            beats += 1
        assert beats > 10
        assert home.view.lanes["unbounded"].highest[1] < 400
        home.view.toggle()
        await home.idle()


async def test_a_probe_that_is_killed_is_told(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        made = on_real_probes(home.view.carrier)
        home.view.toggle()
        await until(lambda: all(lane.rows for lane in home.view.lanes.values()))
        os.kill(made[0].pid, signal.SIGKILL)
        await home.idle()
        assert "ended by itself" in home.said()
