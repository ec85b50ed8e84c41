"""The Deadlock view as a person uses it: run, see the circle, end it, try a cure."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.advice.deadlock_code import CURES
from lab.errors import SessionError
from tests.ui.hazards.deadlock import figures
from tests.ui.hazards.deadlock.staging import Staged, staged
from tests.ui.living import until
from ui import words
from ui.controls.button import Button
from ui.hazards.view import OWNER
from ui.words import NBSP

pytestmark = pytest.mark.qasync
FOUND, FINISHED = f"Found after 0.31{NBSP}s", f"Finished in 0.85{NBSP}s"
LEFT = Qt.MouseButton.LeftButton


def click(button: Button) -> None:
    QTest.mouseClick(button, LEFT)


async def hung(home: Staged) -> None:
    """Run it, and have it hang."""
    click(home.view.run)
    run = await home.running()
    run.tell(**figures.begun())
    run.tell(**figures.stuck())


def graph_words(home: Staged) -> str:
    return home.view.graph.accessibleDescription()


async def test_it_comes_about_before_ones_eyes(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        view = home.view
        assert view.chip.text() == "Not run yet"
        assert not view.end.isEnabled()
        click(view.run)
        run = await home.running()
        assert run.name == "deadlock"
        assert (run.order["scenario"], run.order["cure"]) == ("locks", "none")
        assert home.turn.holder == OWNER
        run.tell(**figures.begun())
        run.tell(**figures.holding())
        assert view.chip.text() == "Running"
        assert graph_words(home) == "T1 holds lock A. T2 holds lock B."
        run.tell(**figures.stuck())
        assert view.chip.text() == FOUND
        assert "T1 and T2 each hold the lock the other needs" in view.sentence.text()
        assert graph_words(home) == (
            "T1 waits for lock B, held by T2. T2 waits for lock A, held by T1."
            " In the circle: T1 and T2."
        )
        first, second = view.code.codes
        assert first.marks()[5] == ("bad", ["T1 waits for lock B"])
        assert second.marks()[5] == ("bad", ["T2 waits for lock A"])
        assert first.marks()[3][1] == ["T1 holds lock A"]


async def test_ended_by_hand_what_was_found_stays(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        view = home.view
        await hung(home)
        assert view.end.isEnabled()
        click(view.end)
        await home.idle()
        assert home.run.stopped
        assert home.turn.holder == ""
        assert view.chip.text() == FOUND
        assert view.code.codes[0].marks()[5][0] == "bad"
        assert not view.end.isEnabled()
        assert view.run.isEnabled()


async def test_the_stacks_can_be_copied(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        assert not home.view.code.copy.isEnabled()
        await hung(home)
        click(home.view.code.copy)
        copied = QGuiApplication.clipboard().text()
        assert "T1 waits for lock B, held by T2." in copied
        assert "T2:\n  line 25 in second: with lock_a:" in copied
        assert home.notes == ["Stacks copied"]


async def test_a_cure_is_tried_while_it_still_hangs(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        view = home.view
        await hung(home)
        QTest.mouseClick(view.cures.row.segment("order"), LEFT)
        assert view.code.title.text() == "Broken and mended"
        assert "in the same order everywhere" in view.why.text()
        click(view.run)
        await until(lambda: len(home.runs) == 2 and home.run.begun.is_set())
        assert home.runs[0].stopped
        assert home.run.order["cure"] == "order"
        home.run.tell(**figures.begun())
        home.run.finish(**figures.finished())
        await home.idle()
        assert view.chip.text() == FINISHED
        assert view.sentence.text() == "All 4 rounds are done."
        assert view.tried.words() == [
            ("Opposite order", FOUND),
            ("Same order", FINISHED),
            ("With a timeout", "Not tried yet"),
            ("One lock", "Not tried yet"),
        ]
        broken, mended = view.code.codes
        assert {tone for tone, _tags in broken.marks().values()} == {"bad"}
        assert {tone for tone, _tags in mended.marks().values()} == {"good"}


async def test_another_choice_brings_back_what_was_found_before(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        view = home.view
        await hung(home)
        QTest.mouseClick(view.row.scenario.segment("philosophers"), LEFT)
        await home.idle()
        assert view.chip.text() == "Not run yet"
        assert len(view.graph.graph.workers) == 5
        view.row.workers["philosophers"].field.entered.emit(12)
        assert len(view.graph.graph.nodes) == 24
        QTest.mouseClick(view.row.scenario.segment("locks"), LEFT)
        assert view.chip.text() == FOUND


async def test_how_many_there_are_reaches_the_probe(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        QTest.mouseClick(home.view.row.scenario.segment("circle"), LEFT)
        home.view.row.workers["circle"].field.entered.emit(7)
        home.view.toggle()
        run = await home.running()
        assert (run.order["scenario"], run.order["workers"]) == ("circle", 7)
        assert home.view.escape()
        await home.idle()
        assert not home.view.escape()


async def test_one_that_fails_says_why_and_gives_the_turn_back(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.failure = SessionError("this system cannot fork, which a probe needs")
        click(home.view.run)
        await until(lambda: home.banners.banners)
        await home.idle()
        (banner,) = home.banners.banners.values()
        assert "cannot fork" in banner.what.text()
        assert home.turn.holder == ""
        assert home.view.chip.text() == "Not run yet"


async def test_beside_another_measurement_it_does_not_start(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.turn.take("bench")
        click(home.view.run)
        assert home.runs == []
        assert home.banners.banners


async def test_it_is_said_in_spanish_too(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        await hung(home)
        words.set_language("es")
        await until(lambda: home.view.chip.text() == f"Detectado al cabo de 0,31{NBSP}s")
        assert "T1 espera el cerrojo B, que tiene T2." in graph_words(home)


async def test_programs_and_figures_are_handed_out(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        assert home.view.tables() == []
        assert len(home.view.listings()) == len(CURES["locks"])
        await hung(home)
        click(home.view.end)
        await home.idle()
        runs, stuck = home.view.tables()
        assert dict(zip(runs[1], runs[2][0], strict=True))["detection_s"] == 0.31
        assert dict(zip(stuck[1], stuck[2][1], strict=True)) == {
            "scenario": "locks",
            "cure": "none",
            "who": "T2",
            "for": "lock A",
            "held_by": "T1",
            "function": "second",
            "line": 25,
            "text": "with lock_a:",
        }
