"""The Bench as a person uses it, on a session whose figures are known."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from lab.session.snapshot import Event
from lab.spec import Change
from tests.ui.fakes import FakeSession
from tests.ui.living import Living, living, until
from ui import words
from ui.controls.choice import Choice

pytestmark = pytest.mark.qasync
SPACE = Qt.Key.Key_Space


def _marked(home: Living) -> list[str]:
    return [tag.label for tag in home.page.charts.throughput.chart._live.tags.tags]


async def test_the_first_start_invites_and_space_runs(qapp: QApplication) -> None:
    async with living(qapp) as home:
        page = home.page
        assert page.invitation.isVisible()
        assert page.invitation.head.text() == "Press Space to run"
        assert page.tiles.throughput.value == words.UNKNOWN
        QTest.keyClick(home.window, SPACE)
        await until(lambda: page.column.run.state == "running")
        await home.readings(3)
        assert page.charts.isVisible()
        assert page.tiles.throughput.value == "71.4"
        assert page.tiles.cores.value == "1.00"
        QTest.keyClick(home.window, SPACE)
        await home.idle()
        assert page.column.run.text() == "Start"
        assert "whole run" in page.tiles.throughput.accessibleDescription()


async def test_a_slider_steers_and_its_marker_is_there_at_once(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run()
        row = home.page.column.shape.levels["threads"]
        row.field.setFocus()
        row.field.selectAll()
        QTest.keyClicks(row.field, "8")
        QTest.keyClick(row.field, Qt.Key.Key_Return)
        assert session.steered == [("threads", 8)]
        assert _marked(home) == ["threads 4→8"]
        assert home.page.column.shape.product.text().endswith("8 lanes")
        await home.readings(25)
        assert "since threads 4→8" in home.page.tiles.throughput.accessibleDescription()


async def test_a_storm_of_moves_steers_every_time_and_leaves_the_last(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run()
        for move in range(200):
            home.house.draft.set("threads", 1 + move % 64)
        assert len(session.steered) == 200
        assert session.experiment == home.house.draft.experiment
        assert home.page.column.shape.levels["threads"].value == 1 + 199 % 64


async def test_levels_an_approach_does_not_use_are_locked_at_one(qapp: QApplication) -> None:
    async with living(qapp) as home:
        shape = home.page.column.shape
        assert (shape.levels["processes"].locked, shape.levels["processes"].value) == (True, 1)
        QTest.mouseClick(home.page.column.approach.list.row("combined"), Qt.MouseButton.LeftButton)
        assert not any(row.locked for row in shape.levels.values())
        assert home.house.draft.experiment.approach == "combined"


async def test_two_kinds_share_a_slider_more_have_weights(qapp: QApplication) -> None:
    async with living(qapp) as home:
        work = home.page.column.work
        assert work.mix.isVisibleTo(work)
        assert work.mix.left_label.text() == "CPU 70\u00a0%"
        QTest.mouseClick(work.add, Qt.MouseButton.LeftButton)
        assert len(work.blocks) == 3
        assert not work.mix.isVisibleTo(work)
        await until(lambda: all(block.weight.isVisible() for block in work.blocks))
        home.house.draft.undo()
        assert [block.kind for block in work.blocks] == ["python-cpu", "wait"]


async def test_the_mix_slider_steers_both_weights(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run()
        QTest.keyClick(home.page.column.work.mix.slider, Qt.Key.Key_End)
        assert dict(session.steered) == {"python-cpu.weight": 100.0, "wait.weight": 0.0}
        assert home.page.column.work.mix.right_label.text() == "I/O 0\u00a0%"


async def test_kinds_that_cannot_run_are_listed_with_the_reason(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.tasks.http.Http.unavailable", lambda **_: "urllib3 is not installed")
    async with living(qapp) as home:
        choice = home.page.column.work.blocks[0].choice
        row = choice.findData("http")
        item = choice.model().index(row, 0)
        assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
        assert item.data(Qt.ItemDataRole.ToolTipRole) == "urllib3 is not installed"


async def test_the_run_goes_on_with_another_kind(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run()
        home.page.column.work.blocks[1].choice.chosen.emit("disk")
        await home.readings(2)
        assert len(home.sessions) == 1, "it is the same run"
        weights = {one.kind: one.weight for one in session.experiment.mix}
        assert weights["disk"] > 0
        assert weights["wait"] == 0
        assert home.house.runner.state == "running"


async def test_planned_changes_move_the_controls_and_the_run_follows(qapp: QApplication) -> None:
    async with living(qapp) as home:
        planned = (Change(at_s=0.05, setting="threads", value=7), _never("wait.ms", 5.0))
        draft = home.house.draft
        draft.replace(dataclasses.replace(draft.experiment, changes=planned))
        session = await home.run()
        await until(lambda: home.page.column.shape.levels["threads"].slider.value() == 7)
        assert ("threads", 7) in session.steered
        QTest.keyClick(home.window, SPACE)
        await home.idle()
        assert session.steered == [("threads", 7)], "what lay after the end is not done"


def _never(setting: str, value: float) -> Change:
    return Change(at_s=3600.0, setting=setting, value=value)


async def test_a_fixed_number_shows_progress_and_the_time_it_took(qapp: QApplication) -> None:
    async with living(qapp) as home:
        load = home.page.column.load
        QTest.mouseClick(load.way.segment("fixed"), Qt.MouseButton.LeftButton)
        load.tasks.selectAll()
        QTest.keyClicks(load.tasks, "200")
        QTest.keyClick(load.tasks, Qt.Key.Key_Return)
        home.window.setFocus()
        session = await home.run(10)
        assert not load.tasks.isEnabled()
        assert " of 200" in load.progress.text()
        assert 0 < load.bar.value() < 1000
        session.finish()
        await home.idle()
        assert "tasks took" in home.page.sentence.accessibleDescription()


async def test_what_no_run_can_carry_is_said_and_the_slider_goes_back(qapp: QApplication) -> None:
    async with living(qapp) as home:
        home.house.draft.set("approach", "combined")
        home.house.draft.set("threads", 1000)
        home.house.draft.set("processes", 64)
        assert "more than" in home.banners()
        assert home.page.column.shape.levels["processes"].value == 2


@pytest.mark.parametrize("chosen_by_key", [True, False])
async def test_space_belongs_to_a_list_only_in_use_by_key(
    qapp: QApplication, chosen_by_key: bool
) -> None:
    async with living(qapp) as home:
        choice: Choice = home.page.header.preset
        reason = Qt.FocusReason.TabFocusReason
        choice.setFocus(reason if chosen_by_key else Qt.FocusReason.MouseFocusReason)
        home.house.press_space()
        assert choice.view().isVisible() == chosen_by_key
        choice.hidePopup()
        assert (home.house.runner.state == "idle") == chosen_by_key


async def test_events_are_told_once_with_their_traceback(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run()
        session.events_to_come = [
            Event(1.0, "task-failed", "OSError: disk full", "Traceback: …"),
            Event(1.1, "worker-lost", "Process 2 was killed by SIGKILL"),
        ]
        await until(lambda: len(home.page.banners.banners) == 2)
        assert "OSError: disk full" in home.banners()
        assert "Process 2 was killed" in home.banners()
        button = home.page.banners.banners["task-failed"].action_button
        assert isinstance(button, QPushButton)
        assert button.text() == "Show details"
        await home.readings(2)
        assert home.house.runner.state == "running", "the run goes on"


async def test_the_language_changes_while_the_run_goes_on(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session: FakeSession = await home.run()
        home.house.applied.change("language", "es")
        await until(lambda: home.page.column.run.text() == "Detener")
        assert home.page.column.work.mix.right_label.text() == "E/S 30\u00a0%"
        await home.readings(5)
        assert home.page.tiles.throughput.value == "71,4"
        assert home.page.sentence.accessibleDescription().startswith("4 hilos comparten un GIL")
        assert session.state == "running"
