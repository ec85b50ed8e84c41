"""The veil is open over the real controls, and follows the window whatever becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.living import until
from tests.ui.shell.tour.newcomer import TITLES, Newcomer, touring
from ui.theme import fonts, look

pytestmark = pytest.mark.qasync


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def shown(person: Newcomer) -> list[QWidget]:
    """What the steps point at, as a person would name it."""
    house = person.home.house
    return [
        house.page.column.run,
        house.page.column.approach,
        house.page.charts.lanes,
        house.rail.item("compare"),
    ]


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1440, 900)])
@pytest.mark.parametrize("speech", ["en", "es"])
async def test_every_step_shows_its_control_and_covers_it_not(
    qapp: QApplication, size: tuple[int, int], speech: str
) -> None:
    async with touring(qapp) as person:
        home, veil = person.home, person.veil
        assert veil is not None
        home.house.applied.change("language", speech)
        home.window.resize(*size)
        await until(lambda: (veil.width(), veil.height()) == size)
        for step, control in enumerate(shown(person)):
            await until(lambda: not veil._later.isActive())
            card = person.bubble.geometry()
            assert home.window.rect().contains(card)
            assert card.size() == person.bubble.size_within(home.window.size())
            seen = place(control, home.window)
            assert any(frame.contains(seen) for frame in veil.frames), step
            assert not any(frame.intersects(card) for frame in veil.frames)
            assert home.window.childAt(seen.center()) is not veil, "the control can be used"
            assert home.window.childAt(place(home.page.tiles, home.window).center()) is veil
            if step < len(TITLES) - 1:
                person.press(Qt.Key.Key_Right)


async def test_it_follows_a_section_that_scrolls_and_a_window_that_shrinks(
    qapp: QApplication,
) -> None:
    async with touring(qapp) as person:
        veil, window = person.veil, person.home.window
        assert veil is not None
        window.resize(1440, 900)
        await until(lambda: veil.width() == 1440)
        run = person.home.page.column.run
        before = place(run, window)
        window.resize(1100, 700)
        await until(lambda: place(run, window) != before and not veil._later.isActive())
        assert [frame.contains(place(run, window)) for frame in veil.frames] == [True]
        assert window.rect().contains(person.bubble.geometry())


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    fonts.set_zoom(2.0)
    look.follow(qapp)
    yield
    fonts.set_zoom(1.0)
    look.follow(qapp)


async def test_text_twice_as_large_is_whole(qapp: QApplication, large_text: None) -> None:
    async with touring(qapp) as person:
        window, veil = person.home.window, person.veil
        assert veil is not None
        window.resize(1280, 800)
        await until(lambda: veil.width() >= 1280)
        for step in range(len(TITLES)):
            await until(lambda: not veil._later.isActive())
            card = person.bubble.geometry()
            assert window.rect().contains(card)
            text = person.bubble.text
            assert text.height() >= text.heightForWidth(text.width())
            if step < len(TITLES) - 1:
                person.press(Qt.Key.Key_Right)


async def test_the_invitation_comes_back_after_the_charts_step(qapp: QApplication) -> None:
    async with touring(qapp) as person:
        page = person.home.page
        person.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
        await until(page.charts.isVisible)
        person.press(Qt.Key.Key_Right)
        await until(page.invitation.isVisible)
        person.press(Qt.Key.Key_Left)
        await until(page.charts.isVisible)
        person.press(Qt.Key.Key_Escape)
        await until(page.invitation.isVisible)
