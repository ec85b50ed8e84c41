"""Costs as a person goes through it: run, watch, cancel, look, save, come back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.costs.kinds import SECTIONS
from lab.errors import SessionError
from lab.records.costs_json import costs_from
from tests.lab.costs.made import ALL, made_result
from tests.ui.costs.staging import staged
from tests.ui.living import until
from ui import words

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


def found(folder: Path, pattern: str) -> bytes:
    """What the one file of this name holds."""
    (path,) = folder.glob(pattern)
    return path.read_bytes()


@pytest.mark.parametrize("section", ALL)
async def test_a_section_is_measured_shown_and_kept(
    qapp: QApplication, tmp_path: Path, section: str
) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        QTest.mouseClick(page.header.sections.segment(section), LEFT)
        assert page.view is page.views[section]
        assert page.view.state.chip.text() == "Not run"
        assert page.view.sentence.text.plain() == SECTIONS[section].about
        QTest.mouseClick(page.header.run, LEFT)
        study = await home.measuring()
        assert home.turn.holder == "costs"
        assert page.header.run.text() == "Cancel"
        study.let()
        await home.idle()
        await until(home.store.path.exists)
        assert home.turn.holder == ""
        assert page.header.run.text() == "Run again"
        assert page.view.state.chip.text().startswith("Finished")
        view = page.view
        assert view.sentence.text.plain() != SECTIONS[section].about
        for chart in view.charts:
            assert chart.known
            assert "None" not in chart.accessibleDescription()
            assert chart.accessibleDescription()
        rows = [line.cells[0].text for line in view.table.rows.lines]
        kinds = [kind.title for kind in SECTIONS[section].kinds if kind.key != "interpreter"]
        assert set(rows) == set(kinds)


async def test_figures_are_seen_while_it_goes_on_and_nothing_moves(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with staged(qapp, tmp_path) as home:
        view = home.page.view
        before = [(chart.geometry(), chart.area) for chart in view.charts]
        home.page.toggle()
        study = await home.measuring()
        study.let(5)
        await until(lambda: len(study.samples) == 5 and view.charts[0].known)
        assert "left" in view.state.left.text()
        assert view.state.bar.value() > 0
        assert "Block 1 of 9" in view.state.words.text()
        assert [(chart.geometry(), chart.area) for chart in view.charts] == before
        assert view.charts[0].span() == view.charts[0].span()


@pytest.mark.parametrize("by", ["space", "escape", "button"])
async def test_cancelled_it_keeps_what_there_is(
    qapp: QApplication, tmp_path: Path, by: str
) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        page.toggle()
        study = await home.measuring()
        study.let(8)
        await until(lambda: len(study.samples) == 8)
        if by == "space":
            page.toggle()
        elif by == "escape":
            assert page.escape()
        else:
            QTest.mouseClick(page.header.run, LEFT)
        await home.idle()
        assert page.view.state.chip.text().startswith("Cut short")
        assert page.view.charts[0].known
        assert home.turn.holder == ""
        assert not page.escape(), "there is nothing to cancel any more"


async def test_given_up_at_once_the_last_figures_stay(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.page._show_end(made_result("start"))
        home.runner.results["start"] = made_result("start")
        home.page.toggle()
        await home.measuring()
        home.page.escape()
        await home.idle()
        await until(lambda: home.page.view.result == made_result("start"))


async def test_what_was_measured_last_comes_back(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.store.keep(made_result("switch"))
    async with staged(qapp, tmp_path) as again:
        view = again.page.views["switch"]
        await until(lambda: view.result is not None)
        assert view.result == made_result("switch")
        again.page.show_section("switch")
        assert again.page.header.run.text() == "Run again"


async def test_a_damaged_file_is_told_and_costs_nothing(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "costs.json").write_text("nonsense")
    async with staged(qapp, tmp_path) as home:
        await until(lambda: "costs-damaged.json" in home.banners())
        home.page.toggle()
        (await home.measuring()).let()
        await home.idle()
        await until(home.store.path.exists)


async def test_nobody_else_is_disturbed(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        assert home.turn.take("bench")
        home.page.toggle()
        assert home.runner.state == "idle"
        assert "A run is going on on the Bench" in home.banners()
        home.turn.give_back("bench")
        home.page.start(quick=True)
        study = await home.measuring()
        assert study.study.quick


async def test_a_study_that_breaks_gives_the_turn_back(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.page.toggle()
        study = await home.measuring()
        study.error = SessionError("it broke")
        study.let(1)
        await home.idle()
        await until(lambda: home.errors)
        assert home.turn.holder == ""
        home.errors.clear()


@pytest.mark.parametrize(
    "kind, suffix, begins",
    [("chart", "png", b"\x89PNG"), ("figures", "csv", b"#"), ("samples", "csv", b"#")],
)
async def test_figures_are_saved(
    qapp: QApplication, tmp_path: Path, kind: str, suffix: str, begins: bytes
) -> None:
    async with staged(qapp, tmp_path) as home:
        assert not home.page.header.export_actions[kind].isEnabled()
        home.page._show_end(made_result("start"))
        home.page.header.export_actions[kind].trigger()
        await until(lambda: any(note.startswith("Saved") for note in home.notes))
        assert found(tmp_path, f"hebra-costs-start-*.{suffix}").startswith(begins)


async def test_everything_is_saved_and_one_chart_alone(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        page = home.page
        page.show_section("messages")
        page._show_end(made_result("messages"))
        page.header.export_actions["json"].trigger()
        await until(lambda: not page.exporting.busy)
        written = json.loads(found(tmp_path, "*.json"))
        assert costs_from(written[0]) == made_result("messages")
        card = page.view.cards[0]
        assert card.figure is not None
        QTest.mouseClick(card.figure.segment("mb_per_s"), LEFT)
        card.menu.actions()[0].trigger()
        await until(lambda: not page.exporting.busy)
        assert found(tmp_path, "*mb_per_s.png").startswith(b"\x89PNG")


async def test_what_is_chosen_in_one_is_chosen_in_all(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        view = home.page.view
        home.page._show_end(made_result("start"))
        first, second = view.charts
        at = first.spot(1).toPoint()
        QTest.mouseClick(first.viewport(), LEFT, pos=at)
        assert first.chosen_place == second.chosen_place == view.table.chosen_key == 1
        first.setFocus()
        QTest.keyClick(first, Qt.Key.Key_Down)
        QTest.keyClick(first, Qt.Key.Key_Down)
        assert "Process, fork" in first.accessibleDescription()
        assert second.hovered_place == first.hovered_place


async def test_figures_are_copied(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.page._show_end(made_result("connections"))
        home.page.show_section("connections")
        home.page.header.export_actions["copy"].trigger()
        text = QGuiApplication.clipboard().text()
        assert text.startswith("kind\tsize\tkib_per_connection\t")
        assert "threads\t5000" in text
        QTest.mouseClick(home.page.view.table_card.copy, LEFT)
        assert "asyncio,10000," in QGuiApplication.clipboard().text()
        assert "4,000 threads at most" in home.page.view.missing.text()


async def test_everything_is_said_in_spanish_too(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, tmp_path) as home:
        home.page._show_end(made_result("start"))
        words.set_language("es")
        view = home.page.view
        await until(lambda: "Proceso" in view.charts[0].accessibleDescription())
        assert "hilo" in view.sentence.text.plain()
        assert view.table.rows.lines[0].cells[0].text == "Corrutina"
        assert "subintérpretes" in view.missing.text()
        words.set_language("en")
