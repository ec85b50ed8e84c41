"""The tour by keyboard and mouse: on, back and out, and how it ends when somebody works."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.fakes import experiment
from tests.ui.living import living, until
from tests.ui.shell.tour.newcomer import TITLES, Newcomer, touring
from ui.shell import settings
from ui.shell.help import HelpCard
from ui.shell.preferences import Preferences

pytestmark = pytest.mark.qasync
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


async def test_the_whole_way_by_keyboard_alone(qapp: QApplication, private_settings: Path) -> None:
    async with touring(qapp) as person:
        assert QApplication.focusWidget() is person.bubble
        for key, step in (
            (KEY.Key_Return, 1),
            (KEY.Key_Right, 2),
            (KEY.Key_Left, 1),
            (KEY.Key_Enter, 2),
            (KEY.Key_Right, 3),
        ):
            person.press(key)
            assert person.told == TITLES[step]
            assert person.bubble.dots.accessibleName() == f"Step {step + 1} of 4"
        assert person.bubble.next.text() == "Done"
        assert not settings.load(private_settings / settings.FILE).toured
        person.press(KEY.Key_Return)
        await until(lambda: person.veil is None)
        assert settings.load(private_settings / settings.FILE).toured
        assert "Help" in person.home.house.facts.note.text()
        person.home.house.assistance.greet()
        assert person.veil is None, "once is enough"
        person.press(KEY.Key_Space)
        await until(lambda: person.home.sessions)


async def test_back_at_the_first_step_stays_there(qapp: QApplication) -> None:
    async with touring(qapp) as person:
        person.press(KEY.Key_Left)
        assert person.told == TITLES[0]
        assert not person.bubble.back.isVisible()


async def test_the_buttons_do_what_the_keys_do(qapp: QApplication) -> None:
    async with touring(qapp) as person:
        person.click(person.bubble.next)
        assert person.told == TITLES[1]
        assert QApplication.focusWidget() is person.bubble, "a click moves no focus"
        person.click(person.bubble.back)
        assert person.told == TITLES[0]
        person.click(person.bubble.skip)
        await until(lambda: person.veil is None)


@pytest.mark.parametrize("steps", range(4))
async def test_space_starts_the_experiment_and_ends_the_tour(
    qapp: QApplication, private_settings: Path, steps: int
) -> None:
    async with touring(qapp) as person:
        person.press(*[KEY.Key_Right] * steps)
        assert person.told == TITLES[steps]
        person.press(KEY.Key_Space)
        assert person.veil is None
        await until(lambda: person.home.sessions)
        await person.home.readings(3)
        assert person.home.page.charts.isVisible()
        assert settings.load(private_settings / settings.FILE).toured


async def test_space_presses_the_button_that_tab_has_reached(qapp: QApplication) -> None:
    async with touring(qapp) as person:
        person.press(KEY.Key_Tab, KEY.Key_Tab)
        assert QApplication.focusWidget() is person.bubble.next
        assert person.bubble.next.shows_ring
        person.press(KEY.Key_Space)
        assert person.told == TITLES[1]
        person.press(KEY.Key_Backtab, KEY.Key_Return)
        assert person.told == TITLES[0], "Enter presses the button that has the focus"
        assert QApplication.focusWidget() is person.bubble.next, "the way back has gone"
        assert not person.home.sessions
        for _ in range(6):
            person.press(KEY.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None
            assert person.bubble.isAncestorOf(focus)


def click_start(person: Newcomer) -> None:
    person.click(person.home.page.column.run)


def slider_of(person: Newcomer) -> QWidget:
    return person.home.page.column.shape.levels["threads"].slider


def move_a_slider(person: Newcomer) -> None:
    person.press(KEY.Key_Right)
    person.click(slider_of(person))


def choose_a_page(person: Newcomer) -> None:
    person.press(KEY.Key_Right, KEY.Key_Right, KEY.Key_Right)
    person.click(person.home.house.rail.item("history"))


def press_a_page_key(person: Newcomer) -> None:
    person.press(KEY.Key_6, modifier=CTRL)


def open_the_settings(person: Newcomer) -> None:
    person.press(KEY.Key_Comma, modifier=CTRL)


def click_the_veil(person: Newcomer) -> None:
    person.click(person.home.page.tiles)


def another_window_sends_an_experiment(person: Newcomer) -> None:
    person.home.house.desk.show(experiment())


def press_escape(person: Newcomer) -> None:
    person.press(KEY.Key_Escape)


@pytest.mark.parametrize(
    "work",
    [
        click_start,
        move_a_slider,
        choose_a_page,
        press_a_page_key,
        open_the_settings,
        click_the_veil,
        another_window_sends_an_experiment,
        press_escape,
    ],
)
async def test_it_ends_as_soon_as_somebody_works(
    qapp: QApplication, private_settings: Path, work: object
) -> None:
    async with touring(qapp) as person:
        house = person.home.house
        threads = house.draft.experiment.topology.threads
        assert callable(work)
        work(person)
        await until(lambda: person.veil is None)
        assert settings.load(private_settings / settings.FILE).toured
        if work is click_start:
            await until(lambda: person.home.sessions)
        elif work is move_a_slider:
            assert house.draft.experiment.topology.threads != threads
            assert slider_of(person).hasFocus()
        elif work in (choose_a_page, press_a_page_key):
            assert house.current.key == "history"
        elif work is click_the_veil:
            assert house.current is house.page
        for dialog in person.home.window.findChildren(Preferences):
            dialog.reject()
        assert house.page.invitation.isVisible() or work is not press_escape


async def test_help_leads_to_it_again_from_any_page(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await until(home.window.isActiveWindow)
        home.house.show_page("history")
        QTest.keyClick(home.window, KEY.Key_F1)
        (card,) = home.window.findChildren(HelpCard)
        QTest.keyClick(card, KEY.Key_Tab)
        assert card.focusWidget() is card.tour
        QTest.keyClick(card.tour, KEY.Key_Return)
        person = Newcomer(home)
        await until(lambda: person.told == TITLES[0])
        assert home.house.current is home.page
        assert QApplication.focusWidget() is person.bubble
        person.press(KEY.Key_Escape)
        await until(lambda: person.veil is None)


async def test_the_focus_goes_back_to_where_it_was(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await until(home.window.isActiveWindow)
        slider = home.page.column.shape.levels["threads"].slider
        slider.setFocus(Qt.FocusReason.TabFocusReason)
        home.house.assistance.guide.show_around()
        person = Newcomer(home)
        assert QApplication.focusWidget() is person.bubble
        person.press(KEY.Key_Escape)
        assert QApplication.focusWidget() is slider


async def test_beside_a_run_it_changes_nothing_and_space_stops(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await until(home.window.isActiveWindow)
        session = await home.run()
        person = Newcomer(home)
        home.house.assistance.guide.show_around()
        for _ in range(2):
            person.press(KEY.Key_Right)
        assert home.page.charts.isVisible()
        await home.readings(2)
        assert person.told == TITLES[2]
        assert session.state == "running"
        person.press(KEY.Key_Space)
        await home.idle()
        assert home.page.charts.isVisible(), "what was measured stays in view"


async def test_a_screen_reader_is_told_what_is_shown(qapp: QApplication) -> None:
    async with touring(qapp) as person:
        for title in TITLES:
            reader = QAccessible.queryAccessibleInterface(person.bubble)
            assert reader.text(QAccessible.Text.Name) == title
            description = reader.text(QAccessible.Text.Description)
            assert person.bubble.text.text() in description
            assert "Esc ends the tour" in description
            if title == TITLES[2]:
                assert "Waiting for GIL" in description
            for button in (person.bubble.skip, person.bubble.back, person.bubble.next):
                assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
            person.press(KEY.Key_Right)


async def test_a_change_of_language_changes_all_that_is_said(qapp: QApplication) -> None:
    async with touring(qapp) as person:
        person.home.house.applied.change("language", "es")
        await until(lambda: person.told == "Pulsar Espacio para iniciar")
        assert person.bubble.accessibleName() == person.told
        assert "Esc termina el recorrido" in person.bubble.accessibleDescription()
        assert "Paso 1 de 4" in person.bubble.accessibleDescription()


async def test_asked_for_again_while_it_goes_on_it_begins_anew(qapp: QApplication) -> None:
    async with touring(qapp) as person:
        person.press(KEY.Key_Right)
        person.press(KEY.Key_F1)
        (card,) = person.home.window.findChildren(HelpCard)
        card.tour.click()
        await until(lambda: person.told == TITLES[0])
        person.press(KEY.Key_Escape)
        await until(lambda: person.veil is None)
        await person.home.run()


async def test_a_step_is_announced_to_a_screen_reader_that_listens(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: announced.append(event.message())
    )
    async with touring(qapp) as person:
        person.press(KEY.Key_Right)
    assert [text.partition(".")[0] for text in announced] == TITLES[:2]
