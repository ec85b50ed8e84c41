"""The first question: which language; one click or Enter answers it, and it is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.living import living, until
from tests.ui.shell.tour.newcomer import TITLES, first_start
from ui.shell import settings
from ui.theme import look
from ui.words import language

pytestmark = pytest.mark.qasync
KEY = Qt.Key


async def test_enter_goes_on_in_the_language_of_the_system(
    qapp: QApplication, private_settings: Path
) -> None:
    async with first_start(qapp) as person:
        focus = QApplication.focusWidget()
        assert focus is person.welcome.languages["en"]
        assert person.welcome.languages["en"].kind == "primary"
        person.press(KEY.Key_Return)
        await until(lambda: person.told == TITLES[0])
        assert person.home.window.settings.language == "en"
        person.press(KEY.Key_Escape)
        assert settings.load(private_settings / settings.FILE).language == "en"


async def test_a_language_that_is_clicked_is_spoken_and_remembered(
    qapp: QApplication, private_settings: Path
) -> None:
    async with first_start(qapp) as person:
        person.click(person.welcome.languages["es"])
        await until(lambda: person.told == "Pulsar Espacio para iniciar")
        await until(lambda: person.home.page.header.title.text() == "Banco")
        person.press(KEY.Key_Escape)
        # Written at once: not even a crash makes it ask again.
        kept = settings.load(private_settings / settings.FILE)
        assert (kept.language, kept.toured) == ("es", True)
    async with living(qapp) as again:
        assert language() == "es"
        again.house.assistance.greet()
        assert not again.house.assistance.guide.showing


async def test_who_is_at_work_already_is_greeted_the_next_time(qapp: QApplication) -> None:
    async with living(qapp) as home:
        assistance = home.house.assistance

        def greeted() -> bool:
            assistance.greet()
            return assistance.guide.showing

        await home.run()
        assert not greeted()
        home.house.press_space()
        await until(lambda: not home.house.services.turn.holder)
        assert greeted()
        assistance.guide.end()


async def test_the_arrows_show_each_language_before_it_is_chosen(qapp: QApplication) -> None:
    async with first_start(qapp) as person:
        welcome = person.welcome
        person.press(KEY.Key_Right, KEY.Key_Right)
        await until(lambda: welcome.title.text() == "Esto es Hebra")
        assert QApplication.focusWidget() is welcome.languages["es"]
        assert [one.kind for one in welcome.languages.values()] == ["plain", "primary"]
        person.press(KEY.Key_Left)
        await until(lambda: welcome.title.text() == "Welcome to Hebra")
        assert person.veil is not None, "nothing has been chosen yet"


async def test_the_theme_is_changed_at_once(qapp: QApplication) -> None:
    async with first_start(qapp) as person:
        QTest.mouseClick(person.welcome.theme.segment("dark"), Qt.MouseButton.LeftButton)
        assert look.chosen() == "dark"
        assert person.home.window.settings.theme == "dark"
    look.apply(qapp, "light")


async def test_space_chooses_and_starts_nothing(qapp: QApplication) -> None:
    async with first_start(qapp) as person:
        person.press(KEY.Key_Space)
        await until(lambda: person.told == TITLES[0])
        assert not person.home.sessions


@pytest.mark.parametrize("by", ["escape", "button"])
async def test_all_of_it_can_be_skipped(
    qapp: QApplication, private_settings: Path, by: str
) -> None:
    async with first_start(qapp) as person:
        if by == "escape":
            person.press(KEY.Key_Escape)
        else:
            person.click(person.welcome.skip)
        await until(lambda: person.veil is None)
        assert settings.load(private_settings / settings.FILE).toured
        assert person.home.window.settings.language == "system", "nothing was chosen"
        await person.home.run()


async def test_a_click_beside_the_card_answers_nothing(qapp: QApplication) -> None:
    async with first_start(qapp) as person:
        person.click(person.home.page.column.run)
        assert person.welcome.isVisible()
        assert not person.home.sessions


async def test_tab_goes_round_within_the_card(qapp: QApplication) -> None:
    async with first_start(qapp) as person:
        seen = []
        for _ in range(8):
            person.press(KEY.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None
            assert person.welcome.isAncestorOf(focus)
            seen.append(focus)
        assert len(set(seen)) == 4, "two languages, the theme, skip"
        person.press(KEY.Key_Backtab)
        assert QApplication.focusWidget() is seen[-2]


@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
async def test_it_stands_in_the_middle_of_the_window(
    qapp: QApplication, size: tuple[int, int]
) -> None:
    async with first_start(qapp) as person:
        person.home.window.resize(*size)
        veil = person.veil
        assert veil is not None
        await until(lambda: (veil.width(), veil.height()) == size)
        card = person.welcome.geometry()
        middle = QRect(0, 0, *size).center()
        assert (card.center() - middle).manhattanLength() <= 2
