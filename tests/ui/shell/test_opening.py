"""Files that come to the window: by a second start, dropped onto it, one or many, good or bad."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from lab.records.experiment_file import save_experiment
from lab.records.sample_studies import default_study
from lab.records.study_file import save_study
from tests.ui.fakes import experiment
from tests.ui.living import Living, living, until
from ui.compare.page import ComparePage
from ui.single.wish import Wish

pytestmark = pytest.mark.qasync


@pytest.fixture
def threads_nine(tmp_path: Path) -> Path:
    path = tmp_path.resolve() / "nine threads.hebra"
    save_experiment(path, experiment(threads=9))
    return path


def drop(home: Living, *urls: QUrl) -> bool:
    """Drop onto the window as a file manager does; whether it takes them."""
    data = QMimeData()
    data.setUrls(list(urls))
    enter = QDragEnterEvent(
        QPoint(400, 300),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(home.window, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(
        QPointF(400, 300),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(home.window, event)
    assert event.dropAction() == Qt.DropAction.CopyAction, "the file may not be taken away"
    return True


async def test_a_second_start_opens_its_file_and_undo_brings_back_what_was_there(
    qapp: QApplication, threads_nine: Path
) -> None:
    async with living(qapp) as home:
        home.house.draft.set("threads", 3)
        home.house.show_page("history")
        home.house.hear(Wish(files=(str(threads_nine),)))
        assert home.house.current is home.page
        assert home.house.draft.experiment.topology.threads == 9
        home.house.draft.undo()
        assert home.house.draft.experiment.topology.threads == 3


async def test_a_second_start_without_a_file_changes_nothing(qapp: QApplication) -> None:
    async with living(qapp) as home:
        home.window.showMinimized()
        before = home.house.draft.experiment
        home.house.show_page("history")
        home.house.hear(Wish())
        assert home.house.current.key == "history"
        assert home.house.draft.experiment == before
        assert home.window.isVisible()
        assert not home.window.isMinimized()


async def test_a_run_goes_on_and_follows_the_file(qapp: QApplication, threads_nine: Path) -> None:
    async with living(qapp) as home:
        session = await home.run()
        home.house.hear(Wish(files=(str(threads_nine),)))
        await home.readings(2)
        assert home.session is session
        assert home.house.runner.state == "running"
        assert home.house.draft.experiment.topology.threads == 9


async def test_a_comparison_is_shown_where_comparisons_are(
    qapp: QApplication, tmp_path: Path
) -> None:
    path, study = tmp_path / "two.hebra", default_study()
    save_study(path, study)
    async with living(qapp) as home:
        before = home.house.draft.experiment
        home.house.hear(Wish(files=(str(path),)))
        page = home.house.current
        assert isinstance(page, ComparePage)
        assert page.draft.setup.study.candidates == study.candidates
        assert home.house.draft.experiment == before


async def test_of_several_files_the_first_is_opened_and_the_others_are_named(
    qapp: QApplication, threads_nine: Path
) -> None:
    async with living(qapp) as home:
        home.house.hear(Wish(files=(str(threads_nine), "/x/second.toml", "/x/third.toml")))
        assert home.house.draft.experiment.topology.threads == 9
        assert "Not opened: second.toml, third.toml" in home.banners()
        home.house.hear(Wish(files=(str(threads_nine),)))
        assert "Not opened" not in home.banners()


async def test_a_file_that_is_not_there_is_told_on_the_bench(qapp: QApplication) -> None:
    async with living(qapp) as home:
        home.house.show_page("history")
        home.house.hear(Wish(files=("/nowhere/at all.toml",)))
        assert home.house.current is home.page
        assert "/nowhere/at all.toml" in home.banners()
        assert "No such file or directory" in home.banners()


async def test_files_can_be_dropped_onto_the_window(qapp: QApplication, threads_nine: Path) -> None:
    async with living(qapp) as home:
        assert not drop(home, QUrl("https://example.org/a.toml")), "nothing is downloaded"
        assert not drop(home)
        assert drop(home, QUrl.fromLocalFile(str(threads_nine)))
        await until(lambda: home.house.draft.experiment.topology.threads == 9)


async def test_files_that_were_open_come_back_in_the_menu(
    qapp: QApplication, threads_nine: Path
) -> None:
    ampersand = threads_nine.with_name("a & b.hebra")
    save_experiment(ampersand, experiment(threads=2))
    async with living(qapp) as home:
        assert not home.page.header.recent_menu.menuAction().isEnabled()
        for path in (threads_nine, ampersand, threads_nine):
            home.house.hear(Wish(files=(str(path),)))
        home.house.hear(Wish(files=("/not/there.hebra",)))
    async with living(qapp) as again:
        entries = again.page.header.recent_menu.actions()
        assert [entry.text() for entry in entries] == ["nine threads.hebra", "a && b.hebra"]
        assert entries[0].toolTip() == str(threads_nine)
        entries[1].trigger()
        assert again.house.draft.experiment.topology.threads == 2
        assert [entry.text() for entry in again.page.header.recent_menu.actions()] == [
            "a && b.hebra",
            "nine threads.hebra",
        ]
