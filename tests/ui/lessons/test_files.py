"""Lessons of one's own, and the progress that is kept: what comes back, and faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lab.lessons.progress import Progress, ProgressStore
from tests.lab.lessons.written import LESSON, PROBE, SINGLE, write
from tests.ui.living import until

from .staging import ANSWER, staged

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


async def test_a_lesson_of_ones_own_is_opened(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        home.open_from = write(tmp_path, SINGLE)
        click(page.open_button)
        await until(lambda: page.sheet.title.text() == "One run")
        assert page.sheet.head.text() == "A lesson of your own: own.md"
        assert page.list.keys[-1] == str(home.open_from)
        assert not page.sheet.card.rows[1].isVisible()
        page.sheet.card.pin.set_guess(10)
        page.toggle()
        (await home.measuring()).end(answer=type(ANSWER)(measured=ANSWER.measured, sides=(None,)))
        await home.idle()
        assert page.done.text() == "0 of 11 done", "only the shipped ones count"
        assert page.list.row(str(home.open_from)).state == "done"
        assert page.sheet.card.to_bench.isVisible()
        assert not page.sheet.card.to_compare.isVisible()
        click(page.sheet.card.to_bench)
        assert home.opened[0].approach == "asyncio"
    async with staged(qapp, tmp_path) as home:
        assert home.page.sheet.title.text() == "One run", "it was in view last"


async def test_a_file_with_a_mistake_is_named(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.open_from = write(tmp_path, LESSON.replace("repeats = 3", "repeats = 0"))
        click(home.page.open_button)
        await until(home.banners)
        assert f"{home.open_from}:16, [protocol] repeats: 0 must be 1 to 200" in home.banners()
        assert home.page.sheet.head.text() == "Lesson 1 of 11"


async def test_a_probe_is_guessed_on_a_linear_scale(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.open_from = write(tmp_path, PROBE)
        click(home.page.open_button)
        card = home.page.sheet.card
        await until(lambda: card.asked.text() == "How much is lost?")
        assert card.rows[0].name.text() == "Bare"
        card.pin.set_guess(50)
        assert card.pin.accessibleDescription() == "Your guess 50\u00a0%"
        home.page.toggle()
        (await home.measuring()).end(answer=type(ANSWER)(measured=ANSWER.measured, sides=(None,)))
        await home.idle()
        assert card.words.text() == "Your guess lies 49.0\u00a0% above what was measured."
        assert not card.to_bench.isVisible()
        click(card.to_hazards)
        assert home.shown == ["hazards"]


async def test_progress_comes_back_at_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    progress = Progress().measured("01-four-threads", 3.2, ANSWER).opened("03-processes")
    ProgressStore(tmp_path / "lessons.json").keep(progress)
    async with staged(qapp, tmp_path) as home:
        page = home.page
        assert page.sheet.title.text() == "Processes have a GIL each"
        assert page.done.text() == "1 of 11 done"
        click(page.list.row("01-four-threads"))
        assert page.sheet.card.words.text() == "Your guess was 3.14 times the measured value."
        assert page.sheet.after.isVisible()


async def test_progress_can_be_forgotten_and_had_back(qapp: QApplication, tmp_path: Path) -> None:
    progress = Progress().measured("01-four-threads", 3.2, ANSWER).opened("03-processes")
    ProgressStore(tmp_path / "lessons.json").keep(progress)
    async with staged(qapp, tmp_path) as home:
        page = home.page
        page.menu.actions()[0].trigger()
        assert page.done.text() == "0 of 11 done"
        assert page.sheet.head.text() == "Lesson 1 of 11"
        undo = page.banners.banners["anew"].action_button
        assert undo is not None
        click(undo)
        assert page.done.text() == "1 of 11 done"
        assert page.sheet.head.text() == "Lesson 3 of 11"


async def test_a_damaged_file_of_progress_is_named(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "lessons.json").write_text("{")
    async with staged(qapp, tmp_path) as home:
        assert "progress begins anew" in home.banners()
        assert str(tmp_path / "lessons-damaged.json") in home.banners()
        assert home.page.done.text() == "0 of 11 done"


async def test_progress_that_cannot_be_kept_is_said(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    async with staged(qapp, tmp_path / "data") as home:
        assert "Progress is not kept" in home.banners()
        assert home.page.sheet.card.isVisible()
