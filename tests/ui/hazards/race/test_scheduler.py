"""The learner is the scheduler: steps, what they lose, undoing, and every schedule there is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.schedules import Program
from tests.ui.controls.conftest import Stage
from ui.hazards.race.schedule import Walk
from ui.hazards.race.scheduler_card import SchedulerCard
from ui.words import set_language

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def card(stage: Stage) -> SchedulerCard:
    made = SchedulerCard(random.Random(1))
    stage(made, width=1200)
    return made


def taken(card: SchedulerCard) -> tuple[int, ...]:
    """Who took each step."""
    return card.walk.schedule


def press(card: SchedulerCard, *threads: int) -> None:
    for thread in threads:
        QTest.mouseClick(card.rows[thread].button, LEFT)


def test_an_update_is_lost_by_hand(card: SchedulerCard) -> None:
    press(card, 0, 1)
    assert [row.value.text() for row in card.rows[:2]] == ["value = 0", "value = 0"]
    assert card.code.marks()[3] == ("bad", ["A next", "B next"])
    press(card, 0, 0)
    assert card.counter.value == "1"
    assert card.rows[0].button.text() == "A has ended"
    assert not card.rows[0].button.isEnabled()
    press(card, 1, 1)
    assert card.counter.value == "1"
    assert "1, not 2" in card.sentence.text.plain()
    assert card.steps.accessibleDescription().endswith("B writes 1; the counter is 1")
    assert not card.next.isEnabled()
    assert card.schedule.value == 5, "after AAABBB, AABABB, AABBAB and AABBBA"


def test_a_step_can_be_undone_and_another_taken(card: SchedulerCard) -> None:
    press(card, 0, 1)
    QTest.mouseClick(card.undo, LEFT)
    assert taken(card) == (0,)
    press(card, 0, 0, 1, 1, 1)
    assert card.walk.lost == 0
    assert "nothing is lost in this schedule" in card.sentence.text.plain()
    QTest.mouseClick(card.again, LEFT)
    assert taken(card) == ()
    assert not card.undo.isEnabled()


def test_the_keys_a_and_b_take_steps(card: SchedulerCard, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_B):
        QTest.keyClick(card.window(), key)
    assert taken(card) == (0, 1, 1)
    QTest.keyClick(card.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken(card) == (0, 1)


def test_with_a_lock_the_others_wait(card: SchedulerCard) -> None:
    QTest.mouseClick(card.lock, LEFT)
    press(card, 1)
    assert card.rows[0].button.text() == "A waits for B"
    assert not card.rows[0].button.isEnabled()
    assert card.code.marks()[2] == ("warn", ["A waits"])
    press(card, 0)
    assert taken(card) == (1,)
    assert card.count.text() == "2 schedules, 0 of them lose an update"
    assert not card.losing.isEnabled()
    while not card.walk.ended:
        card.go_on()
    assert card.counter.value == "2"


def test_one_that_loses_is_chosen_and_followed(card: SchedulerCard) -> None:
    QTest.mouseClick(card.losing, LEFT)
    plan = card.walk.plan
    assert taken(card) == ()
    for _ in plan:
        QTest.mouseClick(card.next, LEFT)
    assert taken(card) == plan
    assert card.walk.lost > 0
    assert card.schedule.value >= 2


def test_a_schedule_is_chosen_by_its_number(card: SchedulerCard) -> None:
    card.schedule.field.setText("20")
    card.schedule.field.editingFinished.emit()
    for _ in range(6):
        QTest.mouseClick(card.next, LEFT)
    assert taken(card) == (1, 1, 1, 0, 0, 0)
    assert card.walk.lost == 0


def test_all_schedules_are_counted(card: SchedulerCard) -> None:
    assert card.count.text() == "20 schedules, 18 of them lose an update"
    assert "counter ends at 1: 18 schedules" in card.ends.accessibleDescription()
    QTest.mouseClick(card.threads.segment("3"), LEFT)
    QTest.mouseClick(card.increments.segment("2"), LEFT)
    assert card.count.text() == "17,153,136 schedules, 17,153,046 of them lose an update"
    assert card.rows[2].isVisible()
    set_language("es")
    QApplication.processEvents()
    assert card.count.text().startswith("17.153.136 órdenes")


walks = st.builds(
    Program, threads=st.integers(2, 3), increments=st.integers(1, 2), lock=st.booleans()
).map(Walk)


@given(walks, st.randoms(use_true_random=False))
def test_following_a_schedule_ends_as_it_was_counted(walk: Walk, rng: random.Random) -> None:
    place = rng.randrange(walk.all_ends().schedules)
    walk = walk.choose(place)
    while walk.following:
        before, walk = walk, walk.go_on()
        assert walk.undo() == before
    assert walk.ended
    assert walk.state.counter in walk.all_ends().by_counter


@given(walks, st.randoms(use_true_random=False))
def test_leaving_a_chosen_schedule_forgets_it(walk: Walk, rng: random.Random) -> None:
    walk = walk.choose_losing(rng)
    while not walk.ended:
        thread = rng.choice(walk.choices)
        kept = walk.following and walk.plan[len(walk.schedule)] == thread
        walk = walk.take(thread)
        assert bool(walk.plan) == kept
        if not kept:
            assert not walk.following
