"""Several pages in one window: made when visited, one measures at a time, keys for the one seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.living import living, until
from ui.shell.help import HelpCard
from ui.shell.places import PLACES
from ui.shell.settings import Settings

pytestmark = pytest.mark.qasync
CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = {place.key: Qt.Key(Qt.Key.Key_0.value + place.number) for place in PLACES}


class Windows(QObject):
    """What is shown as a window of its own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.shown: list[QWidget] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


async def test_pages_are_made_when_they_are_first_visited(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await until(home.window.isActiveWindow)
        assert set(home.house._pages.made) == {"bench"}
        for key in (*reversed(KEYS), "history"):
            before = home.house._pages.made.get(key)
            QTest.keyClick(home.window, KEYS[key], CTRL)
            page = home.house.current
            assert page.key == key == home.house.rail.current
            assert page.isVisible()
            assert before in (None, page), "and only then"
            assert home.window.settings.page == key
        assert set(home.house._pages.made) == {place.key for place in PLACES}


async def test_no_part_of_a_page_is_shown_as_a_window_of_its_own(qapp: QApplication) -> None:
    windows = Windows(qapp)
    async with living(qapp) as home:
        for place in PLACES:
            home.house.show_page(place.key)
            home.house.current.banners.tell("a", "warn", "what", "todo", action="do", act=int)
        assert {type(shown).__name__ for shown in windows.shown} == {"Window"}
    qapp.removeEventFilter(windows)


async def test_the_page_in_view_comes_back(qapp: QApplication) -> None:
    async with living(qapp) as home:
        home.house.show_page("history")
    async with living(qapp) as again:
        assert again.house.current.key == "history"
    async with living(qapp, Settings(page="nowhere")) as odd:
        assert odd.house.current.key == "bench"


async def test_the_rail_tells_where_something_runs(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await home.run()
        home.house.show_page("history")
        assert home.house.rail.item("bench")._badge
        assert not home.house.rail.item("history")._badge
        home.house.runner.stop()
        await home.idle()
        assert not home.house.rail.item("bench")._badge


async def test_a_run_goes_on_out_of_view_and_writes_nothing(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run(8)
        told = home.page.column.elapsed.text()
        home.house.show_page("history")
        await home.readings(15)
        assert home.page.column.elapsed.text() == told
        assert session.state == "running"
        home.house.show_page("bench")
        await until(lambda: home.page.column.elapsed.text() != told)


async def test_space_acts_on_the_page_in_view(qapp: QApplication) -> None:
    async with living(qapp) as home:
        home.house.show_page("history")
        home.house.press_space()
        assert not home.sessions
        home.house.show_page("bench")
        await home.run()


async def test_two_measurements_at_once_are_refused_with_what_to_do(qapp: QApplication) -> None:
    async with living(qapp) as home:
        turn = home.house.services.turn
        assert turn.take("compare")
        home.house.press_space()
        assert home.house.runner.state == "idle"
        assert "A comparison is going on" in home.banners()
        assert "stop it first, or wait for it" in home.banners()
        button = home.page.banners.banners["turn"].action_button
        assert button is not None
        button.click()
        assert home.house.current.key == "compare"
        turn.give_back("compare")
        home.house.show_page("bench")
        await home.run()
        assert turn.holder == "bench"
        assert "going on" not in home.banners()
        home.house.runner.stop()
        await home.idle()
        assert turn.holder == ""


async def test_a_run_that_cannot_start_gives_the_turn_back(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_session: object) -> None:
        raise OSError("no processes left")

    monkeypatch.setattr("tests.ui.fakes.FakeSession.start", refuse)
    async with living(qapp) as home:
        home.house.press_space()
        await until(lambda: home.errors)
        home.errors.clear()
        await home.idle()
        assert home.house.services.turn.holder == ""


async def test_an_unexpected_error_is_told_on_the_page_in_view(qapp: QApplication) -> None:
    async with living(qapp) as home:
        page = home.house.show_page("history")
        home.house.show_error(ValueError("seven"))
        assert "unexpected" in page.banners.banners
        assert "unexpected" not in home.page.banners.banners


@pytest.mark.parametrize("key", sorted(KEYS))
async def test_f1_explains_the_page_in_view(qapp: QApplication, key: str) -> None:
    async with living(qapp) as home:
        await until(home.window.isActiveWindow)
        page = home.house.show_page(key)
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        QTest.keyClick(home.window, Qt.Key.Key_F1)
        (card,) = home.window.findChildren(HelpCard)
        assert card.title.text() == page.title
        card.close()


async def test_runs_are_kept_although_the_history_is_broken(
    qapp: QApplication, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEBRA_DATA", "/dev/null/nowhere")
    async with living(qapp) as home:
        await home.run(8)
        await until(home.banners)
        assert "not kept in History" in home.banners()
        home.house.press_space()
        await home.idle()
        assert home.house.runner.result is not None
        assert home.house.runner.result.tasks_done > 0
