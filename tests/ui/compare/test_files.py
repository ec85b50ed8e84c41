"""What leaves Compare and comes to it: files, exports, the code, the Bench."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.records.study_file import load_study, save_study
from tests.ui.compare.staging import staged
from tests.ui.living import until
from ui.compare.last import default_setup

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


async def test_the_winner_is_opened_on_the_bench(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        winner = page.results.advice.winner
        assert winner is not None
        QTest.mouseClick(page.results.advice.open_button, LEFT)
        candidate = page.draft.setup.candidates[winner]
        assert (home.opened[0].approach, home.opened[0].shape) == (
            candidate.approach,
            candidate.shape,
        )


async def test_the_code_is_shown_and_copied(qapp: QApplication) -> None:
    from ui.compare.code_dialog import CodeDialog

    async with staged(qapp) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        QTest.mouseClick(page.results.advice.code_button, LEFT)
        dialog = page.findChild(CodeDialog)
        assert isinstance(dialog, CodeDialog)
        compile(dialog.source, "work.py", "exec")
        QTest.mouseClick(dialog.copy, LEFT)
        assert QGuiApplication.clipboard().text() == dialog.source
        dialog.accept()


@pytest.mark.parametrize(
    "kind, suffix, begins",
    [
        ("html", "html", b"<!doctype html>"),
        ("csv", "csv", b"#"),
        ("trials", "csv", b"#"),
        ("json", "json", b"{"),
        ("chart", "png", b"\x89PNG"),
    ],
)
async def test_figures_are_exported(
    qapp: QApplication, tmp_path: Path, kind: str, suffix: str, begins: bytes
) -> None:
    async with staged(qapp, folder=tmp_path) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        page.header.export_actions[kind].trigger()
        await until(lambda: home.notes[-1:] and home.notes[-1].startswith("Saved "))
        saved = next(tmp_path.glob(f"*.{suffix}"))  # noqa: ASYNC240 - a test may wait for its disk
        assert saved.read_bytes().lower().startswith(begins.lower())


async def test_ctrl_e_saves_the_report(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, folder=tmp_path) as home:
        home.page.toggle()
        (await home.measuring()).let()
        await home.idle()
        QTest.keyClick(home.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: list(tmp_path.glob("*.html")))
        await until(lambda: not home.page.exporting.busy)


async def test_an_export_that_fails_says_why(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, folder=tmp_path / "gone") as home:
        home.page.toggle()
        (await home.measuring()).let()
        await home.idle()
        home.page.header.export_actions["csv"].trigger()
        await until(home.banners)
        assert "was not saved" in home.banners()


async def test_a_comparison_is_saved_opened_and_comes_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with staged(qapp, folder=tmp_path) as home:
        home.page.header.lanes.chosen.emit(8)
        home.page.exporting.save(home.page.draft.setup.study)
        await until(lambda: not home.page.exporting.busy)
        saved = load_study(tmp_path / "comparison.hebra")
        assert saved.candidates == home.page.draft.setup.candidates
    async with staged(qapp) as again:
        assert again.page.draft.setup.candidates == saved.candidates, "as it was left"
        again.page.header.lanes.chosen.emit(4)
        again.open_from = tmp_path / "comparison.hebra"
        QTest.keyClick(again.page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: again.page.draft.setup.candidates == saved.candidates)
        await until(lambda: not again.page.exporting.busy)


async def test_a_bad_file_is_told(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp) as home:
        home.open_from = tmp_path / "bad.toml"
        home.open_from.write_text("hebra = 1\n[compare]\nrepeats = 0\n")
        home.page.exporting.open(home.page._take_file)
        await until(home.banners)
        assert "bad.toml" in home.banners()


async def test_a_last_comparison_that_went_bad_is_told(
    qapp: QApplication, private_settings: Path
) -> None:
    private_settings.mkdir(parents=True)  # noqa: ASYNC240 - a test may wait for its disk
    save_study(private_settings / "last-comparison.toml", default_setup(4).study)
    (private_settings / "last-comparison.toml").write_text("hebra = 7\n")
    async with staged(qapp) as home:
        home.page.enter()
        assert "last-comparison.toml" in home.banners()
        assert home.page.draft.setup == default_setup(4)


async def test_any_candidate_is_taken_to_the_bench(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        card = page.results.table
        assert not card.open.isVisible()
        page.results.figure.chosen.emit(2)
        assert card.table.chosen_key == 2
        QTest.mouseClick(card.open, LEFT)
        assert home.opened[0].approach == page.draft.setup.candidates[2].approach
