"""It goes on by itself only while nobody is at it, and never where calm is wanted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from tests.ui.living import Living, living, until
from tests.ui.shell.tour.newcomer import TITLES, Newcomer
from ui.shell.tour import guide, pace
from ui.shell.tour.guide import Guide

pytestmark = pytest.mark.qasync


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ticks that a test need not wait for."""
    monkeypatch.setattr(pace, "TICK_MS", 5)


async def toured(home: Living, *, step_s: float) -> Newcomer:
    """The tour of ``home``, with steps of that length."""
    await until(home.window.isActiveWindow)
    home.house.assistance.guide = Guide(home.house.assistance.guide._grounds, step_s=step_s)
    home.house.assistance.guide.show_around()
    return Newcomer(home)


def pace_of(person: Newcomer) -> pace.Pace:
    made = person.home.house.assistance.guide._pace
    assert made is not None
    return made


async def test_left_alone_it_goes_to_the_last_step_and_stays(qapp: QApplication) -> None:
    async with living(qapp) as home:
        person = await toured(home, step_s=0.05)
        await until(lambda: person.told == TITLES[3])
        await until(lambda: not pace_of(person).going)
        assert person.told == TITLES[3]
        assert person.bubble.dots.share == 1.0
        assert not home.window.settings.toured, "nobody may have seen it yet"
        person.press(Qt.Key.Key_Return)
        await until(lambda: home.window.settings.toured)


async def test_progress_can_be_seen(qapp: QApplication) -> None:
    async with living(qapp) as home:
        person = await toured(home, step_s=5.0)
        await until(lambda: 0.0 < person.bubble.dots.share < 1.0)


async def test_who_presses_a_key_sets_the_pace(qapp: QApplication) -> None:
    async with living(qapp) as home:
        person = await toured(home, step_s=5.0)
        assert pace_of(person).going
        person.press(Qt.Key.Key_Right)
        assert not pace_of(person).going
        assert person.told == TITLES[1]
        assert person.bubble.dots.share == 1.0


async def test_it_waits_while_the_pointer_or_the_focus_is_on_it(qapp: QApplication) -> None:
    async with living(qapp) as home:
        person = await toured(home, step_s=5.0)
        bubble = person.bubble
        told = [bubble.held]
        person.press(Qt.Key.Key_Tab)
        told.append(bubble.held)
        bubble.take_focus()
        told.append(bubble.held)
        spot = QPointF(bubble.rect().center())
        QApplication.sendEvent(bubble, QEnterEvent(spot, spot, spot))
        told.append(bubble.held)
        QApplication.sendEvent(bubble, QEvent(QEvent.Type.Leave))
        told.append(bubble.held)
        assert told == [False, True, False, True, False]


async def test_time_that_is_held_does_not_count(qapp: QApplication) -> None:
    async with living(qapp) as home:
        held = [True]
        clock = pace.Pace(lambda: held[0], home.window, step_s=0.02)
        told: list[str] = []
        shares: list[float] = []
        clock.due.connect(lambda: told.append("due"))
        clock.passed.connect(shares.append)
        ticks: list[int] = []
        clock._timer.timeout.connect(lambda: ticks.append(1))
        clock.begin()
        await until(lambda: len(ticks) > 10)
        assert (told, shares) == ([], [])
        held[0] = False
        await until(lambda: told)
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        assert not clock.going


@pytest.mark.parametrize("wish", ["calm", "reader"])
async def test_nothing_moves_by_itself_where_that_is_unwanted(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, wish: str
) -> None:
    if wish == "calm":
        monkeypatch.setattr(guide, "reduced", lambda: True)
    else:
        monkeypatch.setattr("PySide6.QtGui.QAccessible.isActive", lambda: True)
    async with living(qapp) as home:
        person = await toured(home, step_s=0.01)
        assert not pace_of(person).going
        assert person.bubble.dots.share == 1.0
        for title in TITLES[1:]:
            person.press(Qt.Key.Key_Return)
            assert person.told == title
