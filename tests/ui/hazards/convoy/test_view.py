"""Convoy as a person uses it: what computes beside the server changes while it runs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hazards.acting import Acting, FakeRun, acting
from ui.hazards.convoy.view import ConvoyView

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


class Server:
    """Tells readings of a tenth of a second each, all with one latency."""

    def __init__(self, run: FakeRun) -> None:
        self.run, self.t_s = run, 0.0

    def answers(self, latency_ms: float, readings: int = 5) -> None:
        for _ in range(readings):
            self.t_s += 0.1
            latency = {"p50": latency_ms, "p95": latency_ms, "p99": latency_ms, "max": latency_ms}
            self.run.tell(
                t_s=self.t_s,
                requests=1,
                requests_per_s=1000 / (latency_ms + 0.5),
                latency_ms=latency,
            )


async def serving(home: Acting[ConvoyView]) -> Server:
    QTest.mouseClick(home.view.stand.button, LEFT)
    return Server(await home.running(1))


async def test_it_begins_beside_a_thread_and_says_what_a_request_waits_for(
    qapp: QApplication,
) -> None:
    async with acting(qapp, ConvoyView) as home:
        server = await serving(home)
        order = server.run.order
        assert (order["busy"], order["busy_in"], order["switch_interval_ms"]) == (
            True,
            "thread",
            5.0,
        )
        server.answers(5.1)
        side = home.view.sides["thread"]
        assert side.chip.text() == "Waits for the GIL"
        assert side.latency.value == "5.10\u00a0ms"
        assert "1.0 times the switch interval of 5\u00a0ms" in (
            home.view.sentence.accessibleDescription()
        )
        assert home.view.sides["process"].chip.text() == "Not measured yet"


async def test_a_moved_interval_is_wished_for_marked_and_measured_anew(qapp: QApplication) -> None:
    async with acting(qapp, ConvoyView) as home:
        server = await serving(home)
        server.answers(5.1)
        field = home.view.stand.rows["switch_interval_ms"].field
        field.setText("20")
        field.editingFinished.emit()
        assert server.run.wishes[-1] == ("switch_interval_ms", 20.0)
        server.answers(5.1, 1)  # a part of this reading is of before
        server.answers(21.0)
        side = home.view.sides["thread"]
        assert side.latency.value == "21.0\u00a0ms"
        assert "20 ms" in side.note.text()
        assert [str(words) for _t, words in home.view._markers] == ["Switch interval 5→20 ms"]


async def test_beside_a_process_it_answers_at_once(qapp: QApplication) -> None:
    async with acting(qapp, ConvoyView) as home:
        server = await serving(home)
        server.answers(5.1)
        home.view.beside.segment("process").click()
        assert ("busy_in", "process") in server.run.wishes
        server.answers(0.02)
        home.view.beside.segment("nothing").click()
        assert server.run.wishes[-1] == ("busy", False)
        server.answers(0.015)
        assert home.view.sides["process"].chip.text() == "Answers at once"
        assert home.view.sides["process"].latency.value == "20.0\u00a0µs"
        assert home.view.sides["thread"].chip.text() == "Waits for the GIL", "as it was measured"
        assert "15.0\u00a0µs" in home.view.aside.words.text()
        assert "20.0\u00a0µs beside a process" in home.view.sentence.accessibleDescription()


async def test_opposite_figures_are_called_the_opposite(qapp: QApplication) -> None:
    async with acting(qapp, ConvoyView) as home:
        server = await serving(home)
        server.answers(0.02)
        home.view.beside.segment("process").click()
        server.answers(9.0)
        assert home.view.sides["thread"].chip.text() == "Answers at once"
        assert home.view.sides["process"].chip.text() == "Slow here, too"
        assert "does not keep the server waiting" in home.view.sentence.accessibleDescription()


async def test_stopped_it_keeps_the_readings_with_their_settings(qapp: QApplication) -> None:
    async with acting(qapp, ConvoyView) as home:
        view = home.view
        server = await serving(home)
        server.answers(5.0, 3)
        view.beside.segment("process").click()
        server.answers(0.02, 2)
        view.toggle()
        await home.idle()
        ((name, columns, rows),) = view.tables()
        assert name == "convoy"
        assert [row[columns.index("beside")] for row in rows] == ["thread"] * 3 + ["process"] * 2
        assert not view.latency.live, "it can be read off at leisure"
        assert "ms" in view.latency.accessibleDescription()
        assert view.latency.accessibleName() == "How long a request takes"


async def test_what_is_chosen_before_the_start_is_what_begins(qapp: QApplication) -> None:
    async with acting(qapp, ConvoyView) as home:
        home.view.beside.segment("nothing").click()
        server = await serving(home)
        assert server.run.order["busy"] is False
        assert home.view.tables() == []
        assert home.view.escape()
        await home.idle()


async def test_a_failure_is_told(qapp: QApplication) -> None:
    async with acting(qapp, ConvoyView) as home:
        server = await serving(home)
        server.run.fail("the server has gone")
        await home.idle()
        assert "the server has gone" in home.said()
