"""The view on the real probe: the window lives on while threads hang, and nothing is left."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from lab.advice.deadlock_code import CURES, WORKERS
from lab.session.probing import ProbeRun
from tests.ui.hazards.deadlock.staging import staged
from tests.ui.living import living, until
from ui.hazards.deadlock.view import DeadlockView
from ui.hazards.deadlock.waits import graph_of, resting
from ui.hazards.page import HazardsPage

pytestmark = pytest.mark.qasync


async def test_the_window_lives_on_while_it_hangs(qapp: QApplication) -> None:
    async with staged(qapp, ProbeRun) as home:
        home.view.toggle()
        await until(lambda: home.view.runner.state == "stuck")
        beats: list[float] = []
        timer = QTimer()
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        timer.start(10)
        await until(lambda: len(beats) > 40)
        timer.stop()
        assert home.view.runner.state == "stuck", "it hung all the while"
        late = sorted(b - a for a, b in pairwise(beats))
        assert late[len(late) // 2] < 0.1
        assert home.view.chip.text().startswith("Found after")
        home.view.toggle()
        await home.idle()


async def test_a_mended_one_finishes(qapp: QApplication) -> None:
    async with staged(qapp, ProbeRun) as home:
        home.view.row.scenario.segment("circle").click()
        home.view.cures.row.segment("order").click()
        home.view.toggle()
        await until(lambda: home.view.figures.get("finished"))
        await home.idle()
        assert home.view.chip.text().startswith("Finished in")
        assert home.view.sentence.text() == "All 3 parts are done."


async def test_left_while_it_hangs_it_is_ended(qapp: QApplication) -> None:
    async with staged(qapp, ProbeRun) as home:
        home.view.row.scenario.segment("pipe").click()
        home.view.toggle()
        await until(lambda: home.view.runner.state == "stuck")


async def test_in_the_window_space_runs_it_and_another_hazard_ends_it(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "data"))
    async with living(qapp) as home:
        page = cast(HazardsPage, home.house.show_page("hazards"))
        view = cast(DeadlockView, page.show_hazard("deadlock"))
        home.house.press_space()
        await until(lambda: view.runner.state == "stuck")
        assert home.house.services.turn.holder == "hazards"
        page.show_hazard("race")
        await until(lambda: not view.runner.going)
        assert home.house.services.turn.holder == ""
        page.show_hazard("deadlock")
        assert view.chip.text().startswith("Found after")
        home.house.press_space()
        await until(lambda: view.runner.state == "stuck")  # and the window is closed


@pytest.mark.parametrize("scenario", CURES)
@pytest.mark.parametrize("cure", ["none", "order"])
async def test_at_rest_it_shows_the_nodes_that_the_probe_tells(
    qapp: QApplication, scenario: str, cure: str
) -> None:
    order = {"scenario": scenario, "cure": cure, "rounds": 1, "pause_ms": 1.0}
    figures = (await ProbeRun("deadlock", order).carry_out()).figures
    nodes = graph_of(figures).nodes
    expected = resting(scenario, cure, WORKERS[scenario]).nodes
    assert {(n.name, n.kind, n.label) for n in nodes} == {
        (n.name, n.kind, n.label) for n in expected
    }
    assert [n.name for n in nodes] == [n.name for n in expected]
