"""Back-pressure as a person uses it: two queues at once, one with a bound."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hazards.acting import Acting, FakeRun, acting
from ui.hazards.queues.view import QueuesView

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


def grow(run: FakeRun, lengths: Iterable[int], *, start: int = 1) -> None:
    """A reading a tenth of a second, with these lengths; an item is 1 MiB."""
    for tenth, length in enumerate(lengths, start):
        run.tell(
            t_s=tenth / 10,
            length=length,
            memory_mib=float(length),
            age_ms=float(10 * length) if tenth > 1 else None,
            produced=2 * length,
            consumed=length,
        )


def flat(length: int) -> list[int]:
    return [length] * 20


def over(run: FakeRun, longest: int, reached_s: float | None) -> None:
    run.end(limit_reached_s=reached_s, limit_mib=256.0, longest_queue=longest)


async def feeding(home: Acting[QueuesView]) -> dict[str, FakeRun]:
    QTest.mouseClick(home.view.stand.button, LEFT)
    await home.running(2)
    return {"unbounded": home.runs[0], "bounded": home.runs[1]}


async def test_both_are_fed_at_once_with_the_same_settings(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        runs = await feeding(home)
        orders = [dict(run.order) for run in runs.values()]
        assert [order.pop("bound") for order in orders] == [0, 10]
        assert orders[0] == orders[1]
        grow(runs["unbounded"], range(0, 400, 20))
        grow(runs["bounded"], flat(10))
        lanes = home.view.lanes
        assert lanes["unbounded"].chip.text() == "Grows and grows"
        assert lanes["bounded"].chip.text() == "At most 10 long"
        assert lanes["unbounded"].taken.value == "380\u00a0MiB"
        assert lanes["unbounded"].age.value == "3.80\u00a0s"
        said = home.view.sentence.accessibleDescription()
        assert "takes 380\u00a0MiB, and an item has waited 3.80\u00a0s" in said
        assert "never longer than 10 items, and an item waits 100\u00a0ms" in said


async def test_at_the_limit_of_memory_one_ends_and_the_other_goes_on(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        runs = await feeding(home)
        grow(runs["unbounded"], range(0, 256, 12))
        grow(runs["bounded"], flat(10))
        over(runs["unbounded"], 256, 2.2)
        await home.running(2)
        lane = home.view.lanes["unbounded"]
        assert lane.chip.text() == "Ended at 256 MiB"
        assert home.turn.holder == "hazards"
        assert home.view.carrier.under_way == ("bounded",)
        # No finished plot is drawn while the other one is measured.
        live = [lane.length.live]
        home.view.toggle()
        await home.idle()
        assert [*live, lane.length.live] == [True, False]
        assert home.view.lanes["bounded"].chip.text() == "At most 10 long"


async def test_opposite_figures_are_called_the_opposite(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        runs = await feeding(home)
        grow(runs["unbounded"], flat(3))
        grow(runs["bounded"], range(0, 400, 20))
        lanes = home.view.lanes
        assert lanes["unbounded"].chip.text() == "At most 3 long"
        assert lanes["bounded"].chip.text() == "Grows and grows"
        marks = lanes["unbounded"].code.marks()
        assert [tags for _tone, tags in marks.values()] == [[]], "no word for what it does not do"
        assert "The consumers keep up" in home.view.sentence.accessibleDescription()


async def test_settings_act_while_it_goes_on(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        runs = await feeding(home)
        grow(runs["bounded"], flat(10))
        for name, text in (("bound", "40"), ("consume_ms", "2")):
            field = home.view.stand.rows[name].field
            field.setText(text)
            field.editingFinished.emit()
        assert ("bound", 40) in runs["bounded"].wishes
        assert all(name != "bound" for name, _ in runs["unbounded"].wishes)
        assert runs["unbounded"].wishes[-1] == ("consume_ms", 2.0)
        assert "maxsize=40" in home.view.lanes["bounded"].code.text
        assert not home.view.stand.rows["producers"].slider.isEnabled()
        grow(runs["bounded"], flat(40), start=21)
        assert home.view.lanes["bounded"].chip.text() == "At most 40 long"


async def test_readings_can_be_saved(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        assert home.view.tables() == []
        runs = await feeding(home)
        grow(runs["unbounded"], range(0, 40, 20))
        home.view.escape()
        await home.idle()
        ((name, columns, rows),) = home.view.tables()
        assert (name, columns[0], rows[0][0]) == ("queues", "queue", "unbounded")
        assert len(rows) == 2


async def test_the_two_share_their_axes(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        runs = await feeding(home)
        grow(runs["bounded"], flat(10))
        grow(runs["unbounded"], range(0, 4000, 200))
        lanes = home.view.lanes.values()
        assert len({lane.length._live.scale.high for lane in lanes}) == 1
        assert len({lane.memory._live.scale.high for lane in lanes}) == 1


async def test_a_failure_is_told_and_ends_both(qapp: QApplication) -> None:
    async with acting(qapp, QueuesView) as home:
        runs = await feeding(home)
        runs["unbounded"].fail("no memory")
        await home.idle()
        assert "no memory" in home.said()
        assert runs["bounded"].state == "over"
