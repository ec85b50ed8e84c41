"""The Lessons as a learner meets them: read, predict, run, compare, think, go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lab.errors import SessionError
from lab.lessons.figures import NOTHING
from lab.lessons.shelf import lessons
from lab.spec import Study
from tests.ui.living import until
from ui import words
from ui.lessons.predict_card import ANSWERED, ASKING, RUNNING
from ui.theme import look

from .staging import staged

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


async def test_the_first_lesson_is_there_at_the_first_visit(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        assert page.sheet.title.text() == "Why four threads are not four times as fast"
        assert page.sheet.head.text() == "Lesson 1 of 11"
        assert page.done.text() == "0 of 11 done"
        assert "Global Interpreter Lock" in page.sheet.before.toPlainText()
        assert page.sheet.card.isVisible()
        assert not page.sheet.after.isVisible()
        assert not page.sheet.question.isVisible()
        assert page.list.row("01-four-threads").state == "begun"
        assert page.list.row("02-waiting").state == "new"


async def test_a_lesson_is_done_with_the_mouse(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page, card = home.page, home.page.sheet.card
        assert card.asked.text() == "How many times the work of one thread do four threads do?"
        assert card.time.text() == "takes about 15\u00a0s"
        card.pin.set_guess(3.2)
        click(card.go)
        course = await home.measuring()
        assert home.turn.holder == "lessons"
        assert card.go.text() == "Cancel"
        assert not card.pin.isEnabled()
        course.tell(0.5, 8.0)
        assert card.bar.value() == 500
        assert card.time.text() == "8\u00a0s left"
        course.end()
        await home.idle()
        assert home.turn.holder == ""
        assert card.state == ANSWERED
        assert card.words.text() == "Your guess was 3.14 times the measured value."
        assert card.why.text() == (
            "Lanes run 25\u00a0% of the time; else they mostly wait for the GIL."
        )
        assert [row.figure.text() for row in card.rows] == ["99.1\u00a0tasks/s", "101\u00a0tasks/s"]
        assert page.sheet.after.isVisible()
        assert "take turns" in page.sheet.after.toPlainText()
        assert page.done.text() == "1 of 11 done"
        assert page.list.row("01-four-threads").state == "done"
        question = page.sheet.question
        assert not question.answer.isVisible()
        click(question.show_answer)
        assert question.answer.isVisible()
        assert question.answer.toPlainText().startswith("No.")
        assert page.sheet.next.text() == "Next lesson: Waiting side by side"
        click(page.sheet.next)
        assert page.sheet.title.text() == "Waiting side by side"
        assert page.sheet.area.verticalScrollBar().value() == 0


async def test_a_lesson_is_done_with_the_keyboard(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page, card = home.page, home.page.sheet.card
        row = page.list.row("01-four-threads")
        row.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(row, Qt.Key.Key_Down)
        assert page.sheet.title.text() == "Waiting side by side"
        card.pin.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(2):
            QTest.keyClick(card.pin, Qt.Key.Key_PageUp)
        assert card.pin.accessibleDescription() == "Your guess 4×"
        QTest.keyClick(card.pin, Qt.Key.Key_Return)
        course = await home.measuring()
        course.end()
        await home.idle()
        assert card.pin.accessibleDescription() == "Your guess 4×, Measured 1.02×, 1.00–1.04"
        focus = QApplication.focusWidget()
        assert focus is page.sheet.area, "the keys go on scrolling; Space must press no button"


async def test_the_text_is_scrolled_by_keys(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path, size=(1203, 691)) as home:
        area = home.page.sheet.area
        area.setFocus(Qt.FocusReason.TabFocusReason)
        assert area.shows_ring
        QTest.keyClick(area, Qt.Key.Key_PageDown)
        assert area.verticalScrollBar().value() > 100
        home.page.sheet.before.setFocus(Qt.FocusReason.MouseFocusReason)
        assert not area.hasFocus()
        before = area.verticalScrollBar().value()
        QTest.keyClick(home.page.sheet.before, Qt.Key.Key_PageUp)
        assert area.verticalScrollBar().value() < before, "the page scrolls, not the text"


async def test_space_runs_cancels_and_asks_again(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page, card = home.page, home.page.sheet.card
        page.toggle()
        await home.measuring()
        page.toggle()
        await home.idle()
        assert home.courses[0].cancelled
        assert card.state == ASKING
        assert home.notes == ["The experiment was cancelled"]
        assert not page.sheet.after.isVisible()
        page.toggle()
        (await home.measuring()).end()
        await home.idle()
        assert card.words.text() == "No guess was made this time."
        page.toggle()
        assert card.state == ASKING
        assert card.pin.isEnabled()
        assert not page.escape()


async def test_skipping_takes_a_guess_back(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        card = home.page.sheet.card
        card.pin.set_guess(5.0)
        click(card.skip)
        (await home.measuring()).end()
        await home.idle()
        assert card.guess is None
        standing = home.store.load().of("01-four-threads")
        assert standing is not None
        assert standing.done
        assert standing.guess is None


async def test_escape_cancels(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.page.toggle()
        await home.measuring()
        assert home.page.escape()
        await home.idle()
        assert home.page.sheet.card.state == ASKING


async def test_nothing_jumps_when_figures_come(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        card = home.page.sheet.card
        before = card.height()
        home.page.toggle()
        course = await home.measuring()
        assert card.height() == before
        course.end()
        await home.idle()
        await until(home.page.sheet.after.isVisible)
        assert card.height() == before


async def test_the_language_changes_while_an_experiment_goes_on(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with staged(qapp, tmp_path) as home:
        page, card = home.page, home.page.sheet.card
        card.pin.set_guess(3.2)
        page.toggle()
        course = await home.measuring()
        words.set_language("es")
        title = "Por qué cuatro hilos no rinden por cuatro"
        await until(lambda: page.sheet.title.text() == title)
        assert "cerrojo de nombre largo" in page.sheet.before.toPlainText()
        assert card.state == RUNNING
        assert card.go.text() == "Cancelar"
        assert card.rows[1].name.text() == "4 hilos"
        course.end()
        await home.idle()
        assert card.words.text() == "La predicción fue 3,14 veces lo medido."
        assert page.list.row("02-waiting").accessibleName() == (
            "Esperar a la vez: 3\u00a0min, sin empezar"
        )
        words.set_language("en")
        await until(lambda: page.sheet.title.text().startswith("Why four threads"))
        assert card.words.text() == "Your guess was 3.14 times the measured value."


async def test_code_takes_the_colours_of_the_theme(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        light = home.page.sheet.before.toHtml()
        look.apply(qapp, "dark")
        assert home.page.sheet.before.toHtml() != light
        look.apply(qapp, "light")
        assert home.page.sheet.before.toHtml() == light


async def test_the_experiment_is_opened_in_compare(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.page.toggle()
        (await home.measuring()).end()
        await home.idle()
        click(home.page.sheet.card.to_compare)
        (study,) = home.compared
        assert isinstance(study, Study)
        assert len(study.candidates) == 2


async def test_it_waits_for_its_turn(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.turn.take("bench")
        home.page.toggle()
        assert home.courses == []
        assert "A run is going on on the Bench" in home.banners()
        home.turn.give_back("bench")
        home.page.toggle()
        (await home.measuring()).end()
        await home.idle()
        assert home.banners() == ""


async def test_another_lesson_waits_for_the_experiment(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        page.toggle()
        course = await home.measuring()
        click(page.list.row("05-native-code"))
        assert page.sheet.head.text() == "Lesson 1 of 11"
        assert page.list.row("01-four-threads").isChecked()
        assert "This lesson's experiment is going on." in home.banners()
        course.end()
        await home.idle()
        click(page.list.row("05-native-code"))
        assert page.sheet.head.text() == "Lesson 5 of 11"


async def test_what_fails_is_said(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).end("failed", NOTHING, "The engine was killed")
        await home.idle()
        assert "The engine was killed" in home.banners()
        assert page.sheet.card.state == ASKING
        home.error = SessionError("It cannot start", todo="Close other programs.")
        page.toggle()
        await home.measuring()
        await until(lambda: "It cannot start" in home.banners())
        assert home.turn.holder == ""
        home.error = None
        page.toggle()
        (await home.measuring()).end(answer=NOTHING)
        await home.idle()
        assert "does not tell the figure" in home.banners()
        assert page.sheet.after.isVisible()


async def test_what_disturbed_the_figures_is_said(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.page.toggle()
        (await home.measuring()).end(caution="Other programs used 1.5 cores meanwhile")
        await home.idle()
        assert "Other programs used 1.5 cores meanwhile" in home.banners()
        click(home.page.sheet.next)
        assert home.banners() == ""


async def test_after_the_last_lesson_comes_the_bench(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        last = lessons("en")[-1].name
        click(home.page.list.row(last))
        assert home.page.sheet.next.text() == "To the Bench"
        click(home.page.sheet.next)
        assert home.shown == ["bench"]


async def test_everything_has_a_name(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        for widget in (page.list, page.sheet.area, page.sheet.before, page.sheet.card.pin):
            assert widget.accessibleName()
        assert page.more.accessibleName()
        assert page.list.row("01-four-threads").accessibleName() == (
            "Why four threads are not four times as fast: 4\u00a0min, begun"
        )


async def test_it_fits_a_small_window(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path, size=(1203, 691)) as home:
        page = home.page
        for key in page.list.keys:
            page.show_lesson(key)
            bar = page.sheet.area.horizontalScrollBar()
            assert bar.maximum() == 0
            assert page.sheet.before.width() > 500
        kept = json.loads((tmp_path / "lessons.json").read_text())
        assert kept["last"] == page.list.keys[-1]
