"""Blocked loop as a person uses it, on probes that tell what the test has them tell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hazards.acting import Acting, FakeRun, acting
from tests.ui.living import until
from ui import words
from ui.hazards.loop.heart import Heart
from ui.hazards.loop.view import LoopView

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


def beats(run: FakeRun, lag_ms: float, count: int = 100, *, start: int = 0) -> None:
    made = [[0.02 * (start + n + 1), lag_ms] for n in range(count)]
    run.tell(beats=made, tasks=7)


def chip(heart: Heart) -> str:
    return heart.chip.text()


async def whole(home: Acting[LoopView], *lags: float) -> None:
    """Let each place be measured with this lag."""
    for place, lag in enumerate(lags):
        run = await home.running(place + 1)
        beats(run, lag)
        run.end(lag_ms={}, beats=100, tasks=7)
    await home.idle()


async def test_all_are_measured_one_after_another(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        view = home.view
        assert [chip(heart) for heart in view.hearts.values()] == ["Not measured yet"] * 3
        QTest.mouseClick(view.stand.button, LEFT)
        assert home.turn.holder == "hazards"
        await whole(home, 0.5, 600.0, 9.0, 2.0)
        assert [run.order["where"] for run in home.runs] == [
            "nowhere",
            "inline",
            "thread",
            "process",
        ]
        assert all(run.name == "blocked_loop" for run in home.runs)
        assert [chip(heart) for heart in view.hearts.values()] == [
            "Blocked",
            "Keeps beating",
            "Keeps beating",
        ]
        assert view.hearts["inline"].lag.value == "600\u00a0ms"
        assert "100 beats, 7 tasks of 200 ms" in view.hearts["thread"].note.text()
        assert "0.500 ms" in view.aside.words.text()
        said = view.sentence.accessibleDescription()
        assert "600\u00a0ms late or more with the tasks on the loop" in said
        assert "9.00\u00a0ms with them in threads" in said
        assert home.busy[0]
        assert not home.busy[-1]


async def test_opposite_figures_are_called_the_opposite(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        home.view.toggle()
        await whole(home, 0.5, 2.0, 900.0, 50.0)
        assert [chip(heart) for heart in home.view.hearts.values()] == [
            "Keeps beating",
            "Blocked",
            "Late",
        ]
        marks = home.view.hearts["thread"].code.marks()
        assert [tags for _tone, tags in marks.values()] == [[]], "no word for what it does not do"
        assert "short enough" in home.view.sentence.accessibleDescription()


async def test_the_charts_share_an_axis_and_say_their_figures(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        home.view.toggle()
        (await home.running(1)).end()
        run = await home.running(2)
        beats(run, 1500.0)
        highs = {heart.chart._live.scale.high for heart in home.view.hearts.values()}
        assert len(highs) == 1
        assert highs.pop() >= 1500
        home.view.toggle()
        await home.idle()
        chart = home.view.hearts["inline"].chart
        assert chart.accessibleName() == "How late each beat was"
        assert "1,500" in chart.accessibleDescription()


async def test_a_moved_size_acts_at_once_and_earlier_beats_do_not_count(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        view = home.view
        view.start(("inline",))
        run = await home.running(1)
        assert run.order["where"] == "inline"
        beats(run, 300.0, 10)
        view.stand.rows["task_ms"].field.setText("5")
        view.stand.rows["task_ms"].field.editingFinished.emit()
        assert run.wishes[-1] == ("task_ms", 5.0)
        beats(run, 12.0, 10, start=10)
        assert view.hearts["inline"].p99 == 12.0
        assert chip(view.hearts["inline"]) == "Keeps beating"
        assert not view.stand.rows["at_once"].slider.isEnabled()
        run.end()
        await home.idle()
        assert view.stand.rows["at_once"].slider.isEnabled()


async def test_one_can_be_measured_again_alone(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        home.view.toggle()
        await whole(home, 0.5, 600.0, 9.0, 2.0)
        QTest.mouseClick(home.view.hearts["thread"].again, LEFT)
        run = await home.running(5)
        assert run.order["where"] == "thread"
        beats(run, 19.0)
        run.end()
        await home.idle()
        assert home.view.hearts["thread"].p99 == 19.0
        assert home.view.hearts["inline"].p99 == 600.0, "the others stay as they were"


async def test_stopped_it_keeps_what_there_is(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        view = home.view
        view.toggle()
        (await home.running(1)).end()
        beats(await home.running(2), 400.0)
        assert view.escape()
        await home.idle()
        assert not view.escape()
        assert chip(view.hearts["inline"]) == "Blocked"
        assert chip(view.hearts["thread"]) == "Not measured yet"
        (name, columns, rows), (_, _, every) = view.tables()
        assert name == "loop"
        assert dict(zip(columns, rows[0], strict=True))["lag_p99_ms"] == 400.0
        assert len(every) == 100


async def test_a_failure_is_told_and_the_turn_given_back(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        home.view.toggle()
        (await home.running(1)).fail("the engine has gone")
        await home.idle()
        assert "the engine has gone" in home.said()
        assert home.view.stand.button.state == "idle"


async def test_while_somebody_else_measures_it_does_not_begin(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        home.turn.take("bench")
        home.view.toggle()
        assert home.runs == []
        assert "A run is going on" in home.said()
        home.turn.give_back("bench")


async def test_it_speaks_another_language_at_once(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        home.view.toggle()
        await whole(home, 0.5, 600.0, 9.0, 2.0)
        words.set_language("es")
        await until(lambda: chip(home.view.hearts["inline"]) == "Bloqueado")
        assert home.view.hearts["thread"].lag.value == "9,00\u00a0ms"
        assert "9,00\u00a0ms" in home.view.sentence.accessibleDescription()


async def test_other_programs_at_work_are_named(qapp: QApplication) -> None:
    async with acting(qapp, LoopView) as home:
        home.view.start(("thread",))
        run = await home.running(1)
        run.others_cores = 1.24
        beats(run, 60.0)
        run.end()
        await home.idle()
        assert "Other programs used 1.2 cores" in home.view.aside.others.text()
        home.view.start(("thread",))
        (await home.running(2)).end()
        await home.idle()
        assert home.view.aside.others.text() == ""
